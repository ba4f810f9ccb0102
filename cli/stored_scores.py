"""Scores of a year as it is kept in the database."""

from datetime import date, datetime
from functools import partial

from actions.running import year_called
from actions.scoring.reckoning import reckon
from cli.clock import read_clock
from cli.opening import opened
from cli.score_pages import Scored
from cli.speaking import aside
from config.errors import KaoheError
from scoring.facts import Facts


class NoYear(KaoheError):
    """No year was published under this scheme."""


def scored(
    scheme: str,
    *,
    supposed: Facts | None,
    effective: date | None,
    as_of: datetime | None = None,
    since: datetime | None = None,
) -> Scored:
    """Compared with what stands without the supposition, else with what stood at `since`."""
    today = read_clock().date()
    with opened() as database, database.read() as tx:
        year = year_called(tx, scheme, day=today)
        if year is None:
            raise NoYear(f"数据库里没有按方案“{scheme}”发布的年度；只用文件评分的，写 --facts 事实文件")
        work = partial(reckon, tx, year, today=today, effective=effective)
        found = work(as_of=as_of, supposed=supposed)
        before = None
        if supposed is not None:
            before = work(as_of=as_of)
        elif since is not None:
            before = work(as_of=since)
    for sentence in found.refused:
        aside().print(f"没有计入：{sentence}", soft_wrap=True)
    return Scored(found.book, found.outcome, before.outcome if before is not None else None)
