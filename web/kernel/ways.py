"""Where to go to do what is owed: the page of a thing, or of the step that waits for it."""

from config.obligations import ObligationKind

REVIEWED = frozenset({"assignment", "report", "package"})
IN_REVIEW = frozenset({ObligationKind.REVIEW, ObligationKind.OPINION})
PAGES = {
    "assignment": "/assignments/{}",
    "report": "/reports/{}",
    "package": "/unit-office/packages/{}",
    "letter": "/letters/{}",
    "finding": "/findings/{}",
    "finding_notice": "/findings/notices/{}",
    "problem": "/problems/{}",
    "negative": "/negative/{}",
    "veto": "/vetoes/{}",
    "result": "/results/{}",
    "ballot": "/ballots/{}",
    "judgement": "/judgements/{}",
}


def page_of(kind: str, number: int) -> str | None:
    """The page of a thing; none for what has no page of its own."""
    found = PAGES.get(kind)
    return found.format(number) if found else None


def way_to(
    owed: ObligationKind, *, subject_kind: str, subject_id: int, obligation: int, window: int | None = None
) -> str:
    """Where somebody who owes this goes; what has no page of its own is done on the page of the obligation."""
    if owed in IN_REVIEW and subject_kind in REVIEWED:
        return f"/review/{subject_kind}/{subject_id}"
    if owed in (ObligationKind.REPORT, ObligationKind.FIGURE) and window is not None:
        return f"/reports/window/{window}"
    if owed in (ObligationKind.VERIFICATION, ObligationKind.VERDICT) and subject_kind == "report":
        return f"/reports/{subject_id}/verify"
    if owed is ObligationKind.BREAKDOWN:
        return f"/department/assignments/{subject_id}"
    if owed in (ObligationKind.DECISION, ObligationKind.TASK, ObligationKind.DUTY, ObligationKind.MILESTONE):
        return f"/obligations/{obligation}"
    return page_of(subject_kind, subject_id) or f"/obligations/{obligation}"
