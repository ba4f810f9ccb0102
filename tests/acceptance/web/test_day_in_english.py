"""A day of 考核办 in English: what the pages say is English, and what they quote says that it is Chinese."""

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from states.sessions import Language
from tests.acceptance.web.county import County
from tests.browser import OpenPage, accessible, picture
from tests.integration.web.test_english import OWN_WORDS, chinese_of, data_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

UNMARKED = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const within = node.parentElement.closest("[lang]");
    if (/[\\u3400-\\u9fff]/.test(node.data) && !(within && within.lang.startsWith("zh"))) found.push(node.data.trim());
  }
  return found;
}"""


def test_the_day_of_the_office_in_english(open_page: OpenPage, county: County) -> None:
    data = [*data_of(county.year.database), *OWN_WORDS]
    page = county.enter(open_page(), "office_desk", language=Language.ENGLISH)
    page.goto(county.address)
    in_english(page, data, "desk")
    for name in ("reports", "verify", "letters", "summaries"):
        page.goto(f"{county.address}/office/{name}")
        in_english(page, data, name)


def in_english(page: "Page", data: list[str], name: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", "en")
    picture(page, f"english-{name}")
    assert chinese_of(page.content(), data) == []
    assert page.evaluate(UNMARKED) == []
    accessible(page)
