"""The parts of the pages in a browser: they can be read and used by everybody, on paper, on a phone, by keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models.database import Database
from models.journal import Journal
from tests.browser import PHONE, OpenPage, Watch, accessible, fits, picture, served
from tests.integration.actions.year import published
from tests.looks import UNKIND, looks_of
from tests.pages import Site
from web.kernel.entering import SESSION_COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import Page

WALL = (1920, 1080)
NOON = "2019-09-10 12:00"


@pytest.fixture
def site(sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    town = published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path)
    return looks_of(town.database, tmp_path / "home", monkeypatch, when=NOON)


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site.app) as address:
        yield address


def enter(page: "Page", site: Site, address: str, path: str = "/looks", *, person: str = "desk") -> None:
    secret = site.signed_in(person).http.cookies[SESSION_COOKIE]
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": address}])
    page.goto(f"{address}{path}")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("size", [(1366, 768), PHONE], ids=["desk", "phone"])
def test_everything_can_be_read_by_everybody(
    open_page: OpenPage, site: Site, address: str, size: tuple[int, int]
) -> None:
    page = open_page(size=size)
    enter(page, site, address)
    assert page.locator("canvas").count() == 1, "the chart is drawn"
    assert page.locator(".table-wrap[tabindex='0']").count() == (1 if size is PHONE else 0), "swept by keyboard too"
    accessible(page)
    fits(page)
    picture(page, f"looks-{size[0]}")


def test_whatever_was_typed_is_shown_as_text(open_page: OpenPage, site: Site, address: str) -> None:
    page = open_page(size=PHONE)
    enter(page, site, address, "/looks?unkind=1")
    assert page.locator("[data-rows] a").first.text_content() == UNKIND
    assert page.locator("main b[onclick]").count() == 0
    fits(page)
    picture(page, "looks-unkind", whole=False)


@pytest.mark.parametrize("size", [WALL, PHONE], ids=["wall", "phone"])
def test_wall_can_be_read_from_afar(open_page: OpenPage, site: Site, address: str, size: tuple[int, int]) -> None:
    page = open_page(size=size)
    enter(page, site, address, "/wall")
    accessible(page)
    fits(page)
    assert size is PHONE or page.evaluate("document.documentElement.scrollHeight") == size[1], "all at one glance"
    site.at("2019-09-10 12:05")
    page.evaluate("window.gone = echarts.getInstanceByDom(document.querySelector('.chart-canvas'))")
    page.evaluate("htmx.trigger('#screen', 'renew')")
    page.locator("#as-of").get_by_text("2019年9月10日12:05").wait_for()
    page.locator("#screen canvas").wait_for()
    assert page.evaluate("window.gone.isDisposed()"), "the chart before it is let go"
    picture(page, f"wall-{size[0]}")


def test_pages_are_printed_without_what_only_a_screen_needs(open_page: OpenPage, site: Site, address: str) -> None:
    page = open_page(size=(688, 980))  # A4 less its margins
    enter(page, site, address)
    page.emulate_media(media="print")
    hidden = (".secrecy", ".bar", ".homes", ".tools", "form.act", ".nav-tabs")
    assert [each for each in hidden if page.locator(each).first.is_visible()] == []
    assert page.locator("h1").is_visible()
    fits(page)
    picture(page, "looks-print")
    folded = '<details class="step"><summary>得分</summary><p id="worked">依据</p></details>'
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", folded)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#worked").is_visible(), "nothing can be unfolded on paper"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not page.locator("#worked").is_visible()
    assert page.pdf(prefer_css_page_size=True).count(b"/MediaBox [0 0 594.95996 841.91998]") >= 1, "A4, standing"
    page.evaluate("document.getElementById('main').classList.add('a3')")
    assert page.pdf(prefer_css_page_size=True).count(b"/MediaBox [0 0 1191.12 841.91998]") >= 1, "A3, lying"


def test_refusal_stands_beside_the_form_and_nothing_typed_is_lost(
    open_page: OpenPage, watch: Watch, site: Site, address: str
) -> None:
    watch.allow("status of 422")
    page = open_page()
    enter(page, site, address, person="farming_officer")
    form = page.locator("#announce")
    form.get_by_label("标题").fill("会议通知")
    form.get_by_label("内容").fill("3月6日上午9时开会")
    form.get_by_label("标题").press("Control+Enter")
    form.locator(".refusal .alert").wait_for()
    assert "可以办理的是" in form.locator(".refusal").inner_text()
    assert form.get_by_label("标题").input_value() == "会议通知"
    assert form.locator("[aria-disabled]").count() == 0, "it can be sent again"


def test_draft_comes_back_until_it_is_handed_in(open_page: OpenPage, site: Site, address: str) -> None:
    page = open_page()
    page.on("dialog", lambda dialog: dialog.accept())
    enter(page, site, address)
    page.locator("#announce").get_by_label("内容").fill("3月6日上午9时开会")
    page.locator("#announce [data-kept]").get_by_text("草稿已保存在本机").wait_for()
    page.goto(f"{address}/looks")
    assert "已恢复上次没有提交的内容" in page.locator("#announce .alert").inner_text()
    assert page.locator("#announce").get_by_label("内容").input_value() == "3月6日上午9时开会"
    page.locator("#announce").get_by_label("标题").fill("会议通知")
    page.locator("#announce").get_by_role("button", name="发出通知").dblclick()
    page.locator("#said .alert-success").wait_for()
    assert page.locator("#announce").get_by_label("内容").input_value() == "", "handed in, so forgotten"
    with site.database.read() as tx:
        assert tx.scalar(select(func.count()).select_from(Journal.t).where(Journal.c.act == "announce")) == 1


def test_navigation_is_put_away_and_stays_away(open_page: OpenPage, site: Site, address: str) -> None:
    page = open_page()
    enter(page, site, address)
    fold = page.get_by_role("button", name="左侧导航")
    fold.click()
    page.goto(f"{address}/wall")
    page.goto(f"{address}/looks")
    assert not page.locator(".homes").is_visible()
    assert fold.get_attribute("aria-expanded") == "false"
    fold.click()
    assert page.locator(".homes").is_visible()


def test_rows_are_walked_by_keys_and_help_tells_which(open_page: OpenPage, site: Site, address: str) -> None:
    page = open_page()
    enter(page, site, address)
    for _ in range(2):
        page.keyboard.press("j")
    assert page.locator("[data-rows] > [aria-current]").inner_text().startswith("城镇新增就业")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent").startswith("实施5万名")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    accessible(page, within="#keys")
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()


def test_what_cannot_be_taken_back_is_asked_about(open_page: OpenPage, watch: Watch, site: Site, address: str) -> None:
    watch.allow("status of 422")
    page = open_page()
    enter(page, site, address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="同意报送").click()
    dialog = page.locator("dialog[open]")
    assert "确定同意报送" in dialog.inner_text()
    dialog.get_by_role("button", name="取消").click()
    assert not any("/do/" in url for url in asked)
    page.get_by_role("button", name="同意报送").click()
    page.locator("dialog[open]").get_by_role("button", name="确定").click()
    page.locator(".act-inline .refusal .alert").wait_for()
    assert any(url.endswith("/do/approve") for url in asked)


PASTE = """([cell, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const event = new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true});
  document.querySelector(cell).dispatchEvent(event);
}"""


def test_cells_copied_in_a_sheet_are_pasted_and_rows_are_put_in_order(
    open_page: OpenPage, site: Site, address: str
) -> None:
    page = open_page()
    enter(page, site, address)
    sheet = '康复训练\t"1,200"\r\n"辅具\n适配"\t600\r\n康复护理\t80\r\n家庭医生\t90\r\n'
    page.evaluate(PASTE, ['[name="rows.0.title"]', sheet])
    told = [
        [page.locator(f'[name="rows.{row}.{name}"]').input_value() for name in ("title", "target")] for row in range(4)
    ]
    assert told == [["康复训练", "1200"], ["辅具 适配", "600"], ["康复护理", "80"], ["家庭医生", "90"]]
    assert "已粘贴4行2列" in page.locator("[data-grid-said]").inner_text()
    page.locator("[data-order] > tr:nth-child(2) .grip").focus()
    page.keyboard.press("Alt+ArrowUp")
    assert page.locator('[name="rows.0.title"]').input_value() == "辅具 适配", "names follow their places"
    page.locator("[data-order] > tr:nth-child(1) .grip").hover()
    page.mouse.down()
    box = page.locator("[data-order] > tr:nth-child(3)").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 4, steps=5)
    page.mouse.up()
    assert page.locator('[name="rows.2.title"]').input_value() == "辅具 适配"


def test_files_are_listed_can_be_removed_and_too_large_ones_are_not_taken(
    open_page: OpenPage, site: Site, address: str
) -> None:
    page = open_page()
    enter(page, site, address)
    page.locator("#file").set_input_files(
        [
            {"name": "台账.txt", "mimeType": "text/plain", "buffer": b"x" * 2048},
            {"name": "照片.png", "mimeType": "image/png", "buffer": b"y"},
        ]
    )
    assert page.locator(".chosen li").all_inner_texts() == ["台账.txt\n2 KB\n移除", "照片.png\n1 KB\n移除"]
    page.get_by_role("button", name="移除 台账.txt").click()
    assert page.evaluate("[...document.querySelector('#file').files].map((file) => file.name)") == ["照片.png"]
    page.evaluate("document.querySelector('[data-drop]').setAttribute('data-most', '1024')")
    page.locator("#file").set_input_files([{"name": "大.txt", "mimeType": "text/plain", "buffer": b"x" * 2048}])
    assert page.locator(".chosen").inner_text() == "“大.txt”超过1 KB，没有加入。"


PASTE_PICTURE = """([cell, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File(['x'], 'image.png', {type: 'image/png'}));
  if (text) { clipboardData.setData('text/plain', text); }
  const event = new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true});
  document.querySelector(cell).dispatchEvent(event);
}"""


def test_screenshot_is_pasted_but_not_the_picture_of_cells(open_page: OpenPage, site: Site, address: str) -> None:
    page = open_page()
    enter(page, site, address)
    page.evaluate(PASTE_PICTURE, ["#problems", "1200"])
    assert page.locator(".chosen li").count() == 0
    page.evaluate(PASTE_PICTURE, ["#problems", ""])
    assert page.locator(".chosen li").inner_text().startswith("image.png")


DROP = """(place) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['x'], '台账.txt', {type: 'text/plain'}));
  const event = new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true});
  return document.querySelector(place).dispatchEvent(event);
}"""


def test_a_file_dropped_beside_its_field_is_taken_and_the_page_stays(
    open_page: OpenPage, site: Site, address: str
) -> None:
    page = open_page()
    enter(page, site, address)
    assert page.evaluate(DROP, "#problems") is False, "else the browser leaves the page to show the file"
    assert page.locator(".chosen li").inner_text().startswith("台账.txt")


def test_menus_and_reasons_work_without_a_script(open_page: OpenPage, watch: Watch, site: Site, address: str) -> None:
    watch.allow("status of 422")
    page = open_page(size=PHONE, scripts=False)
    enter(page, site, address)
    page.locator(".bar .menu > summary").click()
    assert page.get_by_role("button", name="退出登录").is_visible()
    page.locator(".homes .more > summary").click()
    assert page.locator(".homes .more").get_by_role("link", name="材料库").is_visible()
    page.locator(".asks > summary").click()
    page.locator(".asks textarea").fill("请核实")
    page.locator(".asks button[type=submit]").click()
    assert page.locator("main .alert").is_visible(), "the refusal is a page of its own"
    assert page.locator("[name=reason]").input_value() == "请核实"
