"""今天的桌面: numbers that lead to their lists, what lags quite apart from what is late, what waits for an answer."""

import pytest

from models.obligations import Obligation
from models.pleas import Plea
from models.posts import Post
from tests.integration.actions.year import Year
from tests.pages import Client, Site

LABOUR = "labour_head"


def ask_for_time(county: Year) -> int:
    """A department asks for its report to be put off to the Friday after."""
    owed = county.owed(kind="report", period="monthly/2019-08")[0]
    officer = county.one(Post, id=owed.post_id).code
    data = {"obligation": owed.id, "until": "2019-09-20", "reason": "新老系统切换，数据核对未完"}
    return int(county.do("request_extension", officer, "2019-09-11 10:00", **data).ids["plea"])


@pytest.mark.closes("O05")
def test_numbers_of_the_month_lead_to_their_lists_and_what_lags_stands_apart(desk: Client) -> None:
    page = desk.get("/office")

    assert page.status == 200
    for tile in ("11 本月应报", "2 已报", "0 逾期未报", "2 待核验"):
        assert tile in page.text
    assert 'href="/office/reports?view=lines&amp;standing=late"' in page.html
    assert (
        "县人社局（示例） 县考部门：完成城镇新增就业任务（示例） 应完成600人，欠100人 · 据单位上报，尚未核验"
        in page.text
    )
    assert "核对文稿" in page.text


def test_what_is_late_says_how_often_it_was_urged(county: Year, site: Site) -> None:
    county.tick("2019-09-18 09:00")
    site.at("2019-09-18 09:05")
    page = site.signed_in("county_office_desk").get("/office")

    assert "9 逾期未报 已各催办1次" in page.text


def test_what_is_late_since_an_earlier_month_is_not_forgotten(county: Year, site: Site) -> None:
    county.tick("2019-10-08 09:00")
    page = site.at("2019-10-08 09:05").signed_in("county_office_desk").get("/office")

    assert "另有9份是以前月份到期、至今未报的" in page.text
    assert "0 逾期未报" in page.text


@pytest.mark.closes("O24")
def test_more_time_is_granted_from_the_desk_and_the_first_date_stays(county: Year, site: Site, desk: Client) -> None:
    plea = ask_for_time(county)
    page = desk.get("/office")
    assert "原期限2019年9月16日 · 申请延至2019年9月20日 · 答复之前只提醒，督办暂停" in page.text
    assert "由县考核办负责人答复" in page.text

    head = site.signed_in("county_office_head")
    assert 'action="/do/grant_extension"' in head.get("/office").html
    done = head.do("grant_extension", {"plea": plea, "until": "2019-09-20", "_then": "/office"})
    assert "已同意" in done.text
    asked = county.one(Plea, id=plea)
    owed = county.one(Obligation, id=asked.obligation_id)
    assert (f"{owed.due_at:%m-%d}", owed.original_due_at < owed.due_at) == ("09-20", True)


def test_refusing_wants_a_reason(county: Year, desk: Client) -> None:
    plea = ask_for_time(county)

    refused = desk.do("refuse_extension", {"plea": plea, "words": ""}, part=True)
    assert refused.status == 422


def test_clock_that_stopped_is_told(desk: Client) -> None:
    assert "时钟上次运行是 2019年9月12日08:00" in desk.get("/office").text


def test_day_begins_at_the_desk(desk: Client) -> None:
    assert desk.get("/", follow=False).location == "/office"


def test_desk_is_the_offices_own(site: Site) -> None:
    assert site.signed_in(LABOUR).get("/office").status == 403
    assert site.visitor().get("/office", follow=False).status == 303


def test_desk_asks_as_often_whatever_lies_on_it(county: Year, site: Site) -> None:
    desk = site.signed_in("county_office_desk")
    desk.get("/office")
    with site.queries() as few:
        desk.get("/office")
    county.tick("2019-10-21 09:00")
    site.at("2019-10-21 09:05")
    desk = site.signed_in("county_office_desk")
    desk.get("/office")
    with site.queries() as many:
        desk.get("/office")
    assert len(many) <= len(few) + 2
