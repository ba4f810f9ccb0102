"""By which door a decision comes: for somebody who is away, in two posts, on paper, typed by a clerk, by nobody."""

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.acts import Refused
from actions.reviewing.codes import SheetOf
from models.assignments import Assignment
from models.database import Database
from models.journal import Journal
from models.outbox import OutboxMessage
from models.reviews import Review
from states.subjects import SubjectKind
from tests.integration.actions.breakdowns import (
    FARMLAND,
    TOWN_ITEM,
    approve,
    bodies,
    desks,
    handed_in,
    road_handed_in,
    save,
    state,
)
from tests.integration.actions.year import Year, at, published

Refusing = Callable[..., tuple[str, ...]]


def last(year: Year, act: str) -> tuple[str, list[str], int | None, int | None, int | None]:
    """The last journal line of an act: by which door, with which marks, by whom, for whom, typed by whom."""
    row = year.rows(Journal, act=act)[-1]
    return row.via, row.marks, row.person_id, row.on_behalf_of, row.recorded_by


# 受托办理


@pytest.fixture
def away(town: Year) -> Year:
    """The head is away for a week; the responsible person stands in, whom the officer would stand in for."""
    for person, substitute in (("farming_head", "farming_responsible"), ("farming_responsible", "farming_officer")):
        town.do(
            "appoint_substitute", "desk", "2019-03-04 10:00", office=town.office, person=person, substitute=substitute,
            begins_on="2019-03-05", ends_on="2019-03-11", reason="外出学习",
        )  # fmt: skip
    return town


@pytest.mark.closes("A15", "A16")
def test_substitute_decides_and_the_record_says_for_whom(away: Year) -> None:
    assignment = handed_in(away, "2019-03-05 10:00")
    approve(away, "farming_responsible", "2019-03-05 11:00", assignment)

    head, standing_in = away.persons["farming_head"], away.persons["farming_responsible"]
    assert last(away, "approve") == ("substitute", ["on_behalf"], standing_in, head, None)
    assert [(row.person_id, row.via) for row in away.rows(Review, step="head")] == [(standing_in, "substitute")]


@pytest.mark.closes("A16")
def test_substitution_does_not_pass_through_a_second_person(away: Year, refused: Refusing) -> None:
    assignment = handed_in(away, "2019-03-05 10:00")
    told = {"kind": "assignment", "id": assignment}
    reasons = refused(away, "approve", "farming_officer", "2019-03-05 11:00", **told)
    assert reasons == ("您现在的岗位不能办理，可以办理的是：当前办理岗位（部门负责人）",)


def test_substitution_ends_by_itself(away: Year, refused: Refusing) -> None:
    assignment = handed_in(away, "2019-03-12 10:00")
    told = {"kind": "assignment", "id": assignment}
    assert refused(away, "approve", "farming_responsible", "2019-03-12 11:00", **told)
    approve(away, "farming_head", "2019-03-12 12:00", assignment)
    assert last(away, "approve")[:2] == ("page", [])


# 兼岗

TWO_POSTS = {
    "role: responsible_person}\n  - {code: farming_officer, title: 农业站承办人, unit: farming, role: officer}":
    "role: responsible_person}\n  - {code: farming_officer, title: 农业站承办人, unit: farming, role: officer,"
    " grants: [department_head]}",
    "  - {code: farming_head, title: 农业站站长, unit: farming, role: department_head}\n": "",
}  # fmt: skip


@pytest.mark.closes("O08")
def test_post_that_is_granted_a_second_role_reviews_its_own_work_and_is_marked(
    database: Database, tmp_path: Path
) -> None:
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=TWO_POSTS)
    assignment = handed_in(town)

    approve(town, "farming_officer", "2019-03-05 11:00", assignment)

    person = town.persons["farming_officer"]
    assert last(town, "approve") == ("page", ["dual_post"], person, None, None)
    assert desks(town, assignment) == ["leader"]


# 线下签批补录


@pytest.fixture
def before_leader(town: Year) -> int:
    assignment = handed_in(town, "2019-03-05 10:00")
    approve(town, "farming_head", "2019-03-05 11:00", assignment)
    return assignment


def scan_of(town: Year) -> int:
    return town.attach_loose("clerk", "2019-03-07 09:00", unit="office", title="呈批单")


@pytest.mark.closes("O03")
def test_pen_signature_is_the_leaders_and_dated_when_he_signed(town: Year, before_leader: int) -> None:
    scan, code = scan_of(town), printed(town, before_leader)
    town.do(
        "record_paper_decision", "clerk", "2019-03-07 09:30", kind="assignment", id=before_leader, leader="leader",
        decision="approve", signed_on="2019-03-06", words="同意，注意质量", code=code, scan=scan,
    )  # fmt: skip

    row = town.one(Review, step="leader")
    signed = at("2019-03-06 23:59:59.999999")
    assert (row.decision, row.words, row.via) == ("agreed", "同意，注意质量", "paper")
    assert (row.person_id, row.decided_at, row.recorded_by) == (town.persons["leader"], signed, town.persons["clerk"])
    assert row.paper == {
        "code": code, "scan": scan, "signed_at": "2019-03-06T23:59:59.999999+08:00", "words": "同意，注意质量",
    }  # fmt: skip
    assert last(town, "approve") == ("paper", ["on_paper"], town.persons["leader"], None, town.persons["clerk"])
    entry = town.rows(Journal, act="approve")[-1]
    assert (entry.effective_at, entry.recorded_at) == (signed, at("2019-03-07 09:30"))
    assert bodies(town, "paper_recorded") == [
        (
            "leader",
            "党政办联络员已补录您3月6日（周三）对“新建高标准农田”指标分解的签批：同意。同意，注意质量"
            "如有出入，请告知党政办联络员。",
        )
    ]


def printed(town: Year, assignment: int, **other: int) -> str:
    """The code on the sheet that lies before the leader."""
    told = {"id": assignment, "round": town.one(Assignment, id=assignment).round, **other}
    return SheetOf(SubjectKind.ASSIGNMENT, **told).code


@pytest.mark.closes("O03")
def test_code_of_another_sheet_or_an_earlier_one_is_refused(town: Year, before_leader: int) -> None:
    told = {
        "kind": "assignment", "id": before_leader, "leader": "leader", "decision": "approve",
        "signed_on": "2019-03-06", "scan": scan_of(town),
    }  # fmt: skip
    slip = printed(town, before_leader)[:-1]
    wrong = {
        "没有短码": f"{slip}Z",
        "是另一件事项的呈批单，请核对": printed(town, before_leader + 1),
        "是第7次呈批的，现在是第1次，请用最近一次的呈批单": printed(town, before_leader, round=7),
    }
    for reason, code in wrong.items():
        with pytest.raises(Refused, match=reason):
            town.do("record_paper_decision", "clerk", "2019-03-07 09:30", **told, code=code)
    with pytest.raises(Refused) as both:
        town.do("record_paper_decision", "clerk", "2019-03-07 09:30", **{**told, "scan": None}, code=f"{slip}Z")
    assert len(both.value.reasons) == 2
    town.do(
        "record_paper_decision", "clerk", "2019-03-07 09:30", **told, code=f" {printed(town, before_leader)} ".lower()
    )


@pytest.mark.closes("O03")
def test_pen_signature_without_its_scan_or_from_tomorrow_is_refused(
    town: Year, before_leader: int, refused: Refusing
) -> None:
    told = {
        "kind": "assignment", "id": before_leader, "leader": "leader", "decision": "approve", "signed_on": "2019-03-08",
    }  # fmt: skip
    reasons = refused(town, "record_paper_decision", "clerk", "2019-03-07 09:30", **told, scan=99)
    assert reasons == ("签批日期2019-03-08晚于今天，请附签批件扫描件或照片",)


def test_pen_signature_is_recorded_by_a_clerk_only(town: Year, before_leader: int, refused: Refusing) -> None:
    told = {
        "kind": "assignment", "id": before_leader, "leader": "leader", "decision": "return_for_revision",
        "words": "重报", "signed_on": "2019-03-06", "scan": scan_of(town),
    }  # fmt: skip
    (reason,) = refused(town, "record_paper_decision", "farming_officer", "2019-03-07 09:30", **told)
    assert reason.startswith("您现在的岗位不能办理，可以办理的是：考核主办单位的")

    town.do("record_paper_decision", "clerk", "2019-03-07 09:40", **told)
    assert state(town, before_leader) == "returned"


# 代录


def test_what_a_unit_sent_in_is_typed_by_the_office_in_its_name(town: Year, refused: Refusing) -> None:
    told = {"assignment": town.assignment(FARMLAND), "items": [TOWN_ITEM]}
    town.do("save_breakdown", "desk", "2019-03-05 09:00", entered_for="farming_officer", **told)
    town.do("submit_breakdown", "desk", "2019-03-05 09:10", entered_for="farming_officer", assignment=1)

    officer, desk = town.persons["farming_officer"], town.persons["desk"]
    assert last(town, "submit_breakdown") == ("entered_for", ["entered_for"], officer, None, desk)
    assert bodies(town, "entered_for") == [
        (
            "farming_officer",
            "党政办考核岗已按贵单位报来的材料代录“新建高标准农田”指标分解。如有不符，请及时提出异议。",
        )
    ]
    assert refused(town, "save_breakdown", "desk", "2019-03-05 09:20", **told)


def test_only_a_clerk_types_for_others(town: Year, refused: Refusing) -> None:
    told = {"assignment": town.assignment(FARMLAND), "items": [TOWN_ITEM]}
    (reason,) = refused(town, "save_breakdown", "leader", "2019-03-05 09:00", entered_for="farming_officer", **told)
    assert reason.startswith("您现在的岗位不能办理，可以办理的是：考核主办单位的")


# 自动跳过

SKIPPED = {
    "{code: head, label: 部门负责人审核, reviewers: [department_head], days: 1}\n      - {code: leader":
    "{code: head, label: 部门负责人审核, reviewers: [department_head], days: 1, skip_when: same_person}\n"
    "      - {code: leader",
}  # fmt: skip


@pytest.mark.closes("A29")
def test_step_of_the_same_person_is_skipped_and_never_called_approved(database: Database, tmp_path: Path) -> None:
    """A station of one: its head writes the breakdown himself, and the scheme lets his own review be skipped."""
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=SKIPPED)
    save(town, "2019-03-05 10:00", TOWN_ITEM)
    town.do("submit_breakdown", "farming_head", "2019-03-05 11:00", assignment=1)

    assert desks(town, 1) == ["leader"]
    assert [(row.step, row.decision, row.person_id) for row in town.rows(Review)] == [
        ("head", "skipped", None),
        ("leader", None, None),
    ]
    assert last(town, "skip") == ("clock", [], None, None, None)
    assert town.rows(Journal, act="approve") == []
    assert ([reader for reader, _ in bodies(town, "presented")], bodies(town, "to_review")) == (["leader"], [])


NOBODY = {
    "      - {code: leader, label: 分管领导审阅":
    "      - {code: watch, label: 督查室审核, reviewers: [{role: supervision, of: office}], skip_when: no_post}\n"
    "      - {code: leader, label: 分管领导审阅",
}  # fmt: skip


@pytest.mark.closes("A29")
def test_step_for_which_there_is_no_post_is_skipped(database: Database, tmp_path: Path) -> None:
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=NOBODY)
    assignment = handed_in(town)
    approve(town, "farming_head", "2019-03-05 11:00", assignment)

    assert desks(town, assignment) == ["leader"]
    skipped = town.one(Journal, act="skip")
    assert (skipped.before, skipped.after) == ({"state": "review:watch"}, {"state": "review:leader"})


def test_step_of_another_person_is_not_skipped(database: Database, tmp_path: Path) -> None:
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=SKIPPED)
    assert desks(town, handed_in(town)) == ["farming_head"]


# 催办


@pytest.mark.closes("A27")
def test_urging_is_counted_recorded_and_limited(district: Year, refused: Refusing) -> None:
    road = road_handed_in(district, "2019-04-01 10:00")
    told = {"kind": "assignment", "id": road}
    district.do("urge", "housing_officer", "2019-04-01 11:00", **told, words="请今天办结")
    assert bodies(district, "urged_by_hand") == [
        (
            "housing_head",
            "区住建局承办人催办“建成北环路二期工程”指标分解，请于4月2日（周二）下班前办理。（第1次）请今天办结",
        )
    ]
    reasons = refused(district, "urge", "housing_officer", "2019-04-01 12:00", **told)
    assert reasons == ("24小时内已催办过，04月02日11:00后方可再次催办",)

    for day in ("02", "03"):
        district.do("urge", "housing_officer", f"2019-04-{day} 11:00", **told)
    reasons = refused(district, "urge", "housing_officer", "2019-04-04 11:00", **told)
    assert reasons == ("本环节已催办3次，达到上限，请当面沟通或由主办单位转办",)
    assert len(district.rows(Journal, act="urge")) == 3


@pytest.mark.closes("O10")
def test_what_lies_on_a_leaders_desk_reminds_his_liaison_and_never_urges_him(town: Year, before_leader: int) -> None:
    arrived = bodies(town, "waiting_on_desk")
    town.do("urge", "farming_officer", "2019-03-05 15:00", kind="assignment", id=before_leader)

    assert town.told("urged_by_hand") == []
    assert bodies(town, "waiting_on_desk")[len(arrived) :] == [
        (
            "clerk",
            "“新建高标准农田”指标分解待分管农业的镇领导办理，应于3月6日（周三）下班前办结，请联络员协助呈送。",
        )
    ]
    told_leader = [row.body for row in town.rows(OutboxMessage, person_id=town.persons["leader"])]
    assert [word for word in ("催", "逾期") for body in told_leader if word in body] == []
