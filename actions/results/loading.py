"""A result, and a request for 复核, as an act holds them: the row, the machine, whose business it is."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.results.following import follow_request, follow_result
from actions.rules_of import rules_for
from actions.subjects import Subject, waiting_on
from config.ranked import ranked_units
from config.result_process import ResultProcess
from config.scheme import Scheme
from models.results import REPLIES, Result, ReviewRequest
from models.writing import lock_row
from states.engine import Machine
from states.results.facts import ResultFacts, ResultState
from states.results.request import RequestFacts
from states.subjects import SubjectFacts, SubjectKind

RESULT, REEXAMINATION = SubjectKind.RESULT, SubjectKind.REEXAMINATION


@dataclass(frozen=True, slots=True)
class Place:
    """The rules that a result goes by."""

    scheme: Scheme

    @property
    def process(self) -> ResultProcess:
        return self.scheme.result_process


def result_of(act: Act, result_id: int) -> Subject[ResultFacts]:
    """The result, locked for this act. Raises `Refused` when there is none."""
    row = lock_row(act.tx, Result.t, result_id)
    if row is None:
        raise act.refused(f"没有编号为 {result_id} 的考核结果")
    return held(act, row)


def result_of_year(act: Act, assessment_id: int, period: str) -> Any | None:
    query = select(Result.t).where(Result.c.assessment_id == assessment_id, Result.c.period == period)
    return act.tx.execute(query).one_or_none()


def held(act: Act, row: Any) -> Subject[ResultFacts]:
    published = act.published(row.assessment_id)
    machine, scheme = rules_for(published, row, lambda machines: machines.result)
    host = act.directory.host
    if host is None:
        raise act.refused("还没有设考核主办单位")
    return Subject(
        kind=RESULT,
        table=Result,
        row=row,
        machine=machine,
        facts=_result_facts(act, row, machine, scheme),
        title=row.title,
        what=RESULT.label,
        published=published,
        lead_unit_id=host.id,
        place=Place(scheme),
        after=follow_result,
    )


def _result_facts(act: Act, row: Any, machine: Machine[ResultFacts], scheme: Scheme) -> SubjectFacts:
    """The ranked units stand beside it as co-units do, the bodies that are asked as those it is addressed to."""
    awaits = machine.states[row.state].awaits
    waiting = waiting_on(act, RESULT, row.id, awaits=awaits.kind if awaits else None, joint=None)
    return SubjectFacts(
        kind=RESULT,
        office=act.office_id,
        state=row.state,
        co_units=frozenset(ranked_units(scheme)),
        addressees=_asked(act, row),
        awaited_posts=waiting.awaited,
        awaited_roles=frozenset(act.directory.post(code).role for code in waiting.awaited),
        consulted_posts=waiting.consulted,
        copied_posts=waiting.copied,
        submitter=row.submitted_by,
        last_mover=row.last_mover,
    )


def _asked(act: Act, row: Any) -> frozenset[str]:
    told = {"b_result": row.id, "b_round": row.round, "b_sort": ResultState.OPINIONS.value}
    units = act.directory.units
    return frozenset(
        units[each.unit_id].code for each in act.tx.execute(REPLIES, told) if each.unit_id is not None
    )  # fmt: skip


def request_of(act: Act, request_id: int) -> Subject[RequestFacts]:
    """The request, locked for this act."""
    row = lock_row(act.tx, ReviewRequest.t, request_id)
    if row is None:
        raise act.refused(f"没有编号为 {request_id} 的复核申请")
    published = act.published(row.assessment_id)
    machine, scheme = rules_for(published, row, lambda machines: machines.reexamination)
    unit = act.directory.units[row.unit_id]
    awaits = machine.states[row.state].awaits
    waiting = waiting_on(act, REEXAMINATION, row.id, awaits=awaits.kind if awaits else None, joint=None)
    return Subject(
        kind=REEXAMINATION,
        table=ReviewRequest,
        row=row,
        machine=machine,
        facts=SubjectFacts(
            kind=REEXAMINATION,
            office=act.office_id,
            state=row.state,
            lead_unit=unit.code,
            awaited_posts=waiting.awaited,
            awaited_roles=frozenset(act.directory.post(code).role for code in waiting.awaited),
            submitter=row.submitted_by,
            last_mover=row.last_mover,
        ),
        title=f"{unit.shown}对考核结果的复核申请",
        what=REEXAMINATION.label,
        published=published,
        lead_unit_id=row.unit_id,
        place=Place(scheme),
        after=follow_request,
    )
