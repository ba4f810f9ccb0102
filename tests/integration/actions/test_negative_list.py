"""The negative list: listed, looked at every quarter, shared out to the last hundredth, doubled once, confirmed."""

from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from actions.carrying.stored import carried_down
from actions.published import published_of
from models.carried import PointsShare, SuperiorPoints
from models.database import Database
from models.evidence import EvidenceVersion
from models.journal import Journal
from models.negative import NegativeItem, NegativeProposal, NegativeRectification
from models.obligations import Obligation
from models.posts import Post
from models.statements import Statement
from scoring.facts import ImportedFact
from tests.integration.actions.negative_office import (
    CHAIR,
    DEPUTY,
    DESK,
    INVESTMENT,
    LIST,
    NOTICE,
    SCHEME,
    SHARED,
    confirmed,
    doubled,
    happened,
    listed,
    paper,
    proposed,
    refused,
    taken,
)
from tests.integration.actions.year import Year, at, published
from tests.years import BOTH, SQLITE, PublishedYears

BEFORE = {"environment": Fraction("-0.3"), "emergency": Fraction("-0.2")}


@pytest.fixture(params=BOTH)
def county(request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy(SCHEME, when=NOTICE, on=request.param, folder=tmp_path, keep=keep)


@pytest.fixture
def office(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    """On SQLite alone: what is only refused, or only told, asks nothing of the database."""
    return published_years.copy(SCHEME, when=NOTICE, on=SQLITE, folder=tmp_path, keep=keep, durable=False)


def state(year: Year, item: int) -> str:
    return str(year.one(NegativeItem, id=item).state)


def owed(year: Year, kind: str, item: int) -> list[tuple[str, str]]:
    """Who owes something about the item, and until when."""
    rows = [row for row in year.owed(kind=kind, subject_kind="negative") if row.subject_id == item]
    posts = {number: code for code, number in _posts(year).items()}
    return [(posts[row.post_id], row.due_at.astimezone(at("2019-01-01").tzinfo).date().isoformat()) for row in rows]


def _posts(year: Year) -> dict[str, int]:

    return {row.code: row.id for row in year.rows(Post)}


def points_of(year: Year, *, as_of: str = "") -> dict[str, Fraction]:
    """What came down to each unit that has any."""
    with year.database.read() as tx:
        facts = carried_down(tx, published_of(tx, year.assessment), as_of=at(as_of) if as_of else None)
    return {fact.unit: fact.value for fact in facts.imported if fact.value}


def test_every_quarter_each_unit_looks_at_itself_and_reports_that_too_when_it_finds_nothing(office: Year) -> None:
    item = listed(office)
    assert owed(office, "self_check", item) == [
        ("environment_head", "2019-09-30"), ("emergency_head", "2019-09-30"),
        ("environment_head", "2019-12-31"), ("emergency_head", "2019-12-31"),
    ]  # fmt: skip
    first, second = office.owed(kind="self_check", subject_kind="negative", period="2019-Q3")
    told = {"checked": "对照清单逐条自查"}
    office.do("sign_self_check", "environment_head", "2019-09-27 09:00", obligation=first.id, **told, finding="clean")
    found = {"finding": "problems", "problems": "一处截污管破损", "measures": "十月底前更换"}
    office.do("sign_self_check", "emergency_head", "2019-09-27 10:00", obligation=second.id, **told, **found)
    assert [(row.finding, row.measures) for row in office.rows(Statement)] == [
        ("clean", ""),
        ("problems", "十月底前更换"),
    ]
    office.do("remove_negative_item", DESK, "2019-10-08 09:00", item=item, reason="市上不再列入")
    assert owed(office, "self_check", item) == []
    assert {row.outcome for row in office.rows(Obligation, subject_kind="negative")} == {"done", "freed"}


def test_listed_only_under_the_negative_list_and_with_a_basis(office: Year) -> None:
    told = {"assignment": office.assignment(INVESTMENT), "title": "某种情形"}
    assert refused(office, "list_negative_item", DESK, "2019-09-10 09:00", **told) == (
        f"“{INVESTMENT}”不是负面清单类的指标",
        "请写明依据：哪份文件的哪一条",
    )
    (reason,) = refused(
        office, "list_negative_item", "environment_head", "2019-09-10 09:00",
        assignment=office.assignment(LIST), title="某种情形", basis="第四条",
    )  # fmt: skip
    assert reason.startswith("您现在的岗位不能办理")


def test_risk_is_told_to_every_unit_that_answers_for_it(office: Year) -> None:
    item = listed(office)
    assert refused(office, "warn_of_risk", DESK, "2019-10-09 09:00", item=item) == ("请写明理由",)
    office.do("warn_of_risk", "party_supervisor", "2019-10-09 09:00", item=item, words="汛期尾矿库水位偏高。")
    assert state(office, item) == "at_risk"
    assert sorted(row.body for row in office.told("negative_risk")) == [
        "县应急管理局：负面清单“较大环境污染事件”有苗头：汛期尾矿库水位偏高。请研判防范，确保不发生扣分情形。",
        "市生态环境局宁陕分局：负面清单“较大环境污染事件”有苗头：汛期尾矿库水位偏高。请研判防范，确保不发生扣分情形。",
    ]
    office.do("ease_risk", DESK, "2019-10-20 09:00", item=item, reason="水位已回落")
    assert state(office, item) == "listed"


def test_what_the_city_took_is_shared_doubled_and_confirmed(county: Year) -> None:
    """R2.23, O31: the whole way, with everybody's to-do."""
    item = listed(county)
    happened(county, item)
    assert [post for post, _ in owed_all(county, "verdict", item)] == [DESK]
    taken(county, item)
    assert owed(county, "apportionment", item) == [(DESK, "2020-01-15")]
    county.do("apportion_loss", DESK, "2020-01-13 09:00", item=item, shares=SHARED, words="牵头监管不到位")
    done = county.do("propose_doubling", DESK, "2020-01-13 10:00", item=item)
    assert done.details == {"worth": {"environment": "-0.6分", "emergency": "-0.4分"}}
    assert owed(county, "apportionment", item) == []
    assert sorted(post for post, _ in owed(county, "decision", item)) == [CHAIR, DEPUTY]
    assert (points_of(county), county.rows(PointsShare), county.told("points_carried")) == ({}, [], [])

    confirmed(county, item)

    assert points_of(county) == {"environment": Fraction("-0.3"), "emergency": Fraction("-0.2")}
    assert (state(county, item), owed(county, "decision", item)) == ("confirmed", [])
    assert sorted(row.body for row in county.told("points_carried")) == [
        "县应急管理局：上级对“较大环境污染事件”-0.5分（市考〔2020〕3号（2020-01-08）），你单位分担-0.2分，按方案的双倍规则计-0.4分。",
        "市生态环境局宁陕分局：上级对“较大环境污染事件”-0.5分（市考〔2020〕3号（2020-01-08）），"
        "你单位分担-0.3分，按方案的双倍规则计-0.6分。",
    ]
    acts = [row.act for row in county.rows(Journal, subject_kind="negative")]
    assert acts == [
        "list_item", "report_occurrence", "record_loss", "apportion", "propose_doubling", "confirm_doubling"
    ]  # fmt: skip


def owed_all(year: Year, kind: str, item: int) -> list[tuple[str, None]]:
    """Undated ones too."""
    posts = {number: code for code, number in _posts(year).items()}
    return [(posts[row.post_id], None) for row in year.owed(kind=kind, subject_kind="negative", subject_id=item)]


def test_shares_are_the_whole_or_the_difference_is_told(office: Year) -> None:
    item = listed(office)
    happened(office, item)
    taken(office, item)
    told = {"item": item, "words": "按职责"}

    def against(**shares: str) -> tuple[str, ...]:
        return refused(office, "apportion_loss", DESK, "2020-01-13 09:00", **told, shares=shares)

    assert against() == ("方案没有定怎么分担，请写明各单位分担几分",)
    assert against(environment="-0.3", emergency="-0.1") == ("各家分担之和是-0.4分，上级的是-0.5分，相差0.1分",)
    assert against(environment="-0.3", tourism="-0.2") == ("县文旅局（示例）不承担这项任务，不能分担",)
    assert refused(office, "propose_doubling", DESK, "2020-01-13 09:00", item=item) == (
        "负面清单事项现在是“上级已认定扣分”，不能办理“提出双倍扣分建议”",
    )


def test_who_proposes_does_not_confirm_and_it_may_go_back(office: Year) -> None:
    item = listed(office)
    happened(office, item)
    taken(office, item)
    proposed(office, item)
    (reason,) = refused(office, "confirm_doubling", DESK, "2020-01-14 09:00", item=item)
    assert reason.startswith("您现在的岗位不能办理")
    assert refused(office, "return_proposal", DEPUTY, "2020-01-14 09:00", item=item) == ("请写明理由",)
    office.do("return_proposal", DEPUTY, "2020-01-14 09:00", item=item, words="应急局责任更大")
    proposed(office, item, "2020-01-15 09:00", environment="-0.2", emergency="-0.3")
    confirmed(office, item, "2020-01-16 09:00")
    assert points_of(office) == {"environment": Fraction("-0.2"), "emergency": Fraction("-0.3")}
    assert [row.shares for row in office.rows(NegativeProposal)] == [
        {"environment": "-0.3", "emergency": "-0.2"},
        {"environment": "-0.2", "emergency": "-0.3"},
    ]


def test_confirmed_with_a_pen_is_recorded_with_the_sheet(office: Year) -> None:
    """O03."""
    item = listed(office)
    happened(office, item)
    taken(office, item)
    proposed(office, item)
    sheet = {"item": item, "decision": "confirm", "leader": CHAIR, "signed_on": "2020-01-14", "words": "同意"}
    assert refused(office, "record_negative_decision", DESK, "2020-01-15 09:00", **sheet) == ("请附签批件扫描件或照片",)
    scan = office.attach_loose(DESK, "2020-01-15 09:00", unit="county_office", title="呈批单")
    office.do("record_negative_decision", DESK, "2020-01-15 09:00", **sheet, scan=scan)
    (line,) = office.rows(Journal, act="confirm_doubling")
    assert (line.person_id, line.recorded_by, line.via) == (office.persons[CHAIR], office.persons[DESK], "paper")
    assert points_of(office) == {"environment": Fraction("-0.3"), "emergency": Fraction("-0.2")}


def test_correction_is_a_new_version_and_counts_when_confirmed(office: Year) -> None:
    item = doubled(office)
    told = {"item": item, "points": "-0.2", **paper(office, "市考〔2020〕9号", "2020-02-10 09:00", "2020-02-08")}
    assert refused(office, "correct_negative_loss", DESK, "2020-02-10 10:00", **told) == ("请写明理由",)
    done = office.do("correct_negative_loss", DESK, "2020-02-10 10:00", **told, reason="市上复核后减为0.2分")
    assert done.details == {"version": 2}
    assert (state(office, item), points_of(office)["environment"]) == ("deducted", Fraction("-0.3"))

    office.do("apportion_loss", DESK, "2020-02-11 09:00", item=item, words="按原来的比例")
    office.do("propose_doubling", DESK, "2020-02-11 09:10", item=item)
    confirmed(office, item, "2020-02-12 09:00")

    assert points_of(office) == {"environment": Fraction("-0.12"), "emergency": Fraction("-0.08")}
    assert points_of(office, as_of="2020-02-11 12:00") == BEFORE
    assert points_of(office, as_of="2020-01-13 12:00") == {}
    assert [(row.ordinal, row.points, row.replaced_at is None) for row in office.rows(SuperiorPoints)] == [
        (1, Decimal("-0.5"), False),
        (2, Decimal("-0.2"), True),
    ]


def test_taken_back_whole_nothing_is_left(office: Year) -> None:
    item = doubled(office)
    told = {"item": item, "points": "0", **paper(office, "市考〔2020〕9号", "2020-02-10 09:00", "2020-02-08")}
    office.do("correct_negative_loss", DESK, "2020-02-10 10:00", **told, reason="市上撤销扣分")
    office.do("apportion_loss", DESK, "2020-02-11 09:00", item=item, words="市上撤销")
    office.do("propose_doubling", DESK, "2020-02-11 09:10", item=item)
    confirmed(office, item, "2020-02-12 09:00")
    assert points_of(office) == {}


def test_loss_needs_the_citys_paper_and_takes_points(office: Year) -> None:
    item = listed(office)
    happened(office, item)
    assert refused(office, "record_negative_loss", DESK, "2020-01-10 09:00", item=item, points="0.5") == (
        "请登记上级认定的文件、日期和附件",
        "负面清单只扣分，请写上级扣的分（负数）",
    )
    office.do("clear_occurrence", DESK, "2020-01-10 09:00", item=item, reason="市上未扣分")
    assert state(office, item) == "listed"


def test_happens_again_and_both_count(office: Year) -> None:
    item = doubled(office)
    happened(office, item, "2020-01-15 09:00", "2019-12-20")
    taken(office, item, "-0.4", "2020-01-16 09:00", "市考〔2020〕5号")
    proposed(office, item, "2020-01-17 09:00", environment="-0.4", emergency="0")
    confirmed(office, item, "2020-01-17 10:00")
    assert points_of(office) == {"environment": Fraction("-0.7"), "emergency": Fraction("-0.2")}


def test_same_paper_and_points_are_never_doubled_twice(office: Year) -> None:
    """R2.23 and R2.24 never stack to ×4."""
    item = doubled(office)
    other = listed(office, "2020-01-15 09:00", "水源地污染")
    happened(office, other, "2020-01-15 10:00", "2019-12-20")
    kept = paper(office, when="2020-01-15 10:00")
    assert refused(office, "record_negative_loss", DESK, "2020-01-15 11:00", item=other, points="-0.5", **kept) == (
        "市考〔2020〕3号的-0.5分已按“较大环境污染事件”登记，同一件事只计一次，不能再双倍",
    )
    given = {"assignment": office.assignment(LIST), "points": "-0.5", "shares": SHARED, **kept}
    assert refused(office, "record_superior_points", DESK, "2020-01-15 11:00", **given) == (
        "负面清单的扣分按负面清单事项登记、确认，只双倍一次，不在这里登记",
        "市考〔2020〕3号的-0.5分已按“较大环境污染事件”登记，同一件事只计一次，不能再双倍",
    )
    assert state(office, item) == "confirmed"


def test_facts_say_from_where_they_come(office: Year) -> None:
    doubled(office)
    with office.database.read() as tx:
        facts = carried_down(tx, published_of(tx, office.assessment))
    (own,) = [fact for fact in facts.imported if fact.unit == "emergency"]
    assert isinstance(own, ImportedFact)
    assert (own.source, own.value, own.version) == ("city_marks", Fraction("-0.2"), "市考〔2020〕3号（2020-01-08）")
    assert own.known.evidence == ("市考〔2020〕3号（2020-01-08）：“较大环境污染事件”-0.5分，分担-0.2分",)
    assert own.known.verified_by == "市考核系统"
    nothing = next(fact for fact in facts.imported if fact.unit == "labour")
    assert (nothing.value, nothing.version, nothing.known.ref) == (Fraction(0), "", "没有上级加减分")
    assert facts.findings == ()


LISTED = {
    "  reviewers: [supervision]\n  basis: {document: notice, clause: 第四条, quote: 要对照": (
        "  reviewers: [supervision]\n  finding: major_problem\n"
        "  basis: {document: notice, clause: 第四条, quote: 要对照"
    )
}


def test_loss_is_besides_on_record_as_a_finding(sqlite_database: Database, tmp_path: Path) -> None:
    """For rules that only ask whether there was one (限制评优)."""
    year = published(sqlite_database, SCHEME, when=NOTICE, folder=tmp_path, other=LISTED)
    doubled(year)
    with year.database.read() as tx:
        facts = carried_down(tx, published_of(tx, year.assessment))
    assert [(fact.kind, fact.unit, fact.on, fact.problem) for fact in facts.findings] == [
        ("major_problem", "environment", date(2020, 1, 8), "item:1:1"),
        ("major_problem", "emergency", date(2020, 1, 8), "item:1:1"),
    ]


SPLIT = {"  split: {by: decided}": "  split: {by: weights, lead: 60}"}


def test_shares_that_the_scheme_decides_are_not_decided_by_a_person(sqlite_database: Database, tmp_path: Path) -> None:
    year = published(sqlite_database, SCHEME, when=NOTICE, folder=tmp_path, other=SPLIT)
    item = listed(year)
    happened(year, item)
    taken(year, item, "-0.25")
    told = {"item": item, "words": "按方案的比例"}
    assert refused(year, "apportion_loss", DESK, "2020-01-13 09:00", **told, shares={"environment": "-0.25"}) == (
        "方案已定责任部门占60%，其余由配合单位平分，不由人另定",
    )
    year.do("apportion_loss", DESK, "2020-01-13 09:00", **told)
    year.do("propose_doubling", DESK, "2020-01-13 10:00", item=item)
    confirmed(year, item)
    assert points_of(year) == {"environment": Fraction("-0.15"), "emergency": Fraction("-0.1")}


def test_putting_right_is_looked_at_and_gives_no_points_back(office: Year) -> None:
    item = doubled(office)
    assert refused(office, "order_rectification", DESK, "2020-01-15 09:00", item=item, unit="tourism") == (
        "“tourism”不承担“较大环境污染事件”，不能责令它整改",
    )
    past = {"item": item, "due_on": "2020-01-14"}
    assert refused(office, "order_rectification", DESK, "2020-01-15 09:00", **past) == (
        "请写明理由",
        "整改期限早于今天",
    )
    told = {"item": item, "unit": "emergency", "words": "尾矿库除险加固"}
    number = office.do("order_rectification", "party_supervisor", "2020-01-15 09:00", **told).ids["rectification"]
    assert [row.due_at.date() for row in office.owed(kind="reply", subject_kind="rectification")] == [date(2020, 2, 5)]
    answer = {"rectification": number, "words": "已加固"}
    assert refused(office, "report_negative_rectification", "emergency_head", "2020-01-20 09:00", **answer) == (
        "请附整改的印证材料",
    )
    scan = office.attach_loose("emergency_officer", "2020-01-20 09:00", unit="emergency", title="验收单")
    proof = {"evidence": [_evidence(office, scan)]}
    office.do("report_negative_rectification", "emergency_head", "2020-01-20 10:00", **answer, **proof)
    judged = {"rectification": number, "words": "现场看还有一处渗漏", "due_on": "2020-02-14"}
    office.do("return_negative_rectification", "party_supervisor", "2020-01-21 09:00", **judged)
    assert [row.due_at.date() for row in office.owed(kind="reply", subject_kind="rectification")] == [date(2020, 2, 14)]
    office.do("report_negative_rectification", "emergency_head", "2020-02-13 10:00", **answer, **proof)
    office.do(
        "close_negative_rectification", "party_supervisor", "2020-02-14 09:00", rectification=number, words="已到位"
    )
    assert office.one(NegativeRectification).state == "closed_out"
    assert office.owed(subject_kind="rectification") == []
    assert points_of(office) == {"environment": Fraction("-0.3"), "emergency": Fraction("-0.2")}


def _evidence(year: Year, version: int) -> int:
    return int(year.one(EvidenceVersion, id=version).evidence_id)
