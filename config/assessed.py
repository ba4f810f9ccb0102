"""An indicator on which several units are assessed alike: each has a task of its own (市对县).

What is written once is unfolded into one segment for each unit, so that everything that follows an assignment, its
targets and its reports finds it where it finds any segment.
"""

from collections.abc import Iterator

from config.indicators import Indicator, Segment
from config.units import Unit

SHARED = "@"
"""Between the code of an indicator that several units share and the unit whose segment it is."""


def unfolded(
    indicators: tuple[Indicator, ...], units: dict[str, Unit], above: tuple[str, ...] = ()
) -> tuple[Indicator, ...]:
    """`above` are the units that an indicator above names. A lead or a segment of its own comes first."""
    return tuple(_unfolded(indicator, units, indicator.assessed or above) for indicator in indicators)


def _unfolded(indicator: Indicator, units: dict[str, Unit], assessed: tuple[str, ...]) -> Indicator:
    if indicator.children:
        return indicator.model_copy(update={"children": unfolded(indicator.children, units, assessed)})
    if not assessed or indicator.leads or indicator.segments:
        return indicator
    known = tuple(unit for unit in assessed if unit in units)
    return indicator.model_copy(update={"assessed": known, "segments": tuple(_segments(indicator, units, known))})


def _segments(indicator: Indicator, units: dict[str, Unit], assessed: tuple[str, ...]) -> Iterator[Segment]:
    for unit in assessed:
        # No code that a person writes holds an @.
        yield Segment.model_construct(
            code=f"{indicator.code}{SHARED}{unit}",
            title=f"{indicator.title}（{units[unit].short or units[unit].name}）",
            text=indicator.text,
            points=indicator.points,
            leads=(unit,),
            co_units=indicator.co_units,
            leader=indicator.leader,
            assessors=indicator.assessors,
            targets=indicator.targets,
            basis=indicator.basis,
            references=indicator.references,
        )
