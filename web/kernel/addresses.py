"""Where a thing has its page. What no room shows has none: nothing leads to a page that is not there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from config.obligations import ObligationKind
from models.findings import NOTICE
from models.supervision import Visit
from states.subjects import SubjectKind

PAGES: Mapping[str, str] = {
    SubjectKind.ASSIGNMENT.value: "/assignments/{}",
    SubjectKind.REPORT.value: "/reports/{}",
    SubjectKind.PACKAGE.value: "/unit-office/packages/{}",
    SubjectKind.LETTER.value: "/letters/{}",
    SubjectKind.FINDING.value: "/findings/{}",
    SubjectKind.PROBLEM.value: "/problems/{}",
    SubjectKind.SHORTFALL.value: "/shortfalls/{}",
    SubjectKind.RESULT.value: "/results/{}",
    SubjectKind.REEXAMINATION.value: "/reexaminations/{}",
    SubjectKind.NEGATIVE.value: "/negative/{}",
    SubjectKind.VETO.value: "/vetoes/{}",
    SubjectKind.BALLOT.value: "/ballots/{}",
    SubjectKind.JUDGEMENT.value: "/judgements/{}",
    SubjectKind.OBLIGATION.value: "/todo/{}",
    Visit.t.name: "/visits?visit={}",
    NOTICE: "/findings",
}
REVIEWED = frozenset({SubjectKind.ASSIGNMENT.value, SubjectKind.REPORT.value, SubjectKind.PACKAGE.value})
IN_REVIEW = frozenset({ObligationKind.REVIEW, ObligationKind.OPINION})
ON_SHEET = frozenset(
    {ObligationKind.SIGN, ObligationKind.BREAKDOWN, ObligationKind.REVISION, ObligationKind.CO_UNIT_PART}
)
"""What is done on the sheet of a breakdown."""
FOUND = frozenset({ObligationKind.VERIFICATION, ObligationKind.VERDICT})
"""What is done beside the evidence of a report."""
SLOT = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The pages that this application has."""

    shapes: frozenset[str]

    @classmethod
    def of(cls, request: Request) -> "Addresses":
        pages = request.app.state.pages
        return cls(frozenset(SLOT.sub("{}", page.path) for page in pages if page.method == "GET"))

    def of_subject(self, kind: str, number: int) -> str | None:
        """The page of a thing."""
        shape = PAGES.get(kind)
        is_there = shape is not None and shape.partition("?")[0] in self.shapes
        return shape.format(number) if shape is not None and is_there else None

    def of_work(self, kind: str, number: int, *, owed: str, obligation: int, window: int | None = None) -> str:
        """Where the thing to do is done: the window of what is reported, the review, the sheet of a breakdown, the page
        of the thing, else the duty's own.
        """
        if window is not None:
            return f"/reports/window/{window}"
        if owed in IN_REVIEW and kind in REVIEWED:
            return f"/review/{kind}/{number}"
        if (owed in FOUND or owed == ObligationKind.DECISION) and kind == SubjectKind.REPORT.value:
            return f"/reports/{number}/verify"
        if owed in ON_SHEET and kind == SubjectKind.ASSIGNMENT.value:
            return f"/department/assignments/{number}"
        return self.of_subject(kind, number) or f"/todo/{obligation}"
