"""转发稿: what may be pasted into a group, and what is never said there."""

from collections.abc import Callable
from typing import Any

import pytest

from actions.forwarding import (
    Desk,
    Forwarded,
    NothingToForward,
    Wanted,
    forward_dates,
    forward_letter,
    forward_notice,
    forward_open,
)
from config.obligations import ObligationKind
from models.units import Office, Unit
from tests.integration.actions.year import Year, at

DESK = "county_office_desk"
ALL = (
    "县纪委监委、县委政法委、市生态环境局宁陕分局、县应急管理局、县扶贫局、"
    "县发改局（示例）、县人社局（示例）、县文旅局（示例）"
)
HOUSE = "【宁陕县考核委员会】"


def desk(year: Year, when: str, say: Callable[[Desk], Any], *, person: str | None = None) -> Any:
    office = year.one(Office).id
    with year.database.read() as tx:
        return say(Desk(tx, office, at(when), year.persons[person] if person else None))


def open_text(year: Year, when: str, *, person: str | None = None, **wanted: Any) -> Forwarded | None:
    found: Forwarded | None = desk(year, when, lambda one: forward_open(one, Wanted(**wanted)), person=person)
    return found


def test_who_has_not_handed_in_is_named_in_official_order_with_the_workdays_left(county: Year) -> None:
    before = open_text(county, "2019-09-11 10:00", window="monthly/2019-08")
    assert before is not None
    assert (before.title, before.text, before.left_out) == (
        "2019年8月市考指标完成情况",
        f"{HOUSE}各责任单位：2019年8月市考指标完成情况，请于9月16日（周一）下班前报送（还有2个工作日）。"
        f"目前尚有{ALL}8家未报，请抓紧办理。",
        (),
    )
    after = open_text(county, "2019-09-18 10:00", window="monthly/2019-08")
    assert after is not None
    assert after.text == (
        f"{HOUSE}各责任单位：2019年8月市考指标完成情况，应于9月16日（周一）下班前报送，已过2个工作日。"
        f"目前尚有{ALL}8家未报，请尽快补报；确有困难的，请及时联系说明。"
    )


def test_whoever_asked_for_more_time_is_not_called_upon(county: Year) -> None:
    mine = next(row for row in county.owed(kind="report", period="monthly/2019-08") if "旅游" in row.title)
    county.do("request_extension", "tourism_officer", "2019-09-10 10:00", obligation=mine.id, until="2019-09-18",
              reason="等口径")  # fmt: skip
    text = open_text(county, "2019-09-11 10:00", window="monthly/2019-08")

    assert text is not None
    assert ("县文旅局" in text.text, text.left_out) == (False, (("已申请延期，等候答复", 1),))


def test_what_posts_owe_alike_is_counted_where_there_is_too_much_to_list(county: Year) -> None:
    """The same words, whom they call and what is left out; only the things themselves are not listed."""
    mine = next(row for row in county.owed(kind="report", period="monthly/2019-08") if "旅游" in row.title)
    county.do("request_extension", "tourism_officer", "2019-09-10 10:00", obligation=mine.id, until="2019-09-18",
              reason="等口径")  # fmt: skip
    said: list[tuple[Forwarded, Forwarded]] = []
    for wanted in (Wanted(), Wanted(only_late=True), Wanted(window="monthly/2019-08")):
        each, alike, listed = (
            desk(county, "2019-09-18 10:00", lambda one, much=much: forward_open(one, wanted, listed=much))  # noqa: B023
            for much in (None, 0, 500)
        )
        assert listed == each
        said.append((each, alike))
    for each, alike in said:
        assert (alike.title, alike.text, alike.left_out, alike.count) == (
            each.title, each.text, each.left_out, each.count,
        )  # fmt: skip
        assert [(one.about, one.due_at, one.units, one.counts) for one in alike.groups] == [
            (one.about, one.due_at, one.units, one.counts) for one in each.groups
        ]
    matters = [sum(len(one.matters) for one in text.groups) for text in said[0]]
    assert matters[1] < matters[0], "nobody owed two things alike"


def test_everybody_forwards_what_he_may_read_and_a_unit_finds_its_posts(county: Year) -> None:
    of_all = open_text(county, "2019-09-18 10:00", only_late=True)
    of_mine = open_text(county, "2019-09-18 10:00", only_late=True, person="discipline_officer")
    labour = open_text(county, "2019-09-11 10:00", unit=county.one(Unit, code="labour").id)

    assert of_all is not None
    assert of_mine is not None
    assert labour is not None
    assert of_mine.text == (
        f"{HOUSE}各责任单位：2019年8月市考指标完成情况，应于9月16日（周一）下班前报送，已过2个工作日。"
        "目前尚有县纪委监委1家未报，请尽快补报；确有困难的，请及时联系说明。"
    )
    assert len(of_all.text.splitlines()) == 4
    assert labour.text.splitlines()[1] == (
        "1. “2019年8月市考指标完成情况：县考部门：完成城镇新增就业任务（示例）”，"
        "请于9月16日（周一）下班前（还有2个工作日），县人社局主抓人员（示例）"
    )


def test_what_is_secret_or_of_one_unit_alone_is_not_said(county: Year) -> None:
    told: dict[str, Any] = {
        "assessment": county.assessment,
        "units": ["labour"],
        "reason": "要",
        "due_on": "2019-09-20",
    }
    county.do("ask_units", DESK, "2019-09-10 10:00", **told, title="内部资料清单")

    assert open_text(county, "2019-09-11 10:00", kind=ObligationKind.TASK) is None
    whole = open_text(county, "2019-09-11 10:00", unit=county.one(Unit, code="labour").id)
    assert whole is not None
    assert ("内部" in whole.text, whole.left_out) == (False, (("含有涉密或内部字样", 1),))


def test_letter_is_spoken_of_when_it_has_arrived_and_never_with_its_facts(county: Year) -> None:
    told = {"assessment": county.assessment, "kind": "warning", "unit": "labour", "subject": "城镇新增就业",
            "as_of": "8月底", "fact": "欠账620人", "rule": "按月均匀推进", "basis": "通知第三条",
            "reply_by": "2019-09-30"}  # fmt: skip
    number = county.do("draft_letter", DESK, "2019-09-11 10:00", **told).ids["letter"]
    with pytest.raises(NothingToForward, match="还没有送达，不能先在群里说"):
        desk(county, "2019-09-11 11:00", lambda one: forward_letter(one, number))
    county.do("submit_letter", DESK, "2019-09-11 11:00", letter=number)
    county.do("sign_letter", "county_office_head", "2019-09-11 15:00", letter=number)
    scan = county.attach_loose(DESK, "2019-09-11 15:30", unit="county_office", title="用印件")
    county.do("seal_letter", DESK, "2019-09-11 15:40", letter=number, sealed_on="2019-09-11", scan=scan)
    county.do("deliver_letter", DESK, "2019-09-11 16:00", letter=number, how="系统")

    text = desk(county, "2019-09-12 09:00", lambda one: forward_letter(one, number)).text
    assert text.startswith(f"{HOUSE}县人社局（示例）：预警提示单（")
    assert "已于9月11日（周三）送达，请查收并签收，最迟" in text
    assert ("620" in text, "就业" in text) == (False, False)


def test_notice_and_changed_dates_are_ready_to_paste(county: Year) -> None:
    for nothing in (forward_notice, forward_dates):
        with pytest.raises(NothingToForward):
            desk(county, "2019-09-11 10:00", nothing)
    notice: dict[str, Any] = {"subject": "报送联系人", "text": "请确定一名联系人", "reply_by": "2019-09-20"}
    county.do("announce", DESK, "2019-09-12 09:00", office=county.office, units=["labour", "tourism"],
              assessment=county.assessment, **notice)  # fmt: skip
    county.do("override_days", DESK, "2019-09-12 09:00", office=county.office, apply=True, source="县政府放假通知",
              days=[{"date": "2019-10-15", "kind": "rest"}])  # fmt: skip

    assert desk(county, "2019-09-12 10:00", forward_notice).text == (
        f"{HOUSE}县人社局（示例）、县文旅局（示例）：请确定一名联系人。请于9月20日（周五）下班前回复。"
    )
    assert desk(county, "2019-09-12 10:00", forward_dates).text.splitlines() == [
        f"{HOUSE}各责任单位：根据“县政府放假通知”，下列事项的时限调整如下，请按新的时限办理。",
        "1. 2019年9月市考指标完成情况：10月16日（周三）下班前",
        "2. 2019年9月市考指标进展分析（数据由统计部门提供）：10月16日（周三）下班前",
    ]
