"""`/results/months`: places over the months for who may see them; a unit its own points (O27)."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from starlette.responses import Response

from actions.results.months import MonthEnd, Months, month_ends
from config.units import Unit
from documents.results import name_of
from scoring.differing import place_of
from scoring.numbers import plain
from web.charts.bars import Bar, Part, bar_chart
from web.charts.chart import Chart
from web.charts.ranking import Runner, ranking_chart
from web.dealing.results import SEEING
from web.dealing.years import chosen, years_of
from web.kernel.access import roles
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.kernel.words import Words

pages = Pages()


@pages.get("/results/months", access=roles(*SEEING))
def months(visit: Visit) -> Response:
    """One chart for each total: how the places changed, by what was recorded at each month's end."""
    years = years_of(visit)
    year = chosen(visit, years)
    if year is None:
        return visit.page("dealing/no_results.html")
    found = month_ends(visit.tx, year.id, now=visit.now, person_id=visit.by)
    return visit.page(
        "dealing/months.html",
        years=years,
        year=year,
        sight=found.sight,
        charts=[*_charts(found, visit.words)],
    )


def _charts(found: Months, words: Words) -> Iterator[Chart]:
    for code in dict.fromkeys(code for end in found.ends for code in end.outcome.results):
        is_placed = found.sight.everything or found.sight.places
        yield _places(found, code, words) if is_placed else _points(found, code, words)


def _places(found: Months, code: str, words: Words) -> Chart:
    runners = [
        Runner(
            unit.shown,
            tuple(place_of(end.outcome, code, unit.code) for end in found.ends),
            tuple(_said(end, code, unit.code, words) for end in found.ends),
        )
        for unit in _units(found, code)
    ]
    return ranking_chart(
        runners,
        title=words.say(name_of(found.scheme, code)),
        times=_times(found, words),
        head=words("单位"),
        words=words,
    )


def _points(found: Months, code: str, words: Words) -> Chart:
    """Before the places are published a unit is told what it has itself."""
    units = _units(found, code)
    bars = [
        Bar(time, tuple(_drawn(_value(end, code, unit.code)) for unit in units))
        for time, end in zip(_times(found, words), found.ends, strict=True)
    ]
    return bar_chart(
        bars,
        title=words.say(name_of(found.scheme, code)),
        says=words("本单位各月底的得分，按当时已登记的事实计算。"),
        head=words("月份"),
        parts=[Part(unit.shown) for unit in units],
        unit=words("分"),
    )


def _units(found: Months, code: str) -> list[Unit]:
    """Those of the total, in the official order."""
    has = {unit for end in found.ends for unit in end.outcome.results.get(code, ())}
    return [unit for unit in found.scheme.units if unit.code in has]


def _times(found: Months, words: Words) -> list[str]:
    return [_time(end, words) for end in found.ends]


def _time(end: MonthEnd, words: Words) -> str:
    if end.month is None:
        return words("现在")
    return words("%(month)d月", month=end.month.start.month) + ("" if end.is_over else words("（至今）"))


def _value(end: MonthEnd, code: str, unit: str) -> Fraction | None:
    total = end.outcome.results.get(code, {}).get(unit)
    return total.value if total is not None else None


def _drawn(value: Fraction | None) -> Decimal | None:
    """Exact where it is a decimal; of a third two places are enough."""
    if value is None:
        return None
    shown = Decimal(value.numerator) / value.denominator
    return shown if Fraction(shown) == value else shown.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _said(end: MonthEnd, code: str, unit: str, words: Words) -> str:
    value = _value(end, code, unit)
    return words("%(points)s分", points=plain(value)) if value is not None else "—"
