"""A breakdown in a browser: eight rows pasted from a sheet, doubts told as one types, handed in, reviewed by thumb."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from models.assignments import Assignment
from models.items import Item
from tests.browser import PHONE, OpenPage, accessible, fits, picture, served
from tests.integration.actions.year import Year
from tests.pages import Site
from tests.years import SQLITE, PublishedYears
from web.kernel.entering import SESSION_COOKIE

TASK = "实施5万名残疾预防重点干预"
HEADS = "一级指标\t二级指标（具体工作内容）\t目标要求\t进度安排\t责任领导\t责任部（室）\t责任人\t承办人"
WORK = (
    "开展残疾筛查诊断", "发放筛查补助", "实施抢救性康复手术", "选定定点康复机构", "培训康复技术人员",
    "建立受助对象台账", "组织中期检查", "开展满意度回访",
)  # fmt: skip


def pasted() -> str:
    """A table as Excel copies it: a heading, and the first column merged over all rows."""
    rows = [
        f"{'残疾预防' if place == 0 else ''}\t{work}\t按省定标准完成\t6月底前过半，11月底前全部完成\t"
        f"分管康复工作的会领导\t康复部\t康复部责任人\t康复部承办人 康复部责任人"
        for place, work in enumerate(WORK)
    ]
    return "\n".join((HEADS, *rows))


@pytest.fixture
def year(published_years: PublishedYears, tmp_path: Path) -> Iterator[Year]:
    with ExitStack() as keep:
        yield published_years.copy(
            "shanxi-cjr-2019", when="2019-05-05 09:00", on=SQLITE, folder=tmp_path, keep=keep, durable=False
        )


@pytest.fixture
def site(year: Year, tmp_path: Path) -> Site:
    return Site(year.database, tmp_path / "home", when="2019-05-07 09:00")


def sign_in(context: BrowserContext, site: Site, address: str, person: str) -> None:
    secret = site.signed_in(person).http.cookies[SESSION_COOKIE]
    context.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": address}])


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """([text]) => {
          const carried = new DataTransfer();
          carried.setData("text/plain", text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: carried, bubbles: true, cancelable: true}));
        }""",
        [text],
    )


@pytest.mark.closes("R0.9", "R0.10", "O28", "W16")
def test_eight_rows_are_pasted_explained_and_handed_in(open_page: OpenPage, site: Site, year: Year) -> None:
    (task,) = [row for row in year.rows(Assignment) if row.title.startswith(TASK)]
    with served(site.app) as address:
        page = open_page()
        sign_in(page.context, site, address, "rehabilitation_officer")
        page.goto(f"{address}/department/assignments/{task.id}")
        picture(page, "breakdown-empty")
        page.get_by_label("具体工作内容").first.focus()
        paste(page, pasted())
        expect(page.locator(".sheet-grid tbody tr").nth(7).get_by_label("具体工作内容")).to_have_value(WORK[7])
        expect(page.locator(".sheet-grid tbody tr").first.get_by_label("承办人")).to_have_value(
            "康复部承办人 康复部责任人"
        )
        share = page.locator(".sheet-grid tbody tr").first.locator("td.number input[data-number]")
        share.first.fill("42000")
        expect(page.locator("#check")).to_contain_text("还差8,000")
        expect(page.locator("#gist")).to_contain_text("疑点")
        accessible(page)
        picture(page, "breakdown-typed")

        row = page.locator(".sheet-grid tbody tr").nth(1)
        row.get_by_role("button", name="上移").click()
        expect(page.locator(".sheet-grid tbody tr").first.get_by_label("具体工作内容")).to_have_value(WORK[1])
        page.locator("[name^='_explain.']").first.fill("其余8000人由市县承担，不列入省本级分解")
        page.get_by_role("button", name="报送分解结果").click()
        expect(page.locator(".alert-success")).to_contain_text("已送审")
        picture(page, "breakdown-sent")

        rows = [row.content for row in year.rows(Item) if row.removed_at is None]
        assert len(rows) == 8
        assert year.one(Assignment, id=task.id).state == "review:head"

        phone = open_page(size=PHONE)
        sign_in(phone.context, site, address, "rehabilitation_head")
        phone.goto(f"{address}/department")
        fits(phone)
        picture(phone, "department-phone")
        phone.goto(f"{address}/review/assignment/{task.id}")
        expect(phone.get_by_text("其余8000人由市县承担")).to_be_visible()
        fits(phone)
        accessible(phone)
        picture(phone, "review-phone")
        phone.get_by_role("button", name="同意报送").click()
        expect(phone.locator(".alert-success")).to_contain_text("待分管会领导审阅")
        assert year.one(Assignment, id=task.id).state == "review:leader"

        leader = open_page()
        sign_in(leader.context, site, address, "leader_rehabilitation")
        leader.goto(f"{address}/review/assignment/{task.id}")
        accessible(leader)
        picture(leader, "review-desktop")
        leader.goto(f"{address}/review/assignment/{task.id}/sheet")
        picture(leader, "sheet")
        leader.goto(f"{address}/department/assignments/{task.id}/formal")
        picture(leader, "formal")
