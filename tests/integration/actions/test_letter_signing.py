"""Signatures and numbers: a person's, on the page or on paper; gapless, each once, kept when a letter is voided."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from actions.acts import Done, Refused
from config.letters import LetterKind
from models.database import Database
from models.journal import Journal
from models.letters import Letter, LetterVersion
from models.reviews import Review
from tests.integration.actions.letter_office import AT_ISSUE, clock, delivered, letter, owed_about, signed, warned
from tests.integration.actions.year import Year, published

Refusal = Callable[..., tuple[str, ...]]
TOGETHER = 6


def drafts(year: Year, count: int, *, kind: str = "warning") -> list[int]:
    """As many letters as are wanted, each presented for its signature."""
    told = {"assessment": year.assessment, "kind": kind, "unit": "labour", "as_of": "8月底", "fact": "完成3200人"}
    told |= {"rule": "按月均匀推进", "basis": "第三条"}
    made = [
        year.do("draft_letter", "desk", "2019-09-16 09:00", subject=f"事项{place}", **told).ids["letter"]
        for place in range(count)
    ]
    for number in made:
        year.do("submit_letter", "desk", "2019-09-16 10:00", letter=number)
    return made


def test_signatures_at_once_leave_no_gap_and_no_number_twice(county: Year) -> None:
    """One in three is signed with a sheet that is missing: it is undone, and leaves no gap behind."""
    numbers = drafts(county, TOGETHER)

    def sign(place: int) -> Done | Refused:
        told = {"letter": numbers[place]}
        try:
            if place % 3 == 2:
                paper = {"leader": "head", "signed_on": "2019-09-16"}
                return county.do("record_signed_letter", "desk", "2019-09-16 11:00", **told, **paper)
            return county.do("sign_letter", "head", "2019-09-16 11:00", **told)
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = list(pool.map(sign, range(TOGETHER)))

    issued = [row for row in county.rows(Letter) if row.issued_at is not None]
    assert [type(answer).__name__ for answer in answers] == ["Done", "Done", "Refused"] * (TOGETHER // 3)
    assert sorted(row.series_number for row in issued) == [1, 2, 3, 4]
    assert sorted(row.number for row in issued) == [f"县考预〔2019〕{place}号" for place in (1, 2, 3, 4)]


def test_each_kind_and_year_has_its_own_numbers(county: Year) -> None:
    (first,), (order,) = drafts(county, 1), drafts(county, 1, kind="order")
    county.do("sign_letter", "head", "2019-12-31 10:00", letter=first)
    county.do("sign_letter", "head", "2019-12-31 10:00", letter=order, reply_by="2020-01-10")
    (second,) = drafts(county, 1)
    county.do("sign_letter", "head", "2020-01-02 10:00", letter=second)
    assert {row.number for row in county.rows(Letter)} == {
        "县考预〔2019〕1号",
        "县考督〔2019〕1号",
        "县考预〔2020〕1号",
    }


@pytest.mark.closes("O03")
def test_leader_signs_on_paper_and_the_day_of_the_sheet_counts(county: Year) -> None:
    (number,) = drafts(county, 1)
    scan = county.attach_loose("desk", "2019-09-18 09:00", unit="kaohe", title="呈批单")
    told = {"leader": "head", "signed_on": "2019-09-17", "words": "同意签发", "code": "B3", "scan": scan}
    county.do("record_signed_letter", "desk", "2019-09-18 09:30", letter=number, **told)
    row, (journal,) = letter(county, number), county.rows(Journal, act="approve", subject_kind="letter")
    assert (row.state, row.number, str(row.issued_at)[:10]) == ("issued", "县考预〔2019〕1号", "2019-09-17")
    assert "\n县考核办\n2019年9月17日\n" in row.issued_text
    assert (journal.person_id, journal.recorded_by, journal.via) == (
        county.persons["head"], county.persons["desk"], "paper",
    )  # fmt: skip
    assert county.one(Review, subject_kind="letter").paper["code"] == "B3"
    assert [row.person_id for row in county.told("paper_recorded")] == [county.persons["head"]]


@pytest.mark.closes("D13")
def test_signer_of_an_order_chooses_its_day(office: Year, refused: Refusal) -> None:
    number = warned(office, LetterKind.ORDER, rung="supervision", reply=AT_ISSUE)
    office.do("submit_letter", "desk", "2019-09-16 15:00", letter=number)
    told = {"letter": number}
    assert refused(office, "sign_letter", "head", "2019-09-17 10:00", **told) == ("签发时要确定整改或反馈期限",)
    assert refused(office, "sign_letter", "head", "2019-09-17 10:00", **told, reply_by="2019-09-16") == (
        "整改或反馈期限早于签发日期",
    )
    office.do("sign_letter", "head", "2019-09-17 10:00", **told, reply_by="2019-10-15")
    assert letter(office, number).reply == {"kind": "on", "date": "2019-10-15"}


def test_voided_letter_keeps_its_number_and_nothing_more_is_owed(county: Year) -> None:
    number = warned(county)
    signed(county, number)
    delivered(county, number)
    county.do("void_letter", "head", "2019-09-18 10:00", letter=number, reason="数字有误")
    assert (letter(county, number).state, letter(county, number).number) == ("voided", "县考预〔2019〕1号")
    assert owed_about(county, number) == {}
    (told,) = county.told("letter_voided")
    assert told.body == "县人社局：预警提示单（县考预〔2019〕1号）已作废，不需再办理。理由：数字有误"
    (next_one,) = drafts(county, 1)
    county.do("sign_letter", "head", "2019-09-19 10:00", letter=next_one)
    assert letter(county, next_one).number == "县考预〔2019〕2号"


def test_letter_that_is_not_to_be_issued_is_declined_with_a_reason_and_takes_no_number(office: Year) -> None:
    dropped, refused_one = drafts(office, 2)
    office.do("recall", "desk", "2019-09-16 11:00", kind="letter", id=dropped)
    office.do("decline_to_issue", "head", "2019-09-16 12:00", letter=dropped, reason="已当面提醒")
    office.do("decline_to_issue", "head", "2019-09-16 12:00", letter=refused_one, reason="差距在合理范围")
    assert {(row.state, row.number, row.series_number) for row in office.rows(Letter)} == {("declined", "", None)}
    assert office.one(Review, subject_id=refused_one).decision == "declined"
    assert [office.owed(subject_kind="letter")] == [[]]


def test_text_is_edited_returned_and_edited_again_and_every_version_stays(office: Year, refused: Refusal) -> None:
    number = warned(office)
    office.do("edit_letter", "desk", "2019-09-16 10:00", letter=number, body="县人社局：第一次修改", reason="压缩")
    office.do("submit_letter", "desk", "2019-09-16 15:00", letter=number)
    office.do("return_for_revision", "head", "2019-09-16 16:00", kind="letter", id=number, reason="写明此前提醒")
    office.do(
        "redraft_letter", "desk", "2019-09-17 09:00", letter=number, as_of="9月15日", fact="完成3500人", rule="按月"
    )
    office.do("resubmit_letter", "desk", "2019-09-17 10:00", letter=number)
    office.do("edit_letter", "head", "2019-09-17 11:00", letter=number, title="预警提示单")
    office.do("sign_letter", "head", "2019-09-17 11:05", letter=number)
    versions = office.rows(LetterVersion, letter_id=number)
    assert [(row.number, row.written_by) for row in versions] == [
        (1, None), (2, office.persons["desk"]), (3, office.persons["desk"]), (4, office.persons["head"]),
    ]  # fmt: skip
    assert "据单位上报，截至9月15日" in letter(office, number).issued_text
    told = {"letter": number, "body": "签发后的改动"}
    assert refused(office, "edit_letter", "desk", "2019-09-18 09:00", **told) == (
        "文书在现在的状态下不能办理“修改文稿”",
    )


def test_who_presents_a_letter_does_not_sign_it(office: Year, refused: Refusal) -> None:
    number = warned(office)
    office.do("submit_letter", "head", "2019-09-16 15:00", letter=number)
    (reason,) = refused(office, "sign_letter", "head", "2019-09-17 10:00", letter=number)
    assert reason.startswith("本件由您送审，不能由您本人审核")


@pytest.mark.closes("R2.26")
def test_only_the_issuer_of_orders_drafts_them(office: Year, refused: Refusal) -> None:
    told = {"assessment": office.assessment, "kind": "order", "unit": "labour", "subject": "就业", "as_of": "8月底"}
    told |= {"fact": "欠账800人", "rule": "按月", "basis": "第三条"}
    (reason,) = refused(office, "draft_letter", "inspector", "2019-09-16 09:00", **told)
    assert reason.startswith("您现在的岗位不能办理，可以办理的是：制发单位的")


def test_figure_is_said_to_be_verified_only_when_it_is(office: Year, refused: Refusal) -> None:
    told = {"assessment": office.assessment, "kind": "warning", "unit": "labour", "subject": "就业", "as_of": "8月底"}
    told |= {"fact": "欠账800人", "rule": "按月", "basis": "第三条", "report": 999}
    assert refused(office, "draft_letter", "desk", "2019-09-16 09:00", **told) == (
        "第999号进展报告不是这个单位已核验的报告，不能写“经核”",
    )


def test_order_that_the_clock_drafts_ends_its_warning_only_when_it_is_signed(county: Year) -> None:
    warning = warned(county)
    signed(county, warning)
    delivered(county, warning)
    order = warned(county, LetterKind.ORDER, rung="supervision", reply=AT_ISSUE)
    assert letter(county, order).facts["before"] == "此前已制发预警提示单（县考预〔2019〕1号）。"
    assert letter(county, warning).state == "delivered"
    signed(county, order, reply_by="2019-10-15")
    assert letter(county, warning).state == "turned_into_order"
    assert owed_about(county, warning) == {}


def test_clock_alone_never_signs(office: Year) -> None:
    """However long nobody looks at it, a draft stays a draft."""
    with clock(office, "2019-09-16 09:00") as act:
        act.published(office.assessment)
    number = warned(office)
    office.do("submit_letter", "desk", "2019-09-16 15:00", letter=number)
    for when in ("2019-09-20 09:00", "2019-10-20 09:00", "2019-12-31 17:00"):
        office.tick(when)
    assert (letter(office, number).state, letter(office, number).number) == ("review:sign", "")


def test_unit_learns_of_its_letter_when_it_is_delivered_and_not_before(office: Year, refused: Refusal) -> None:
    number = warned(office)
    signed(office, number)
    (reason,) = refused(office, "acknowledge_letter", "labour_head", "2019-09-17 11:00", letter=number)
    assert "不能办理“签收”" in reason
    assert office.rows(Letter, id=number)[0].delivered_at is None
    assert {row.person_id for row in office.told("letter_drafted")} == {office.persons["desk"]}


def test_text_stays_under_a_signature_that_was_given(
    sqlite_database: Database, tmp_path: Path, refused: Refusal
) -> None:
    """Two sign together: after the first, the second no longer edits what the first agreed to."""
    both = """
  both:
    label: 会签
    steps: [{code: sign, label: 签发, reviewers: [assessment_office_head, committee], mode: all, days: 1}]

kinds:"""
    other = {"\n\nkinds:": f"{both}", "  warning: {numbering": "  warning: {chain: both, numbering"}
    year = published(sqlite_database, "supervised", when="2019-03-01 09:00", folder=tmp_path, other=other)
    (number,) = drafts(year, 1)
    year.do("sign_letter", "head", "2019-09-16 11:00", letter=number)
    told = {"letter": number, "body": "另一种说法"}
    assert refused(year, "edit_letter", "chair", "2019-09-16 12:00", **told) == (
        "本环节已有席位签过意见，要改文稿请退回修改",
    )
    year.do("sign_letter", "chair", "2019-09-16 13:00", letter=number)
    assert letter(year, number).number == "县考预〔2019〕1号"
