"""The door in a browser: without scripts, on a phone, by somebody who types; and what an administrator gives there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from actions.entrance.passwords import hash_of
from models.database import Database
from models.entrance import Credential
from tests.browser import PHONE, OpenPage, Watch, accessible, fits, picture, served
from tests.integration.actions.entrance.conftest import ADMINISTRATOR, MONDAY, PASSWORD
from tests.integration.actions.year import published
from tests.office import put
from tests.pages import Site

NEW = "春风又绿江南岸-2019"


@pytest.fixture
def address(sqlite_database: Database, tmp_path: Path) -> Iterator[str]:
    year = published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=ADMINISTRATOR)
    with sqlite_database.write() as tx:
        put(tx, Credential, person_id=year.persons["keeper"], password_hash=hash_of(PASSWORD), set_at=MONDAY)
    site = Site(sqlite_database, tmp_path / "home", when="2019-03-05 09:00")
    with served(site.app) as found:
        yield found


def come_in(page: Page, code: str, password: str) -> None:
    page.get_by_label("人员编码").fill(code)
    page.get_by_label("密码", exact=False).first.fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def test_the_first_day_of_two_people(open_page: OpenPage, watch: Watch, address: str) -> None:
    """An administrator gives a one-time password; its owner, without scripts, makes it his own and leaves again."""
    watch.allow("status of 422")
    keeper = open_page()
    keeper.goto(f"{address}/password/reset")
    expect(keeper).to_have_url(f"{address}/sign-in?to=/password/reset")
    accessible(keeper)
    picture(keeper, "sign-in")
    come_in(keeper, "keeper", "wrong")
    expect(keeper.get_by_role("alert")).to_contain_text("编码或者密码不对")
    come_in(keeper, "keeper", PASSWORD)
    keeper.get_by_label("人员编码").fill("farming_officer")
    keeper.get_by_role("button", name="重置密码").click()
    once = keeper.locator(".once").inner_text()
    accessible(keeper)

    officer = open_page(scripts=False, size=PHONE)
    officer.goto(f"{address}/account")
    come_in(officer, "farming_officer", once)
    expect(officer).to_have_url(f"{address}/password")
    officer.get_by_label("原密码").fill(once)
    officer.get_by_label("新密码", exact=False).first.fill(NEW)
    officer.get_by_label("再输一次新密码").fill(NEW)
    officer.get_by_role("button", name="修改密码").click()
    officer.goto(f"{address}/account")
    expect(officer.get_by_text("这一处")).to_be_visible()
    picture(officer, "account-phone")
    officer.locator("details.menu summary").click()
    officer.get_by_role("button", name="退出登录").click()
    expect(officer).to_have_url(f"{address}/sign-in")
    come_in(officer, "farming_officer", NEW)
    officer.goto(f"{address}/account")
    expect(officer.get_by_role("heading", name="我的账号")).to_be_visible()


def test_the_door_fits_a_phone_and_speaks_english(open_page: OpenPage, address: str) -> None:
    page = open_page(size=PHONE)
    page.goto(f"{address}/sign-in")
    fits(page)
    accessible(page)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    fits(page)


def test_a_token_is_given_and_taken_away(open_page: OpenPage, watch: Watch, address: str) -> None:
    watch.allow("status of 422")
    page = open_page()
    page.goto(f"{address}/connections")
    come_in(page, "keeper", PASSWORD)
    accessible(page)
    page.locator("summary", has_text="发放令牌").click()
    page.get_by_label("外部系统的名称").fill("统计平台")
    page.get_by_label("以谁的名义办理").fill("nobody")
    page.get_by_label("读应办事项").check()
    form = page.locator("form[action='/connections/tokens']")
    form.get_by_role("button", name="发放令牌").click()
    expect(page.get_by_role("alert")).to_contain_text("“nobody”不在本考核主体任职")
    expect(page.get_by_label("读应办事项")).to_be_checked()
    page.get_by_label("以谁的名义办理").fill("desk")
    form.get_by_role("button", name="发放令牌").click()
    expect(page.locator(".once")).to_contain_text("kaohe_")
    page.goto(f"{address}/api/docs")
    accessible(page)
    page.goto(f"{address}/connections")
    accessible(page)
    page.get_by_role("button", name="作废").click()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("还没有发放过接口令牌")).to_be_visible()
