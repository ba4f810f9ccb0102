"""The wall chart as a drawing: one A3 sheet across, in millimetres, nothing fetched, fonts by family names alone.

Marks differ in shape and word as well as in colour, so that a copier in black and white loses nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from documents.wall_charts import ChartMonth, Entry, WallChart
from workdays.days import DayKind, DayRow
from workdays.months import DAYS_OF_WEEK

WIDTH, HEIGHT = 420.0, 297.0
MARGIN, TOP, FOOT = 9.0, 25.0, 15.0
COLUMNS, ROWS, GUTTER = 4, 3, 4.0
HEAD, WEEKDAYS, DAYS = 8.0, 4.6, 31.5  # the days of every month take the same room, in five weeks or in six
LARGEST, STACKED, SMALLEST, STEP = 4.1, 3.4, 2.2, 0.1
LEADING = 1.28
NEVER_FIRST = "，。、；）”"
_PARTS = re.compile(r" ?[0-9:]+家?|.")

FONTS = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif"
INK, FAINT, LINE, PAPER = "#1c2430", "#6b7480", "#c9cfd6", "#ffffff"
BAND, DUE, HOLIDAY, HOLIDAY_TINT, MAKEUP, REST = "#17365d", "#17365d", "#c0272d", "#fbe3e1", "#1d6f42", "#f1f3f5"


def svg(chart: WallChart) -> str:
    """The whole sheet."""
    parts = "\n".join((*_title(chart), *_months(chart), *_foot(chart)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}mm" height="{HEIGHT:g}mm" '
        f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}" font-family="{FONTS}" role="img" aria-label="{escape(chart.title)}">\n'
        f"<title>{escape(chart.title)} 工作日历挂图</title>\n{_box(0, 0, WIDTH, HEIGHT, fill=PAPER)}\n{parts}\n</svg>\n"
    )


def html(chart: WallChart) -> str:
    """The sheet as a page that prints on one A3 across."""
    style = (
        "@page{size:A3 landscape;margin:0}html,body{margin:0;background:#fff}svg{display:block;width:100%;height:auto}"
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{escape(chart.title)} 工作日历挂图</title><style>{style}</style></head>"
        f"\n<body>\n{svg(chart)}</body></html>\n"
    )


# The frame


def _title(chart: WallChart) -> Iterator[str]:
    size = _fitting(chart.title, WIDTH - 2 * MARGIN - 95, 12.0)
    yield _text(MARGIN, 16.5, chart.title, size, weight="bold", fill=BAND)
    yield _text(WIDTH - MARGIN, 11.5, f"{chart.year}年工作日历", 6.6, anchor="end", weight="bold", fill=INK)
    told = f"{chart.office}　截至{chart.as_of.year}年{chart.as_of.month}月{chart.as_of.day}日"
    yield _text(WIDTH - MARGIN, 18.3, told, 3.8, anchor="end", fill=FAINT)
    yield _box(MARGIN, 20.6, WIDTH - 2 * MARGIN, 0.9, fill=BAND)


def _months(chart: WallChart) -> Iterator[str]:
    width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GUTTER) / COLUMNS
    height = (HEIGHT - TOP - FOOT - (ROWS - 1) * GUTTER) / ROWS
    for place, month in enumerate(chart.months):
        row, column = divmod(place, COLUMNS)
        frame = Frame(MARGIN + column * (width + GUTTER), TOP + row * (height + GUTTER), width, height)
        yield from _month(month, frame)


def _foot(chart: WallChart) -> Iterator[str]:
    """What has no place in a month, and what the marks mean."""
    y = HEIGHT - 4.6
    x = MARGIN
    for mark, words in chart.legend:
        yield from _sign(mark, x, y - 4.0)
        yield _text(x + 8.0, y - 0.2, words, 3.6)
        x += 8.0 + _width(words, 3.6) + 5.0
    size, lines = _beside(chart, WIDTH - MARGIN - x - 6.0)
    for number, line in enumerate(lines):
        above = (len(lines) - 1 - number) * size * LEADING
        yield _text(WIDTH - MARGIN, y - 0.2 - above, line, size, anchor="end", fill=FAINT)


def _beside(chart: WallChart, width: float) -> tuple[float, list[str]]:
    """As large as it goes into the foot of the sheet."""
    later = "；".join(f"{each.day.year}年{each.day.month}月{each.day.day}日{each.words}" for each in chart.later)
    undated = "、".join(chart.undated)
    told = [f"年度以外：{later}"] if later else []
    told += [f"尚无日期：{undated}"] if undated else []
    size = LARGEST
    while size > SMALLEST and _beyond(told, width, size):
        size -= STEP
    lines = [line for each in told for line in _wrapped(each, width, size)]
    room = int((FOOT - 5.4) / (size * LEADING))
    return size, lines if len(lines) <= room else [*lines[: room - 1], f"{lines[room - 1][:-1]}…"]


def _beyond(told: Sequence[str], width: float, size: float) -> bool:
    return sum(len(_wrapped(each, width, size)) for each in told) * size * LEADING > FOOT - 5.4


def _sign(mark: str, x: float, y: float) -> Iterator[str]:
    """One mark of the legend."""
    if mark == "due":
        yield _box(x, y, 6.6, 5.0, fill=DUE, radius=0.9)
        yield _text(x + 3.3, y + 3.9, "15", 4.0, anchor="middle", weight="bold", fill=PAPER)
    elif mark == "holiday":
        yield _box(x, y, 6.6, 5.0, fill=HOLIDAY_TINT)
        yield _text(x + 3.3, y + 3.8, "休", 3.4, anchor="middle", weight="bold", fill=HOLIDAY)
    elif mark == "makeup":
        yield _box(x, y, 6.6, 5.0, fill=PAPER, stroke=MAKEUP)
        yield _text(x + 3.3, y + 3.8, "班", 3.4, anchor="middle", weight="bold", fill=MAKEUP)
    elif mark == "provisional":
        yield _box(x, y, 6.6, 5.0, fill=PAPER, stroke=HOLIDAY, dashed=True)
        yield _text(x + 3.3, y + 3.6, "暂定", 2.7, anchor="middle", fill=HOLIDAY)
    else:
        yield _box(x, y, 6.6, 5.0, fill=REST)


# A month


@dataclass(frozen=True, slots=True)
class Frame:
    """Where something is drawn, in millimetres."""

    x: float
    y: float
    width: float
    height: float


def _month(chart: ChartMonth, frame: Frame) -> Iterator[str]:
    yield _box(frame.x, frame.y, frame.width, frame.height, fill=PAPER, stroke=LINE)
    yield from _heading(chart, frame)
    column = frame.width / len(DAYS_OF_WEEK)
    top = frame.y + HEAD
    for place, word in enumerate(DAYS_OF_WEEK):
        fill = HOLIDAY if place > 4 else FAINT  # Saturday and Sunday
        yield _text(frame.x + (place + 0.5) * column, top + 3.5, word, 3.0, anchor="middle", fill=fill)
    weeks = chart.month.weeks
    height = DAYS / max(len(weeks), 5)
    for number, week in enumerate(weeks):
        for place, row in enumerate(week):
            if row is not None:
                cell = Frame(frame.x + place * column, top + WEEKDAYS + number * height, column, height)
                yield from _day(row, chart.due_on(row.date), cell)
    below = top + WEEKDAYS + DAYS
    yield _box(frame.x, below + 0.5, frame.width, 0.25, fill=LINE)
    rest = frame.y + frame.height - below
    yield from _entries(chart.entries, Frame(frame.x + 2.0, below + 0.8, frame.width - 3.6, rest - 1.4))


def _heading(chart: ChartMonth, frame: Frame) -> Iterator[str]:
    month = chart.month
    yield _text(frame.x + 2.0, frame.y + 6.4, f"{month.month}月", 6.4, weight="bold", fill=BAND)
    told = [f"{run.name or '放假'}{run.days}" for run in month.runs if run.kind is DayKind.HOLIDAY]
    told += [f"{run.days}上班" for run in month.runs if run.kind is DayKind.MAKEUP_WORKDAY]
    words = "　".join([*told, *(["放假安排暂定"] if month.provisional else [])])
    size = _fitting(words, frame.width - 24.0, 3.5)
    yield _text(frame.x + frame.width - 2.0, frame.y + 5.9, words, size, anchor="end", fill=HOLIDAY)


def _day(row: DayRow, due: int, cell: Frame) -> Iterator[str]:
    """A day: the number, 休 or 班 beside it, and a plate where something falls due."""
    is_holiday, is_makeup = row.kind is DayKind.HOLIDAY, row.kind is DayKind.MAKEUP_WORKDAY
    if not row.kind.is_working:
        yield _box(
            cell.x + 0.25, cell.y + 0.2, cell.width - 0.5, cell.height - 0.4, fill=HOLIDAY_TINT if is_holiday else REST
        )
    if is_makeup or row.provisional:
        stroke = MAKEUP if is_makeup else HOLIDAY
        inner = (cell.x + 0.4, cell.y + 0.35, cell.width - 0.8, cell.height - 0.7)
        if is_makeup or row.name:
            yield _box(*inner, stroke=stroke, dashed=row.provisional)
    size = cell.height * 0.76
    middle, base = cell.x + cell.width * 0.36, cell.y + cell.height * 0.5 + size * 0.37
    if due:
        yield _box(middle - 3.6, cell.y + 0.55, 7.2, cell.height - 1.1, fill=DUE, radius=0.9)
    fill = PAPER if due else (HOLIDAY if is_holiday else (INK if row.kind.is_working else FAINT))
    weight = "bold" if due or is_holiday or is_makeup else "normal"
    yield _text(middle, base, str(row.date.day), size, anchor="middle", weight=weight, fill=fill)
    if is_holiday or is_makeup:
        mark, colour = ("休", HOLIDAY) if is_holiday else ("班", MAKEUP)
        yield _text(
            cell.x + cell.width * 0.78, base - 0.2, mark, size * 0.7, anchor="middle", weight="bold", fill=colour
        )


# The list below it


def _entries(entries: Sequence[Entry], frame: Frame) -> Iterator[str]:
    """As large as they go in: first one below the other, then, in smaller letters, one after the other."""
    size, lines = _set(entries, frame)
    room = int(frame.height / (size * LEADING))
    if len(lines) > room:
        lines = [*lines[: room - 1], Line("", "……其余见截止时刻表")]
    for place, line in enumerate(lines):
        y = frame.y + (place + 0.92) * size * LEADING
        yield _text(frame.x, y, line.day, size, weight="bold", fill=DUE)
        yield _text(frame.x + _day_width(size), y, line.words, size)


def _set(entries: Sequence[Entry], frame: Frame) -> tuple[float, list["Line"]]:
    size = LARGEST
    while size > SMALLEST:
        for run_on in (False, True) if size >= STACKED else (True,):
            lines = _lines(entries, frame.width, size, run_on=run_on)
            if len(lines) * size * LEADING <= frame.height:
                return size, lines
        size -= STEP
    return SMALLEST, _lines(entries, frame.width, SMALLEST, run_on=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: the day, where it begins one, and the words."""

    day: str
    words: str


def _lines(entries: Sequence[Entry], width: float, size: float, *, run_on: bool) -> list[Line]:
    found: list[Line] = []
    for day, group in groupby(entries, key=lambda each: each.day):
        said = [entry.said for entry in group]
        words = "；".join(said)
        paragraphs = [words] if run_on else said
        parts = [part for each in paragraphs for part in _wrapped(each, width - _day_width(size), size)]
        found += [Line(f"{day.day}日" if place == 0 else "", part) for place, part in enumerate(parts)]
    return found


def _day_width(size: float) -> float:
    return _width("30日", size) + size * 0.35


# Letters and boxes


def _width(words: str, size: float) -> float:
    """As wide as it is drawn: a Chinese character is square, others are a little over half as wide."""
    return sum(size * (0.58 if ord(each) < 0x2E80 and each not in "—“”、，。；" else 1.0) for each in words)


def _fitting(words: str, width: float, size: float) -> float:
    wide = _width(words, size)
    return size if wide <= width else size * width / wide


def _wrapped(words: str, width: float, size: float) -> list[str]:
    """Broken between characters, as Chinese is; a number stays with its 家, a mark with what it ends."""
    lines, line = [], ""
    for each in _PARTS.findall(words):
        if line and _width(line + each, size) > width and each not in NEVER_FIRST:
            lines.append(line)
            line = each.lstrip()
        else:
            line += each
    return [*lines, line]


def _box(
    x: float, y: float, width: float, height: float, *, fill: str = "none", stroke: str = "", radius: float = 0.0,
    dashed: bool = False,
) -> str:  # fmt: skip
    edge = f' stroke="{stroke}" stroke-width="0.35"' + (' stroke-dasharray="1 0.7"' if dashed else "") if stroke else ""
    round_ = f' rx="{radius:g}"' if radius else ""
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{fill}"{edge}{round_}/>'


def _text(
    x: float, y: float, words: str, size: float, *, anchor: str = "start", weight: str = "normal", fill: str = INK
) -> str:
    if not words:
        return ""
    bold = ' font-weight="bold"' if weight == "bold" else ""
    put = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size:.2f}" fill="{fill}"{bold}{put}>{escape(words)}</text>'
