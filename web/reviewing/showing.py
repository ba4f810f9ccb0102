"""What a thing under review holds, by kind; its template is named after the kind."""

from typing import Any

from actions.assignments.contents import breakdown_of
from actions.assignments.facts import required_of
from actions.assignments.loading import planned_of
from states.subjects import SubjectKind
from web.reviewing.breakdowns import shown
from web.reviewing.packages import consolidated
from web.reviewing.reading import Reviewed
from web.reviewing.reports import proofs_of, reports_shown


def shown_in(review: Reviewed) -> dict[str, Any]:
    """The context of `reviewing/<kind>.html`."""
    match review.subject.kind:
        case SubjectKind.ASSIGNMENT:
            return _assignment(review)
        case SubjectKind.REPORT:
            return _report(review)
        case _:
            return {"package": consolidated(review.act, review.subject)}


def _assignment(review: Reviewed) -> dict[str, Any]:
    act, subject = review.act, review.subject
    planned = planned_of(act, subject.published, subject.row)
    breakdown = breakdown_of(act.tx, subject.row)
    units = [act.directory.unit(code) for code in planned.co_units if code in act.directory.unit_ids]
    return {
        "breakdown": shown(breakdown, act.directory, required=required_of(subject, planned)),
        "indicator": breakdown.indicator,
        "star": planned.star,
        "parts": [(unit.shown, unit.id in breakdown.supplied) for unit in units],
    }


def _report(review: Reviewed) -> dict[str, Any]:
    act, subject = review.act, review.subject
    found = reports_shown(act.tx, subject.published.scheme, [subject.id])
    return {"report": found[subject.id], "proofs": proofs_of(act.tx, subject.id)}
