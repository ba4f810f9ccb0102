"""A line of a report with what follows from its figures (O22): 完成率、序时进度、差额 are reckoned, never typed."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from actions.reports.rows import Asked
from config.figures import Measure
from config.policy import ORDINARY_LIGHTS, Lights
from states.lights import Aim, Explained, Figure
from states.pace import Plan

TENTH, CENT = Decimal("0.1"), Decimal("0.01")
TYPED = ("year_on_year", "city_rank", "progress", "problems", "next_steps", "completes_on")


def told_line(
    asked: Asked, row: Mapping[str, Any], *, on: date, plan: Plan | None, is_partial: bool = False
) -> dict[str, Any]:
    """Every column as a reader sees it. `on`: the day that the figures reach to. Per cents have one place."""
    light = light_of(asked, row, on=on, plan=plan, is_partial=is_partial)
    reading = light.reading if light is not None else None
    return {
        "title": asked.title,
        "annual_target": row["annual_target"],
        "period": row["reported_period"],
        "cumulative": row["reported_cumulative"],
        "share": rounded(reading.share, TENTH) if reading else None,
        "pace": rounded(light.pace, TENTH) if light is not None else None,
        "gap": rounded(reading.gap, CENT) if reading and reading.actual is not None else None,
        "previous_cumulative": row["previous_cumulative"],
        **{name: row[name] for name in TYPED},
    }


def light_of(
    asked: Asked,
    row: Mapping[str, Any],
    *,
    on: date,
    plan: Plan | None,
    is_partial: bool = False,
    lights: Lights = ORDINARY_LIGHTS,
) -> Explained | None:
    """The light that the figures of a line give, with everything that it was read from; none for a line of words."""
    if asked.annual_target is None or plan is None:
        return None
    actual = row["reported_period" if asked.measure is Measure.PERIOD else "reported_cumulative"]
    aim = Aim(
        name=asked.title,
        unit=asked.unit,
        value=asked.annual_target,
        plan=plan,
        comparator=asked.comparator,
        lights=lights,
    )
    return Explained(aim, Figure(period="", as_of=on, reported=actual, is_partial=is_partial), on)


def rounded(value: Decimal | None, step: Decimal) -> Decimal | None:
    """To `step` where it has more places."""
    if value is None or value == value.to_integral_value():
        return value if value is None else value.quantize(Decimal(1))
    return value.quantize(step, rounding=ROUND_HALF_UP)
