"""对标自查: every period each unit looks at itself by the list; finding nothing is reported too (R2.21)."""

from collections.abc import Iterator
from typing import Any, Literal

from actions.context import Act
from actions.obligating import Owed
from actions.subjects import Subject
from checks.dating import Dating, first_moment, with_local_days
from config.deadlines import LastWorkday
from config.obligations import ObligationKind
from config.windows import Every
from states.negative import NegativeFacts
from states.obligations import Outcome
from states.rules import Await
from states.seating import SIGNERS
from states.subjects import SubjectFacts, SubjectKind
from workdays.periods import Period, periods_of

SPANS: dict[Every, Literal["month", "quarter", "half_year", "year"]] = {
    Every.MONTH: "month",
    Every.QUARTER: "quarter",
    Every.HALF_YEAR: "half_year",
    Every.YEAR: "year",
}


def owe_self_checks(act: Act, subject: Subject[NegativeFacts], units: tuple[str, ...]) -> list[int]:
    """From now to the end of the year; what fell due before it was listed is not asked for."""
    return act.obligations.open(list(_owed(act, subject, units)))


def free_self_checks(act: Act, subject: Subject[NegativeFacts]) -> None:
    """It is no longer on the list."""
    act.obligations.settle(
        SubjectKind.NEGATIVE.value, subject.id, kinds=(ObligationKind.SELF_CHECK,), outcome=Outcome.FREED
    )


def _owed(act: Act, subject: Subject[NegativeFacts], units: tuple[str, ...]) -> Iterator[Owed]:
    scheme = subject.published.scheme
    rule = scheme.negative_list
    dating = Dating(scheme, with_local_days(act.calendar, scheme))
    due = rule.due or LastWorkday(kind="last_workday", of=SPANS[rule.every], basis=rule.basis)
    for period in periods_of(scheme.year, SPANS[rule.every]):
        for unit in units:
            deadline = dating.due(due, span=period, whom=act.directory.unit(unit).name)
            if deadline.due_at is not None and deadline.due_at < act.now:
                continue
            for post in _posts(act, unit):
                yield _one(act, subject, period, post, deadline)


def _posts(act: Act, unit: str) -> tuple[str, ...]:
    facts = SubjectFacts(kind=SubjectKind.OBLIGATION, office=act.office_id, lead_unit=unit)
    return act.directory.seating.owing(Await(ObligationKind.SELF_CHECK, SIGNERS), facts)


def _one(act: Act, subject: Subject[NegativeFacts], period: Period, post: str, deadline: Any) -> Owed:
    seat = act.directory.post(post)
    return Owed(
        kind=ObligationKind.SELF_CHECK,
        unit_id=seat.unit_id,
        post_id=seat.id,
        subject_kind=SubjectKind.NEGATIVE.value,
        subject_id=subject.id,
        period=period.code,
        title=f"对照负面清单自查：{subject.title}（{period.label}）",
        deadline=deadline,
        assessment_id=subject.published.assessment_id,
        opens_at=first_moment(period),
        ladder=subject.ladder_for(ObligationKind.SELF_CHECK),
    )
