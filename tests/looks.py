"""Every part of the pages on one page, as the real application draws it: `/looks`, and `/wall` for the large screen."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import ChoiceLoader, FileSystemLoader
from starlette.responses import Response

import web.app
from config.roles import Role
from models.database import Database
from states.pace import Light
from tests.pages import Site
from web.kernel.access import SignedIn
from web.kernel.navigation import nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.looks.differences import differences

FOLDER = Path("tests/fixtures/looks")
HOMES = ("我的待办", "指标任务", "报送汇总", "督办事项", "工作日历", "得分依据", "材料库")
CHART = {
    "xAxis": {"type": "category", "data": ["1月", "2月", "3月", "4月"]},
    "yAxis": {"type": "value"},
    "legend": {},
    "series": [
        {"name": "累计完成", "type": "bar", "data": [10, 20, 25, 40]},
        {"name": "序时进度", "type": "line", "data": [12, 24, 36, 48]},
    ],
}
UNKIND = f"<b onclick='x()'>𠮷\u200f\u2067{'very' * 1500}{'很长' * 2000}"
"""What may be typed: markup, a letter of four bytes, marks that turn the direction, ten thousand without a blank."""

UNITS = ("县残疾人联合会", "县人力资源和社会保障局", "县农业农村局", "县工业和信息化局", "县教育局", "县卫生健康局")


def looks_of(database: Database, home: Path, monkeypatch: pytest.MonkeyPatch, *, when: str) -> Site:
    """A site that has both pages besides its own."""
    rooms = Pages(
        navigation=[
            nav(label, f"/looks{f'/{place}' if place else ''}", *Role, home=not place)
            for place, label in enumerate(HOMES)
        ]
    )

    @rooms.get("/looks", access=SignedIn())
    def looks(visit: Visit) -> Response:
        return visit.page("looks.html", **_told(visit))

    @rooms.get("/wall", access=SignedIn())
    def wall(visit: Visit) -> Response:
        return visit.page("screen.html", title="2019年度目标责任考核进展", **_wall(visit.day))

    monkeypatch.setattr(web.app, "ROOMS", (rooms, *web.app.ROOMS))
    site = Site(database, home, when=when)
    environment = site.app.state.renderer.environment
    environment.loader = ChoiceLoader([environment.loader, FileSystemLoader(FOLDER)])
    return site


def _told(visit: Visit) -> Mapping[str, Any]:
    told = _kindly(visit)
    if visit.query.get("unkind"):
        for each in told["rows"]:
            each.title = each.unit = UNKIND
        for each in told["entries"]:
            each.who = each.reason = each.note = UNKIND
        told["changed_words"] = differences("已完成", UNKIND)
    return told


def _kindly(visit: Visit) -> dict[str, Any]:
    today = visit.day
    return {
        "today": today,
        "past": today - timedelta(days=3),
        "rows": [_row(today, *each) for each in ROWS],
        "entries": [
            SimpleNamespace(at=visit.now, what="报送", who="康复部承办人"),
            SimpleNamespace(
                at=visit.now, what="退回修改", who="分管领导", signed_by="办公室联络员",
                reason="第二项累计数与上月不一致，请核实后再报。",
            ),
            SimpleNamespace(
                at=visit.now, what="报送", who="办公室联络员", on_behalf="康复部承办人", entered_by="办公室联络员",
                note="收到邮件",
            ),
        ],
        "changed_words": differences("已完成2480人，占年度任务的41.3%。", "已完成3200人，占年度任务的53.3%。"),
        "chart": CHART,
    }  # fmt: skip


ROWS = (
    ("实施5万名残疾预防重点干预和残疾儿童抢救性康复项目", True, "康复部", Light.RED, True, "3200", "53.3", -2, None),
    ("城镇新增就业", False, "县人力资源和社会保障局", Light.YELLOW, False, "1234567.8", "60", 0, None),
    ("农村厕所改造", False, "县农业农村局", Light.GREEN, True, "900", "88.8", 2, 2),
    ("规模以上工业增加值增速", False, "县工业和信息化局", Light.NONE, False, None, None, 20, 14),
)
STATES = (("退回修改", "returned"), ("填报中", "doing"), ("待审核", "waiting"), ("已报送", "done"))


def _row(
    today: date, title: str, star: bool, unit: str, light: Light, verified: bool, done: str | None,
    percent: str | None, days: int, workdays: int | None,
) -> SimpleNamespace:  # fmt: skip
    state, tone = STATES[list(Light).index(light) - 2]
    return SimpleNamespace(
        title=title, star=star, unit=unit, light=light, verified=verified,
        done=None if done is None else Decimal(done), percent=None if percent is None else Decimal(percent),
        planned=Decimal("66.7"), on=today + timedelta(days=days), workdays=workdays, provisional=workdays == 2,
        state=state, tone=tone,
    )  # fmt: skip


def _wall(today: date) -> Mapping[str, Any]:
    return {
        "tiles": [(214, "应报送", "plain"), (187, "已报送", "good"), (19, "今日到期", "warn"), (8, "已过期限", "bad")],
        "lights": {"green": 41, "yellow": 9, "red": 6, "none": 4},
        "units": [
            (name, {"green": 5 + place, "yellow": place % 3, "red": 2 - place % 3}) for place, name in enumerate(UNITS)
        ],
        "lagging": [
            ("残疾儿童抢救性康复", "欠620人"),
            ("实施残疾预防重点干预和残疾儿童抢救性康复项目", "欠8.3个百分点"),
        ],
        "coming": [("8月份报送", "9月12日"), ("三季度通报", "10月11日")],
        "trend": CHART,
        "until": today,
    }
