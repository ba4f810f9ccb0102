"""Progress against pace (序时进度): the planned curve, what was reported (hollow) and verified (solid), and the gap."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from markupsafe import Markup

from states.pace import DIGITS, Light, Reading
from web.charts import ink
from web.charts.chart import BLUE, GREY, INK, LINE, PAPER, RED, SOFT, Chart, Json, Options, Size, Table, hint, inked
from web.kernel.numbers import said_figure
from web.kernel.words import Words

MONTHS = tuple(range(1, 13))
WIDTH, HEIGHT = 720.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 30.0, 26.0, 30.0
HUNDRED = Decimal(100)
LAST_BUT = 9
"""After this month the words at the latest figure stand before it: behind it there is no room."""
LIGHT_COLOURS = {Light.GREEN: "#146c43", Light.YELLOW: "#7a4f00", Light.RED: RED, Light.NONE: GREY}


@dataclass(frozen=True, slots=True)
class Figure:
    """The cumulative figure at the end of a month."""

    month: int
    value: Decimal
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One indicator's year. `planned`: what should be done by the end of each month (`states.pace.expected`)."""

    title: str
    unit: str
    target: Decimal
    planned: Mapping[int, Decimal]
    figures: Sequence[Figure]
    reading: Reading | None = None
    should_stay_low: bool = False

    @property
    def latest(self) -> Figure | None:
        return max(self.figures, key=lambda each: each.month, default=None)


def pace_chart(course: Course, words: Words) -> Chart:
    return Chart(
        title=words("%(title)s：进度与序时进度", title=course.title),
        says=_says(course, words),
        table=_table(course, words),
        options=_options(course, words),
        drawing=_drawing(course, words),
        size=Size.USUAL,
        is_empty=not course.figures,
    )


def share_of(value: Decimal, target: Decimal) -> str:
    """53.3%, rounded only to be shown; nothing where the target is nought."""
    if not target:
        return ""
    with localcontext(prec=DIGITS):
        return f"{(value * HUNDRED / target).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def _says(course: Course, words: Words) -> str:
    latest, reading = course.latest, course.reading
    if latest is None:
        return words("尚无数据；年度目标%(target)s%(unit)s。", target=said_figure(course.target), unit=course.unit)
    told = words(
        "截至%(month)s底，累计完成%(value)s%(unit)s%(who)s，占年度目标%(target)s%(unit)s的%(share)s。",
        month=words.month(latest.month, whole=True),
        value=said_figure(latest.value),
        unit=course.unit,
        who="" if latest.is_verified else words("（据单位上报）"),
        target=said_figure(course.target),
        share=share_of(latest.value, course.target) or "—",
    )
    return told + _gap(course, latest, reading, words)


def _gap(course: Course, latest: Figure, reading: Reading | None, words: Words) -> str:
    if reading is None or reading.light is Light.NONE:
        return ""
    if not reading.gap:
        return words("达到序时进度。")
    lacking = words("超出%(gap)s%(unit)s") if course.should_stay_low else words("欠账%(gap)s%(unit)s")
    gap = lacking % {"gap": said_figure(reading.gap), "unit": course.unit}
    planned = course.planned.get(latest.month)
    if planned is None or course.should_stay_low:
        return words("%(gap)s。", gap=gap)
    return words("序时进度%(share)s，%(gap)s。", share=share_of(planned, course.target) or "—", gap=gap)


def _table(course: Course, words: Words) -> Table:
    figures = {each.month: each for each in course.figures}
    heads = (words("月份"), words("序时进度"), words("累计完成"), words("完成率"), words("依据"))
    rows = []
    for month in MONTHS:
        figure, planned = figures.get(month), course.planned.get(month)
        source = (words("已核验") if figure.is_verified else words("据单位上报")) if figure else "—"
        rows.append(
            (
                words.month(month),
                f"{said_figure(planned)}{course.unit}" if planned is not None else "—",
                f"{said_figure(figure.value)}{course.unit}" if figure else "—",
                (share_of(figure.value, course.target) or "—") if figure else "—",
                source,
            )
        )
    return Table(heads, tuple(rows))


def _options(course: Course, words: Words) -> Options:
    figures = {each.month: each for each in course.figures}
    series: list[Json] = [
        {
            "name": words("序时进度"),
            "type": "line",
            "symbol": "none",
            "lineStyle": {"type": "dashed", "color": SOFT},
            "itemStyle": {"color": SOFT},
            "data": [inked(course.planned[each]) if each in course.planned else None for each in MONTHS],
        },
        {
            "name": words("累计完成"),
            "type": "line",
            "connectNulls": True,
            "showAllSymbol": True,
            "symbolSize": 10,
            "lineStyle": {"color": BLUE},
            "itemStyle": {"color": BLUE},
            "data": [_item(figures[each], course, words) if each in figures else None for each in MONTHS],
            "markLine": {
                "symbol": "none",
                "silent": True,
                "lineStyle": {"color": INK, "type": "solid", "width": 1},
                "label": {"formatter": _target(course, words), "position": "insideStartTop"},
                "data": [{"yAxis": inked(course.target)}, *_gap_line(course)],
            },
        },
    ]
    top = max([course.target, *course.planned.values(), *(each.value for each in course.figures)], default=Decimal(1))
    return {
        "grid": {"left": 10, "right": 20, "top": 50, "bottom": 10, "containLabel": True},
        "legend": {"top": 0},
        "tooltip": {"trigger": "item"},
        "xAxis": {"type": "category", "data": [words.month(each) for each in MONTHS]},
        "yAxis": {"type": "value", "max": inked(top)},
        "series": series,
    }


def _gap_line(course: Course) -> list[Json]:
    """From the latest figure to where it should be."""
    latest, reading = course.latest, course.reading
    planned = course.planned.get(latest.month) if latest else None
    if latest is None or planned is None or reading is None or not reading.gap:
        return []
    style: Json = {"color": _light_colour(course), "width": 2}
    begin: Json = [latest.month - 1, inked(planned)]
    end: Json = [latest.month - 1, inked(latest.value)]
    return [[{"coord": begin, "lineStyle": style, "label": {"show": False}}, {"coord": end}]]


def _item(figure: Figure, course: Course, words: Words) -> Json:
    source = words("已核验") if figure.is_verified else words("据单位上报")
    share = share_of(figure.value, course.target)
    month = words.month(figure.month)
    told = f"{month} {said_figure(figure.value)}{course.unit} {share}\n{source}"
    item: dict[str, Json] = {
        "value": inked(figure.value),
        "symbol": "circle" if figure.is_verified else "emptyCircle",
        "tooltip": hint(told),
    }
    if figure is course.latest:
        item["label"] = {
            "show": True,
            "position": "left" if figure.month > LAST_BUT else "right",
            "color": _light_colour(course),
            "fontWeight": "bold",
            **hint(_label(course, words)),
        }
    return item


def _label(course: Course, words: Words) -> str:
    """What stands at the latest figure: 欠账800人, or the figure where nothing is lacking."""
    reading, latest = course.reading, course.latest
    if latest is None:
        return ""
    if reading is None or not reading.gap:
        return f"{said_figure(latest.value)}{course.unit}"
    word = words("超出") if course.should_stay_low else words("欠账")
    return f"{word}{said_figure(reading.gap)}{course.unit}"


def _light_colour(course: Course) -> str:
    return LIGHT_COLOURS[course.reading.light] if course.reading else INK


def _target(course: Course, words: Words) -> str:
    return words("年度目标%(target)s%(unit)s", target=said_figure(course.target), unit=course.unit)


# On paper


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a figure of a month lies on the sheet."""

    top: Decimal

    def x(self, month: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (month - 0.5) / len(MONTHS)

    def y(self, value: Decimal) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * inked(value / self.top)


def _drawing(course: Course, words: Words) -> Markup:
    values = [course.target, *course.planned.values(), *(each.value for each in course.figures)]
    place = _Place(max([*values, Decimal(0)]) * Decimal("1.08") or Decimal(1))
    parts = [*_frame(course, place, words), *_curves(course, place), *_latest(course, place, words)]
    return ink.svg(WIDTH, HEIGHT, parts, label=_says(course, words), kind="pace")


def _frame(course: Course, place: _Place, words: Words) -> Iterator[Markup]:
    base = HEIGHT - BOTTOM
    yield ink.line([(LEFT, TOP), (LEFT, base), (WIDTH - RIGHT, base)], stroke=LINE)
    for month in MONTHS:
        yield ink.text(place.x(month), base + 18, words.month(month), fill=SOFT, anchor="middle")
    for part in (Decimal(0), Decimal("0.5"), Decimal(1)):
        value = course.target * part
        yield ink.text(LEFT - 6, place.y(value) + 4, said_figure(value), fill=SOFT, anchor="end")
    yield ink.line([(LEFT, place.y(course.target)), (WIDTH - RIGHT, place.y(course.target))], stroke=INK, width=1)
    yield ink.text(LEFT + 6, place.y(course.target) - 5, _target(course, words))
    yield ink.line([(WIDTH - 250, 12), (WIDTH - 222, 12)], stroke=SOFT, dashed=True)
    yield ink.text(WIDTH - 216, 16, words("序时进度"), fill=SOFT)
    yield ink.dot(WIDTH - 150, 12, fill=BLUE, stroke=BLUE)
    yield ink.text(WIDTH - 142, 16, words("已核验"), fill=SOFT)
    yield ink.dot(WIDTH - 92, 12, fill=PAPER, stroke=BLUE)
    yield ink.text(WIDTH - 84, 16, words("据单位上报"), fill=SOFT)


def _curves(course: Course, place: _Place) -> Iterator[Markup]:
    planned = [(place.x(month), place.y(value)) for month, value in sorted(course.planned.items())]
    yield ink.line(planned, stroke=SOFT, dashed=True)
    figures = sorted(course.figures, key=lambda each: each.month)
    yield ink.line([(place.x(each.month), place.y(each.value)) for each in figures], stroke=BLUE, width=2)
    for each in figures:
        yield ink.dot(place.x(each.month), place.y(each.value), fill=BLUE if each.is_verified else PAPER, stroke=BLUE)


def _latest(course: Course, place: _Place, words: Words) -> Iterator[Markup]:
    """The gap as a line between the latest figure and where it should be, and in words."""
    latest = course.latest
    if latest is None:
        return
    x, y = place.x(latest.month), place.y(latest.value)
    planned = course.planned.get(latest.month)
    colour = _light_colour(course)
    if planned is not None and course.reading is not None and course.reading.gap:
        yield ink.line([(x, place.y(planned)), (x, y - 6)], stroke=colour, width=2)
    at_end = latest.month > LAST_BUT
    yield ink.text(x - 9 if at_end else x + 9, y + 16, _label(course, words), size=13, fill=colour, bold=True,
                   anchor="end" if at_end else None)  # fmt: skip
