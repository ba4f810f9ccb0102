"""考评单位的一天: the grid of its own clauses, a doubtful cell, what was registered, and nil for the others (O07)."""

import pytest
from playwright.sync_api import expect

from models.findings import Finding
from tests.acceptance.web.county import County
from tests.acceptance.web.test_breaking_down import paste
from tests.browser import OpenPage, Watch, accessible, fits, picture

ROWS = (
    "县水利\t数据不实\t2026-12-20\t1\t上报的治理面积与台账不符\t统计核查记录第12号",
    "县教育局\t数据不实\t2026-12-21\t2\t学位数重复填报\t统计核查记录第13号",
)


@pytest.mark.closes("O07", "W10")
def test_the_day_of_an_assessor(open_page: OpenPage, watch: Watch, county: County) -> None:
    watch.allow("status of 422")
    page = county.enter(open_page(), "statistics_assessor")
    page.goto(county.address)
    page.get_by_label("考核年度").select_option(label="临溪县2026年度目标责任考核（示例）")
    page.get_by_role("button", name="查看").click()
    own = page.get_by_role("row", name="县统计局")
    expect(own).to_contain_text("本单位由其他考评单位登记")
    accessible(page)
    picture(page, "assessor-grid")

    # pasted from a sheet; one name is not quite right, and nothing is lost while it is put right
    page.get_by_role("link", name="登记加减分事项").click()
    page.get_by_label("第1行 单位").focus()
    paste(page, "\n".join(ROWS))
    expect(page.get_by_label("第2行 事由")).to_have_value("学位数重复填报")
    form = page.locator("form[action='/do/draft_findings']")
    form.get_by_role("button", name="登记").click()
    expect(form.locator(".refusal")).to_contain_text("第1条：没有单位“县水利”，是不是“县水利局”")
    accessible(page)
    picture(page, "assessor-doubt")
    page.get_by_label("第1行 单位").fill("县水利局")
    form.get_by_role("button", name="登记").click()
    expect(page.locator("#said")).to_contain_text("已登记加减分事项2条，待告知")
    expect(page.get_by_role("row", name="县水利局")).to_contain_text("治理面积与台账不符")
    picture(page, "assessor-receipt")

    # nothing of the others, said once; the table goes on paper with a place for the seal
    page.goto(f"{county.address}/assessing?year={county.year.assessment}")
    page.get_by_label("说明").fill("已核对全年统计核查记录")
    page.get_by_role("button", name="确认其余没有这些事项").click()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#said")).to_contain_text("零扣分")
    expect(page.get_by_role("row", name="县水利局")).to_contain_text("12月20日")
    expect(page.get_by_role("row", name="县财政局")).to_contain_text("零扣分")
    page.emulate_media(media="print")
    expect(page.get_by_text("（盖章）")).to_be_visible()
    fits(page)
    picture(page, "assessor-printed")
    assert {row.state for row in county.year.rows(Finding, kind="untrue")} == {"drafted"}
