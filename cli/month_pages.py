"""The year as twelve months on a terminal: Monday first, 休, 班 and 截 beside the days, the list below each month."""

from rich.table import Table
from rich.text import Text

from cli.speaking import page
from documents.wall_charts import ChartMonth, Entry, WallChart
from workdays.days import DayKind, DayRow
from workdays.months import DAYS_OF_WEEK

CELL = 6
FREE, WORKED, DUE = "red", "magenta", "bold"


def show_months(chart: WallChart) -> None:
    console = page()
    console.print(Text(f"{chart.title}：{chart.year}年工作日历", style="bold"))
    console.print(Text("休 放假　班 调休上班　截 截止日" + ("　放假安排暂定，公布后核对" if chart.provisional else "")))
    for month in chart.months:
        console.print()
        console.print(_heading(month), soft_wrap=True)
        console.print(_grid(month))
        for entry in month.entries:
            console.print(Text(_line(entry)), soft_wrap=True)
    for heading, lines in (("年度以外", [_dated(each) for each in chart.later]), ("还没有日期", chart.undated)):
        if lines:
            console.print()
            console.print(Text(heading, style="bold"))
        for line in lines:
            console.print(Text(line), soft_wrap=True)


def _heading(chart: ChartMonth) -> Text:
    told = Text(f"{chart.month.month}月", style="bold")
    for run in chart.month.runs:
        is_free = run.kind is DayKind.HOLIDAY
        words = f"{run.name or '放假'}{run.days}" if is_free else f"{run.days}上班"
        told.append(f"　{words}", style=FREE if is_free else WORKED)
    return told


def _grid(chart: ChartMonth) -> Table:
    table = Table(box=None, pad_edge=False, padding=0, header_style="dim")
    for word in DAYS_OF_WEEK:
        table.add_column(word, width=CELL)
    for week in chart.month.weeks:
        table.add_row(*(Text() if row is None else _day(row, chart) for row in week))
    return table


def _day(row: DayRow, chart: ChartMonth) -> Text:
    """29班截: a make-up Sunday on which something falls due."""
    is_free, is_makeup = row.kind is DayKind.HOLIDAY, row.kind is DayKind.MAKEUP_WORKDAY
    due = chart.due_on(row.date)
    told = Text(f"{row.date.day:>2}", style=DUE if due else ("" if row.kind.is_working else "dim"))
    told.append("休" if is_free else ("班" if is_makeup else ""), style=FREE if is_free else WORKED)
    return told.append("截" if due else "", style=DUE)


def _line(entry: Entry) -> str:
    return f"{entry.day.day:>2}日　{entry.said}"


def _dated(entry: Entry) -> str:
    return f"{entry.day.year}年{entry.day.month}月{entry.day.day}日　{entry.said}"
