"""`kaohe lights`: 绿黄红灯 of every target, and why."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rich.table import Table
from rich.text import Text

from actions.shortfalls.lights import TargetLight, lights_of, running_years
from cli.clock import as_of
from cli.opening import opened
from cli.speaking import answer, page
from config.zone import SHANGHAI
from states.lights import COLOURS
from states.pace import Light
from states.saying import say_number, say_percent

SCHEMA = "kaohe.lights/1"
STYLES = {Light.GREEN: "green", Light.YELLOW: "yellow", Light.RED: "bold red", Light.NONE: "dim"}
FULL, HOLLOW = "●", "○"


def run(*, assessment: int | None, unit: str | None, explain: bool, moment: str | None, as_json: bool) -> int:
    today = as_of(moment).astimezone(SHANGHAI).date()
    with opened() as database, database.read() as connection:
        years = [assessment] if assessment is not None else running_years(connection)
        found = [each for year in years for each in lights_of(connection, year, today=today, unit=unit)]
    if as_json:
        answer(SCHEMA, {"on": today, "items": [told(each) for each in found]})
    else:
        show(found, explain=explain)
    return 0


def told(each: TargetLight) -> dict[str, Any]:
    light = each.light
    reading, figure = light.reading, light.figure
    return {
        "assessment": each.assessment_id,
        "assignment": each.assignment_id,
        "unit": each.unit,
        "title": each.title,
        "target": each.target,
        "light": reading.light.value,
        "label": COLOURS[reading.light],
        "hollow": reading.is_hollow,
        "period": figure.period if figure is not None else None,
        "as_of": light.as_of if figure is not None else None,
        "reported": _said(figure.reported if figure is not None else None),
        "verified": _said(figure.verified if figure is not None and figure.is_verified else None),
        "annual_target": _said(light.aim.value),
        "measured_in": light.aim.unit,
        "expected": _said(reading.expected),
        "gap": _said(reading.gap),
        "share": _said(reading.share),
        "pace": _said(light.due_share),
        "plan": light.plan,
        "arithmetic": light.arithmetic,
        "rule": light.rule,
        "basis": light.aim.basis,
        "sentence": light.sentence,
        "shortfall": each.shortfall,
    }


def _said(value: Decimal | None) -> str | None:
    return None if value is None else say_number(value)


def show(found: Sequence[TargetLight], *, explain: bool) -> None:
    console = page()
    if not found:
        console.print("没有数值目标。")
        return
    if explain:
        for each in found:
            console.print(Text.assemble(_lamp(each), f" {each.unit}　{each.title}：{each.target}"), soft_wrap=True)
            basis = f"依据：{each.light.aim.basis}。" if each.light.aim.basis else ""
            console.print(f"　　{each.light.sentence}{basis}", soft_wrap=True)
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("灯", "单位", "任务", "完成", "应完成", "欠", "完成率", "截至"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("灯", "截至"))
    for each in found:
        table.add_row(_lamp(each), *_row(each))
    console.print(table)
    console.print(f"{FULL} 已核验　{HOLLOW} 据单位上报，尚未核验。为什么是这个灯：kaohe lights --explain", style="dim")


def _lamp(each: TargetLight) -> Text:
    reading = each.light.reading
    mark = " " if reading.light is Light.NONE else HOLLOW if reading.is_hollow else FULL
    return Text(f"{mark}{COLOURS[reading.light]}", style=STYLES[reading.light])


def _row(each: TargetLight) -> list[str]:
    light, reading, unit = each.light, each.light.reading, each.light.aim.unit
    title = each.title if each.target in each.title else f"{each.title}：{each.target}"
    if reading.actual is None:
        return [each.unit, title, "—", f"{say_number(reading.expected)}{unit}", "—", "—", "—"]
    gap = f"{say_number(reading.gap)}{unit}" if reading.gap else "—"
    share = say_percent(reading.share) if reading.share is not None else "—"
    done, due = f"{say_number(reading.actual)}{unit}", f"{say_number(reading.expected)}{unit}"
    return [each.unit, title, done, due, gap, share, f"{light.as_of:%m-%d}"]
