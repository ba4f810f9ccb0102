"""`kaohe letters --numbers`: the register of numbers, for whoever audits it."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.table import Table
from rich.text import Text

from actions.letters.register import Series, registers_of
from cli.clock import as_of
from cli.opening import opened
from cli.people import person_named
from cli.speaking import Page, answer, page
from config.letters import LetterKind
from config.zone import SHANGHAI

SCHEMA = "kaohe.numbers/1"


def run(*, person: str | None, kind: LetterKind | None, moment: str | None, as_json: bool) -> int:
    """1 where a number is missing: nobody would find out otherwise."""
    now = as_of(moment)
    with opened() as database:
        person_id = person_named(database, person)
        with database.read() as connection:
            found = registers_of(connection, now=now, person_id=person_id, kind=kind)
    if as_json:
        answer(SCHEMA, {"series": [{**asdict(each), "kind_label": each.kind.label} for each in found]})
    else:
        _show(page(), found)
    return int(any(each.missing for each in found))


def _show(console: Page, found: Sequence[Series]) -> None:
    if not found:
        console.print("还没有取过编号。")
    for each in found:
        console.print(f"{each.office} {each.kind.label} {each.year}年　{_said(each)}")
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for heading in ("编号", "签发", "标题", "涉及单位", "状态", "letter"):
            table.add_column(heading, overflow="fold", no_wrap=heading in ("签发", "letter"))
        for one in each.entries:
            day = f"{one.issued_at.astimezone(SHANGHAI):%Y-%m-%d}"
            words = (one.number, day, one.title, one.unit, one.state_label, str(one.letter))
            table.add_row(*map(Text, words))
        console.print(table)
        console.print("")


def _said(series: Series) -> str:
    voided = sum(one.is_voided for one in series.entries)
    kept = f"，其中作废{voided}个（编号保留）" if voided else ""
    count = f"已用{len(series.entries)}个{kept}"
    if not series.is_own:
        return f"发文字号取自发文登记簿，{count}"
    if series.missing:
        return f"{count}，缺号：{'、'.join(map(str, series.missing))}"
    return f"{count}，没有缺号"
