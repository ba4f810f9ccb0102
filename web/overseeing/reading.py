"""Counts of what is under way and the visits of a year; each a query or two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, select

from config.roles import Role
from config.scoring.words import FindingState
from models.assessments import Assessment
from models.findings import Finding, Problem
from models.letters import Letter
from models.negative import NegativeItem
from models.supervision import LiaisonReport, Meeting, Visit, VisitNature, VisitPart, VisitState, VisitUnit
from models.units import Unit
from models.vetoes import Veto
from states.assessment import AssessmentState
from states.letters.facts import LetterState
from states.negative import NegativeState
from states.permissions import may
from states.problem import ProblemState
from states.subjects import SubjectFacts, SubjectKind
from states.veto import VetoState
from web.kernel.visit import Visit as Visited

SUPERVISING = frozenset({Role.SUPERVISION, Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD})

LONGEST_ID = 18


@dataclass(frozen=True, slots=True)
class Tile:
    """So many of something, and where they are listed."""

    label: str
    count: int
    href: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class _Counted:
    label: str
    kind: SubjectKind
    table: Table
    states: tuple[str, ...]
    href: str
    tone: str = "plain"


K, P, L = SubjectKind, ProblemState, LetterState
COUNTED = (
    _Counted("待确认的问题", K.PROBLEM, Problem.t, (P.RECORDED.value,), "/problems"),
    _Counted("整改中的问题", K.PROBLEM, Problem.t, (P.RECTIFYING.value,), "/problems"),
    _Counted("待复核销号的问题", K.PROBLEM, Problem.t, (P.REPLIED.value,), "/problems", "warn"),
    _Counted("待复核的督办整改", K.LETTER, Letter.t, (L.UNDER_REVIEW.value,), "/overseeing#letters", "warn"),
    _Counted("异议复核中", K.FINDING, Finding.t, (FindingState.DISPUTED.value,), "/findings?state=disputed", "warn"),
    _Counted("负面清单在列", K.NEGATIVE, NegativeItem.t, (NegativeState.LISTED.value,), "/negative"),
    _Counted("负面清单有苗头", K.NEGATIVE, NegativeItem.t, (NegativeState.AT_RISK.value,), "/negative", "bad"),
    _Counted("待审定一票否决", K.VETO, Veto.t, (VetoState.BEFORE_COMMITTEE.value,), "/vetoes", "warn"),
)


def tiles(visit: Visited) -> list[Tile]:
    """What of the running years waits, as far as this person may see it."""
    running = select(Assessment.c.id).where(
        Assessment.c.office_id == visit.at.office_id, Assessment.c.state == AssessmentState.RUNNING.value
    )
    found = []
    for each in COUNTED:
        table = each.table
        query = select(func.count()).where(
            table.c.assessment_id.in_(running), table.c.state.in_(each.states), visit.sees(each.kind)
        )
        found.append(Tile(each.label, visit.tx.scalar(query) or 0, each.href, each.tone))
    return found


def letters_to_recheck(visit: Visited) -> Sequence[Any]:
    query = (
        select(Letter.c.id, Letter.c.title, Letter.c.number, Unit.c.name.label("unit"))
        .join(Unit.t, Unit.c.id == Letter.c.unit_id)
        .where(Letter.c.state == LetterState.UNDER_REVIEW.value, visit.sees(SubjectKind.LETTER))
        .where(Letter.c.office_id == visit.at.office_id)
        .order_by(Letter.c.id)
    )
    return visit.tx.execute(query).all()


@dataclass(frozen=True, slots=True)
class Planned:
    """One visit with the units of it."""

    row: Any
    visited: tuple[str, ...]
    team: tuple[str, ...]
    steps: tuple[tuple[str, str], ...] = ()  # what this reader may do next: its words, the act


def year_of_visit(visit: Visited, number: str) -> int | None:
    """Which year a visit belongs to, where one is asked for."""
    if not number.isdecimal() or len(number) > LONGEST_ID:
        return None
    query = select(Visit.c.assessment_id).where(Visit.c.id == int(number), Visit.c.office_id == visit.at.office_id)
    return visit.tx.scalar(query)


def visits_of(visit: Visited, year: int) -> list[Planned]:
    """The newest first. Whoever is to be visited is not told by this page: it is read by supervisors alone."""
    rows = visit.tx.execute(
        select(Visit.t).where(Visit.c.assessment_id == year).order_by(Visit.c.planned_on.desc(), Visit.c.id.desc())
    ).all()
    units = _units(visit, [row.id for row in rows])
    return [
        Planned(
            row,
            tuple(units.get((row.id, VisitPart.VISITED.value), ())),
            tuple(units.get((row.id, VisitPart.TEAM.value), ())),
            tuple(_steps(visit, row, drawn=(row.id, VisitPart.VISITED.value) in units)),
        )
        for row in rows
    ]


def _steps(visit: Visited, row: Any, *, drawn: bool) -> Iterator[tuple[str, str]]:
    """Only what this reader may do: who reported a plan does not approve it."""
    office = visit.at.office_id

    def is_mine(verb: str) -> bool:
        return may(visit.actor, verb, SubjectFacts(kind=SubjectKind.OFFICE, office=office, submitter=row.planned_by)).ok

    match VisitState(row.state):
        case VisitState.PLANNED if is_mine("decide_visit"):
            yield "审批", "decide_visit"
        case VisitState.APPROVED if is_mine("record_visit"):
            if row.nature == VisitNature.INSPECTION.value and not drawn:
                yield "抽取单位", "draw_sample"
            yield "登记情况", "record_visit"
            yield "取消", "cancel_visit"
        case VisitState.MADE if may(visit.actor, "record_problem", SubjectFacts(kind=K.PROBLEM, office=office)).ok:
            yield "登记问题", "record_problem"


def _units(visit: Visited, visits: Sequence[int]) -> Mapping[tuple[int, str], list[str]]:
    query = (
        select(VisitUnit.c.visit_id, VisitUnit.c.part, Unit.c.name, Unit.c.short)
        .join(Unit.t, Unit.c.id == VisitUnit.c.unit_id)
        .where(VisitUnit.c.visit_id.in_(visits))
        .order_by(Unit.c.position)
    )
    found: dict[tuple[int, str], list[str]] = {}
    for row in visit.tx.execute(query):
        found.setdefault((row.visit_id, row.part), []).append(row.short or row.name)
    return found


def meetings_of(visit: Visited, year: int) -> Sequence[Any]:
    query = select(Meeting.t).where(Meeting.c.assessment_id == year)
    return visit.tx.execute(query.order_by(Meeting.c.held_on.desc(), Meeting.c.id.desc())).all()


def liaison_of(visit: Visited, year: int) -> Sequence[Any]:
    query = (
        select(LiaisonReport.t, Unit.c.name.label("unit"))
        .join(Unit.t, Unit.c.id == LiaisonReport.c.unit_id)
        .where(LiaisonReport.c.assessment_id == year)
        .order_by(LiaisonReport.c.reported_on.desc(), LiaisonReport.c.id.desc())
    )
    return visit.tx.execute(query).all()
