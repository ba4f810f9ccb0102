"""审计管理员的一天: the journal searched and exported, the chain verified, a score replayed; nothing can be written."""

import io

from openpyxl import load_workbook
from playwright.sync_api import expect

from models.sealing import verify
from tests.acceptance.web.county import County
from tests.browser import OpenPage, accessible, picture


def test_the_day_of_an_auditor(open_page: OpenPage, county: County) -> None:
    page = county.enter(open_page(accept_downloads=True), "auditor")
    page.goto(county.address)
    expect(page.get_by_role("heading", name="监督工作台")).to_be_visible()
    accessible(page)

    # who granted whom more time: found, opened, taken along
    page.locator(".homes summary", has_text="设置").click()
    page.locator(".homes").get_by_role("link", name="履历").click()
    expect(page.locator("main")).to_contain_text("已封存到第")
    page.get_by_label("事项").select_option(label="退回修改")
    page.get_by_role("button", name="查询").click()
    expect(page.locator("main")).to_contain_text("请核对在岗人数")
    accessible(page)
    picture(page, "auditor-journal")
    with page.expect_download() as loading:
        page.get_by_role("link", name="导出 xlsx").click()
    sheet = load_workbook(io.BytesIO(loading.value.path().read_bytes())).active
    assert sheet is not None
    acts = [row for row in sheet.iter_rows(values_only=True) if "退回修改" in row]
    assert acts

    with county.year.database.read() as tx:
        checked = verify(tx)
    assert checked.first_bad is None
    assert f"已封存到第{checked.sealed}行" in page.inner_text("main")

    # a score as it was known in November
    page.goto(f"{county.address}/results?year={county.year.assessment}")
    page.locator("summary", has_text="按过去的时点、某天的规则重算").click()
    page.get_by_label("只用这个时点以前登记的事实").fill("2026-11-15T00:00")
    page.get_by_role("button", name="重算").click()
    expect(page.locator("main")).to_contain_text("2026年11月15日")
    page.get_by_role("link", name="县水利局").click()
    accessible(page)
    picture(page, "auditor-replay")

    # whoever looks does not write: there is no form, and an act by hand is refused
    page.goto(f"{county.address}/findings?year={county.year.assessment}")
    assert page.locator("main form[action^='/do/']").count() == 0
    report = county.year.report("就业见习", "2026-12")
    told = {"kind": "report", "id": report.id, "reason": "试"}
    refused = county.site.signed_in("linxi-auditor").do("return_for_revision", told)
    assert "不能办理" in refused.text, refused.said()
    assert county.year.report("就业见习", "2026-12").version == report.version
