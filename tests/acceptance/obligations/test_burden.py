"""减负 at run time: nobody is asked too often in a month, and no figure is asked for twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actions.acts import Refused as NotDone
from actions.registry import registry
from models.database import Database
from models.journal import Journal
from models.obligations import Obligation
from models.posts import Post
from models.requests import Request
from tests.integration.actions.year import Year, at, published

Refused = Callable[..., tuple[str, ...]]
DESK = "county_office_desk"
LIST: dict[str, Any] = {
    "units": ["labour"],
    "title": "重点企业用工台账",
    "due_on": "2019-11-20",
    "reason": "市人社局督查需要",
}
FULL = (
    "县人社局（示例）2019年11月已要2次：“2019年10月市考指标完成情况”（方案定期报送，11月15日（周五）下班前）、"
    "“重点企业用工台账”（县考核办工作岗，11月20日（周三）下班前），每月不超过2次（减负）"
)


def ask(year: Year, when: str = "2019-11-01 10:00", **told: Any) -> str:
    return year.do("ask_units", DESK, when, assessment=year.assessment, **{**LIST, **told}).summary


@pytest.mark.closes("R2.28", "W15")
def test_unit_is_not_asked_more_often_than_the_scheme_allows(county: Year, refused: Refused) -> None:
    """The plan asks once in November; one more fits, the third is refused and says what went there already."""
    assert ask(county) == "已向1个单位要“重点企业用工台账”"
    another = {**LIST, "title": "用工缺口清单", "assessment": county.assessment}
    assert refused(county, "ask_units", DESK, "2019-11-02 10:00", **another) == (
        FULL,
        "确需再要的，写明理由（over_reason），并经县考核办负责人同意（approved_by）",
    )
    wrong = {**another, "over_reason": "市里急要", "approved_by": "labour_head"}
    assert refused(county, "ask_units", DESK, "2019-11-02 10:00", **wrong)[1:] == (
        "“labour_head”不能同意超过每月次数，可以同意的是：县考核办负责人",
    )
    by_himself = {**another, "over_reason": "市里急要", "approved_by": "county_office_head"}
    assert refused(county, "ask_units", "county_office_head", "2019-11-02 10:00", **by_himself)[1:] == (
        "超过每月次数的，要经别人同意，不能由本人同意",
    )
    # what falls due in another month counts there
    assert ask(county, title="年底用工安排", due_on="2019-12-05") == "已向1个单位要“年底用工安排”"


@pytest.mark.closes("R2.28")
def test_what_is_asked_beyond_the_cap_carries_its_reason_and_who_agreed(county: Year) -> None:
    ask(county)
    beyond = {"title": "用工缺口清单", "over_reason": "市里急要", "approved_by": "county_office_head"}
    assert ask(county, "2019-11-02 10:00", **beyond) == "已向1个单位要“用工缺口清单”，其中1家超过每月次数"

    kept = county.rows(Request)[-1]
    assert (kept.title, kept.month, kept.over_reason, kept.approved_by) == (
        "用工缺口清单", "2019-11", "市里急要", "县考核办负责人",
    )  # fmt: skip
    entry = county.rows(Journal, act="ask_units")[-1]
    assert (entry.reason, entry.after["over"], entry.after["approved_by"]) == (
        "市人社局督查需要", [FULL], "county_office_head",
    )  # fmt: skip


@pytest.mark.closes("W15")
def test_figure_that_was_asked_for_is_not_asked_for_again(county: Year, refused: Refused) -> None:
    """By the plan, and besides it: the refusal says where the figure stands."""
    august = {**LIST, "assessment": county.assessment, "figures": [{"indicator": "D2", "period": "2019-09"}]}
    assert refused(county, "ask_units", DESK, "2019-09-06 10:00", **august) == (
        "“县考部门：完成城镇新增就业任务（示例）”2019年9月的数已由“2019年9月市考指标完成情况”向县人社局（示例）要过，"
        "期限10月15日（周二）下班前，还没有到填报期，不能再要（一数不两要）",
    )
    half = {"figures": [{"indicator": "D2", "period": "2019-H2"}]}
    ask(county, **half)
    again = {**LIST, **half, "assessment": county.assessment, "units": ["tourism"], "title": "下半年就业情况"}
    assert refused(county, "ask_units", DESK, "2019-11-02 10:00", **again) == (
        "“县考部门：完成城镇新增就业任务（示例）”2019年下半年的数已由“重点企业用工台账”向县人社局（示例）要过，"
        "期限11月20日（周三）下班前，尚未办结，不能再要（一数不两要）",
    )
    unknown = {**again, "figures": [{"indicator": "D99", "period": "2019-H2"}, {"indicator": "D2", "period": "下半年"}]}
    assert refused(county, "ask_units", DESK, "2019-11-02 10:00", **unknown) == (
        "本年度没有编码为“D99”的指标任务",
        "期次“下半年”写法不对，应如 2019-01、2019-Q1、2019-H1、2019 或 2019-01..02",
    )


@pytest.mark.closes("W15")
def test_figure_that_was_handed_in_is_to_be_taken_from_there(database: Database, tmp_path: Path) -> None:
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)
    town.tick("2019-03-20 09:00")
    report = town.report("新建高标准农田", "2019-03")
    line = {"cumulative": "120.50", "progress": "已完成选址和勘界"}
    town.do("fill_report", "farming_officer", "2019-03-21 10:00", report=report.id, lines=[line])
    town.attach("farming_officer", "2019-03-21 11:00", report=report.id, unit="farming")
    town.do("submit_report", "farming_officer", "2019-03-22 10:00", assignment=report.assignment_id, window="march")
    told = {"units": ["farming"], "title": "高标准农田进度", "due_on": "2019-03-28", "reason": "县里要",
            "figures": [{"indicator": "A1", "period": "2019-03"}], "assessment": town.assessment}  # fmt: skip

    with pytest.raises(NotDone) as caught:
        town.do("ask_units", "desk", "2019-03-25 10:00", **told)

    assert caught.value.reasons == (
        "“新建高标准农田”2019年3月的数已由“3月进展情况”向农业站要过，"
        "3月22日（周五）已报送（累计120.5亩），请直接取用，不能再要（一数不两要）",
    )


def test_what_was_asked_is_owed_by_the_unit_and_told_once(county: Year) -> None:
    ask(county, text="按企业逐家列出缺口人数")

    (owed,) = county.owed(kind="task")
    assert (county.one(Post, id=owed.post_id).code, owed.due_at) == ("labour_head", at("2019-11-20 23:59:59.999999"))
    (told,) = county.told("material_asked")
    assert (told.body, told.short) == (
        "县人社局（示例）：因市人社局督查需要，请于11月20日（周三）下班前报送“重点企业用工台账”。要求：按企业逐家列出缺口人数",
        "【宁陕县考核委员会】县人社局（示例）：请于11月20日（周三）下班前报送“重点企业用工台账”。",
    )
    county.do("settle_duty", "labour_head", "2019-11-18 10:00", obligation=owed.id, words="已报台账")
    assert county.one(Obligation, id=owed.id).outcome == "done"


@pytest.mark.closes("R2.28")
def test_notice_that_wants_a_reply_counts_and_one_that_only_tells_does_not(county: Year, refused: Refused) -> None:
    notice: dict[str, Any] = {"office": county.office, "units": ["labour"], "subject": "报送联系人",
                              "text": "请各单位确定一名联系人"}  # fmt: skip
    county.do("announce", DESK, "2019-11-01 09:00", **notice)
    assert (county.rows(Request), county.owed(kind="task")) == ([], [])
    wanted = {**notice, "reply_by": "2019-11-08"}
    assert refused(county, "announce", DESK, "2019-11-01 10:00", **wanted) == (
        "要回复的通知，请写明考核年度（assessment）",
    )
    county.do("announce", DESK, "2019-11-01 10:00", **wanted, assessment=county.assessment)

    assert [(row.act, row.title, row.month) for row in county.rows(Request)] == [("announce", "报送联系人", "2019-11")]
    assert county.told("announcement")[-1].body == "请各单位确定一名联系人。请于11月8日（周五）下班前回复。"
    again = {**LIST, "title": "报送联系人", "assessment": county.assessment, "over_reason": "急",
             "approved_by": "county_office_head"}  # fmt: skip
    assert refused(county, "ask_units", DESK, "2019-11-02 10:00", **again) == (
        "县人社局（示例）2019年11月已要过“报送联系人”（县考核办工作岗，11月8日（周五）下班前），不再要一遍；要提醒的请催办",
    )


@pytest.mark.closes("R2.28", "R2.19")
def test_meeting_and_late_report_count_once_for_each_unit(county: Year) -> None:
    """What a meeting gives out to one unit is one matter, and whoever took the chair has agreed to it."""
    ask(county)
    decisions = [
        {"what": what, "post": "labour_responsible", "due_on": "2019-11-25"} for what in ("排查缺口", "逐户销号")
    ]
    county.do("record_meeting", DESK, "2019-11-11 10:00", assessment=county.assessment, title="推进会",
              held_on="2019-11-10", chaired_by="县考核委员会主任", minutes="议定两件", decisions=decisions)  # fmt: skip

    (kept,) = county.rows(Request, act="record_meeting")
    assert (kept.title, kept.approved_by) == ("推进会", "县考核委员会主任")
    assert county.rows(Journal, act="record_meeting")[-1].after["over"] == [FULL]


def test_unit_is_urged_so_often_a_month_and_no_more(database: Database, tmp_path: Path) -> None:
    cap = {"  late_start: exempt\n": "  late_start: exempt\n  burden: {urgings_per_month: 2}\n"}
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=cap)
    numbers = [row.id for row in town.owed(kind="breakdown")] + [row.id for row in town.owed(kind="report")]
    done = town.do("urge_obligations", "desk", "2019-03-21 10:00", obligations=numbers)

    assert (done.summary, dict(done.details)["not_urged"]) == (
        "已催办2件，2件没有催",
        {str(number): ["本月已催办农业站2次，每月不超过2次（减负），请当面沟通"] for number in numbers[2:]},
    )


def test_acts_say_themselves_what_they_ask_of_units() -> None:
    """One property each; an act that asks without saying so cannot pass the gate."""
    asking = {name: entry.asks.value for name, entry in registry().items() if entry.asks is not None}
    assert asking == {
        "ask_units": "request",
        "announce": "request",
        "amend_year": "request",
        "demand_report": "request",
        "record_meeting": "request",
        "plan_visit": "visit",
        "decide_visit": "visit",
        "plan_inspection": "visit",
        "draw_sample": "visit",
        "urge": "urging",
        "urge_obligations": "urging",
        "note_forwarded": "urging",
        "deliver_letter": "letter",
    }
