"""The grid in which one kind of fact is recorded: a row for each unit that is scored by it, and what stands already."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from actions.context import Act
from actions.looking import look
from actions.published import Published
from actions.scoring.sheets import Line
from actions.scoring.whose import LISTS, Whose, against
from config.readings import assignments_of
from config.windowing import period_label
from models.facts import SITTING, StatedFact
from scoring.sheets import units_by_name
from states.subjects import SubjectKind
from web.dealing.years import Year
from web.facts.kinds import Kind, kinds_of
from web.facts.wording import said
from web.kernel.visit import Visit

NO_PERIOD = "不分期"


@dataclass(frozen=True, slots=True)
class Row:
    """One unit. `stands`: what is recorded of it; `barred`: why the reader may not record it."""

    name: str
    given: Mapping[str, str]
    stands: str
    barred: str


@dataclass
class Grid:
    """What the reader may record in this year."""

    visit: Visit
    year: Year
    voters: int
    act: Act = field(init=False)
    published: Published = field(init=False)
    whose: Whose = field(init=False)

    def __post_init__(self) -> None:
        self.act = look(self.visit.tx, by=self.visit.by, now=self.visit.now)
        self.published = self.act.published(self.year.id)
        self.whose = Whose(self.published.scheme, self.act.office_id)
        self._names = units_by_name(self.published.scheme)
        self._tasks = assignments_of(self.published.scheme)

    def kinds(self) -> list[Kind]:
        """Those of which the reader may record something."""
        found = kinds_of(self.published.scheme, voters=self.voters)
        return [kind for kind in found if any(not self._barred(kind, code) for code, _ in self._units(kind))]

    def periods(self, kind: Kind) -> list[tuple[str, str]]:
        """A figure is told of the year unless of a part of it; other results of no period unless of one."""
        year = str(self.year.year)
        larger = (f"{year}-H1", f"{year}-H2", *(f"{year}-Q{quarter}" for quarter in range(1, 5)))
        parts = (*larger, *(f"{year}-{month:02d}" for month in range(1, 13)))
        first = [] if kind.sort == "figures" else [("", NO_PERIOD)]
        return [*first, *((each, period_label(each)) for each in (year, *parts))] if kind.has_period else []

    def rows(self, kind: Kind, period: str, *, everybody: bool) -> list[Row]:
        """The units that answer for what is scored by it; with `everybody` all that are assessed."""
        known = self._standing(kind, period)
        return [
            Row(name, kind.given(self._named(code), period), known.get(code, ""), "；".join(self._barred(kind, code)))
            for code, name in (self._assessed() if everybody and not kind.is_choice else self._units(kind))
        ]

    def _named(self, unit: str) -> str:
        """As refusals should call it: by its name, where no other unit goes by the same."""
        name = next((each.name for each in self.published.scheme.units if each.code == unit), unit)
        return name if self._names.get(name) == unit else unit

    def _units(self, kind: Kind) -> list[tuple[str, str]]:
        """In official order, peers outside the scheme after them; where nobody is named, all."""
        if kind.is_choice:
            return [(self.visit.directory.host_code, self.visit.directory.office_name)]
        about = LISTS.get(kind.sort)
        used = self.whose.using.get((about, kind.code), frozenset()) if about else frozenset({kind.code})
        leads = {unit for task in self._tasks if task.indicator in used for unit in (task.lead, *task.other_leads)}
        assessed = self._assessed()
        groups = [group for group in self.published.scheme.scoring.groups if leads & set(group.units)]
        outside = {name for group in groups for name in group.outside}
        return [each for each in assessed if each[0] in leads | outside] or assessed

    def _assessed(self) -> list[tuple[str, str]]:
        scheme, units = self.published.scheme, self.visit.directory.units.values()
        groups = scheme.scoring.groups
        graded = {unit for group in groups for unit in group.units} | {task.lead for task in self._tasks}
        listed = [(unit.code, unit.shown) for unit in units if unit.code in graded]
        return [*listed, *dict.fromkeys((name, name) for group in groups for name in group.outside)]

    def _barred(self, kind: Kind, unit: str) -> list[str]:
        return against(self.act, self.whose, self.published.scheme, self._line(kind, unit))

    def _line(self, kind: Kind, unit: str) -> Line:
        unit_id = self.visit.directory.unit_ids.get(unit)
        peer, host = ("", unit) if unit_id is not None else (unit, self.visit.directory.host_code)
        return Line(kind.sort, host, unit_id or 0, peer, kind.code, kind.part, "", date(self.year.year, 1, 1), None)

    def _standing(self, kind: Kind, period: str) -> dict[str, str]:
        """What was recorded here stands before what a report told."""
        fact = StatedFact.c
        query = select(StatedFact.t).where(
            SITTING, fact.assessment_id == self.year.id, fact.sort == kind.sort, fact.code == kind.code,
            fact.period == period, shown_to(self.visit),
        )  # fmt: skip
        if kind.part:
            query = query.where(fact.part == kind.part)
        return dict(self._told(query.order_by(fact.part.desc(), fact.effective_on)))

    def _told(self, query: Any) -> Iterator[tuple[str, str]]:
        units = self.visit.directory.units
        for row in self.visit.tx.execute(query):
            text = said(row.sort, row.code, row.content, self.published.scheme, self.visit.words)
            yield row.peer or units[row.unit_id].code, text


def shown_to(visit: Visit) -> Any:
    """What the table of rights lets this person read, and what he wrote down himself."""
    return or_(visit.sees(SubjectKind.FACT), StatedFact.c.recorded_by == visit.by)
