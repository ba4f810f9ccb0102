"""分管领导的一天, on a telephone and by thumb: from the message's link to everything that waits for him."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from models.letters import Letter
from models.pleas import Plea
from tests.acceptance.web.county import County
from tests.browser import PHONE, OpenPage, accessible, fits, picture

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

LEADER = "leader_rural"
EARLY = "2027-01-07 08:40"
DECEMBER = "2026年12月重点量化指标完成情况："
SENT_BACK = "水土流失治理"
APPROVED = ("农村饮水工程维修养护", "粮食播种面积", "农村户用厕所改造")
LAGGING = "高标准农田建设"
LATER, TOO_LATE = f"{DECEMBER}{LAGGING}", "2027年1月重点量化指标完成情况：农村饮水工程维修养护"
FIGURES = {"粮食播种面积": "44", "农村户用厕所改造": "2000"}


@pytest.fixture
def morning(county: County) -> None:
    """Two more reports and a second wish for time have come to him."""
    for title, cumulative in FIGURES.items():
        report = county.year.report(title, "2026-12").id
        line = {"cumulative": cumulative, "progress": "全年任务已完成。", "problems": "无", "next_steps": "资料归档"}
        county.do("fill_report", "farming_officer", EARLY, report=report, lines=[line])
        county.year.attach("linxi-farming_officer", EARLY, report=report, unit="farming")
        county.do("submit_reports", "farming_officer", EARLY, reports=[report])
        county.do("approve", "farming_head", EARLY, kind="report", id=report)
    wish = {"obligation": county.owed(TOO_LATE).id, "until": "2027-02-26", "reason": "春节后再计量"}
    county.do("request_extension", "water_officer", EARLY, **wish)


def waiting(page: "Page", title: str) -> "Locator":
    return page.locator("li.desk-item", has=page.get_by_role("link", name=title, exact=True))


@pytest.mark.usefixtures("morning")
@pytest.mark.closes("A30", "O10", "O39")
def test_the_day_of_a_leader(open_page: OpenPage, county: County) -> None:
    page = county.enter(open_page(size=PHONE), LEADER)
    page.goto(f"{county.address}/m/{county.latest_message(LEADER, 'digest')}")
    expect(page.get_by_role("heading", name="领导呈阅")).to_be_visible()
    expect(page.locator(".three-lines")).to_contain_text("1项滞后（欠4367亩）")
    expect(page.locator(".three-lines")).to_contain_text("待您阅批6件")
    assert "催" not in page.inner_text("main")
    assert "逾期" not in page.inner_text("main")
    fits(page)
    accessible(page)
    picture(page, "leader-morning")

    # the lagging one: its curve, what was done, and a word of his own
    page.get_by_role("link", name=LAGGING, exact=True).tap()
    page.locator("figure.chart canvas").first.wait_for()
    expect(page.locator("main")).to_contain_text("临考办预〔2026〕")
    fits(page)
    accessible(page)
    picture(page, "leader-indicator")
    page.locator("summary", has_text="批示").tap()
    page.get_by_role("textbox", name="批示").fill("请农业农村局逐标段倒排工期。")
    page.get_by_label("何日前反馈落实情况").fill("2027-01-15")
    page.get_by_role("button", name="批示").tap()
    expect(page.locator("#instructions ~ blockquote")).to_contain_text("逐标段倒排工期")

    # one is sent back
    page.goto(f"{county.address}/leader")
    one = waiting(page, f"{DECEMBER}{SENT_BACK}")
    expect(one).to_contain_text("17.8")
    one.locator("summary", has_text="退回修改").tap()
    one.get_by_role("textbox", name="退回的理由和要求").fill("12月比11月只多0.9平方公里，请核实后再报。")
    one.get_by_role("button", name="退回修改").tap()
    expect(page.locator(".three-lines")).to_contain_text("待您阅批5件")

    # the others together, each answered for
    for title in APPROVED:
        page.get_by_label(f"勾选：{DECEMBER}{title}").tap()
    page.get_by_role("button", name="同意勾选的各件").tap()
    expect(page.get_by_text("已办理", exact=True)).to_have_count(len(APPROVED))
    fits(page)
    accessible(page)
    picture(page, "leader-many")
    page.get_by_role("link", name="返回").tap()

    # more time for one, not for the other
    waiting(page, f"延期申请：{LATER}").get_by_role("button", name="同意延期").tap()
    expect(page.locator(".three-lines")).to_contain_text("待您阅批1件")
    other = waiting(page, f"延期申请：{TOO_LATE}")
    other.locator("summary", has_text="不同意").tap()
    other.get_by_role("textbox", name="不同意的理由").fill("请按原定期限先报已完成的数。")
    other.get_by_role("button", name="不同意").tap()
    expect(page.get_by_text("没有待您阅批的事项").first).to_be_visible()
    picture(page, "leader-done")
    states = {title: county.year.report(title, "2026-12").state for title in (SENT_BACK, *APPROVED)}
    assert states == {SENT_BACK: "returned"} | dict.fromkeys(APPROVED, "submitted")
    assert {row.state for row in county.year.rows(Plea)} == {"granted", "refused"}


def test_a_letter_is_signed_on_a_telephone(open_page: OpenPage, county: County) -> None:
    """县考核办主任 signs what his desk drew up."""
    page = county.enter(open_page(size=PHONE), "office_head")
    page.goto(county.address)
    page.get_by_role("link", name="关于“水土流失治理”的预警提示单").tap()
    expect(page.locator("article.paper")).to_contain_text("水土流失治理")
    fits(page)
    accessible(page)
    picture(page, "letter-phone")
    page.locator("summary", has_text="签发").first.tap()
    page.get_by_role("button", name="签发", exact=True).tap()
    expect(page.get_by_text("已签发").first).to_be_visible()
    assert county.year.one(Letter, title="关于“水土流失治理”的预警提示单").number == "临考办预〔2027〕2号"
