"""`kaohe todo` and the reminders say what became of a date: grace, a pending request, an extension, leave, 知道了."""

from pathlib import Path
from typing import Any

import pytest

from actions.todos import Todo, open_now
from cli.todos import show
from models.database import Database
from models.pleas import Plea
from tests.integration.actions.year import Year, at, published

WHO = "farming_officer"


def todo(year: Year, when: str, kind: str) -> Todo:
    with year.database.read() as tx:
        return next(each for each in open_now(tx, posts=None, now=at(when)) if each.kind == kind)


def shown(year: Year, when: str, capsys: pytest.CaptureFixture[str]) -> str:
    with year.database.read() as tx:
        show(open_now(tx, posts=None, now=at(when)), now=at(when))
    return "".join(capsys.readouterr().out.split())


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page on which no cell is folded into the next line."""
    monkeypatch.setenv("COLUMNS", "240")


@pytest.mark.closes("A07", "A09")
def test_list_says_what_holds_a_thing(town: Year, capsys: pytest.CaptureFixture[str]) -> None:
    (one, other) = (row.id for row in town.owed(kind="breakdown"))
    town.do("request_extension", WHO, "2019-03-11 10:00", obligation=one, until="2019-03-20", reason="等口径")
    town.do("take_note", WHO, "2019-03-12 10:00", obligation=other)
    pending = todo(town, "2019-03-12 11:00", "breakdown")
    page = shown(town, "2019-03-12 11:00", capsys)
    assert (pending.pleads, pending.asked_due_at) == ("延期申请", at("2019-03-20 23:59:59.999999"))
    assert "延期申请待答复（拟延至03-20）" in page
    assert "已知悉，03-15前不再提醒" in page

    plea = town.one(Plea)
    town.do("grant_extension", "desk", "2019-03-12 15:00", plea=plea.id)
    town.do("approve_leave", "farming_head", "2019-03-13 10:00", office=town.office, person=WHO,
            begins_on="2019-03-14", ends_on="2019-03-18", reason="公差")  # fmt: skip
    away = todo(town, "2019-03-15 09:00", "breakdown")
    page = shown(town, "2019-03-15 09:00", capsys)
    assert away.paused == (at("2019-03-14 00:00"), at("2019-03-19 00:00"))
    assert "原期限2019-03-15，新期限2019-03-20" in page
    assert "请假停办03-14起，03-19接着走" in page


@pytest.mark.closes("A41")
def test_reminders_say_the_date_that_was_changed_and_the_grace(database: Database, tmp_path: Path) -> None:
    grace = {'      cutoff: "17:00"\n': '      cutoff: "17:00"\n      grace: {n: 1, unit: workdays}\n'}
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=grace)
    (one, _) = (row.id for row in town.owed(kind="breakdown"))
    town.do("request_extension", WHO, "2019-03-11 10:00", obligation=one, until="2019-03-20", reason="等口径")
    town.do("grant_extension", "desk", "2019-03-12 15:00", plea=town.one(Plea).id)
    for day in ("19", "21", "28"):
        town.tick(f"2019-03-{day} 09:00")

    told: dict[str, list[Any]] = {kind: town.told(kind) for kind in ("reminder", "urge")}
    assert any("请于3月20日（周三）下班前（原期限3月15日）办结" in row.body for row in told["reminder"])
    assert any("请于3月29日（周五）17:00前（宽限至4月1日）办结" in row.body for row in told["reminder"])
    assert any("应于3月20日（周三）下班前（原期限3月15日）办结" in row.body for row in told["urge"])
    assert all(len(row.short) <= 70 for rows in told.values() for row in rows)
    assert todo(town, "2019-03-28 09:00", "report").grace == "宽限至4月1日"
