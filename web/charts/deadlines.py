"""The year's deadlines by day: twelve months with rest days, holidays and make-up workdays, and how much falls due."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from states.sessions import Language
from web.charts import ink
from web.charts.chart import INK, LINE, PALE, PAPER, RED, SOFT, Chart, Table
from web.kernel.foreign import noted
from web.kernel.words import Words
from web.listing.cells import said_day
from workdays.calendar import WorkCalendar
from workdays.days import DayKind, DayRow
from workdays.months import DAYS_OF_WEEK, Month, months_of

SHADES = ((11, "#8c1d18", PAPER), (6, "#c5443c", PAPER), (3, "#ee9f98", INK), (1, "#f9d9d6", INK))
"""From how many on a day has which shade, and the letters on it."""
MAKEUP = "#146c43"
COLUMN, ROW, HEAD = 40.0, 36.0, 54.0
WIDTH = COLUMN * len(DAYS_OF_WEEK) + 4
DAYS_EN = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due on a day: how many things, and some of them in words."""

    count: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """A year of them. `href`: where a day with deadlines leads. `listed`: below each month what falls due in it."""

    year: int
    title: str
    calendar: WorkCalendar
    due: Mapping[date, Due]
    today: date
    href: Callable[[date], str] | None = None
    listed: bool = False

    def on(self, day: date) -> Due:
        return self.due.get(day, Due(0))

    @property
    def days(self) -> list[tuple[date, Due]]:
        """The days of the year on which something falls due."""
        return sorted((day, due) for day, due in self.due.items() if day.year == self.year and due.count)


def deadline_months(deadlines: Deadlines, words: Words) -> Chart:
    """Month by month, as a wall calendar: for pages and paper."""
    months = months_of(deadlines.year, deadlines.calendar)
    drawing = Markup().join(_month(month, deadlines, words) for month in months)
    return Chart(
        title=deadlines.title,
        says=_says(deadlines, words),
        table=_table(deadlines, words),
        drawing=Markup('<div class="deadline-months">{}</div>').format(drawing),
        is_empty=not deadlines.days,
    )


def _says(deadlines: Deadlines, words: Words) -> str:
    days = deadlines.days
    if not days:
        return words("%(year)d年还没有到期事项。", year=deadlines.year)
    fullest, most = max(days, key=lambda pair: pair[1].count)
    told = words(
        "%(year)d年共%(count)d项，分布在%(days)d天；最多的一天是%(day)s，%(most)d项。",
        year=deadlines.year,
        count=sum(due.count for _, due in days),
        days=len(days),
        day=said_day(fullest, words),
        most=most.count,
    )
    resting = sum(not deadlines.calendar.row(day).kind.is_working for day, _ in days)
    return told + (words("其中%(days)d天是休息日。", days=resting) if resting else "")


def _table(deadlines: Deadlines, words: Words) -> Table:
    heads = (words("日期"), words("日别"), words("数量"), words("内容"))
    rows = []
    for day, due in deadlines.days:
        kind = words.say(deadlines.calendar.row(day).kind.label)
        rows.append((f"{said_day(day, words)}（{_weekday(day, words)}）", kind, str(due.count), "；".join(due.words)))
    return Table(heads, tuple(rows))


def _weekday(day: date, words: Words) -> str:
    names = DAYS_OF_WEEK if words.language is Language.CHINESE else DAYS_EN
    return names[day.weekday()]


# A month


def _month(month: Month, deadlines: Deadlines, words: Words) -> Markup:
    title = words("%(year)d年%(month)s", year=month.year, month=words.month(month.month, whole=True))
    total = sum(deadlines.on(row.date).count for row in month.days)
    parts = [
        ink.text(2, 20, title, size=16, bold=True),
        ink.text(WIDTH - 4, 20, words("%(count)d项", count=total) if total else "—", size=13, fill=SOFT, anchor="end"),
        *(_weekday_head(place, month, words) for place in range(7)),
    ]
    for number, week in enumerate(month.weeks):
        for place, row in enumerate(week):
            if row is not None:
                parts.append(_day(row, 2 + place * COLUMN, HEAD + number * ROW, deadlines, words))
    height = HEAD + len(month.weeks) * ROW
    drawn = ink.svg(WIDTH, height, parts, label=f"{title} {total}", kind="deadline-month", role="group")
    return Markup("<section>{}{}</section>").format(drawn, _list(month, deadlines, words))


def _list(month: Month, deadlines: Deadlines, words: Words) -> Markup:
    """What falls due in the month, day by day."""
    if not deadlines.listed:
        return Markup()
    lines = (
        Markup("<li><b>{}</b> {}</li>").format(words("%(day)d日", day=row.date.day), _shown(told, words))
        for row in month.days
        for told in deadlines.on(row.date).words
    )
    return Markup("<ul>{}</ul>").format(Markup().join(lines))


def _shown(told: str, words: Words) -> object:
    """Beside a language other than Chinese a name says that it is Chinese."""
    return told if words.language is Language.CHINESE else noted(told)


def _weekday_head(place: int, month: Month, words: Words) -> Markup:
    monday_first = next(row.date for row in month.days if row.date.weekday() == place)
    x = 2 + (place + 0.5) * COLUMN
    return ink.text(x, 42, _weekday(monday_first, words), fill=RED if place > 4 else SOFT, anchor="middle")


def _day(row: DayRow, x: float, y: float, deadlines: Deadlines, words: Words) -> Markup:
    due = deadlines.on(row.date)
    told = _told(row, due, words)
    drawn = [*_cell(row, due, x, y, is_today=row.date == deadlines.today, words=words), ink.titled(told)]
    if due.count and deadlines.href is not None:
        return ink.link(deadlines.href(row.date), drawn, label=told)
    return ink.mark("g", Markup().join(drawn))


def _told(row: DayRow, due: Due, words: Words) -> str:
    kind = words.say(row.name or row.kind.label)
    provisional = words("，暂定") if row.provisional else ""
    count = words("：%(count)d项", count=due.count) if due.count else ""
    listed = "\n".join(("", *due.words)) if due.words else ""
    return f"{said_day(row.date, words)} {kind}{provisional}{count}{listed}"


def _cell(row: DayRow, due: Due, x: float, y: float, *, is_today: bool, words: Words) -> Iterator[Markup]:
    """The day above, how many things below; 休 and 班 beside the day."""
    shade, letters = next(((fill, ink_) for least, fill, ink_ in SHADES if due.count >= least), (None, None))
    ground = shade or (PAPER if row.kind.is_working else PALE)
    edge = INK if is_today else MAKEUP if row.kind is DayKind.MAKEUP_WORKDAY else LINE
    yield ink.rect(x + 1, y + 1, COLUMN - 2, ROW - 2, fill=ground, stroke=edge, radius=2, dashed=row.provisional)
    if is_today:
        yield ink.rect(x + 2, y + 2, COLUMN - 4, ROW - 4, stroke=INK, radius=2)
    number = letters or (INK if row.kind.is_working else SOFT)
    yield ink.text(x + 5, y + 15, str(row.date.day), size=12, fill=number, bold=is_today)
    mark = {DayKind.HOLIDAY: words("休"), DayKind.MAKEUP_WORKDAY: words("班")}.get(row.kind)
    if mark:
        colour = letters or (MAKEUP if row.kind is DayKind.MAKEUP_WORKDAY else RED)
        yield ink.text(x + COLUMN - 5, y + 14, mark, size=10, fill=colour, anchor="end")
    if due.count:
        said = words("%(count)d项", count=due.count)
        yield ink.text(x + COLUMN / 2, y + 30, said, size=12, fill=letters or INK, anchor="middle", bold=True)
