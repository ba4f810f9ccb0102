"""Which book is asked for: of whom, of which window or year, and what two of the same have in common."""

from dataclasses import dataclass
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data
from actions.books.base import About
from actions.context import Act
from actions.guarding import allow
from actions.judgements.slots import slots_of
from models.assignments import Assignment
from models.persons import Holding
from models.reports import Report
from models.scoping import visible
from models.units import Office
from models.windows import Window
from states.assignment import AssignmentState
from states.books import BookKind
from states.permissions import scope
from states.subjects import SubjectFacts, SubjectKind


class Asked(Data):
    """Which book."""

    kind: BookKind = Field(description="哪一种表")
    assessment: int | None = Field(default=None, description="考核年度编号")
    window: int | None = Field(default=None, description="报送编号；进展填报表要写")
    unit: str | None = Field(default=None, description="哪个单位：编码或名称；不写则本人所在单位，考核办不写则全部")
    assignments: tuple[int, ...] = Field(default=(), description="指标任务编号；写了就只导出这几项")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What it will be about. `key`: in short."""

    kind: BookKind
    key: str
    about: About
    assessment_id: int | None = None
    unit_id: int | None = None


def wanted(act: Act, asked: Asked) -> Wanted:
    """Raises `Refused` where it is not said clearly enough, or nothing of it may be read."""
    return _BY_KIND[asked.kind](act, asked)


def _breakdown(act: Act, asked: Asked) -> Wanted:
    assessment = _assessment(act, asked)
    query = select(Assignment.c.id).where(
        Assignment.c.assessment_id == assessment,
        Assignment.c.state != AssignmentState.WITHDRAWN.value,
        visible(scope(act.actor, SubjectKind.ASSIGNMENT), SubjectKind.ASSIGNMENT),
    )
    unit = _unit(act, asked, or_all=True)
    if unit is not None:
        query = query.where(Assignment.c.lead_unit_id == unit)
    if asked.assignments:
        query = query.where(Assignment.c.id.in_(asked.assignments))
    found = list(act.tx.scalars(query.order_by(Assignment.c.position, Assignment.c.id)))
    if not found:
        raise act.refused("没有可以导出的指标任务")
    whose = act.directory.units[unit].name if unit is not None else ""
    about = {"assignments": found, "title": f"{whose}目标责任考核指标分解表"}
    one = f":{found[0]}" if len(found) == 1 else ""
    return Wanted(BookKind.BREAKDOWN, f"{assessment}:{unit or ''}{one}", about, assessment, unit)


def _report(act: Act, asked: Asked) -> Wanted:
    window: Any = act.tx.execute(select(Window.t).where(Window.c.id == asked.window)).one_or_none()
    if window is None:
        raise act.refused("请写明是哪一次报送" if asked.window is None else f"没有编号为 {asked.window} 的报送")
    act.enter(window.office_id)
    unit = _unit(act, asked)
    found = act.tx.execute(
        select(Report.c.assessment_id)
        .where(
            Report.c.window_id == window.id,
            Report.c.unit_id == unit,
            visible(scope(act.actor, SubjectKind.REPORT), SubjectKind.REPORT),
        )
        .limit(1)
    ).one_or_none()
    if found is None:
        raise act.refused(f"“{window.title}”里没有可以导出的进展")
    return Wanted(
        BookKind.REPORT, f"{window.id}:{unit}", {"window": window.id, "unit": unit}, found.assessment_id, unit
    )


def _roster(act: Act, _asked: Asked) -> Wanted:
    number = act.tx.scalar(select(Office.c.id).order_by(Office.c.id).where(Office.c.id.in_(_offices(act))).limit(1))
    if number is None:
        raise act.refused("您在这里没有岗位")
    act.enter(number)
    allow(act, "manage_people", SubjectFacts(kind=SubjectKind.OFFICE, office=number))
    return Wanted(BookKind.ROSTER, str(number), {"office": number})


def _offices(act: Act) -> Any:
    """Where the person sits; the console sits everywhere."""
    if act.person_id is None:
        return select(Office.c.id)
    return select(Holding.c.office_id).where(Holding.c.person_id == act.person_id)


def _findings(act: Act, asked: Asked) -> Wanted:
    assessment = _assessment(act, asked)
    return Wanted(BookKind.FINDINGS, str(assessment), {"assessment": assessment}, assessment)


def _scores(act: Act, asked: Asked) -> Wanted:
    assessment = _assessment(act, asked)
    if not slots_of(act.published(assessment).scheme):
        raise act.refused("本年度的方案没有由人酌情给分的评分项")
    return Wanted(BookKind.SCORES, str(assessment), {"assessment": assessment}, assessment)


def _assessment(act: Act, asked: Asked) -> int:
    """The year that was named, or that of the tasks."""
    number = asked.assessment
    if number is None and asked.assignments:
        number = act.tx.scalar(select(Assignment.c.assessment_id).where(Assignment.c.id == asked.assignments[0]))
    if number is None:
        raise act.refused("请写明考核年度")
    act.published(number)
    return int(number)


def _unit(act: Act, asked: Asked, *, or_all: bool = False) -> int | None:
    """The unit that was named; else the one in which the person sits, or all for who sits at the office."""
    if asked.unit is not None:
        wanted = asked.unit.strip()
        for unit in act.directory.units.values():
            if unit.stands and wanted in (unit.code, unit.name, unit.short):
                return unit.id
        raise act.refused(f"没有单位“{wanted}”")
    own = dict.fromkeys(act.directory.unit_ids[seat.unit] for seat in act.actor.seats)
    host = act.directory.host
    if or_all and (not own or asked.assignments or (host is not None and host.id in own)):
        return None
    if len(own) != 1:
        raise act.refused("请写明是哪个单位")
    (only,) = own
    return only


_BY_KIND = {
    BookKind.BREAKDOWN: _breakdown,
    BookKind.REPORT: _report,
    BookKind.ROSTER: _roster,
    BookKind.FINDINGS: _findings,
    BookKind.SCORES: _scores,
}
