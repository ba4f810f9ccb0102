"""Issuing: every lead unit gets its assignments and owes their breakdown, or first the signed letter."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import update

from actions.context import Act
from actions.obligating import Owed
from actions.publishing.catalogue import Codes, Given
from actions.publishing.late_start import ruling_on
from actions.publishing.schedule import writers_of
from checks.planned import Planned, Stage
from config.obligations import ObligationKind
from config.scheme import Scheme
from models.assignments import Assignment
from states.assignment import AssignmentState
from states.rules import Await
from states.seating import SIGNERS
from states.subjects import SubjectFacts, SubjectKind


def begin_breakdown(
    act: Act, scheme: Scheme, plan: Iterable[Planned], given: Sequence[Given], codes: Codes
) -> list[Owed]:
    """Every assignment is issued and begins."""
    first = ObligationKind.SIGN if scheme.stages.issue.sign else ObligationKind.BREAKDOWN
    planned = next(one for one in plan if one.kind is first)
    state = AssignmentState.SIGNING if first is ObligationKind.SIGN else AssignmentState.BREAKING_DOWN
    act.tx.execute(
        update(Assignment.t).where(Assignment.c.id.in_([one.id for one in given])).values(state=state.value, version=1)
    )
    for one in given:
        act.record(
            SubjectKind.ASSIGNMENT.value,
            one.id,
            act="issue",
            assessment_id=codes.assessment_id,
            before={"state": AssignmentState.ISSUED.value},
            after={"state": state.value, "lead_unit_id": codes.units[one.planned.lead]},
            basis=one.planned.basis.clause if one.planned.basis else "",
        )
    owed = [each for one in given for each in _owed(act, scheme, planned, one, codes)]
    act.obligations.open(owed)
    return owed


def _owed(act: Act, scheme: Scheme, planned: Planned, given: Given, codes: Codes) -> Iterator[Owed]:
    lead = given.planned.lead
    posts = signers_of(act, lead) if planned.kind is ObligationKind.SIGN else writers_of(act, lead)
    # a breakdown is needed however late the year starts: it is backfilled, never let off
    ruling = ruling_on(planned.deadline.due_at, scheme.policy, now=act.now, calendar=act.calendar, needed=True)
    for post in posts:
        yield Owed(
            kind=planned.kind or ObligationKind.BREAKDOWN,
            unit_id=codes.units[lead],
            post_id=codes.posts[post],
            subject_kind=SubjectKind.ASSIGNMENT.value,
            subject_id=given.id,
            title=f"{given.planned.title}{ruling.mark}",
            deadline=planned.deadline,
            backfilled=ruling.due_at if ruling.backfilled else None,
            assessment_id=codes.assessment_id,
            opens_at=planned.opens_at,
            ladder=scheme.ladders[planned.ladder] if planned.ladder else None,
        )


def signers_of(act: Act, unit: str) -> tuple[str, ...]:
    """The posts that sign the letter of responsibility for a unit."""
    subject = SubjectFacts(kind=SubjectKind.ASSIGNMENT, office=act.office_id, lead_unit=unit)
    return act.directory.seating.owing(Await(ObligationKind.SIGN, SIGNERS), subject)


def owe_co_unit_parts(
    act: Act, scheme: Scheme, plan: Iterable[Planned], given: Sequence[Given], codes: Codes
) -> list[Owed]:
    """配合材料: each co-unit owes the lead its part some workdays before the lead's own date (O29)."""
    planned = next((one for one in plan if one.stage is Stage.BREAKDOWN and _is_part(one)), None)
    if planned is None:
        return []
    ruling = ruling_on(planned.deadline.due_at, scheme.policy, now=act.now, calendar=act.calendar, needed=True)
    owed = [
        Owed(
            kind=ObligationKind.CO_UNIT_PART,
            unit_id=codes.units[unit],
            post_id=codes.posts[post],
            subject_kind=SubjectKind.ASSIGNMENT.value,
            subject_id=one.id,
            title=one.planned.title,
            deadline=planned.deadline,
            backfilled=ruling.due_at if ruling.backfilled else None,
            assessment_id=codes.assessment_id,
            opens_at=planned.opens_at,
            ladder=scheme.ladders[planned.ladder] if planned.ladder else None,
        )
        for one in given
        for unit in one.planned.co_units
        for post in writers_of(act, unit)
    ]
    act.obligations.open(owed)
    return owed


def _is_part(planned: Planned) -> bool:
    return planned.kind is ObligationKind.CO_UNIT_PART
