"""问题、负面清单、一票否决: a list of each, one thing whole, and what can be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select
from starlette.responses import Response

from actions.looking import look
from actions.offering import offered
from actions.published import published_of
from actions.steps import steps_of
from actions.vetoes.owning import own_matters
from config.roles import Role
from config.scoring.finders import assessing_units
from models.assignments import Assignment
from models.findings import Problem
from models.negative import NegativeItem, NegativeRectification
from models.units import Unit
from models.vetoes import Veto
from states.granted.negative import OWNERS
from states.permissions import may
from states.problem import ProblemSource
from states.subjects import SubjectFacts, SubjectKind
from web.dealing.buttons import buttons
from web.dealing.findings import READERS
from web.dealing.vetoes import veto_whole
from web.dealing.years import Year, chosen, years_of
from web.kernel.access import About, roles
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages
from web.kernel.visit import Visit

OFFICE = (Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD)
SUPERVISORS = (*OFFICE, Role.SUPERVISION, Role.DISCIPLINE)

PROPOSERS = tuple(who.role for who in OWNERS if who.role is not None)


def owns_a_matter(visit: Visit) -> bool:
    """归口部门: a veto of the newest year is its to propose, or to withdraw."""
    vetoes = visit.newest.scheme.vetoes if visit.newest is not None else None
    return vetoes is not None and any(matter.owner == visit.at.unit_code for matter in vetoes.matters)


pages = Pages(
    navigation=[
        nav(
            "问题整改", "/problems", *SUPERVISORS, Role.ASSESSOR, Role.AUDITOR,
            group=Group.SUPERVISING, waits=waits_for(SubjectKind.PROBLEM),
        ),
        nav(
            "负面清单", "/negative", *SUPERVISORS, Role.AUDITOR, Role.COMMITTEE,
            group=Group.SUPERVISING, waits=waits_for(SubjectKind.NEGATIVE, SubjectKind.RECTIFICATION),
        ),
        nav(
            "一票否决", "/vetoes", *SUPERVISORS, Role.ASSESSOR, Role.AUDITOR, Role.COMMITTEE,
            group=Group.SUPERVISING, waits=waits_for(SubjectKind.VETO),
        ),
        nav(
            "一票否决", "/vetoes", *PROPOSERS,
            group=Group.SUPERVISING, waits=waits_for(SubjectKind.VETO), where=owns_a_matter,
        ),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sort:
    """One kind of matter. `new`: the act that begins one, and `begin`: what its button says."""

    kind: SubjectKind
    heading: str
    path: str
    new: str
    begin: str
    empty: str
    table: Table
    title: Any


PROBLEMS = Sort(
    SubjectKind.PROBLEM, "问题整改", "/problems", "record_problem", "登记问题", "没有登记的问题",
    Problem.t, Problem.c.title,
)  # fmt: skip
NEGATIVE = Sort(
    SubjectKind.NEGATIVE, "负面清单", "/negative", "list_negative_item", "列入清单", "负面清单还没有事项",
    NegativeItem.t, NegativeItem.c.title,
)  # fmt: skip
VETOES = Sort(
    SubjectKind.VETO, "一票否决", "/vetoes", "propose_veto", "提出一票否决", "没有提出过一票否决",
    Veto.t, Veto.c.name,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    title: str
    unit: str
    state: str


def _listed(visit: Visit, sort: Sort, year: Year) -> list[Line]:
    table = sort.table
    if sort is NEGATIVE:
        query = select(table, Unit.c.name.label("unit")).join(Assignment.t, Assignment.c.id == table.c.assignment_id)
        query = query.join(Unit.t, Unit.c.id == Assignment.c.lead_unit_id)
    else:
        query = select(table, Unit.c.name.label("unit")).join(Unit.t, Unit.c.id == table.c.unit_id)
    query = query.where(table.c.assessment_id == year.id, visit.sees(sort.kind))
    rows = visit.tx.execute(query.order_by(Unit.c.position, table.c.id)).all()
    labels = _labels(visit, sort, rows)
    return [Line(row.id, row._mapping[sort.title.name], row.unit, labels.get(row.state, row.state)) for row in rows]


def _labels(visit: Visit, sort: Sort, rows: Sequence[Any]) -> Mapping[str, str]:
    """States as their machine calls them; one machine serves all of a year."""
    if not rows:
        return {}
    subject, _ = offered(look(visit.tx, by=visit.by, now=visit.now), sort.kind, rows[0].id)
    return {code: state.label for code, state in subject.machine.states.items()}


def _list(visit: Visit, sort: Sort) -> Response:
    years = years_of(visit)
    year = chosen(visit, years)
    lines = _listed(visit, sort, year) if year is not None else []
    may_begin = year is not None and _may_begin(visit, sort, year)
    return visit.page(
        "dealing/matters.html",
        sort=sort,
        years=years,
        year=year,
        lines=lines,
        may_begin=may_begin,
        matters=_matters(visit, sort, year),
    )


def _matters(visit: Visit, sort: Sort, year: Year | None) -> list[str]:
    """On what a veto may be proposed, and by whom."""
    vetoes = published_of(visit.tx, year.id, day=visit.day).scheme.vetoes if sort is VETOES and year else None
    names = {unit.code: unit.name for unit in visit.directory.units.values()}
    matters = vetoes.matters if vetoes is not None else ()
    return [f"{each.name}（{names.get(each.owner, each.owner)}）" for each in matters]


def _may_begin(visit: Visit, sort: Sort, year: Year) -> bool:
    """Who may register one, by the table of rights; a veto, who has a matter of the scheme in his charge."""
    scheme = published_of(visit.tx, year.id, day=visit.day).scheme
    if sort is VETOES:
        return bool(own_matters(visit.actor, visit.at.office_id, scheme))
    verb = "record_problem" if sort is PROBLEMS else "list_item"
    assessors = frozenset(assessing_units(scheme))
    return may(visit.actor, verb, SubjectFacts(kind=sort.kind, office=visit.at.office_id, assessors=assessors)).ok


def _whole(visit: Visit, sort: Sort, number: int, **more: Any) -> Response:
    subject, offers = offered(look(visit.tx, by=visit.by, now=visit.now), sort.kind, number)
    path = visit.request.url.path
    return visit.page(
        "dealing/matter.html",
        sort=sort,
        subject=subject,
        source=ProblemSource(subject.row.source) if sort is PROBLEMS else None,
        unit=visit.directory.units[subject.lead_unit_id].name,
        state=subject.machine.states[subject.state].label,
        buttons=buttons(sort.kind, number, offers, back=path),
        steps=steps_of(visit.tx, {sort.kind.value: [number]}),
        **{"veto": None, **more},
    )


@pages.get("/problems", access=roles(*READERS))
def problems(visit: Visit) -> Response:
    return _list(visit, PROBLEMS)


@pages.get("/problems/{number:int}", access=About(SubjectKind.PROBLEM, "number"))
def problem(visit: Visit, number: int) -> Response:
    return _whole(visit, PROBLEMS, number, rectifications=(), may_order=False)


@pages.get("/negative", access=roles(*READERS))
def negative(visit: Visit) -> Response:
    return _list(visit, NEGATIVE)


@pages.get("/negative/{number:int}", access=About(SubjectKind.NEGATIVE, "number"))
def negative_item(visit: Visit, number: int) -> Response:
    """With what each unit has to put right."""
    act, back = look(visit.tx, by=visit.by, now=visit.now), visit.request.url.path
    found = visit.tx.scalars(
        select(NegativeRectification.c.id)
        .where(NegativeRectification.c.item_id == number, visit.sees(SubjectKind.RECTIFICATION))
        .order_by(NegativeRectification.c.id)
    )
    rectifications = []
    for each in found.all():  # a handful: one for each unit that shares the item
        subject, offers = offered(act, SubjectKind.RECTIFICATION, each)
        told = buttons(SubjectKind.RECTIFICATION, each, offers, back=back)
        rectifications.append((subject, visit.directory.units[subject.lead_unit_id].name, told))
    return _whole(visit, NEGATIVE, number, rectifications=rectifications, may_order=visit.has(*SUPERVISORS))


@pages.get("/vetoes", access=roles(*READERS))
def vetoes(visit: Visit) -> Response:
    return _list(visit, VETOES)


@pages.get("/vetoes/{number:int}", access=About(SubjectKind.VETO, "number"))
def veto(visit: Visit, number: int) -> Response:
    return _whole(visit, VETOES, number, rectifications=(), may_order=False, veto=veto_whole(visit, number))
