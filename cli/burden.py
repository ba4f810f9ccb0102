"""`kaohe burden`: what each unit was asked for in a month, by whom, and whether it was too much."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from difflib import get_close_matches
from typing import Any

from rich.table import Table
from rich.text import Text
from sqlalchemy import select

from actions.burden.report import Burden, UnitReport, before, report_on, year_before
from actions.burden.sparing import Spared, SparedYear, spared_in
from actions.directory import directory_of
from cli.clock import as_of
from cli.lists import month_of
from cli.opening import opened
from cli.speaking import answer, page
from config.errors import KaoheError
from config.obligations import ObligationKind
from config.zone import SHANGHAI
from models.units import Office
from workdays.periods import Period

SCHEMA = "kaohe.burden/1"


class NoUnit(KaoheError):
    """No unit has this code or name."""


def run(*, month: str | None, unit: str | None, as_json: bool) -> int:
    period, today = month_of(month), as_of(None).astimezone(SHANGHAI).date()
    year = Period.year(period.start.year)
    with opened() as database, database.read() as connection:
        offices = connection.scalars(select(Office.c.id).order_by(Office.c.id)).all()
        found = _of_unit([each for office in offices for each in report_on(connection, office, period)], unit)
        directories = [directory_of(connection, office, day=today) for office in offices]
        spared = {each.office_name: spared_in(connection, each, year) for each in directories}
    if as_json:
        years = [{"office": name, "year": year.code, **_spared(each.total)} for name, each in spared.items()]
        items = [told(each, spared[each.office].of(each.unit.id)) for each in found]
        answer(SCHEMA, {"month": period.code, "label": period.label, "spared": years, "items": items})
    elif unit is not None:
        for each in found:
            show_one(each, period)
            page().print(year_said(spared[each.office].of(each.unit.id), year, today=today), soft_wrap=True)
    else:
        show(found, period, spared)
        for name, whole in spared.items():
            said = year_said(whole.total, year, today=today)
            page().print(f"{name}{said}" if len(spared) > 1 else said, soft_wrap=True)
    return 0


def _of_unit(reports: Sequence[UnitReport], unit: str | None) -> Sequence[UnitReport]:
    if unit is None:
        return reports
    found = [each for each in reports if unit in (each.unit.code, each.unit.name, each.unit.short)]
    if not found:
        names = [name for each in reports for name in (each.unit.code, each.unit.name)]
        close = get_close_matches(unit, names, n=3, cutoff=0.5)
        meant = f"，是不是 {'、'.join(close)}" if close else ""
        raise NoUnit(f"没有编码或名称为“{unit}”的责任单位{meant}")
    return found


def told(each: UnitReport, spared: Spared) -> dict[str, Any]:
    return {
        "office": each.office,
        "unit": each.unit.code,
        "name": each.unit.name,
        "cap": each.cap,
        "over": each.is_over,
        "asked": [{"title": one.title, "by": one.by, "due": one.due} for one in each.now.asked],
        "beyond_cap": [asdict(one) for one in each.beyond],
        "obligations": dict(each.now.obligations),
        **_counts(each.now),
        "last_month": _counts(each.last_month),
        "last_year": _counts(each.last_year),
        "spared": _spared(spared),
    }


def _spared(spared: Spared) -> dict[str, int]:
    return {**asdict(spared), "merged": spared.merged, "others": spared.others, "count": spared.count}


def _counts(burden: Burden) -> dict[str, Any]:
    return {
        "requests": burden.requests,
        "owed": burden.owed,
        "reports": burden.reports,
        "figures": burden.figures,
        "urgings": burden.urgings,
        "visits": burden.visits,
        "letters": burden.letters,
        "messages": {**asdict(burden.messages), "arrived": burden.messages.arrived},
    }


def show(found: Sequence[UnitReport], period: Period, spared: Mapping[str, SparedYear]) -> None:
    console = page()
    console.print(Text(f"{period.label}各单位负担（排名不分先后）", style="bold"))
    if not found:
        console.print("没有责任单位。")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("单位", "要求", "应办", "报告/数据", "催办", "督查", "文书", "消息", "上月", "去年同月", "少发"):
        table.add_column(heading, overflow="fold", no_wrap=heading != "单位")
    for each in found:
        now = each.now
        table.add_row(
            each.unit.shown,
            _against_cap(each),
            str(now.owed),
            f"{now.reports}/{now.figures}",
            *(str(number) for number in (now.urgings, now.visits, now.letters, now.messages.arrived)),
            _beside(each.last_month),
            _beside(each.last_year),
            str(spared[each.office].of(each.unit.id).count),
        )
    console.print(table)
    console.print("消息按送到的次数计，一天的摘要算一次；上月、去年同月为：要求/应办/消息。", style="dim")
    console.print("谁要的、超过的经谁同意：kaohe burden --unit 单位", style="dim")


def year_said(spared: Spared, year: Period, *, today: date) -> str:
    """How many, and how they are counted."""
    span = f"{year.code}年全年" if year.ended_before(today) else f"{year.code}年以来"
    others = f"另有{spared.others}条待发、未能送达或已由本人阅知、本人已不在岗，不算少发。" if spared.others else ""
    return (
        f"{span}少发催报{spared.count}条：提醒、催报、催办按每件事、每一级、每个人各一条计，应发{spared.urged}条；"
        f"{spared.carried}条并入{spared.digests}次摘要，少发{spared.merged}条；"
        f"{spared.held}条到发送时已办结、期限已变或当天已单独告知，没有再发。{others}"
    )


def _against_cap(each: UnitReport) -> Text:
    said = f"{each.now.requests}次" if each.cap is None else f"{each.now.requests}/{each.cap}次"
    return Text(f"{said}超过", style="red") if each.is_over else Text(said)


def _beside(burden: Burden) -> str:
    return f"{burden.requests}/{burden.owed}/{burden.messages.arrived}"


def show_one(each: UnitReport, period: Period) -> None:
    console, now = page(), each.now
    console.print(Text(f"{each.unit.name}　{period.label}", style="bold"))
    console.print(Text.assemble("要求（次数/上限）：", _against_cap(each)))
    for place, one in enumerate(now.asked, start=1):
        console.print(f"　{place}. {one.said}", soft_wrap=True)
    for beyond in each.beyond:
        console.print(
            f"　超过次数：“{beyond.title}”，理由：{beyond.reason}，经{beyond.approved_by}同意", soft_wrap=True
        )
    kinds = "、".join(f"{ObligationKind(kind).label}{count}件" for kind, count in sorted(now.obligations.items()))
    console.print(f"应办：{kinds or '没有'}", soft_wrap=True)
    console.print(
        f"报告{now.reports}份，数据{now.figures}个；催办{now.urgings}次，督查{now.visits}次，文书{now.letters}件"
    )
    told = now.messages
    console.print(f"消息：决定{told.told}条，单独送{told.alone}条，并入{told.digests}次摘要的{told.digested}条")
    for name, then in ((before(period).label, each.last_month), (year_before(period).label, each.last_year)):
        console.print(f"{name}：要求{then.requests}次，应办{then.owed}件，消息{then.messages.arrived}次", style="dim")
