"""应收、已收、缺报: counted by unit and by task, urged with an answer for each, and told in one text (O12)."""

import pytest

from models.journal import Journal
from models.lateness import Urging
from models.obligations import Obligation
from models.units import Unit
from tests.integration.actions.year import Year
from tests.integration.web.office.conftest import DESK
from tests.pages import Client, Site


def test_units_stand_in_official_order_with_what_came_and_what_is_missing(county: Year, site: Site) -> None:
    county.tick("2019-09-18 09:00")
    page = site.at("2019-09-18 09:05").signed_in(DESK).get("/office/reports")

    assert "11 应报" in page.text
    assert "2 已报" in page.text
    assert "9 逾期未报" in page.text
    names = [row.short or row.name for row in sorted(county.rows(Unit), key=lambda row: row.position)]
    shown = [name for name in names if f">{name}</a></th>" in page.html]
    places = [page.html.index(f">{name}</a></th>") for name in shown]
    assert places == sorted(places)
    assert "按规范序列，排名不分先后" in page.text


def test_tasks_stand_in_the_order_of_the_scheme(desk: Client) -> None:
    page = desk.get("/office/reports", view="indicators")

    assert "完成城镇新增就业任务" in page.text
    assert page.status == 200


def test_lines_are_those_of_the_tile_that_led_to_them(county: Year, site: Site) -> None:
    county.tick("2019-09-18 09:00")
    desk = site.at("2019-09-18 09:05").signed_in(DESK)

    late = desk.get("/office/reports", view="lines", standing="late")
    came = desk.get("/office/reports", view="lines", standing="in")

    assert "共9项" in late.text
    assert late.html.count('name="obligations[]"') == 9
    assert "共2项" in came.text
    assert 'name="obligations[]"' not in came.html


def test_one_window_and_its_period(county: Year, desk: Client) -> None:
    page = desk.get("/office/reports")
    assert "2019年8月市考指标完成情况" in page.text
    window = page.html.split("2019年8月市考指标完成情况</option>")[0].rsplit('value="', 1)[1].split('"')[0]

    chosen = desk.get("/office/reports", window=window)
    assert "10 应报" in chosen.text
    assert desk.get("/office/reports", window="999999", period="x", unit="'").status == 200


@pytest.mark.closes("A27", "A30")
def test_ticked_reports_are_urged_and_each_is_answered_for(county: Year, site: Site) -> None:
    county.tick("2019-09-18 09:00")
    desk = site.at("2019-09-18 10:00").signed_in(DESK)
    first, second = [row.id for row in county.owed(kind="report", period="monthly/2019-08")][:2]

    once = desk.post("/office/many/urge_obligations", {"obligations[]": [first], "words": "请抓紧"})
    again = desk.post("/office/many/urge_obligations", {"obligations[]": [first, second]})

    assert "已催办1件" in once.text
    assert "已催办1件，1件没有催" in again.text
    assert "小时内已催办过" in again.text
    title = county.one(Obligation, id=first).title
    assert f"{title} 24小时内已催办过" in again.text
    assert len(county.rows(Urging)) == 2
    refused = desk.post("/office/many/urge_obligations", {"obligations[]": [first]})
    assert (refused.status, "一件也没有办成" in refused.text) == (422, True)


def test_only_what_can_be_done_for_many_is_done_for_many(desk: Client) -> None:
    assert desk.post("/office/many/void_letter", {"letter": "1"}).status == 404
    assert desk.post("/office/many/urge_obligations", {}).status == 422


@pytest.mark.closes("O12", "A45")
def test_text_for_the_group_names_the_units_in_order_and_counts_as_sent_by_hand(county: Year, site: Site) -> None:
    county.tick("2019-09-18 09:00")
    desk = site.at("2019-09-18 10:00").signed_in(DESK)
    page = desk.get("/office/forward", late="1")

    assert "【宁陕县考核委员会】各责任单位" in page.text
    assert "县纪委监委、县委政法委" in page.text
    assert "截图用的表" in page.html
    assert 'data-copy="#forwarded"' in page.html
    done = desk.do(
        "note_forwarded", {"office": "ningshan", "kind": "report", "late": "true", "_then": "/office/forward"}
    )
    assert "已登记转发" in done.text
    assert county.rows(Journal, act="note_forwarded") != []


def test_list_goes_out_as_a_file(desk: Client) -> None:
    file = desk.http.get("/office/reports", params={"view": "lines", "export": "csv"})

    assert file.status_code == 200
    assert "县纪委监委" in file.content.decode("utf-8-sig")


def test_units_do_not_see_who_is_missing(site: Site) -> None:
    for path in ("/office/reports", "/office/forward"):
        assert site.signed_in("labour_head").get(path).status == 403


def test_numbers_cost_as_much_whatever_there_is(county: Year, site: Site, desk: Client) -> None:
    desk.get("/office/reports")
    with site.queries() as few:
        desk.get("/office/reports", view="lines")
    county.tick("2019-10-21 09:00")
    later = site.at("2019-10-21 10:00").signed_in(DESK)
    later.get("/office/reports")
    with site.queries() as many:
        later.get("/office/reports", view="lines")
    assert len(many) <= len(few) + 2
