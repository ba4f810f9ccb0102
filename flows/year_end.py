"""The flow of the year's end: what a past year has left open is laid before the head of the office."""

from pydantic import AwareDatetime

from actions.ending_year import end_years
from flows.running import clock_flow, keep_table, office_database, read_clock

LABEL = "年终办理"
NAMES = {"listed": "报告负责人的年度", "open": "未办结事项", "archived": "归档", "set_aside": "搁置待查"}


@clock_flow("year-end", label=LABEL)
def year_end(as_of: AwareDatetime | None = None) -> dict[str, int]:
    """年终办理：过去的年度还有什么没有办结，每周报告考核办负责人一次；到了方案写明的归档日期，已评分的归档。

    Safe to run twice: each week is told of once. On a rest day it does nothing. `as_of` stands for the clock.
    """
    now = as_of or read_clock()
    with office_database() as database:
        counts = end_years(database, now=now)
    keep_table("year-end", LABEL, counts, names=NAMES, now=now)
    return counts
