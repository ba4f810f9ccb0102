"""工作日历挂图: drawn on one A3; as a table, month by month, where it is edited."""

from documents.letters.model import Column, Sheet, Table
from documents.wall_chart_drawing import svg
from documents.wall_charts import WallChart

CHART = "工作日历挂图"


def wall_sheet(chart: WallChart) -> Sheet:
    rows = tuple(
        (f"{place}月", f"{each.day.month}月{each.day.day}日", each.said)
        for place, month in enumerate(chart.months, start=1)
        for each in month.entries
    )
    later = tuple(("以后", f"{each.day.year}年{each.day.month}月{each.day.day}日", each.said) for each in chart.later)
    undated = tuple(("待定", "—", words) for words in chart.undated)
    return Sheet(
        kind="wall_chart",
        name=CHART,
        title=f"{chart.title} {chart.year}年工作日历",
        left=chart.office,
        right=f"截至{chart.as_of.year}年{chart.as_of.month}月{chart.as_of.day}日",
        table=Table(
            (Column("月份", 2, "center"), Column("日期", 3, "center"), Column("事项", 20)), rows + later + undated
        ),
        paper="a3",
        drawing=svg(chart),
    )
