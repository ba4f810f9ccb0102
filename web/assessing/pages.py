"""`/assessing`: what was registered of whom, 零扣分确认 for the rest, and the table to print and seal."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from starlette.responses import Response

from actions.findings.listing import Listed, listed_findings
from actions.published import Published, published_of
from config.obligations import ObligationKind
from config.roles import Role
from config.scoring.catalogue import FindingKind
from config.scoring.finders import finders_of, recorded_elsewhere
from config.scoring.words import FindingState
from config.windowing import period_label
from models.findings import FindingNil
from models.units import Unit
from scoring.periods import contains
from web.dealing.years import Year, chosen, years_of
from web.kernel.access import roles
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages
from web.kernel.visit import Visit

ASSESSORS = (Role.ASSESSOR, Role.STATISTICS, Role.DISCIPLINE, Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD)

SCORES = waits_for(kinds=(ObligationKind.SCORE,))

pages = Pages(
    navigation=[
        nav("考评打分", "/assessing", Role.ASSESSOR, home=True, waits=SCORES),
        nav("考评打分", "/assessing", *ASSESSORS[1:], group=Group.ASSESSING, waits=SCORES),
    ]
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands against one unit by one clause. `nil`: it was confirmed that there is nothing."""

    findings: tuple[Listed, ...]
    nil: bool

    @property
    def is_open(self) -> bool:
        return not self.findings and not self.nil


@dataclass(frozen=True, slots=True)
class Line:
    """One unit. `own`: whoever looks sits in it, and leaves it to others (W10)."""

    code: str
    name: str
    own: bool
    cells: tuple[Cell, ...]


@pages.get("/assessing", access=roles(*ASSESSORS))
def grid(visit: Visit) -> Response:
    years = years_of(visit)
    year = chosen(visit, years)
    published = published_of(visit.tx, year.id, day=visit.day) if year is not None else None
    kinds = _kinds(visit, published) if published is not None else []
    period = _period(visit, year)
    lines = _lines(visit, year, published, kinds, period) if year is not None and published is not None else []
    return visit.page(
        "assessing/grid.html", years=years, year=year, kinds=kinds, lines=lines, period=period,
        periods=[(each, period_label(each)) for each in _periods(year)],
        period_label=period_label(period) if period else "",
        open_cells=sum(cell.is_open for line in lines for cell in line.cells if not line.own),
    )  # fmt: skip


def _period(visit: Visit, year: Year | None) -> str:
    """The one that was asked for, else the whole year."""
    wanted, known = visit.query.get("period", ""), _periods(year)
    return wanted if wanted in known else next(iter(known), "")


def _periods(year: Year | None) -> Sequence[str]:
    if year is None:
        return ()
    quarters = (f"{year.year}-Q{quarter}" for quarter in range(1, 5))
    months = (f"{year.year}-{month:02d}" for month in range(1, 13))
    return (str(year.year), *quarters, *months)


def _kinds(visit: Visit, published: Published) -> list[FindingKind]:
    """The clauses of the desk's unit; the organising office sees all."""
    elsewhere = recorded_elsewhere(published.scheme)
    return [
        kind
        for kind in published.scheme.scoring.findings
        if kind.code not in elsewhere and (visit.at.is_host or visit.at.unit_code in finders_of(published.scheme, kind))
    ]


def _lines(visit: Visit, year: Year, published: Published, kinds: Sequence[FindingKind], period: str) -> list[Line]:
    """Units in official order."""
    found: defaultdict[tuple[str, str], list[Listed]] = defaultdict(list)
    for each in listed_findings(visit.tx, year.id, now=visit.now, person_id=visit.by):
        if each.state is not FindingState.REVOKED and contains(period, each.happened_on):
            found[each.unit_code, each.kind].append(each)
    nils = _nils(visit, year, period)
    graded = {unit for group in published.scheme.scoring.groups for unit in group.units}
    return [
        Line(
            unit.code,
            unit.name,
            own=unit.id == visit.at.unit_id,
            cells=tuple(
                Cell(tuple(found.get((unit.code, kind.code), ())), (kind.code, unit.code) in nils) for kind in kinds
            ),
        )
        for unit in visit.directory.units.values()
        if unit.stands and unit.code in graded
    ]


def _nils(visit: Visit, year: Year, period: str) -> Mapping[tuple[str, str], bool]:
    query = (
        select(FindingNil.c.kind, Unit.c.code)
        .join(Unit.t, Unit.c.id == FindingNil.c.unit_id)
        .where(
            FindingNil.c.assessment_id == year.id,
            FindingNil.c.replaced_at.is_(None),
            FindingNil.c.period.in_((period, str(year.year))),
        )
    )
    return {(row.kind, row.code): True for row in visit.tx.execute(query)}
