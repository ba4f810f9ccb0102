"""What waits on a leader's desk, with just what he needs to decide it: the figures that changed, the date asked for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from actions.todos import Todo, open_now
from models.indicators import Target
from models.obligations import Obligation
from models.packages import PackageItem
from models.pleas import PENDING, Plea
from models.reports import ReportRow
from models.ties import TIES
from models.units import Unit
from states.pleas import PleaKind
from states.subjects import SubjectKind
from web.kernel.addresses import IN_REVIEW, REVIEWED, Addresses
from web.kernel.visit import Visit

ASKED_ABOUT = SubjectKind.OBLIGATION.value
"""A request for more time is decided about the obligation that it speaks of."""

SHOWN = 3
"""Figures of one report that are shown on the desk; the rest stand on its page."""


@dataclass(frozen=True, slots=True)
class Number:
    """上期 → 本期, of one target."""

    name: str
    unit: str
    before: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something to decide. `version`: as it is shown, where it may be agreed to together with others."""

    todo: Todo
    href: str
    unit: str = ""
    version: int | None = None
    numbers: tuple[Number, ...] = ()
    items: int | None = None
    plea: Any = None
    more: int = 0

    @property
    def is_review(self) -> bool:
        return self.version is not None

    @property
    def is_letter(self) -> bool:
        return self.todo.subject_kind == SubjectKind.LETTER.value

    @property
    def is_extension(self) -> bool:
        return self.plea is not None and self.plea.kind == PleaKind.EXTENSION.value

    @property
    def ticked(self) -> dict[str, object]:
        """What a tick says of it."""
        return {"kind": self.todo.subject_kind, "id": self.todo.subject_id, "version": self.version}


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read besides, by kind and number."""

    versions: Mapping[tuple[str, int], int] = field(default_factory=dict)
    units: Mapping[tuple[str, int], str] = field(default_factory=dict)
    numbers: Mapping[int, Sequence[Number]] = field(default_factory=dict)
    items: Mapping[int, int] = field(default_factory=dict)
    pleas: Mapping[int, Any] = field(default_factory=dict)


def waiting(visit: Visit) -> list[Waiting]:
    """The earliest time limit first; one thing that is owed twice is shown once."""
    todos = open_now(visit.tx, posts=[visit.at.post_id], now=visit.now)
    known, addresses = _read(visit, todos), Addresses.of(visit.request)
    seen: dict[tuple[str, int, str], Waiting] = {}
    for todo in todos:
        seen.setdefault((todo.subject_kind, todo.subject_id, todo.kind.value), _waiting(todo, known, addresses))
    return list(seen.values())


def _waiting(todo: Todo, known: _Known, addresses: Addresses) -> Waiting:
    about = todo.subject_kind, todo.subject_id
    is_report = todo.subject_kind == SubjectKind.REPORT.value
    numbers = known.numbers.get(todo.subject_id, ()) if is_report else ()
    return Waiting(
        todo=todo,
        href=addresses.of_work(
            todo.subject_kind, todo.subject_id, owed=todo.kind.value, obligation=todo.id, window=todo.window
        ),
        unit=known.units.get(about, todo.unit),
        version=known.versions.get(about) if todo.kind in IN_REVIEW else None,
        numbers=tuple(numbers[:SHOWN]),
        more=max(len(numbers) - SHOWN, 0),
        items=known.items.get(todo.subject_id) if todo.subject_kind == SubjectKind.PACKAGE.value else None,
        plea=known.pleas.get(todo.subject_id) if todo.subject_kind == ASKED_ABOUT else None,
    )  # fmt: skip


def _read(visit: Visit, todos: Iterable[Todo]) -> _Known:
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for todo in todos:
        by_kind[todo.subject_kind].append(todo.subject_id)
    reviewed = {kind: by_kind[kind] for kind in sorted(REVIEWED) if by_kind.get(kind)}
    return _Known(
        versions=dict(_versions(visit, reviewed)),
        units=dict(_units(visit, reviewed)),
        numbers=_numbers(visit, by_kind.get(SubjectKind.REPORT.value, [])),
        items=_items(visit, by_kind.get(SubjectKind.PACKAGE.value, [])),
        pleas=_pleas(visit, by_kind.get(ASKED_ABOUT, [])),
    )


def _versions(visit: Visit, wanted: Mapping[str, Sequence[int]]) -> Iterable[tuple[tuple[str, int], int]]:
    for kind, numbers in wanted.items():
        table = TIES[SubjectKind(kind)].table
        for row in visit.tx.execute(select(table.c.id, table.c.version).where(table.c.id.in_(numbers))):
            yield (kind, row.id), row.version


def _units(visit: Visit, wanted: Mapping[str, Sequence[int]]) -> Iterable[tuple[tuple[str, int], str]]:
    """Whose thing it is: what waits is owed by the leader, so the obligation names his own unit."""
    for kind, numbers in wanted.items():
        table = TIES[SubjectKind(kind)].table
        owner = table.c.lead_unit_id if "lead_unit_id" in table.c else table.c.unit_id
        query = select(table.c.id, Unit.c.name, Unit.c.short).join(Unit.t, Unit.c.id == owner)
        for row in visit.tx.execute(query.where(table.c.id.in_(numbers))):
            yield (kind, row.id), row.short or row.name


def _numbers(visit: Visit, reports: Sequence[int]) -> Mapping[int, Sequence[Number]]:
    """Of the indicator as a whole; where its figures are kept by second-level items alone, theirs."""
    query = (
        select(
            ReportRow.c.report_id, ReportRow.c.item_id, ReportRow.c.previous_cumulative,
            ReportRow.c.reported_cumulative, Target.c.name, Target.c.unit,
        )
        .join(Target.t, Target.c.id == ReportRow.c.target_id)
        .where(ReportRow.c.report_id.in_(reports))
        .order_by(ReportRow.c.report_id, ReportRow.c.position)
    )  # fmt: skip
    whole: defaultdict[int, list[Number]] = defaultdict(list)
    by_item: defaultdict[int, list[Number]] = defaultdict(list)
    for row in visit.tx.execute(query):
        kept = whole if row.item_id is None else by_item
        kept[row.report_id].append(Number(row.name, row.unit, row.previous_cumulative, row.reported_cumulative))
    return {**by_item, **whole}


def _items(visit: Visit, packages: Sequence[int]) -> Mapping[int, int]:
    query = select(PackageItem.c.package_id, func.count()).where(PackageItem.c.package_id.in_(packages))
    return dict(visit.tx.execute(query.group_by(PackageItem.c.package_id)).tuples().all())


def _pleas(visit: Visit, numbers: Sequence[int]) -> Mapping[int, Any]:
    query = (
        select(Plea.t, Obligation.c.title, Unit.c.name.label("unit"))
        .join(Obligation.t, Obligation.c.id == Plea.c.obligation_id)
        .join(Unit.t, Unit.c.id == Obligation.c.unit_id)
        .where(Plea.c.obligation_id.in_(numbers), Plea.c.state == PENDING)
    )
    return {row.obligation_id: row for row in visit.tx.execute(query)}
