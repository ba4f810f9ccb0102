"""What there is to know of one task, read in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from actions.assignments.contents import milestones_of
from actions.published import Published, published_of
from actions.rules_of import rules_for
from actions.shortfalls.tracking import Tracked, tracked_of
from actions.steps import Step, steps_of
from models.assignments import Assignment
from models.indicators import Indicator, IndicatorUnit
from models.instructions import Instruction
from models.items import Item
from models.letters import Letter
from models.persons import Person
from models.posts import Post
from models.reports import Report
from models.shortfalls import Shortfall
from models.units import Unit
from models.windows import Period, Window
from states.engine import Machine
from states.permissions import may
from states.subjects import SubjectFacts, SubjectKind
from web.kernel.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One task with everything that hangs on it."""

    task: Any
    machine: Machine[Any]
    path: Sequence[str]
    basis: Mapping[str, Any]
    document: str
    leads: Sequence[str]
    co_units: Sequence[str]
    assessors: Sequence[str]
    leader: str
    targets: Sequence[Tracked]
    year: int
    items: Sequence[Any]
    milestones: Mapping[int | None, Sequence[Any]]
    reports: Sequence[Any]
    shortfalls: Sequence[Any]
    letters: Sequence[Any]
    instructions: Sequence[Any]
    steps: Sequence[Step]
    may_pack: bool

    @property
    def state(self) -> str:
        return self.machine.states[self.task.state].label


def overview(visit: Visit, number: int) -> Overview:
    task = visit.tx.execute(_TASK.where(Assignment.c.id == number)).one()
    published = published_of(visit.tx, task.assessment_id, day=visit.day)
    parts = _parts(visit, task)
    reports, letters = _reports(visit, published, number), _letters(visit, number)
    return Overview(
        task=task,
        machine=rules_for(published, task, lambda machines: machines.assignment)[0],
        path=_path(visit, task.indicator_id),
        basis=task.basis or {},
        document=_document(published, (task.basis or {}).get("document", "")),
        leads=parts.get("lead", ()),
        co_units=parts.get("co_unit", ()),
        assessors=parts.get("assessor", ()),
        leader=task.leader or "",
        targets=tracked_of(visit.tx, published.scheme, [number], today=visit.day),
        year=published.year,
        items=_items(visit, number),
        milestones=milestones_of(visit.tx, number),
        reports=reports,
        shortfalls=_shortfalls(visit, number),
        letters=letters,
        instructions=_instructions(visit, number),
        steps=_steps(visit, number, reports, letters),
        may_pack=_may_pack(visit, task),
    )


def _may_pack(visit: Visit, task: Any) -> bool:
    """Whether this person may take its papers for inspectors with him."""
    facts = SubjectFacts(
        kind=SubjectKind.ASSIGNMENT,
        office=visit.at.office_id,
        lead_unit=visit.directory.units[task.lead_unit_id].code,
        leader_post=task.leader_code or "",
    )
    return may(visit.actor, "take_pack", facts).ok


_TASK = (
    select(
        Assignment.t,
        Indicator.c.code,
        Indicator.c.title.label("indicator"),
        Indicator.c.text,
        Indicator.c.star,
        Indicator.c.kind,
        Indicator.c.basis,
        Unit.c.name.label("unit"),
        Post.c.title.label("leader"),
        Post.c.code.label("leader_code"),
    )
    .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
    .join(Unit.t, Unit.c.id == Assignment.c.lead_unit_id)
    .outerjoin(Post.t, Post.c.id == Assignment.c.leader_post_id)
)


def _document(published: Published, code: str) -> str:
    """What the document is called that an indicator rests on."""
    found = next((each for each in published.scheme.documents if code in (each.code, each.no)), None)
    return code if found is None else f"《{found.title}》"


def _path(visit: Visit, indicator: int) -> list[str]:
    """一级指标 / 二级指标: what the indicator hangs under, the outermost first."""
    above = select(Indicator.c.id, Indicator.c.parent_id, Indicator.c.title, Indicator.c.level).where(
        Indicator.c.id == indicator
    )
    tree = above.cte("above", recursive=True)
    its = Indicator.t.alias()
    tree = tree.union_all(
        select(its.c.id, its.c.parent_id, its.c.title, its.c.level).join(tree, tree.c.parent_id == its.c.id)
    )
    return list(visit.tx.scalars(select(tree.c.title).where(tree.c.id != indicator).order_by(tree.c.level)))


def _parts(visit: Visit, task: Any) -> Mapping[str, list[str]]:
    query = (
        select(IndicatorUnit.c.part, Unit.c.name, Unit.c.short)
        .join(Unit.t, Unit.c.id == IndicatorUnit.c.unit_id)
        .where(IndicatorUnit.c.indicator_id == task.indicator_id, IndicatorUnit.c.segment == task.segment)
        .order_by(IndicatorUnit.c.part, IndicatorUnit.c.position, Unit.c.position)
    )
    found: dict[str, list[str]] = {}
    for row in visit.tx.execute(query):
        found.setdefault(row.part, []).append(row.short or row.name)
    return found


def _items(visit: Visit, number: int) -> Sequence[Any]:
    query = (
        select(Item.t, Person.c.name.label("responsible"), Unit.c.name.label("unit"))
        .outerjoin(Person.t, Person.c.id == Item.c.responsible_id)
        .outerjoin(Unit.t, Unit.c.id == Item.c.unit_id)
        .where(Item.c.assignment_id == number, Item.c.removed_at.is_(None))
        .order_by(Item.c.position, Item.c.id)
    )
    return visit.tx.execute(query).all()


@dataclass(frozen=True, slots=True)
class Reported:
    """A report in a list."""

    id: int
    title: str
    period: str
    state: str
    first_submitted_at: Any


def _reports(visit: Visit, published: Published, number: int) -> Sequence[Reported]:
    query = (
        select(Report.t, Period.c.title.label("period"), Window.c.code.label("window"), Window.c.title)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .join(Window.t, Window.c.id == Report.c.window_id)
        .where(Report.c.assignment_id == number, visit.sees(SubjectKind.REPORT))
        .order_by(Period.c.ends_on, Report.c.round)
    )
    return [
        Reported(row.id, row.title, row.period, _state_of(published, row), row.first_submitted_at)
        for row in visit.tx.execute(query)
    ]


def _state_of(published: Published, row: Any) -> str:
    machine, _ = rules_for(published, row, lambda machines: machines.reports.get(row.window))
    return machine.states[row.state].label


def _shortfalls(visit: Visit, number: int) -> Sequence[Any]:
    query = select(Shortfall.t).where(Shortfall.c.assignment_id == number, visit.sees(SubjectKind.SHORTFALL))
    return visit.tx.execute(query.order_by(Shortfall.c.opened_at)).all()


def _letters(visit: Visit, number: int) -> Sequence[Any]:
    query = select(Letter.t).where(Letter.c.assignment_id == number, visit.sees(SubjectKind.LETTER))
    return visit.tx.execute(query.order_by(Letter.c.drafted_at, Letter.c.id)).all()


def _instructions(visit: Visit, number: int) -> Sequence[Any]:
    query = (
        select(Instruction.t, Post.c.title.label("post"))
        .join(Post.t, Post.c.id == Instruction.c.post_id)
        .where(Instruction.c.assignment_id == number)
        .order_by(Instruction.c.given_at, Instruction.c.id)
    )
    return visit.tx.execute(query).all()


def _steps(visit: Visit, number: int, reports: Sequence[Reported], letters: Sequence[Any]) -> list[Step]:
    """Of the task, of its reports and of the letters that this person may read."""
    told = {(SubjectKind.REPORT.value, each.id): each.title for each in reports}
    told |= {(SubjectKind.LETTER.value, each.id): each.title for each in letters}
    about: dict[str, list[int]] = {SubjectKind.ASSIGNMENT.value: [number]}
    for kind, each in told:
        about.setdefault(kind, []).append(each)
    return steps_of(visit.tx, about, titles=told)
