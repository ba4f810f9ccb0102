"""The years of the desk's office, to choose from; and the periods of one that are scored by themselves."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from sqlalchemy import exists, select

from actions.published import published_of
from config.scoring.combining import Rollup
from config.scoring.parts import parts_like
from config.scoring.words import PeriodLength
from config.zone import SHANGHAI
from models.assessments import Assessment
from models.obligations import OPEN, Obligation
from models.results import Result
from states.assessment import AssessmentState
from states.results.facts import PUBLIC
from states.subjects import SubjectKind
from web.kernel.visit import Visit
from workdays.periods import Period, periods_of

PARTS: tuple[tuple[PeriodLength, Literal["month", "quarter", "half_year"]], ...] = (
    (PeriodLength.MONTH, "month"),
    (PeriodLength.QUARTER, "quarter"),
    (PeriodLength.HALF_YEAR, "half_year"),
)
SETTLED_BY = 3
"""The month of the new year until which a scored year counts as being settled though nobody has begun its result."""


@dataclass(frozen=True, slots=True)
class Year:
    """`comes_first`: it is shown though a newer one runs, for it is not settled yet."""

    id: int
    year: int
    title: str
    state: str
    comes_first: bool = False


def years_of(visit: Visit) -> list[Year]:
    """The newest first."""
    query = (
        select(Assessment.c.id, Assessment.c.year, Assessment.c.title, Assessment.c.state)
        .where(Assessment.c.office_id == visit.at.office_id, visit.sees(SubjectKind.ASSESSMENT))
        .order_by(Assessment.c.year.desc(), Assessment.c.id.desc())
    )
    return [Year(*row) for row in visit.tx.execute(query)]


def chosen(visit: Visit, years: list[Year]) -> Year | None:
    """The year that was asked for; else the one in which there is still something to do.

    That is the newest that runs (one that is published ahead waits for its day), but for the year before it while that
    is being settled: its result is under way, or its duties are still to come.
    """
    wanted = visit.query.get("year", "")
    asked = next((each for each in years if str(each.id) == wanted), None)
    if asked is not None:
        return asked
    running = [each for each in years if each.state == AssessmentState.RUNNING.value]
    for newer, older in pairwise(running[:2]):
        if older.year == newer.year - 1 and _is_being_settled(visit, older):
            return replace(older, comes_first=True)
    return next(iter(running), years[0] if years else None)


def _is_being_settled(visit: Visit, year: Year) -> bool:
    """Its result decides; before anybody has begun it, what is still to come, and the first months of the new year."""
    state = visit.tx.scalar(
        select(Result.c.state).where(Result.c.assessment_id == year.id, Result.c.period == str(year.year))
    )
    if state is not None:
        return state not in {each.value for each in PUBLIC}
    today = visit.now.astimezone(SHANGHAI)
    is_scored = bool(published_of(visit.tx, year.id, day=visit.day).scheme.scoring.results)
    if is_scored and (today.year, today.month) <= (year.year + 1, SETTLED_BY):
        return True
    own = select(Obligation.c.id).where(OPEN, Obligation.c.assessment_id == year.id)
    return bool(visit.tx.scalar(select(exists(own.where(Obligation.c.due_at >= visit.now)))))


@dataclass(frozen=True, slots=True)
class Periods:
    """What may be looked at of a year, the whole first; `usual`: what is shown where nothing is asked for."""

    all: tuple[Period, ...]
    usual: Period

    def asked(self, visit: Visit) -> Period:
        wanted = visit.query.get("period", "")
        return next((each for each in self.all if each.code == wanted), self.usual)


def periods_scored(visit: Visit, year: Year) -> Periods:
    """The whole year; where the scheme scores from parts to the whole, the parts that have begun; and every period
    of which a result is handled. The last of those is shown first where nobody handles one of the year."""
    scheme = published_of(visit.tx, year.id, day=visit.day).scheme
    every = {part.every for _, part in parts_like(Rollup, scheme.scoring)}
    shortest = next((place for place, (length, _) in enumerate(PARTS) if length in every), len(PARTS))
    scored = (each for _, kind in PARTS[shortest:] for each in periods_of(year.year, kind))
    begun = {each for each in scored if each.start <= visit.day}
    codes = visit.tx.scalars(select(Result.c.period).where(Result.c.assessment_id == year.id).order_by(Result.c.id))
    handled = [Period.parse(code) for code in codes]
    whole = Period.year(year.year)
    parts = sorted({*begun, *handled} - {whole}, key=lambda each: (-len(each.each_month()), each.start))
    return Periods((whole, *parts), whole if whole in handled or not handled else handled[-1])
