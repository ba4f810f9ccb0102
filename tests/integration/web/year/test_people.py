"""People, units, days and channels: what the office and its administrator keep in order."""

from pathlib import Path

import pytest

from models.calendars import CalendarDay
from models.contacts import Contact
from models.database import Database
from models.outbox import OutboxMessage
from models.persons import Holding, Person
from models.units import Succession, Unit
from tests.integration.actions.year import Year, published
from tests.pages import Client, Site


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    other = {"posts:\n": "posts:\n  - {code: admin, title: 系统管理员, unit: office, role: administrator}\n"}
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)


@pytest.fixture
def site(town: Year, tmp_path: Path) -> Site:
    return Site(town.database, tmp_path / "home", when="2019-03-05 09:00")


@pytest.fixture
def desk(site: Site) -> Client:
    return site.signed_in("desk")


@pytest.fixture
def admin(site: Site) -> Client:
    return site.signed_in("admin")


def of_unit(town: Year, code: str) -> int:
    return int(town.one(Unit, code=code, ended_on=None).id)


def test_people_are_found_by_pinyin(desk: Client) -> None:
    everybody, found = desk.get("/people"), desk.get("/people", q="nyzzz")
    assert "党政办联络员" in everybody.text
    assert "农业站站长" in found.text
    assert "党政办联络员" not in found.text
    assert "没有找到" in desk.get("/people", q="xyzxyz").text


@pytest.mark.closes("A19", "W11", "A18")
def test_hand_over_shows_what_is_open_and_refuses_what_would_be_nobodys(desk: Client, town: Year) -> None:
    number = town.persons["farming_officer"]
    page = f"/people/{number}/hand-over"
    assert "指标分解2项、进展报送2项" in desk.get(page).text
    refused = desk.post(page, {"effective_on": "2019-03-05", "leaves": "true", "document_no": "任免〔2019〕1号"})
    assert (refused.status, "请先指定接任者" in refused.text) == (422, True)
    assert 'value="任免〔2019〕1号"' in refused.html
    undated = desk.post(page, {"effective_on": "十三月", "leaves": "true"})
    assert "“何日起由接任者担任”" in undated.text
    assert "“effective_on”" not in undated.text
    post = next(row.post_id for row in town.rows(Holding, person_id=number))
    told = {"effective_on": "2019-03-05", "leaves": "true", f"to.{post}": "new", f"name.{post}": "新来的人"}
    done = desk.post(page, told)
    assert "已移交1个岗位，已离职，不再登录" in done.text
    newcomer = town.one(Person, code="new").id
    assert [row.kind for row in town.rows(OutboxMessage, person_id=newcomer)] == ["desk"]


def test_a_roster_is_looked_at_before_it_is_registered(desk: Client, town: Year) -> None:
    wrong = desk.post("/people/roster", {"text": "a\t甲\t农业站站长\t2019-13-01\nb\t乙\t没有的岗\t"})
    assert wrong.status == 422
    assert "第1行：日期“2019-13-01”看不懂" in wrong.text
    assert "第2行：没有叫“没有的岗”的岗位" in wrong.text
    rows = "人员编码\t姓名\t岗位\t何日起任\na\t甲\t农业站站长\t2019年3月1日\n"
    seen = desk.post("/people/roster", {"text": rows})
    assert "将登记1人次" in seen.text
    assert town.rows(Person, code="a") == []
    desk.post("/people/roster", {"text": rows, "apply": "true"})
    assert str(town.one(Holding, person_id=town.one(Person, code="a").id).begins_on) == "2019-03-01"


def test_the_roster_of_the_manual_is_read_too(desk: Client, town: Year) -> None:
    text = "office: town\npeople:\n  - {person: a, name: 甲, post: clerk, begins_on: 2019-03-01}\n"
    desk.post("/people/roster", {"text": text, "apply": "true"})
    assert town.one(Person, code="a").name == "甲"


def test_leave_and_substitute_are_given_on_the_persons_page(desk: Client, town: Year) -> None:
    number = town.persons["farming_officer"]
    own = {"office": town.office, "person": "farming_officer", "_then": f"/people/{number}"}
    leave = {"begins_on": "2019-03-05", "ends_on": "2019-03-08", "reason": "病假", "substitute": "farming_head"}
    page = desk.do("approve_leave", {**own, **leave})
    assert "由代理人办理" in page.text
    assert "2019年3月5日—2019年3月8日 病假" in page.text
    assert "由农业站站长代理" in desk.get("/people").text


def test_a_renamed_unit_keeps_its_history(admin: Client, town: Year) -> None:
    number = of_unit(town, "farming")
    told = {"kind": "rename", "effective_on": "2019-03-05", "document_no": "编办〔2019〕1号", "treatment": "carry_lead",
            "to.0.code": "farming", "to.0.name": "镇农业农村站"}  # fmt: skip
    seen = admin.post(f"/units/{number}/change", told)
    assert "若办理（尚未改动）" in seen.text
    assert town.rows(Succession) == []
    refused = admin.post(f"/units/{number}/change", {**told, "apply": "true", "to.0.name": ""})
    assert refused.status == 422
    done = admin.post(f"/units/{number}/change", {**told, "apply": "true"})
    assert "镇农业农村站" in done.text
    assert "农业站 更名 → 镇农业农村站（编办〔2019〕1号）" in done.text


def test_a_day_is_overridden_after_a_look_at_what_it_moves(desk: Client, town: Year) -> None:
    told = {
        "source": "县政府办〔2019〕2号",
        "days.0.date": "2019-04-30",
        "days.0.kind": "rest",
        "days.0.name": "检修停电",
    }
    seen = desk.post("/year/days", told)
    assert "尚未改动" in seen.text
    assert town.rows(CalendarDay, source="县政府办〔2019〕2号") == []
    desk.post("/year/days", {**told, "apply": "true"})
    page = desk.get("/year/days")
    assert "2019年4月30日 休息日 检修停电 县政府办〔2019〕2号" in page.text
    refused = desk.post("/year/days/announce", {"year": "2099"})
    assert (refused.status, "还没有2099年的放假安排" in refused.text) == (422, True)


def test_addresses_are_masked_and_a_test_is_an_urgent_message(admin: Client, town: Year) -> None:
    number = town.persons["clerk"]
    own = {"office": town.office, "person": "clerk", "channel": "email", "_then": f"/people/{number}"}
    page = admin.do("set_channel", {**own, "target": "mailto://clerk:topsecret@mail.example.test"})
    assert "email" in page.text
    assert "topsecret" not in page.html
    tested = admin.do("test_channel", own)
    assert "测试消息已放入发件箱" in tested.text
    row = town.one(OutboxMessage, kind="channel_test")
    assert (row.urgent, row.person_id) == (True, number)
    assert "没有在用的渠道“sms”" in admin.do("test_channel", {**own, "channel": "sms"}).text


def test_channels_of_units_and_listeners(desk: Client, town: Year) -> None:
    told = {
        "office": town.office,
        "unit": "farming",
        "channel": "wecom",
        "target": "wecombot://secretkey",
        "_then": "/year/channels",
    }
    page = desk.do("set_channel", told)
    assert "wecom" in page.text
    assert "secretkey" not in page.html
    assert len(town.rows(Contact)) == 1
    hook = {"office": town.office, "name": "门户", "target": "jsons://portal.example.test/x?secret=" + "k" * 24}
    heard = desk.do("set_listener", {**hook, "_then": "/year/channels"})
    assert "门户" in heard.text
    assert "k" * 24 not in heard.html


def test_a_unit_opens_none_of_it(site: Site, town: Year) -> None:
    officer = site.signed_in("farming_officer")
    own = f"/people/{town.persons['farming_officer']}"
    paths = ("/people", own, f"{own}/hand-over", "/people/roster", "/units", "/year/days", "/year/channels")
    assert {officer.get(path).status for path in paths} == {403}


def test_pages_ask_a_bounded_number_of_questions(site: Site, desk: Client, town: Year) -> None:
    people = [
        {
            "office": town.office,
            "person": f"p{n}",
            "name": f"第{n}人",
            "post": "farming_officer",
            "begins_on": "2019-03-01",
        }
        for n in range(30)
    ]
    town.do("appoint", "desk", "2019-03-05 08:00", office=town.office, people=people)
    for path in ("/people", "/units", "/year/channels", f"/people/{town.persons['farming_officer']}"):
        desk.get(path)
        with site.queries() as asked:
            assert desk.get(path).status == 200
        assert len(asked) <= 22, (path, len(asked))
