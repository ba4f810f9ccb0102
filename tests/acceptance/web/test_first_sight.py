"""What an office likes at first sight, one after the other; its numbers are reckoned again from what is stored."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from actions.burden.sparing import URGING
from models.assessments import Assessment
from models.assignments import Assignment
from models.letters import Letter
from models.outbox import OutboxMessage
from models.reports import Report, ReportRow
from models.windows import Period
from tests.acceptance.web.conftest import standing
from tests.acceptance.web.county import County
from tests.browser import OpenPage, accessible, fits, picture

if TYPE_CHECKING:
    from playwright.sync_api import Page

WARNED, SIGNED = "高标准农田建设", "水土流失治理"
A3_LYING = (1191, 842)  # in points


@pytest.fixture
def own(tmp_path: Path) -> Iterator[County]:
    """A copy of the county: what is signed here is signed nowhere else."""
    yield from standing(tmp_path / "own")


@pytest.mark.closes("R2.28", "O12", "O03")
def test_what_is_loved_at_first_sight(open_page: OpenPage, own: County, tmp_path: Path) -> None:
    desk = own.enter(open_page(), "office_desk")
    its_reminder_is_copied(desk, own)
    its_year_hangs_on_one_sheet(desk, own)
    its_warning_has_the_right_numbers(desk, own)
    its_score_is_explained_on_one_page(desk, own)
    its_year_was_spared_so_many_urgings(desk, own)
    its_paper_is_signed_by_pen(own.enter(open_page(), "leaders_liaison"), own, tmp_path)


def its_reminder_is_copied(page: "Page", county: County) -> None:
    """一键催报稿: whole without a link, and in the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{county.address}/office/forward")
    page.get_by_label("报送").select_option(label="2026年12月重点量化指标完成情况")
    page.get_by_role("button", name="查询").click()
    page.get_by_role("button", name="复制文字").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.match(r"【临溪县考核委员会】各责任单位：2026年12月重点量化指标完成情况", copied)
    assert "请于1月15日（周五）" in copied
    assert "县工信局" in copied
    assert "http" not in copied


def its_year_hangs_on_one_sheet(page: "Page", county: County) -> None:
    """工作日历挂图: one A3, lying."""
    page.goto(f"{county.address}/year/running/{county.year.assessment}/wall")
    assert page.evaluate("document.querySelector('img.wall').naturalWidth") > 0
    printed = page.pdf(prefer_css_page_size=True)
    sizes = [tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", printed)]
    assert [(round(wide), round(high)) for _, _, wide, high in sizes] == [A3_LYING]
    page.emulate_media(media="print")
    picture(page, "sight-wall")
    page.emulate_media(media="screen")


def its_warning_has_the_right_numbers(page: "Page", county: County) -> None:
    """预警提示单: reckoned again from the report of its month and the target of the year."""
    letter = county.year.one(Letter, title=f"关于“{WARNED}”的预警提示单")
    query = (
        select(ReportRow.c.reported_cumulative, ReportRow.c.annual_target)
        .join(Report.t, Report.c.id == ReportRow.c.report_id)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .where(
            Assignment.c.assessment_id == county.year.assessment,
            Assignment.c.title == WARNED,
            Period.c.code == "2026-10",
        )
    )
    with county.year.database.read() as tx:
        done, whole = tx.execute(query).one()
    done, whole = Fraction(done), Fraction(whole)
    pace = Fraction(10, 12)
    page.goto(f"{county.address}/letters/{letter.id}")
    expect(page.locator("article.paper")).to_contain_text(
        f"截至10月底，你单位承担的“{WARNED}”完成{done}亩，占年度任务（{whole}亩）的{tenths(done / whole)}%，"
        f"低于序时进度（{tenths(pace)}%）{tenths(pace - done / whole)}个百分点，欠账{whole * pace - done}亩。"
    )
    accessible(page)
    picture(page, "sight-warning")


def tenths(share: Fraction) -> Decimal:
    """In percent, to one place."""
    percent = Decimal(share.numerator * 100) / share.denominator
    return percent.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def its_score_is_explained_on_one_page(page: "Page", county: County) -> None:
    """「这分怎么扣的」: the clause quoted, the figure and who verified it, the arithmetic, the points."""
    page.goto(f"{county.address}/results/of/{county.year.assessment}/farming")
    main = page.locator("main")
    expect(main).to_contain_text("县农业农村局 · 得分依据")
    expect(main).to_contain_text("量化指标按完成年度目标的比例得分，超额完成不另加分")
    expect(main).to_contain_text("23133 亩［2026年11月进展报告")
    expect(main).to_contain_text("县考核办综合岗核验")
    points = (Decimal(30) * 23133 / 30000).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    expect(main).to_contain_text(f"{WARNED}：{points} 分")
    accessible(page)
    picture(page, "sight-score")


def its_year_was_spared_so_many_urgings(page: "Page", county: County) -> None:
    """「全年少发催报××条」, counted again message by message."""
    office = county.year.one(Assessment, id=county.year.assessment).office_id
    told = [row for row in county.year.rows(OutboxMessage) if row.kind in URGING]
    of_year = [
        row for row in told
        if row.office_id == office and row.created_at.astimezone(county.site.now.tzinfo).year == 2026
    ]  # fmt: skip
    carried = [row.digest_id for row in of_year if row.state == "sent" and row.digest_id is not None]
    held = [row for row in of_year if row.state == "unwanted"]
    assert len(carried) > len({*carried})
    page.goto(f"{county.address}/office/burden?month=2026-12")
    spared = len(carried) - len({*carried}) + len(held)
    expect(page.get_by_role("heading", name=f"2026年全年少发催报{spared}条")).to_be_visible()
    accessible(page)
    picture(page, "sight-burden")
    fits(page)


def its_paper_is_signed_by_pen(page: "Page", county: County, folder: Path) -> None:
    """呈批单 printed, signed, and recorded by its code with a decision, a day and a photo."""
    photo = folder / "签批.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9")
    number = county.year.report(SIGNED, "2026-12").id
    page.goto(f"{county.address}/review/report/{number}/sheet")
    expect(page.locator("main")).to_contain_text("累计完成20平方公里（100%）")
    page.emulate_media(media="print")
    picture(page, "sight-sheet")
    page.emulate_media(media="screen")
    code = page.locator(".sheet-code b").inner_text()
    page.goto(f"{county.address}/unit-office")
    page.get_by_label("呈批单短码").fill(code)
    page.get_by_role("button", name="补录签批").click()
    page.get_by_label("同意报送").check()
    page.get_by_label("签批日期").fill("2027-01-07")
    page.locator("input[type=file]#scan").set_input_files(photo)
    page.get_by_role("button", name="补录", exact=True).click()
    expect(page.locator("#said")).not_to_be_empty()
    assert county.year.one(Report, id=number).state == "submitted"
