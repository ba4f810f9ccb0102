"""A ring of shares: how many stand in which state."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from states.sessions import Language
from web.charts.chart import INK, SERIES, Chart, Json, Options, Size, Table, hint, plain
from web.kernel.numbers import said_number
from web.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Share:
    label: str
    count: int
    colour: str = ""
    href: str = ""


def share_chart(parts: Sequence[Share], *, title: str, head: str, unit: str, words: Words) -> Chart:
    """`head`: what the parts are, as 状态; `unit`: what is counted, as 项."""
    total = sum(part.count for part in parts)
    gap = "" if words.language is Language.CHINESE else ": "
    told = [f"{part.label}{gap}{part.count}{unit}" for part in parts if part.count]
    listed = words("、").join(told)
    says = words("共%(total)s%(unit)s：%(listed)s。", total=said_number(total), unit=unit, listed=listed)
    return Chart(
        title=title,
        says=says if total else words("目前没有内容。"),
        table=Table(
            (head, words("数量"), words("占比")),
            tuple((part.label, f"{said_number(part.count)}{unit}", _share(part.count, total)) for part in parts),
        ),
        options=_options(parts, total, unit, words) if total else None,
        size=Size.USUAL,
        is_empty=not total,
    )


def _share(count: int, total: int) -> str:
    if not total:
        return "—"
    return f"{(Decimal(count) * 100 / total).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def _options(parts: Sequence[Share], total: int, unit: str, words: Words) -> Options:
    return {
        "aria": {"enabled": True, "decal": {"show": True}},
        "tooltip": {"trigger": "item"},
        "legend": {"top": "bottom"},
        "title": {
            "text": f"{said_number(total)}{unit}",
            "subtext": words("合计"),
            "left": "center",
            "top": "center",
            "textStyle": {"fontSize": 22, "color": INK},
        },
        "series": [
            {
                "type": "pie",
                "radius": ["42%", "64%"],
                "minAngle": 3,
                "avoidLabelOverlap": True,
                "data": [_item(number, part, total, unit) for number, part in enumerate(parts) if part.count],
            }
        ],
    }


def _item(number: int, part: Share, total: int, unit: str) -> Json:
    said = f"{part.label} {said_number(part.count)}{unit}"
    item: dict[str, Json] = {
        "name": plain(part.label),
        "value": part.count,
        "itemStyle": {"color": part.colour or SERIES[number % len(SERIES)]},
        "label": hint(said_number(part.count)),
        "tooltip": hint(f"{said} {_share(part.count, total)}"),
    }
    return {**item, "href": part.href} if part.href else item
