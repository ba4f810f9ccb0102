"""督查室的一天: a problem closed, a visit planned and made; a 督办单 from 拟稿 to 销号 by all who have a part in it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from models.letters import Letter
from tests.acceptance.web.county import County, ask
from tests.browser import OpenPage, accessible, picture

TODAY = "2027-01-07"
WARNED = "高标准农田建设"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "扫描件.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9")
    return path


@pytest.mark.closes("O34")
def test_the_day_of_the_supervisor(open_page: OpenPage, county: County, scan: Path) -> None:
    page = county.enter(open_page(), "supervisor")
    page.goto(county.address)
    expect(page.get_by_role("heading", name="监督工作台")).to_be_visible()
    picture(page, "supervisor-home")

    # what a unit says that it put right is looked at, and closed
    page.get_by_role("link", name="急弯路段警示标志缺失").click()
    expect(page.locator("main")).to_contain_text("警示标志已补齐")
    accessible(page)
    ask(page, "销号", {"复核情况": "现场复核，标志已补齐。督查室督查岗复核。"})
    expect(page.locator("main")).to_contain_text("已销号")
    picture(page, "supervisor-closed")

    # a visit: planned, agreed to by the committee, made, and what was found there
    page.goto(f"{county.address}/visits?year={county.year.assessment}")
    page.get_by_role("link", name="上报督查计划").click()
    page.get_by_label("督查名称").fill("农田水利工程督查")
    page.get_by_label("事由和内容").fill("核查标段进度与上报数是否一致")
    page.get_by_label("哪一天").fill(TODAY)
    page.get_by_role("group", name="被督查单位").get_by_label("县水利局").check()
    page.get_by_role("group", name="督查组").get_by_label("县委县政府督查室").check()
    page.get_by_role("group", name="督查组").get_by_label("县考核办").check()
    accessible(page)
    picture(page, "supervisor-plan")
    page.get_by_role("button", name="上报督查计划").click()
    expect(page.locator("main")).to_contain_text("农田水利工程督查")

    chair = county.enter(open_page(), "committee_chair")
    chair.goto(county.address)
    chair.get_by_role("link", name="督查计划：农田水利工程督查").click()
    plan = chair.get_by_role("row", name="农田水利工程督查")
    accessible(chair)
    picture(chair, "chair-plan")
    plan.get_by_role("link", name="审批").click()
    chair.get_by_label("是否批准").select_option("true")
    chair.get_by_role("button", name="审批督查计划").click()
    expect(plan).to_contain_text("计划已批准")

    page.goto(f"{county.address}/visits?year={county.year.assessment}")
    made = page.get_by_role("row", name="农田水利工程督查")
    made.get_by_role("link", name="登记情况").click()
    page.get_by_label("哪一天去的").fill(TODAY)
    page.get_by_label("督查情况").fill("查看两个标段，一处沟渠未按设计衬砌。")
    page.get_by_role("button", name="登记督查情况").click()
    expect(page.locator("#said")).not_to_be_empty()
    page.goto(f"{county.address}/visits?year={county.year.assessment}")
    made.get_by_role("link", name="登记问题").click()
    page.get_by_label("责任单位").select_option(label="县水利局")
    page.get_by_label("哪一种").select_option("supervision")
    page.get_by_label("哪天发现的").fill(TODAY)
    page.get_by_label("问题，一句话").fill("沟渠未按设计衬砌")
    page.get_by_label("现场记录、具体情况").fill("二标段末端约80米未衬砌。")
    page.locator("input[type=file]").set_input_files(scan)
    page.get_by_role("button", name="登记问题").click()
    expect(page.locator("#said")).not_to_be_empty()
    page.goto(f"{county.address}/problems?year={county.year.assessment}")
    expect(page.get_by_role("row", name="沟渠未按设计衬砌")).to_contain_text("县水利局")
    picture(page, "supervisor-problems")


def test_an_order_from_its_draft_until_it_is_closed(open_page: OpenPage, county: County, scan: Path) -> None:
    desk = county.enter(open_page(), "office_desk")
    desk.goto(f"{county.address}/letters/{county.year.one(Letter, title=f'关于“{WARNED}”的预警提示单').id}")
    ask(desk, "转督办", {"为什么": "整改两次仍有欠账。"})
    expect(desk.locator("#said")).to_contain_text("已拟督办单")
    number = county.year.one(Letter, title=f"关于“{WARNED}”的督办单").id
    path = f"{county.address}/letters/{number}"
    desk.goto(path)
    ask(desk, "送签")
    expect(desk.locator("#said")).to_contain_text("已送签")

    head = county.enter(open_page(), "office_head")
    head.goto(path)
    ask(head, "签发", {"整改或反馈期限": "2027-01-20"})
    expect(head.locator("#said")).to_contain_text("临考办督〔2027〕1号")

    desk.goto(path)
    ask(desk, "线下用印", {"用印日期": TODAY}, file=scan)
    expect(desk.locator("#said")).to_contain_text("用印")
    picture(desk, "order-sealed")
    ask(desk, "送达", {"方式": "系统送达"})
    expect(desk.locator("#said")).to_contain_text("送达")

    unit = county.enter(open_page(), "farming_head")
    unit.goto(path)
    accessible(unit)
    ask(unit, "签收")
    expect(unit.locator("#said")).to_contain_text("签收")
    ask(unit, "开始整改", {"整改措施": "逐标段倒排工期，分管负责人包抓，1月20日前完成。"})
    expect(unit.locator("#said")).to_contain_text("整改")
    ask(unit, "反馈整改情况", {"情况": "两个标段已验收，欠账已补齐。"}, file=scan)
    expect(unit.locator("#said")).to_contain_text("反馈")
    picture(unit, "order-answered")

    desk.goto(path)
    ask(desk, "转复核")
    expect(desk.locator("#said")).to_contain_text("复核")

    watcher = county.enter(open_page(), "supervisor")
    watcher.goto(county.address)
    watcher.get_by_role("link", name=f"关于“{WARNED}”的督办单").first.click()
    accessible(watcher)
    picture(watcher, "order-rechecked")
    ask(watcher, "销号", {"认定的事实": "现场核对，两个标段均已验收。"}, file=scan)
    expect(watcher.locator("#said")).to_contain_text("销号")
    assert county.year.one(Letter, id=number).state == "closed_out"
