"""Bars: one for each unit, of one part or of several (应收、已收、缺报), in the order that they are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from web.charts.chart import INK, PAPER, SERIES, Chart, Json, Options, Size, Table, hint, inked, plain
from web.kernel.numbers import said_number

BESIDE: Mapping[str, Json] = {"position": "right"}
INSIDE: Mapping[str, Json] = {"position": "inside", "color": PAPER, "textBorderColor": INK, "textBorderWidth": 3}
"""Letters upon the patterns by which parts are told apart in grey."""


@dataclass(frozen=True, slots=True)
class Part:
    """One colour of the bars."""

    label: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A unit with one value for each part; None: nothing is known. `href`: where the bar leads."""

    label: str
    values: tuple[Decimal | int | None, ...]
    href: str = ""


def bar_chart(bars: Sequence[Bar], *, title: str, says: str, head: str, parts: Sequence[Part], unit: str) -> Chart:
    """`head`: what the bars are, as 单位; `unit`: what is counted."""
    many, most = 8, 20
    return Chart(
        title=title,
        says=says,
        table=Table(
            (head, *(part.label for part in parts)),
            tuple((bar.label, *(_said(value, unit) for value in bar.values)) for bar in bars),
        ),
        options=_options(bars, parts, unit),
        size=Size.TALLER if len(bars) > most else Size.TALL if len(bars) > many else Size.USUAL,
        is_empty=not bars,
    )


def _said(value: Decimal | int | None, unit: str) -> str:
    return "—" if value is None else f"{said_number(value)}{unit}"


def _options(bars: Sequence[Bar], parts: Sequence[Part], unit: str) -> Options:
    return {
        "aria": {"enabled": True, "decal": {"show": len(parts) > 1}},
        "grid": {
            "left": 10,
            "right": 60,
            "top": 10 if len(parts) == 1 else 40 if len(parts) < 4 else 62,
            "bottom": 10,
            "containLabel": True,
        },
        "legend": {"show": len(parts) > 1, "top": 0},
        "tooltip": {"trigger": "item"},
        "xAxis": {"type": "value", "minInterval": 1, "axisLabel": {"show": False}, "splitLine": {"show": False}},
        "yAxis": {"type": "category", "inverse": True, "data": [plain(bar.label) for bar in bars]},
        "series": [_series(number, part, bars, unit, len(parts)) for number, part in enumerate(parts)],
    }


def _series(number: int, part: Part, bars: Sequence[Bar], unit: str, count: int) -> Mapping[str, Json]:
    return {
        "name": plain(part.label),
        "type": "bar",
        "stack": "all" if count > 1 else None,
        "barMaxWidth": 22,
        "itemStyle": {"color": part.colour or SERIES[number % len(SERIES)]},
        "data": [_item(bar, bar.values[number], part, unit, is_stacked=count > 1) for bar in bars],
    }


def _item(bar: Bar, value: Decimal | int | None, part: Part, unit: str, *, is_stacked: bool) -> Json:
    if value is None:
        return None
    said = _said(value, unit)
    look, shown = (INSIDE, said_number(value)) if is_stacked else (BESIDE, said)
    label: dict[str, Json] = {"show": bool(value), **look, **hint(shown)}
    item: dict[str, Json] = {
        "value": inked(value),
        "label": label,
        "tooltip": hint(f"{bar.label}\n{part.label} {said}"),
    }
    return {**item, "href": bar.href} if bar.href else item
