"""统计的一天: the quarter's official figures, each owed by 县统计局 and not by whoever leads (O21)."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.web.county import County
from tests.browser import OpenPage, accessible, picture

QUARTER = "2026年第四季度统计数据"


@pytest.mark.closes("O21")
def test_the_day_of_the_statisticians(open_page: OpenPage, county: County) -> None:
    page = county.enter(open_page(), "statistics_desk")
    page.goto(county.address)
    expect(page.get_by_role("heading", name="期限未定")).to_be_visible()
    expect(page.get_by_role("link", name=f"{QUARTER}（3项）")).to_be_visible()
    page.get_by_role("link", name="历次报送").click()
    row = page.get_by_role("row", name=QUARTER).first
    expect(row).to_contain_text("未知，待上级通知")
    row.get_by_role("link").first.click()
    accessible(page)
    picture(page, "statistics-report")
    page.get_by_label("累计完成").first.fill("7.2")
    page.get_by_label("进展情况").fill("经市统计局审核反馈。")
    expect(page.get_by_text("1项中1项可以报送")).to_be_visible()
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.get_by_role("heading", name="已报送")).to_be_visible()
    picture(page, "statistics-receipt")

    head = county.enter(open_page(), "statistics_head")
    head.goto(county.address)
    head.get_by_role("link", name=f"{QUARTER}：固定资产投资").first.click()
    expect(head.locator("main")).to_contain_text("7.2")
    head.get_by_role("button", name="同意报送").click()
    expect(head.locator("#said")).to_contain_text("已同意")
    page.goto(f"{county.address}/reports")
    expect(page.get_by_role("row", name=QUARTER).first).to_contain_text("已报送")
