"""得分测算: one unit, one indicator, what is supposed of it; the new points beside the present. Nothing is kept."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from starlette.responses import Response

from actions.acts import Refused
from actions.looking import look
from actions.published import published_of
from actions.results.sight import sight
from actions.results.trying import Tried, tried
from actions.scoring.reckoning import reckon_now
from config.ranked import ranked_units
from documents.results import name_of
from documents.scores import Outline, outline
from scoring.differing import Standing, moves_between, stands
from scoring.moving import Moved
from web.dealing.results import SEEING
from web.dealing.supposing import asked_of, scored_indicators, supposed
from web.dealing.years import Year, chosen, years_of
from web.kernel.access import roles
from web.kernel.pages import Pages
from web.kernel.visit import Visit

pages = Pages()


@dataclass(frozen=True, slots=True)
class Compared:
    """One total of the unit, as it is and as it would be. `steps`: what moved."""

    name: str
    before: Standing
    after: Standing
    steps: tuple[Moved, ...]
    grounds_before: Outline | None
    grounds_after: Outline | None
    missing: tuple[str, ...]

    @property
    def gain(self) -> Fraction | None:
        if self.before.points is None or self.after.points is None:
            return None
        return self.after.points - self.before.points


@pages.get("/results/try", access=roles(*SEEING))
def try_out(visit: Visit) -> Response:
    years = years_of(visit)
    year = chosen(visit, years)
    if year is None:
        return visit.page("dealing/no_results.html")
    published = published_of(visit.tx, year.id, day=visit.day)
    own = sight(visit.actor, published, is_published=False)
    units = [(code, published.scheme.unit(code).name) for code in ranked_units(published.scheme) if own.may_see(code)]
    unit = _one_of(visit, "unit", units)
    indicators = scored_indicators(published.scheme, unit)
    indicator = _one_of(visit, "indicator", indicators)
    facts = reckon_now(visit.tx, year.id, today=visit.day).book.facts
    asked = asked_of(published.scheme, facts, unit=unit, indicator=indicator, query=visit.query) if unit else []
    told = supposed(facts, asked, unit=unit, day=visit.day)
    found, reasons = _tried(visit, year, told) if told else (None, ())
    return visit.page(
        "dealing/try.html",
        years=years,
        year=year,
        units=units,
        unit=unit,
        indicators=indicators,
        indicator=indicator,
        asked=asked,
        reasons=reasons,
        compared=_compared(found, unit) if found is not None else [],
        others=[each for each in found.changed if each.unit != unit] if found is not None else [],
        names=dict(units),
        sight=own,
    )


def _one_of(visit: Visit, name: str, among: list[tuple[str, str]]) -> str:
    """What was chosen; where there is but one, that."""
    wanted = visit.query.get(name, "")
    codes = [code for code, _ in among]
    return wanted if wanted in codes else codes[0] if len(codes) == 1 else ""


def _tried(visit: Visit, year: Year, told: dict[str, Any]) -> tuple[Tried | None, tuple[str, ...]]:
    try:
        return tried(look(visit.tx, by=visit.by, now=visit.now), year.id, told), ()
    except Refused as refused:
        return None, refused.reasons


def _compared(found: Tried, unit: str) -> list[Compared]:
    before, after, scheme = found.seen_before, found.seen_after, found.after.scheme
    compared = []
    for code, totals in after.results.items():
        was, now = before.results.get(code, {}).get(unit), totals.get(unit)
        if was is None or now is None:
            continue
        compared.append(
            Compared(
                name=name_of(scheme, code),
                before=stands(before, code, unit),
                after=stands(after, code, unit),
                steps=moves_between(was, now),
                grounds_before=outline(was.worked, scheme) if was.worked is not None else None,
                grounds_after=outline(now.worked, scheme) if now.worked is not None else None,
                missing=now.reasons,
            )
        )
    return compared
