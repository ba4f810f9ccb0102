"""Lights, lists, the ledger, summaries, 减负 and notices: what the office reads, and what it does from there."""

import pytest

from actions.delivering import deliver
from actions.summaries.drawing import draw_up
from models.outbox import OutboxMessage
from models.summaries import Summary
from states.transport import Refused
from tests.integration.actions.test_channels import Switchboard
from tests.integration.actions.year import Year, at
from tests.integration.web.office.conftest import DESK
from tests.pages import Client, Site

HEAD = "county_office_head"
LATER = "2019-09-18 10:00"


@pytest.mark.closes("O20")
def test_light_says_what_it_was_read_from_and_is_hollow_until_verified(desk: Client) -> None:
    page = desk.get("/office/lights")

    assert "共3个数值目标：达到序时进度 1，略有滞后 0，滞后 1，尚无数据 1" in page.text
    assert "应完成900×8/12=600人，欠100人" in page.text
    assert "light-red light-hollow" in page.html
    lagging = desk.get("/office/lights", lagging="1").text
    assert "完成城镇新增就业任务" in lagging
    assert "旅游发展争先进位" not in lagging
    drawn = desk.get("/office/lights", view="units")
    assert "县人社局（示例） 0个 0个 1个 0个 县文旅局（示例） 1个 0个 0个 0个" in drawn.text
    assert "共3个：达到序时进度1个、滞后1个、尚无数据1个。" in drawn.text


def test_overdue_are_listed_in_their_month_without_a_ranking(county: Year, site: Site) -> None:
    for day in ("2019-09-17", "2019-09-18", "2019-09-19", "2019-09-23", "2019-09-24"):
        county.tick(f"{day} 09:00")
    desk = site.at("2019-09-24 10:00").signed_in(DESK)

    page = desk.get("/office/lights/lists", kind="overdue")
    assert "排名不分先后" in page.text
    assert "尚未办" in page.text
    assert "这个月没有列入的" in desk.get("/office/lights/lists", kind="study", month="2019-03").text
    assert desk.get("/office/lights/lists", kind="nothing", month="soon").status == 200


@pytest.fixture
def told(county: Year) -> Year:
    """Messages went out; the channel of one person refused for good."""
    channel = {"office": "ningshan", "person": "labour_officer", "channel": "bot", "target": "gone://secret-key@host"}
    county.do("set_channel", None, "2019-09-05 09:00", **channel)
    county.tick("2019-09-18 09:00")
    board = Switchboard({"gone": Refused("查无此人", permanent=True)})
    deliver(county.database, board, now=at("2019-09-18 09:30"))
    return county


@pytest.mark.closes("A45")
def test_ledger_tells_what_became_of_each_message_and_no_address(told: Year, site: Site) -> None:
    desk = site.at(LATER).signed_in(DESK)
    page = desk.get("/office/messages", size="200")

    assert "未能送达" in page.text
    assert "bot 拒收：查无此人" in page.text
    assert "secret-key" not in page.html
    failed = desk.get("/office/messages", state="failed")
    assert "共2项" in failed.text
    assert "种类：催报" in desk.get("/office/messages", unit="县人社局", kind="urge").text
    assert "没有符合条件的内容" in desk.get("/office/messages", **{"at-from": "2019-12-01"}).text


def test_message_is_sent_again_from_the_ledger(told: Year, site: Site) -> None:
    desk = site.at(LATER).signed_in(DESK)
    failed = told.rows(OutboxMessage, state="failed")[0]

    done = desk.post("/office/many/resend_messages", {"messages[]": [failed.id], "words": "渠道已更正"})

    assert "已安排重发1条" in done.text
    assert told.one(OutboxMessage, id=failed.id).state == "waiting"


def test_ledger_is_the_offices(site: Site) -> None:
    for path in ("/office/messages", "/office/lights", "/office/lights/lists", "/office/burden", "/office/announce"):
        assert site.signed_in("labour_head").get(path).status == 403


@pytest.fixture
def drawn(county: Year) -> int:
    county.tick("2019-09-18 09:00")
    draw_up(county.database, now=at("2019-09-18 09:40"))
    return int(county.one(Summary).id)


@pytest.mark.closes("O34")
def test_summary_is_checked_edited_and_presented(county: Year, site: Site, drawn: int) -> None:
    site.at(LATER)
    desk = site.signed_in(DESK)
    assert "2019年8月考核指标进展汇总" in desk.get("/office/summaries").text
    assert "2019年8月考核指标进展汇总" in desk.get("/office").text
    page = desk.get(f"/summaries/{drawn}")
    assert "应报11项，其中按时2项、迟报0项、未报9项" in page.text

    edited = desk.do("edit_summary", {"summary": drawn, "body": "经核对，情况如下。", "_then": f"/summaries/{drawn}"})
    assert "经核对，情况如下。" in edited.text
    presented = desk.do("present_summary", {"summary": drawn, "_then": f"/summaries/{drawn}"})
    assert "已呈报" in presented.text
    assert county.one(Summary, id=drawn).state == "issued"
    assert 'action="/do/present_summary"' not in desk.get(f"/summaries/{drawn}").html
    assert desk.get("/summaries/4711").status == 404


@pytest.mark.closes("W15", "O15")
def test_burden_shows_what_each_unit_was_asked_for_in_official_order(desk: Client) -> None:
    page = desk.get("/office/burden", month="2019-09", unit="labour")

    assert "排名不分先后" in page.text
    assert "“2019年8月市考指标完成情况”（方案定期报送" in page.text
    assert "1/2" in page.text
    assert "各单位被要求的次数" in page.text
    assert "/office/burden?month=2019-09&amp;unit=labour" in page.html.partition("data-chart=")[2]


def test_notice_goes_to_the_ticked_units_and_stands_below(county: Year, site: Site, desk: Client) -> None:
    page = desk.get("/office/announce")
    assert 'value="labour"' in page.html
    assert "没有登记渠道，也没有可告知的岗位" in page.text

    data = {"office": "ningshan", "units[]": ["labour", "tourism"], "subject": "报送提示", "text": "请按时报送。"}
    sent = desk.do("announce", {**data, "_then": "/office/announce"})
    assert "已发给2个单位" in sent.text
    assert "报送提示" in desk.get("/office/announce").text
    refused = desk.do("announce", {**data, "subject": ""}, part=True)
    assert refused.status == 422


def test_pages_cost_as_much_whatever_there_is(told: Year, site: Site) -> None:
    desk = site.at(LATER).signed_in(DESK)
    for path in ("/office/messages", "/office/lights", "/office/summaries"):
        desk.get(path)
        with site.queries() as asked:
            desk.get(path)
        assert len(asked) < 20, path
    with site.queries() as asked:
        desk.get("/office/burden")
    assert len(asked) < 80
