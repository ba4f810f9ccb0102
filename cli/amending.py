"""`kaohe amend`: the scheme of a running year is changed from a day on, after a look at what that does."""

import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import typer
from rich.text import Text

from actions.acts import Done, Refused
from actions.doors import Door
from actions.performing import find_act, perform
from cli.acting import refusal, told_of
from cli.clock import read_clock
from cli.groups import WRONG
from cli.opening import opened
from cli.people import person_named
from cli.schemes import read_scheme
from cli.speaking import Page, answer, page, progress
from models.database import Database
from workdays.wording import say_moment

SCHEMA = "kaohe.amend/1"
ACT = "amend_year"
SHOWN = 30
"""How many lines of one list a terminal shows; --json has all of them."""


def run(name: str, *, since: str, person: str, basis: str, dry_run: bool, as_json: bool) -> int:
    loaded, day, now = read_scheme(name), _day(since), read_clock()
    told = {"text": loaded.source.text, "name": loaded.source.name, "effective_on": day, "basis": basis}
    with opened() as database:
        door = Door(now=now, by=person_named(database, person))
        try:
            seen = _perform(database, {**told, "apply": False}, door)
            if dry_run or not seen.details["changes"]:
                return _answered(seen, now, applied=False, as_json=as_json)
            if not as_json:
                show(seen)
                if sys.stdin.isatty() and not typer.confirm("确认变更？"):
                    return WRONG
            done = _perform(database, {**told, "apply": True}, door)
        except Refused as refused:
            return refusal(find_act(ACT), refused, as_json=as_json)
    if as_json:
        return _answered(done, now, applied=True, as_json=True)
    page().print(done.summary, soft_wrap=True)
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--from 要写日期，如 2019-10-01，不能写“{text}”") from None


def _perform(database: Database, told: Mapping[str, Any], door: Door) -> Done:
    with progress("变更考核方案" if told["apply"] else "核对变更的影响"):
        return perform(database, ACT, told, door=door)


def _answered(done: Done, now: datetime, *, applied: bool, as_json: bool) -> int:
    if as_json:
        answer(SCHEMA, {"ok": True, "applied": applied, "at": now, **told_of(done)})
    else:
        show(done)
    return 0


def show(done: Done) -> None:
    """What differs, what moves, what goes, what comes, whom it concerns."""
    console, details = page(), done.details
    _list(console, "方案改动", (f"{each['where']}：{each['before']} → {each['after']}" for each in details["changes"]))
    _list(console, "改期", (f"{each['title']}：{_moment(each['before'])} → {_moment(each['after'])}"
                            for each in details["moved"]))  # fmt: skip
    _list(console, "不再办理", (each["title"] for each in details["withdrawn"]))
    _list(console, "新增", (f"{each['title']}：{_moment(each['due_at'])}{'（补报）' if each['backfilled'] else ''}"
                            for each in details["opened"]))  # fmt: skip
    _list(console, "目标", details["targets"])
    _list(console, "告知", details["told"])
    _list(console, "请留意", details["remarks"])
    console.print(done.summary, soft_wrap=True)


def _list(console: Page, heading: str, lines: Iterable[str]) -> None:
    found = list(lines)
    if not found:
        return
    console.print(Text(f"{heading}（{len(found)}）", style="bold"))
    for line in found[:SHOWN]:
        console.print(Text(f"  {line}"), soft_wrap=True)
    if len(found) > SHOWN:
        console.print(Text(f"  ……另有{len(found) - SHOWN}项，--json 列出全部"), soft_wrap=True)


def _moment(moment: datetime | None) -> str:
    return say_moment(moment) if moment is not None else "未定"
