"""进展填报表: mailed to the unit, filled in, mailed back, entered for it."""

from decimal import Decimal
from typing import Any

import pytest

from actions.acts import Refused
from actions.books.previewing import Standing
from models.journal import Journal
from models.reports import Report, ReportRow
from models.windows import Window
from states.books import BookKind
from tests.integration.actions.breakdowns import FARMLAND, SAFETY
from tests.integration.actions.year import Year, at
from tests.integration.books.exchange import exported, given_back, imported, place_of, put, seen, worked_in

OFFICER, CLERK = "farming_officer", "desk"
OPENED, MAILED, ENTERED = "2019-03-21 09:00", "2019-03-28 16:30", "2019-04-01 09:00"
DONE, SAID = "累计完成", "进展情况"


@pytest.fixture
def year(town: Year) -> Year:
    town.tick("2019-03-20 09:00")
    return town


def book_of(year: Year, by: str = OFFICER, when: str = OPENED, **asked: Any) -> bytes:
    return exported(year, BookKind.REPORT, by, when, window=year.one(Window).id, **asked)


def filled_in(content: bytes, figure: object = 400) -> bytes:
    def fill(page: Any) -> None:
        put(page, DONE, 1, figure)
        put(page, SAID, 1, "已完成选址和勘界")
        put(page, SAID, 2, "已检查农机120台")

    return worked_in(content, fill)


@pytest.mark.closes("O22")
def test_a_report_book_shows_every_line_with_what_is_reckoned_and_opens_what_may_be_filled_in(year: Year) -> None:
    def look(page: Any) -> None:
        heads = [cell.value for cell in page[2]][:-1]
        assert heads == [
            "序号", "指标任务", "二级指标", "计量单位", "年度目标", "上期累计", "累计完成＊", "完成率（%）",
            "序时进度（%）", "差额", "同比（%）", "全市位次", "进展情况＊", "存在问题及原因分析", "下步措施",
            "完成时限", "累计数低于上期的说明",
        ]  # fmt: skip
        locked = {heads[cell.column - 1]: cell.protection.locked for cell in page[3][:-1]}
        assert [head for head, shut in locked.items() if not shut] == [heads[6], *heads[10:]]  # fmt: skip
        assert (page.cell(3, 2).value, page.cell(3, 5).value, page.cell(3, 4).value) == (FARMLAND, 800, "亩")
        assert page.cell(4, place_of(page, DONE)[1]).protection.locked is True, "words, not a number"
        assert page.page_setup.paperSize == 8

    worked_in(book_of(year), look)


@pytest.mark.closes("O17")
def test_a_mailed_book_is_entered_for_its_unit_as_of_the_day_of_the_mail(year: Year) -> None:
    content = filled_in(book_of(year, CLERK, unit="farming"))
    taken = given_back(year, content, CLERK, ENTERED, name="农业站3月.xlsx", received_at=at(MAILED))
    assert seen(year, taken, CLERK, ENTERED).standing is Standing.WRONG, "the office fills in nobody's report"
    found = seen(year, taken, CLERK, ENTERED, entered_for=OFFICER)
    assert (found.standing, len(found.edits)) == (Standing.READY, 2)
    imported(year, found, CLERK, ENTERED, entered_for=OFFICER)
    farmland = year.report(FARMLAND, "2019-03")
    (row,) = year.rows(ReportRow, report_id=farmland.id)
    assert (row.reported_cumulative, row.progress) == (Decimal(400), "已完成选址和勘界")
    last = year.rows(Journal, act="fill", subject_id=farmland.id)[-1]
    assert (last.person_id, last.recorded_by, last.via) == (year.persons[OFFICER], year.persons[CLERK], "entered_for")
    assert (last.effective_at, last.recorded_at) == (at(MAILED), at(ENTERED))


@pytest.mark.closes("O17", "A41")
def test_what_was_mailed_in_time_is_in_time_whenever_it_is_entered(year: Year) -> None:
    for title in (FARMLAND, SAFETY):
        report = year.report(title, "2019-03").id
        year.attach(OFFICER, "2019-03-22 10:00", report=report, unit="farming")
    taken = given_back(year, filled_in(book_of(year)), CLERK, ENTERED, received_at=at(MAILED))
    found = seen(year, taken, CLERK, ENTERED, entered_for=OFFICER)
    done = imported(year, found, CLERK, ENTERED, entered_for=OFFICER, hands_in=True)
    assert [result["ok"] for result in done.details["results"]] == [True, True, True, True]
    assert {row.first_submitted_at for row in year.rows(Report)} == {at(MAILED)}


def test_a_book_without_its_stamp_is_known_by_the_unit_in_its_name(year: Year) -> None:
    def strip(page: Any) -> None:
        book = page.parent
        for name in ("_kaohe", "填表说明"):
            del book[name]
        book.defined_names.clear()
        page.delete_cols(page.max_column)
        put(page, DONE, 1, 400)

    taken = given_back(year, worked_in(book_of(year), strip), OFFICER, "2019-03-22 09:00", name="农业站3月份.xlsx")
    found = seen(year, taken, OFFICER, "2019-03-22 09:00")
    assert [(edit.before, edit.after) for edit in found.edits] == [({"cumulative": ""}, {"cumulative": "400"})]


def test_exact_figures_come_through_to_the_last_digit(year: Year) -> None:
    long = "1234567890123456789012345.678"
    taken = given_back(year, filled_in(book_of(year), long), OFFICER, "2019-03-22 09:00")
    imported(year, seen(year, taken, OFFICER, "2019-03-22 09:00"), OFFICER, "2019-03-22 09:00")
    assert [str(row.reported_cumulative) for row in year.rows(ReportRow) if row.reported_cumulative] == [long]
    again = given_back(year, book_of(year, when="2019-03-22 10:00"), OFFICER, "2019-03-22 10:30")
    assert seen(year, again, OFFICER, "2019-03-22 10:30").standing is Standing.SAME


def test_what_cannot_be_handed_in_yet_is_kept_and_says_why(year: Year) -> None:
    taken = given_back(year, filled_in(book_of(year)), OFFICER, "2019-03-22 09:00")
    found = seen(year, taken, OFFICER, "2019-03-22 09:00")
    done = imported(year, found, OFFICER, "2019-03-22 09:00", hands_in=True)
    assert [(one["ok"], one["reasons"]) for one in done.details["results"]][2:] == [
        (False, ["缺印证材料1份"]), (False, ["缺印证材料1份"])
    ]  # fmt: skip
    assert len(year.rows(ReportRow)) == 2


def test_a_file_that_another_uploaded_is_not_put_aside_by_a_stranger(year: Year) -> None:
    taken = given_back(year, filled_in(book_of(year)), OFFICER, "2019-03-22 09:00")
    with pytest.raises(Refused):
        year.do("drop_book", "farming_head", "2019-03-22 09:30", returned=taken.returned)
    year.do("drop_book", CLERK, "2019-03-22 09:40", returned=taken.returned, reason="另有一份")
    assert seen(year, taken, OFFICER, "2019-03-22 10:00").standing is Standing.DROPPED
