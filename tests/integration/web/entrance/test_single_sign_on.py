"""Single sign-on against a provider of our own, over HTTP, with signed words."""

from datetime import date

import pytest
from joserfc.jwk import ECKey
from pytest_httpserver import HTTPServer
from sqlalchemy import update

from models.entrance import WebSession
from models.journal import Journal
from models.persons import Person
from tests.integration.actions.year import Year
from tests.integration.web.entrance.provider import CLIENT, SECRET, Authority
from tests.pages import HOST, Client, Page, Site


@pytest.fixture
def trusting(site: Site, httpserver: HTTPServer) -> tuple[Site, Authority]:
    """The town's pages, trusting the authority."""
    authority = Authority(httpserver, site.now)
    told = {
        "oidc_issuer": authority.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET, "public_url": HOST,
    }  # fmt: skip
    return Site(site.database, site.home, when=site.when, settings=told), authority


def come_in(browser: Client, authority: Authority, *, to: str = "", **instead: str) -> Page:
    away = browser.get("/sign-in/oidc", follow=False, to=to)
    assert away.status == 303, away.said()
    return browser.get("/sign-in/oidc/return", follow=False, **(authority.agree(away.location) | instead))


def test_one_comes_in_by_the_word_of_the_provider(trusting: tuple[Site, Authority], town: Year) -> None:
    site, authority = trusting
    browser = site.visitor()
    assert "用统一身份认证登录" in browser.get("/sign-in").text
    came = come_in(browser, authority, to="/account")
    assert (came.status, came.location) == (303, "/account"), came.said()
    assert "农业站站长" in browser.get("/account").text
    assert authority.begun["code_challenge_method"] == "S256"
    assert authority.begun["redirect_uri"] == f"{HOST}/sign-in/oidc/return"
    assert town.rows(WebSession)[-1].way == "single_sign_on"
    assert town.rows(Journal)[-1].act == "sign_in"
    assert "kaohe_oidc" not in browser.http.cookies


@pytest.mark.parametrize(
    "says",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"iss": "https://elsewhere.test"},
        {"exp": 1},
        {"azp": "another"},
        {"sub": None},
    ],
    ids=str,
)
def test_a_word_that_does_not_hold_opens_nothing(trusting: tuple[Site, Authority], says: dict[str, object]) -> None:
    site, authority = trusting
    authority.says = says
    browser = site.visitor()
    came = come_in(browser, authority)
    assert (came.status, "答复不可信" in came.text) == (400, True), came.said()
    assert "kaohe" not in browser.http.cookies


def test_a_word_signed_by_somebody_else_opens_nothing(trusting: tuple[Site, Authority]) -> None:
    site, authority = trusting
    authority.published = ECKey.generate_key("P-256", {"kid": "one"})
    assert come_in(site.visitor(), authority).status == 400


def test_keys_that_changed_are_read_again(trusting: tuple[Site, Authority]) -> None:
    site, authority = trusting
    assert come_in(site.visitor(), authority).status == 303
    authority.key = ECKey.generate_key("P-256", {"kid": "two"})
    assert come_in(site.visitor(), authority).status == 303


def test_the_answer_to_another_browser_opens_nothing(trusting: tuple[Site, Authority]) -> None:
    site, authority = trusting
    browser = site.visitor()
    assert come_in(browser, authority, state="another").status == 400
    stranger = site.visitor()
    away = browser.get("/sign-in/oidc", follow=False)
    assert stranger.get("/sign-in/oidc/return", follow=False, **authority.agree(away.location)).status == 400
    stranger.http.cookies.set("kaohe_oidc", "bm90IGpzb24=", path="/sign-in/oidc")
    assert stranger.get("/sign-in/oidc/return", follow=False, **authority.agree(away.location)).status == 400


def test_a_code_of_somebody_else_opens_nothing(trusting: tuple[Site, Authority]) -> None:
    site, authority = trusting
    assert come_in(site.visitor(), authority, code="stolen").status == 400


def test_the_claim_that_names_the_person_is_the_offices_choice(trusting: tuple[Site, Authority]) -> None:
    site, authority = trusting
    told = {name: getattr(site.app.state.surroundings.settings, name) for name in (
        "oidc_issuer", "oidc_client_id", "oidc_client_secret", "public_url")}  # fmt: skip
    other = Site(site.database, site.home, when=site.when, settings=told | {"oidc_claim": "employee_no"})
    assert "employee_no" in come_in(other.visitor(), authority).text
    authority.says = {"employee_no": "farming_officer"}
    assert come_in(other.visitor(), authority).status == 303
    authority.says, authority.more = {}, {"employee_no": "farming_officer"}
    assert come_in(other.visitor(), authority).status == 303
    authority.more = {"employee_no": "farming_officer", "sub": "8"}
    assert come_in(other.visitor(), authority).status == 400


def test_only_who_serves_here_comes_in(trusting: tuple[Site, Authority], town: Year) -> None:
    site, authority = trusting
    authority.says = {"preferred_username": "nobody"}
    assert "人员名册里没有这个人" in come_in(site.visitor(), authority).text
    authority.says = {}
    with town.database.write() as tx:
        tx.execute(update(Person.t).where(Person.c.code == "farming_head").values(left_on=date(2019, 3, 5)))
    assert come_in(site.visitor(), authority).status == 422
    assert town.rows(Journal)[-1].after["why"] == "left"


def test_a_provider_that_does_not_answer_is_said_so(trusting: tuple[Site, Authority], httpserver: HTTPServer) -> None:
    site, authority = trusting
    browser = site.visitor()
    away = browser.get("/sign-in/oidc", follow=False)
    httpserver.clear()
    back = browser.get("/sign-in/oidc/return", follow=False, **authority.agree(away.location))
    assert (back.status, "没有应答" in back.text) == (400, True)


def test_where_none_is_set_up_the_page_says_so(site: Site) -> None:
    page = site.visitor().get("/sign-in/oidc", follow=False)
    assert (page.status, "没有设置统一身份认证" in page.text) == (404, True)
