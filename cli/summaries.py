"""`kaohe summaries`: what was drawn up for whom, and the text of one."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text
from sqlalchemy import select

from actions.summaries.drawing import draw_up
from cli.clock import as_of
from cli.opening import opened
from cli.speaking import answer, page, progress
from config.errors import KaoheError
from config.zone import SHANGHAI
from models.database import Database
from models.summaries import Summary
from states.summary import SummaryKind, SummaryState
from workdays.periods import Period

SCHEMA = "kaohe.summaries/1"


class NoSummary(KaoheError):
    """No summary has that number."""


def run(*, number: int | None, draw: bool, moment: str | None, as_json: bool) -> int:
    now = as_of(moment)
    with opened() as database:
        counts = None
        if draw:
            with progress("汇总"):
                counts = draw_up(database, now=now)
        rows = _rows(database, number)
    if as_json:
        told = [_told(row, whole=number is not None) for row in rows]
        answer(SCHEMA, {"as_of": now, "items": told, **({"counts": counts} if counts is not None else {})})
    elif number is not None:
        page().print(Text(f"{rows[0].title}\n\n{rows[0].body}"), soft_wrap=True)
    else:
        _show(rows)
    return 0


def _rows(database: Database, number: int | None) -> Sequence[Any]:
    query = select(Summary.t).order_by(Summary.c.drawn_at, Summary.c.id)
    with database.read() as connection:
        rows = connection.execute(query if number is None else query.where(Summary.c.id == number)).all()
    if number is not None and not rows:
        raise NoSummary(f"没有编号为 {number} 的汇总，请先运行 kaohe summaries 查看编号")
    return rows


def _told(row: Any, *, whole: bool) -> dict[str, Any]:
    told = {
        "id": row.id,
        "kind": row.kind,
        "period": row.period,
        "title": row.title,
        "state": row.state,
        "drawn_at": row.drawn_at.astimezone(SHANGHAI),
        "issued_at": row.issued_at.astimezone(SHANGHAI) if row.issued_at else None,
        "obligation": row.obligation_id,
        "letter": row.letter_id,
    }
    return {**told, "body": row.body, "contents": row.contents} if whole else told


def _show(rows: Sequence[Any]) -> None:
    console = page()
    if not rows:
        console.print("还没有汇总。")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("编号", "种类", "期次", "标题", "状态"):
        table.add_column(heading, overflow="fold", no_wrap=heading != "标题")
    for row in rows:
        kind, state = SummaryKind(row.kind).label, SummaryState(row.state).label
        table.add_row(str(row.id), kind, Period.parse(row.period).label, Text(row.title), state)
    console.print(table)
