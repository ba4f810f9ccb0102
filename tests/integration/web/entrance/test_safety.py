"""What holds for every route, taken from the route table: whose forms are taken, what each answer says to a browser."""

import re
from datetime import date

import pytest
from sqlalchemy import update

from models.entrance import WebSession
from models.journal import Journal
from models.persons import Person
from tests.integration.actions.year import Year
from tests.pages import Client, Site
from web.kernel.access import Public
from web.kernel.hosts import is_ours
from web.kernel.pages import Page as Route

SLOT = re.compile(r"\{(\w+)(:int)?\}")
STRANGE = "这个请求不是从本系统的页面发出的"
EXPIRED = "这张表单已经过期"


def routes(site: Site, method: str) -> list[Route]:
    return [page for page in site.app.state.pages if page.method == method]


def path_of(route: Route) -> str:
    return SLOT.sub(lambda slot: "1" if slot[2] else "announce", route.path)


def test_no_route_takes_a_form_without_the_token_of_this_very_session(site: Site, town: Year) -> None:
    mine, other = site.signed_in("keeper"), site.signed_in("farming_head")
    before = town.dump()
    for route in routes(site, "POST"):
        assert route.checks_origin, route.path
        for token in ("", "wrong", other.token, f"{mine.token} "):
            answer = mine.http.post(path_of(route), data={"_token": token}, follow_redirects=False)
            assert (answer.status_code, EXPIRED in answer.text) == (403, True), (route.path, token)
        answer = mine.http.post(path_of(route), data={"post": "1"}, follow_redirects=False)
        assert answer.status_code == 403, route.path
    assert town.dump() == before


def test_no_route_takes_a_form_of_another_site(site: Site) -> None:
    for client in (site.signed_in("keeper"), site.visitor()):
        for route in routes(site, "POST"):
            for headers in ({"Origin": "https://elsewhere.test"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}):
                answer = client.http.post(
                    path_of(route), data={"_token": client.token}, headers=headers, follow_redirects=False
                )
                assert (answer.status_code, STRANGE in answer.text) == (403, True), (route.path, headers)


def test_a_one_time_password_opens_no_route_but_those_that_say_so(site: Site, town: Year) -> None:
    given = town.do("reset_password", "keeper", "2019-03-05 08:50", office="town", person="farming_officer")
    browser = site.visitor()
    browser.post("/sign-in", {"code": "farming_officer", "password": given.details["password"]})
    browser.token = town.rows(WebSession)[-1].csrf
    for route in site.app.state.pages:
        if isinstance(route.access, Public) or route.even_with_due_password:
            continue
        answer = browser.http.request(
            route.method, path_of(route), data={"_token": browser.token}, follow_redirects=False
        )
        assert (answer.status_code, answer.headers.get("location")) == (303, "/password"), route.path
    open_ = {route.path for route in site.app.state.pages if route.even_with_due_password}
    assert open_ == {"/password", "/sign-out", "/language"}


def test_a_token_may_come_in_a_header_as_scripts_send_it(site: Site) -> None:
    client = site.signed_in("keeper")
    answer = client.http.post("/account/sessions", headers={"X-CSRF-Token": client.token}, follow_redirects=False)
    assert answer.status_code == 303


HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def test_every_answer_says_what_a_browser_may_do(site: Site) -> None:
    for client in (site.signed_in("keeper"), site.visitor()):
        for route in site.app.state.pages:
            answer = client.http.request(route.method, path_of(route), follow_redirects=False)
            said = {name: answer.headers.get(name) for name in HEADERS}
            assert said == HEADERS, (route.method, route.path)
            assert "camera=()" in answer.headers["permissions-policy"]
            assert "server" not in answer.headers


def test_what_no_page_answers_for_says_so_too(site: Site) -> None:
    client = site.visitor()
    answers = [
        client.http.get("/nowhere"),
        client.http.put("/sign-in"),
        client.http.get("/", headers={"Host": "elsewhere.test"}),
        client.http.get("/static/nothing.css"),
    ]
    assert [answer.status_code for answer in answers] == [404, 405, 421, 404]
    for answer in answers:
        assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]


def test_a_browser_keeps_our_files_and_no_page(site: Site) -> None:
    page = site.visitor().get("/sign-in")
    sheet = re.search(r'href="(/static/css/theme.css[^"]*)"', page.html)
    assert sheet is not None
    assert "immutable" in site.visitor().get(sheet[1]).headers["cache-control"]
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("kaohe.example.test", True),
        ("KAOHE.example.test:8000", True),
        ("localhost:8000", True),
        ("127.0.0.1", True),
        ("10.1.2.3:80", True),
        ("[::1]:8000", True),
        ("kaohe.example.test.elsewhere.test", False),
        ("elsewhere.test", False),
        ("127.0.0.1.elsewhere.test", False),
        ("", False),
        ("[::1", False),
    ],
)
def test_we_answer_by_our_own_names(host: str, *, ours: bool) -> None:
    assert is_ours(host, frozenset({"kaohe.example.test", "localhost"})) is ours


def test_who_has_left_is_out_with_his_next_click(site: Site, town: Year) -> None:
    client = site.signed_in("farming_head")
    assert client.get("/account").status == 200
    with town.database.write() as tx:
        tx.execute(update(Person.t).where(Person.c.code == "farming_head").values(left_on=date(2019, 3, 5)))
    assert client.get("/account", follow=False).location == "/sign-in?to=/account"
    assert client.do("end_sessions", {"office": "town", "person": "farming_head"}).status == 401


def test_a_program_gone_astray_is_stopped(site: Site) -> None:
    client = site.signed_in("keeper")
    answers = {_writes(client) for _ in range(241)}
    assert answers == {422, 429}
    assert site.signed_in("farming_head").do("announce", {}).status == 422


def _writes(client: Client) -> int:
    return client.do("announce", {}, part=True).status


def test_the_address_that_a_trusted_proxy_tells_is_believed(site: Site, town: Year) -> None:
    behind = Site(site.database, site.home, when=site.when, settings={"proxies": "testclient"})
    for each, believed in ((site, "testclient"), (behind, "192.0.2.9")):
        browser = each.visitor()
        browser.http.post("/sign-in", data={"code": "x", "password": "y"}, headers={"X-Forwarded-For": "192.0.2.9"})
        assert town.rows(Journal)[-1].after["address"] == believed
