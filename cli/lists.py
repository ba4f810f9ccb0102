"""`kaohe lists`: who was put on which list in a month."""

from collections.abc import Sequence
from dataclasses import asdict

import typer
from rich.table import Table
from rich.text import Text

from actions.shortfalls.lists import Listed, ListKind, listed
from cli.clock import as_of
from cli.opening import opened
from cli.speaking import answer, page
from config.zone import SHANGHAI
from workdays.periods import Period, PeriodError

SCHEMA = "kaohe.lists/1"


def run(kind: ListKind, *, month: str | None, as_json: bool) -> int:
    period = month_of(month)
    with opened() as database, database.read() as connection:
        found = listed(connection, kind, period)
    if as_json:
        lines = [asdict(each) for each in found]
        answer(SCHEMA, {"list": kind.value, "label": kind.label, "month": period.code, "items": lines})
    else:
        show(kind, period, found)
    return 0


def kind_of(word: str) -> ListKind:
    """Raises `BadParameter` for a list that there is not."""
    if word not in list(ListKind):
        known = "、".join(f"{each.value} {each.label}" for each in ListKind)
        raise typer.BadParameter(f"没有“{word}”这个名单，可以写：{known}")
    return ListKind(word)


def month_of(code: str | None) -> Period:
    """The month that was asked for, else this one. Raises `PeriodError`."""
    if code is None:
        today = as_of(None).astimezone(SHANGHAI)
        return Period.month(today.year, today.month)
    period = Period.parse(code)
    if period.kind != "month":
        raise PeriodError(f"“{code}”不是一个月，写作 2019-09")
    return period


def show(kind: ListKind, period: Period, found: Sequence[Listed]) -> None:
    console = page()
    console.print(Text(f"{period.label}{kind.label}（排名不分先后）", style="bold"))
    if not found:
        console.print("没有列入的。")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("列入", "单位", "事项", "内容", "现在"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "列入")
    for each in found:
        table.add_row(f"{each.listed_at:%m-%d}", each.unit, each.what, Text(each.title), each.standing)
    console.print(table)
