"""减负报告 (R2.28, W15): what each unit was asked for in a month, by whom, and whether it was too much."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from actions.burden.counting import (
    Forms,
    Messages,
    figures_in,
    forms_in,
    kinds_of,
    letters_in,
    messages_in,
    reports_in,
    urgings_in,
    visits_in,
)
from actions.burden.loads import asked_of, due_in
from actions.directory import UnitEntry, directory_of
from actions.etiquette import LIVING
from actions.published import published_of
from config.units import UnitKind
from models.assessments import Assessment
from models.requests import Request
from states.burden import Asked
from workdays.periods import Period

NOT_ASKED = frozenset({UnitKind.LEADERS.value, UnitKind.EXTERNAL.value})


@dataclass(frozen=True, slots=True)
class Beyond:
    """A request that was too much and was allowed: why, and who agreed."""

    title: str
    reason: str
    approved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """One unit in one month."""

    asked: Sequence[Asked] = ()
    obligations: Mapping[str, int] = field(default_factory=dict)
    urgings: int = 0
    visits: int = 0
    letters: int = 0
    reports: int = 0
    figures: int = 0
    messages: Messages = field(default_factory=Messages)

    @property
    def requests(self) -> int:
        return len({each.matter for each in self.asked})

    @property
    def owed(self) -> int:
        return sum(self.obligations.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReport:
    """One unit: this month beside the last, and beside the same month of last year."""

    unit: UnitEntry
    office: str
    cap: int | None
    now: Burden
    last_month: Burden
    last_year: Burden
    beyond: Sequence[Beyond] = ()

    @property
    def is_over(self) -> bool:
        return self.cap is not None and self.now.requests > self.cap


def report_on(tx: Connection, office_id: int, month: Period, *, forms_beside: bool = True) -> list[UnitReport]:
    """Every responsible unit of an office, in official order (规范序列).

    `forms_beside`: the reports and figures of the months beside it are counted too; most readers do without.
    """
    directory, cap = directory_of(tx, office_id, day=month.end), _cap(tx, office_id)
    earlier = (before(month), year_before(month))
    months = [_burdens(tx, office_id, month), *(_burdens(tx, office_id, each, forms=forms_beside) for each in earlier)]
    beyond = _beyond(tx, office_id, month)
    return [
        UnitReport(
            unit=unit,
            office=directory.office_name,
            cap=cap,
            now=months[0].get(unit.id, Burden()),
            last_month=months[1].get(unit.id, Burden()),
            last_year=months[2].get(unit.id, Burden()),
            beyond=beyond.get(unit.id, ()),
        )
        for unit in directory.units.values()
        if unit.stands and not unit.is_host and unit.kind not in NOT_ASKED
    ]


def before(month: Period) -> Period:
    year, number = month.start.year, month.start.month
    return Period.month(year, number - 1) if number > 1 else Period.month(year - 1, 12)


def year_before(month: Period) -> Period:
    return Period.month(month.start.year - 1, month.start.month)


def _cap(tx: Connection, office_id: int) -> int | None:
    """The strictest of its living years."""
    living = select(Assessment.c.id).where(Assessment.c.office_id == office_id, Assessment.c.state.in_(LIVING))
    caps = (published_of(tx, year).scheme.policy.burden.requests_per_month for year in tx.scalars(living).all())
    return min((cap for cap in caps if cap is not None), default=None)


def _burdens(tx: Connection, office_id: int, month: Period, *, forms: bool = True) -> Mapping[int, Burden]:
    """`forms`: whether reports and figures are counted."""
    due, asked_for = due_in(tx, office_id, month), forms_in(tx, office_id, month) if forms else Forms()
    asked, owed = asked_of(tx, office_id, month, due), kinds_of(due)
    urgings, visits = urgings_in(tx, office_id, month), visits_in(tx, office_id, month)
    letters, reports = letters_in(tx, office_id, month), reports_in(tx, asked_for)
    figures, messages = figures_in(tx, office_id, month, asked_for), messages_in(tx, office_id, month)
    units: set[int] = set()
    for found in (asked, owed, urgings, visits, letters, reports, figures, messages):
        units |= found.keys()
    return {
        unit: Burden(
            asked=asked.get(unit, ()),
            obligations=owed.get(unit, {}),
            urgings=urgings.get(unit, 0),
            visits=visits.get(unit, 0),
            letters=letters.get(unit, 0),
            reports=reports.get(unit, 0),
            figures=figures.get(unit, 0),
            messages=messages.get(unit, Messages()),
        )
        for unit in units
    }


def _beyond(tx: Connection, office_id: int, month: Period) -> Mapping[int, list[Beyond]]:
    query = select(Request.t).where(
        Request.c.office_id == office_id, Request.c.month == month.code, Request.c.over_reason != ""
    )
    found: defaultdict[int, list[Beyond]] = defaultdict(list)
    row: Any
    for row in tx.execute(query.order_by(Request.c.id)):
        found[row.unit_id].append(Beyond(row.title, row.over_reason, row.approved_by))
    return found
