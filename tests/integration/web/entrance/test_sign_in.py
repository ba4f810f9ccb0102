"""The sign-in page, as a browser meets it."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from actions.demonstrating import BEAT
from models.care import record_beat
from models.database import Database
from models.entrance import WebSession
from tests.integration.actions.entrance.conftest import MONDAY, PASSWORD
from tests.integration.actions.year import Year, published
from tests.integration.web.entrance.conftest import WRONG, come_in
from tests.pages import Client, Site
from web.kernel.entering import SESSION_COOKIE


def secret_of(client: Client) -> str:
    return client.http.cookies.get(SESSION_COOKIE) or ""


def token_on(html: str) -> str:
    found = re.search(r'name="csrf-token" content="([^"]*)"', html)
    assert found is not None
    return found[1]


def test_one_comes_in_without_a_script_and_lands_where_he_wanted(site: Site) -> None:
    browser = site.visitor()
    sent = browser.get("/account", follow=False)
    assert (sent.status, sent.location) == (303, "/sign-in?to=/account")
    door = browser.get(sent.location)
    assert 'name="to" value="/account"' in door.html
    came = come_in(browser, "farming_head", to="/account")
    assert (came.status, came.location) == (303, "/account")
    page = browser.get("/account")
    assert (page.status, "农业站 农业站站长" in page.text) == (200, True), page.said()


def test_the_cookie_is_for_the_browser_alone(site: Site) -> None:
    cookie = come_in(site.visitor(), "farming_head").headers["set-cookie"]
    assert re.fullmatch(rf"{SESSION_COOKIE}=[\w-]{{43}}; HttpOnly; Path=/; SameSite=lax", cookie)


def test_over_https_the_cookie_goes_no_other_way(site: Site) -> None:
    safe = Site(site.database, site.home, when=site.when, settings={"public_url": "https://kaohe.test"})
    came = come_in(safe.visitor(), "farming_head")
    assert came.headers["set-cookie"].endswith("; Secure")
    assert came.headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in site.visitor().get("/sign-in").headers


def test_whoever_is_turned_away_keeps_his_code_and_learns_nothing(site: Site) -> None:
    wrong, unknown = (come_in(site.visitor(), code, WRONG) for code in ("farming_head", 'no"body'))
    assert (wrong.status, unknown.status) == (422, 422)
    assert 'value="farming_head"' in wrong.html
    assert "no&#34;body" in unknown.html
    assert WRONG not in wrong.html
    told = [re.search(r'<div class="alert alert-danger"[^>]*>([^<]*)<', page.html) for page in (wrong, unknown)]
    assert told[0] is not None
    assert told[1] is not None
    assert told[0][1] == told[1][1]


def test_a_cookie_laid_down_beforehand_opens_nothing(site: Site) -> None:
    """Session fixation: whatever the browser brought, it leaves with a secret that nobody knew before."""
    browser = site.visitor()
    browser.http.cookies.set(SESSION_COOKIE, "planted-by-somebody-else")
    come_in(browser, "farming_head")
    stranger = site.visitor()
    stranger.http.cookies.set(SESSION_COOKIE, "planted-by-somebody-else")
    assert stranger.get("/account", follow=False).status == 303
    values = {cookie.value for cookie in browser.http.cookies.jar if cookie.name == SESSION_COOKIE}
    assert len(values - {"planted-by-somebody-else"}) == 1


def test_signing_in_anew_closes_what_the_browser_had_open(site: Site) -> None:
    browser = site.signed_in("farming_head")
    before = secret_of(browser)
    come_in(browser, "keeper")
    old = site.visitor()
    old.http.cookies.set(SESSION_COOKIE, before)
    assert old.get("/account", follow=False).status == 303


@pytest.mark.parametrize(
    "to", ["https://elsewhere.test/", "//elsewhere.test", "/\\elsewhere.test", "javascript:x", "account"]
)
def test_nobody_is_led_elsewhere_after_the_door(site: Site, to: str) -> None:
    assert 'name="to" value=""' in site.visitor().get("/sign-in", to=to).html
    assert come_in(site.visitor(), "farming_head", to=to).location == "/"


def test_a_form_of_another_site_signs_nobody_in(site: Site) -> None:
    browser = site.visitor()
    for headers in ({"Origin": "https://elsewhere.test"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        browser.http.headers.update(headers)
        assert come_in(browser, "farming_head").status == 403
        for name in headers:
            del browser.http.headers[name]
    assert come_in(browser, "farming_head").status == 303


def test_the_fifth_failure_closes_the_door_for_a_while(site: Site) -> None:
    browser = site.visitor()
    for _ in range(5):
        assert come_in(browser, "farming_head", WRONG).status == 422
    assert come_in(browser, "farming_head").status == 422
    site.at("2019-03-05 09:15")
    assert come_in(browser, "farming_head").status == 303


def test_one_address_does_not_try_for_ever(site: Site) -> None:
    browser = site.visitor()
    answers = [come_in(browser, f"guess-{number}").status for number in range(31)]
    assert (answers[29], answers[30]) == (422, 429)
    assert come_in(browser, "farming_head").status == 429
    assert "次数太多" in come_in(browser, "farming_head").text


# The session, from outside


def test_signing_out_ends_it_for_every_copy_of_the_cookie(site: Site) -> None:
    browser = site.signed_in("farming_head")
    copy = site.visitor()
    copy.http.cookies.set(SESSION_COOKIE, secret_of(browser))
    assert copy.get("/account").status == 200
    gone = browser.post("/sign-out", follow=False)
    assert (gone.status, gone.location) == (303, "/sign-in")
    assert copy.get("/account", follow=False).status == 303
    assert "您已退出登录" in browser.get("/sign-in").text


def test_a_desk_that_nobody_sits_at_is_closed(site: Site) -> None:
    browser = site.signed_in("farming_head")
    site.at("2019-03-05 09:29")
    assert browser.get("/account", follow=False).status == 200
    site.at("2019-03-05 09:59")
    assert browser.get("/account", follow=False).status == 303


def test_no_page_waits_for_its_visitor_to_be_seen(site: Site, town: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody else writes for long, the next click will do as well."""
    browser = site.signed_in("farming_head")
    begun = site.now
    site.at("2019-03-05 09:10")
    for module in ("turns", "database"):
        monkeypatch.setattr(f"models.{module}.BUSY_SECONDS", 0)
    with closing(sqlite3.connect(str(site.database.url.database))) as other:
        other.execute("BEGIN IMMEDIATE")
        assert browser.get("/account", follow=False).status == 200
    assert town.rows(WebSession)[-1].seen_at == begun
    assert browser.get("/account", follow=False).status == 200
    assert town.rows(WebSession)[-1].seen_at == site.now


def test_the_longest_day_ends(site: Site) -> None:
    browser = site.signed_in("farming_head")
    for half in range(1, 12 * 3):
        site.at(f"2019-03-05 {9 + half // 3:02}:{half % 3 * 20:02}")
        assert browser.get("/account", follow=False).status == 200
    site.at("2019-03-05 21:00")
    assert browser.get("/account", follow=False).status == 303


def test_a_one_time_password_opens_only_the_page_that_changes_it(site: Site) -> None:
    given = {"office": "town", "person": "farming_officer"}
    shown = site.signed_in("keeper").post("/password/reset", given)
    once = re.search(r'class="once"[^>]*>([\w-]+)<', shown.html)
    assert once is not None, shown.said()
    browser = site.visitor()
    came = come_in(browser, "farming_officer", once[1], to="/account")
    assert came.location == "/password"
    assert browser.get("/account", follow=False).location == "/password"
    page = browser.get("/password")
    browser.token = token_on(page.html)
    assert "一次性密码" in page.text
    told = {"old": once[1], "new": "春风又绿江南岸-2019", "again": "春风又绿江南岸-2019"}
    refused = browser.post("/password", told | {"again": "x"})
    assert (refused.status, "两次输入的新密码不一样" in refused.text) == (422, True)
    assert "春风又绿" not in refused.html
    done = browser.post("/password", told, follow=False)
    assert (done.status, done.location) == (303, "/")
    assert browser.get("/account").status == 200


def test_one_sees_where_he_is_signed_in_and_ends_it(site: Site) -> None:
    here, there, third = (site.signed_in("farming_head") for _ in range(3))
    page = here.get("/account")
    assert page.html.count("退出这一处") == 2
    number = re.search(r'name="session" value="(\d+)"', page.html)
    assert number is not None
    assert "已退出1处登录" in here.post("/account/sessions", {"session": number[1]}).text
    assert "已退出1处登录" in here.post("/account/sessions").text
    assert [each.get("/account", follow=False).status for each in (here, there, third)] == [200, 303, 303]


def test_one_changes_desk_and_language(site: Site) -> None:
    clerk = {"office": "town", "person": "farming_head", "name": "农业站站长", "post": "clerk"}
    site.signed_in("keeper").do(
        "appoint", {"office": "town", "people:json": f"[{json.dumps(clerk | {'begins_on': '2019-03-01'})}]"}
    )
    browser = site.signed_in("farming_head")
    page = browser.get("/account")
    assert "镇党政办 党政办联络员" in page.text
    other = re.search(r'name="post" value="(\d+)"', page.html)
    assert other is not None
    assert browser.post("/desk", {"post": other[1]}, follow=False).status == 303
    assert "现在的岗位 农业站 农业站站长" in browser.get("/account").text
    assert browser.post("/desk", {"post": "1"}).status == 422
    for number in ("x", "", "9" * 5000, "٣", "-1", str(2**70)):
        assert browser.post("/desk", {"post": number}).status == 422
        assert browser.post("/account/sessions", {"session": number}).status == 200
    assert browser.post("/language", {"language": "en", "_back": "/account"}, follow=False).location == "/account"
    assert '<html lang="en">' in browser.get("/account").html
    visitor = site.visitor()
    visitor.post("/language", {"language": "en", "_back": "//elsewhere.test"})
    assert '<html lang="en">' in visitor.get("/sign-in").html


def test_only_an_administrator_resets_a_password(site: Site) -> None:
    told = {"office": "town", "person": "farming_head"}
    assert site.signed_in("farming_head").post("/password/reset", told).status == 403
    refused = site.signed_in("keeper").post("/password/reset", told | {"person": "nobody"})
    assert (refused.status, "没有编码为“nobody”的人员" in refused.text) == (422, True)
    assert 'value="nobody"' in refused.html


def test_without_a_demonstration_nobody_is_offered_and_nobody_let_in(site: Site) -> None:
    demo = Site(site.database, site.home, when=site.when, settings={"demo": True})
    for each in (site, demo):
        browser = each.visitor()
        assert "personas" not in browser.get("/sign-in").html
        answer = browser.post("/sign-in/demonstration", {"person": "keeper"})
        assert (answer.status, secret_of(browser)) == (422, "")


def test_a_password_is_never_shown_again(site: Site) -> None:
    refused = come_in(site.visitor(), "farming_head", f"{PASSWORD}x")
    assert f"{PASSWORD}x" not in refused.html


@pytest.mark.parametrize(("act", "place"), [("reset_password", "/password/reset"), ("issue_token", "/connections")])
def test_what_answers_with_a_secret_is_done_on_its_own_page(site: Site, act: str, place: str) -> None:
    keeper = site.signed_in("keeper")
    assert keeper.get(f"/act/{act}", follow=False).location == place
    told = {"office": "town", "person": "farming_head", "name": "x", "scopes[]": "scores"}
    answer = keeper.do(act, told)
    assert (answer.status, place in answer.text) == (422, True)
    assert come_in(site.visitor(), "farming_head").status == 303, "nothing was reset"


def test_in_a_demonstration_one_chooses_whom_to_be(sqlite_database: Database, tmp_path: Path) -> None:
    """The year is a sample's, and the loading came to its end: that is what a demonstration is known by."""
    published(sqlite_database, "shanxi-cjr-2019", when="2019-04-18 09:00", folder=tmp_path)
    with sqlite_database.write() as tx:
        record_beat(tx, BEAT, started_at=MONDAY, finished_at=MONDAY, counts={}, machine="")
    told: dict[str, Any] = {"database": sqlite_database, "home": tmp_path / "home", "when": "2019-05-06 09:00"}
    demo, real = Site(**told, settings={"demo": True}), Site(**told)
    browser = demo.visitor()
    page = browser.get("/sign-in", to="/account")
    assert 'name="person" value="collecting_desk"' in page.html
    assert "看应收、已收、缺报" in page.text
    came = browser.post("/sign-in/demonstration", {"person": "collecting_desk", "to": "/account"}, follow=False)
    assert (came.status, came.location) == (303, "/account")
    assert "以演示登录" in browser.get("/account").text
    assert "collecting_desk" not in real.visitor().get("/sign-in").html
    assert real.visitor().post("/sign-in/demonstration", {"person": "collecting_desk"}).status == 422
    assert demo.visitor().post("/sign-in/demonstration", {"person": "nobody"}).status == 422
