"""A line of a report with what follows from its figures (O22): 完成率、序时进度、差额 are reckoned, never typed."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from actions.reports.rows import Asked
from config.figures import Measure
from states.pace import HUNDRED, Even, Reading, read

TENTH, CENT = Decimal("0.1"), Decimal("0.01")
TYPED = ("year_on_year", "city_rank", "progress", "problems", "next_steps", "completes_on")


def told_line(asked: Asked, row: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """Every column as a reader sees it. `on`: the day that the figures reach to. Per cents have one place."""
    reading = _reading(asked, row, on)
    return {
        "title": asked.title,
        "annual_target": row["annual_target"],
        "period": row["reported_period"],
        "cumulative": row["reported_cumulative"],
        "share": _rounded(reading.share, TENTH) if reading else None,
        "pace": _pace(asked, reading),
        "gap": _rounded(reading.gap, CENT) if reading and reading.actual is not None else None,
        "previous_cumulative": row["previous_cumulative"],
        **{name: row[name] for name in TYPED},
    }


def _reading(asked: Asked, row: Mapping[str, Any], on: date) -> Reading | None:
    if asked.annual_target is None:
        return None
    actual = row["reported_period" if asked.measure is Measure.PERIOD else "reported_cumulative"]
    # twelve months of an even plan where the target grows through the year, else the whole target from the first day
    plan = Even() if _grows(asked) else Even(last_month=1)
    return read(plan, target=asked.annual_target, actual=actual, on=on, comparator=asked.comparator)


def _grows(asked: Asked) -> bool:
    """A rate and a figure of one period are what they are at any time of the year."""
    return asked.measure is Measure.CUMULATIVE and asked.unit != "%"


def _pace(asked: Asked, reading: Reading | None) -> Decimal | None:
    if reading is None or not asked.annual_target or not _grows(asked):
        return None
    return _rounded(reading.expected * HUNDRED / asked.annual_target, TENTH)


def _rounded(value: Decimal | None, step: Decimal) -> Decimal | None:
    """To `step` where it has more places."""
    if value is None or value == value.to_integral_value():
        return value if value is None else value.quantize(Decimal(1))
    return value.quantize(step, rounding=ROUND_HALF_UP)
