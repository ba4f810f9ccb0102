"""Back and forth: returns with a reason, the way straight back, recalls, and two who are at it at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from actions.acts import Conflict, Refused
from models.assignments import Assignment
from models.database import Database
from models.items import Item
from models.obligations import Obligation
from models.reviews import Review
from models.snapshots import Snapshot
from tests.integration.actions.breakdowns import (
    TOWN_ITEM,
    approve,
    bodies,
    desks,
    handed_in,
    save,
    send_back,
    state,
    submit,
)
from tests.integration.actions.year import Year, at, published

Refusing = Callable[..., tuple[str, ...]]


@pytest.fixture
def with_leader(town: Year) -> int:
    """A breakdown that the head has approved."""
    assignment = handed_in(town, "2019-03-05 10:00")
    approve(town, "farming_head", "2019-03-05 11:00", assignment)
    return assignment


@pytest.mark.closes("R0.15", "R2.7b")
def test_breakdown_is_reviewed_by_the_head_then_by_the_leader_in_charge(town: Year, with_leader: int) -> None:
    assert (state(town, with_leader), desks(town, with_leader)) == ("review:leader", ["leader"])

    approve(town, "leader", "2019-03-06 09:00", with_leader, words="同意，抓紧实施")

    assert state(town, with_leader) == "awaiting_consolidation"
    assert [(row.step, row.decision, row.words) for row in town.rows(Review)] == [
        ("head", "agreed", ""),
        ("leader", "agreed", "同意，抓紧实施"),
    ]


@pytest.mark.closes("A13")
def test_whoever_submitted_it_does_not_review_it(town: Year, refused: Refusing) -> None:
    save(town, "2019-03-05 10:00", TOWN_ITEM)
    submit(town, "2019-03-05 10:00", by="farming_head")

    reasons = refused(town, "approve", "farming_head", "2019-03-05 11:00", kind="assignment", id=1)
    assert reasons == ("本件由您送审，不能由您本人审核；确需一人兼办的，须在方案中准许该岗位兼岗",)


def test_nobody_else_decides(town: Year, with_leader: int, refused: Refusing) -> None:
    told = {"kind": "assignment", "id": with_leader}
    for act, more in (("approve", {}), ("return_for_revision", {"reason": "不细"})):
        reasons = refused(town, act, "desk", "2019-03-05 12:00", **told, **more)
        assert reasons == ("您现在的岗位不能办理，可以办理的是：当前办理岗位（分管领导）",)


def test_return_needs_a_reason(town: Year, with_leader: int, refused: Refusing) -> None:
    told = {"kind": "assignment", "id": with_leader}
    assert refused(town, "return_for_revision", "leader", "2019-03-05 12:00", **told) == ("请写明理由",)
    reasons = refused(town, "return_for_revision", "leader", "2019-03-05 12:00", **told, reason="不细", to="nowhere")
    assert reasons == ("“分管领导审阅”不能退回到“nowhere”，可以退回到：draft（填报人）、head（部门负责人审核）",)


@pytest.mark.closes("A21", "W12")
def test_correction_goes_straight_back_to_the_returner_with_the_difference(town: Year, with_leader: int) -> None:
    send_back(town, "leader", "2019-03-06 09:00", with_leader, "请写明分季度进度")
    assert desks(town, with_leader, "revision") == ["farming_officer"]
    assert bodies(town, "returned") == [
        (
            "farming_officer",
            "“新建高标准农田”指标分解已由分管农业的镇领导退回修改。意见：请写明分季度进度。"
            "修改后请于3月15日（周五）下班前再次送审，将直接送回分管农业的镇领导。",
        )
    ]
    item = {**TOWN_ITEM, "id": town.one(Item).id, "schedule": "每季度完成200亩"}
    save(town, "2019-03-06 10:00", item)
    done = town.do("resubmit", "farming_officer", "2019-03-06 11:00", assignment=with_leader)

    assert (state(town, with_leader), desks(town, with_leader)) == ("review:leader", ["leader"])
    assert done.details["changes"] == [
        {"path": "items[1].schedule", "before": TOWN_ITEM["schedule"], "after": "每季度完成200亩"}
    ]
    assert [row.version for row in town.rows(Snapshot)] == [1, 2]


@pytest.mark.closes("A20")
def test_return_to_an_earlier_step_comes_straight_back(town: Year, with_leader: int) -> None:
    send_back(town, "leader", "2019-03-06 09:00", with_leader, "请核实面积", to="head")
    assert (state(town, with_leader), desks(town, with_leader)) == ("review:head", ["farming_head"])
    assert bodies(town, "returned_to_step") == [
        (
            "farming_head",
            "分管农业的镇领导将“新建高标准农田”指标分解退回农业站站长重新审核。意见：请核实面积。"
            "请于3月7日（周四）下班前办理，办结后直接送回分管农业的镇领导。",
        )
    ]
    approve(town, "farming_head", "2019-03-06 10:00", with_leader)
    assert desks(town, with_leader) == ["leader"]


def changed(town: Year, assignment: int) -> None:
    """The leader returns it, and the writer changes a number and explains the sum."""
    send_back(town, "leader", "2019-03-06 09:00", assignment, "面积再核")
    less = {**TOWN_ITEM, "shares": [{"target": "建成面积", "value": "750"}]}
    doubt = save(town, "2019-03-06 10:00", less).details["doubts"][0]["doubt"]
    told = {"kind": "assignment", "id": assignment, "doubt": doubt, "words": "其余50亩由县里实施"}
    town.do("explain_doubt", "farming_officer", "2019-03-06 10:10", **told)
    town.do("resubmit", "farming_officer", "2019-03-06 11:00", assignment=assignment)


def test_changed_figure_is_asked_of_the_reviewers_in_between_again(town: Year, with_leader: int) -> None:
    changed(town, with_leader)
    assert desks(town, with_leader) == ["farming_head"]
    approve(town, "farming_head", "2019-03-06 12:00", with_leader)
    assert desks(town, with_leader) == ["leader"]


@pytest.mark.closes("W12")
def test_changed_figure_only_informs_them_where_the_scheme_says_so(database: Database, tmp_path: Path) -> None:
    other = {"late_start: exempt": "late_start: exempt\n  resubmission: inform"}
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)
    assignment = handed_in(town)
    approve(town, "farming_head", "2019-03-05 11:00", assignment)

    changed(town, assignment)

    assert desks(town, assignment) == ["leader"]
    ((reader, body),) = bodies(town, "changed")
    assert reader == "farming_head"
    assert "数字或目标有变动，直接送退回人审核，您不需再办理" in body


def test_revision_is_due_two_workdays_later_and_never_before_the_original_date(town: Year, with_leader: int) -> None:
    """The breakdown is due on 15 March, a Friday; a return on Thursday the 14th gives until Monday the 18th."""
    send_back(town, "leader", "2019-03-06 09:00", with_leader)
    (early,) = town.owed(kind="revision")
    assert early.due_at == at("2019-03-15 23:59:59.999999")

    town.do("resubmit", "farming_officer", "2019-03-13 10:00", assignment=with_leader)
    send_back(town, "leader", "2019-03-14 10:00", with_leader)
    (late,) = town.owed(kind="revision")
    assert late.due_at == at("2019-03-18 23:59:59.999999")
    assert town.one(Assignment, id=with_leader).first_submitted_at == at("2019-03-05 10:00")


@pytest.mark.closes("A22")
def test_recall_clears_the_others_list(town: Year, with_leader: int) -> None:
    town.do("recall", "farming_head", "2019-03-05 12:00", kind="assignment", id=with_leader)

    assert (state(town, with_leader), desks(town, with_leader)) == ("review:head", ["farming_head"])
    outcomes = {row.outcome for row in town.rows(Obligation, kind="review", post_id=1)}
    assert outcomes == {"recalled"}
    assert bodies(town, "recalled") == [("leader", "“新建高标准农田”指标分解已由农业站站长撤回，您不需再办理。")]


def test_recall_by_the_writer_returns_it_to_his_desk_with_its_own_date(town: Year) -> None:
    assignment = handed_in(town)
    town.do("recall", "farming_officer", "2019-03-05 12:00", kind="assignment", id=assignment)

    assert (state(town, assignment), desks(town, assignment, "breakdown")) == ("breaking_down", ["farming_officer"])
    (owed,) = town.owed(kind="breakdown", subject_id=assignment)
    assert owed.due_at == at("2019-03-15 23:59:59.999999")
    assert submit(town, "2019-03-05 13:00").details["state"] == "review:head"


@pytest.mark.closes("A22")
def test_recall_is_refused_once_the_other_has_acted(town: Year, with_leader: int, refused: Refusing) -> None:
    told = {"kind": "assignment", "id": with_leader}
    town.do("consult", "leader", "2019-03-05 12:00", **told, post="desk", words="口径对吗？")
    reasons = refused(town, "recall", "farming_head", "2019-03-05 12:10", **told)
    assert reasons == ("对方已经办理，不能撤回，可请对方退回修改",)

    approve(town, "leader", "2019-03-05 12:20", with_leader)
    reasons = refused(town, "recall", "farming_head", "2019-03-05 12:30", **told)
    assert reasons[0] == "您现在的岗位不能办理，可以办理的是：上一步办理人"


def test_whoever_is_slower_is_told_that_it_changed(town: Year, with_leader: int) -> None:
    """The leader reads version 3; the head takes it back; the leader's click finds another thing than he saw."""
    seen = town.one(Assignment, id=with_leader).version
    town.do("recall", "farming_head", "2019-03-05 12:00", kind="assignment", id=with_leader)
    before = town.dump()

    with pytest.raises(Conflict) as lost:
        approve(town, "leader", "2019-03-05 12:00", with_leader, version=seen)

    assert lost.value.reasons == ("这件事已有变化，请刷新后再办",)
    assert town.dump() == before


def test_of_two_at_the_same_moment_one_wins_and_the_other_is_told(town: Year, with_leader: int) -> None:
    """The leader agrees while the head takes it back: never both, and whoever came second hears why."""
    meet = Barrier(2)

    def click(act: str, by: str) -> str:
        meet.wait()
        try:
            town.do(act, by, "2019-03-05 12:00", kind="assignment", id=with_leader)
        except Refused as refused:
            return f"refused: {len(refused.reasons) > 0}"
        return "done"

    with ThreadPoolExecutor(2) as pool:
        said = [pool.submit(click, *each) for each in (("approve", "leader"), ("recall", "farming_head"))]
    assert sorted(one.result() for one in said) == ["done", "refused: True"]
    assert state(town, with_leader) in ("awaiting_consolidation", "review:head")
    assert len([row for row in town.rows(Review, step="leader") if row.decision == "agreed"]) == (
        state(town, with_leader) == "awaiting_consolidation"
    )


def test_office_sends_back_what_it_collected_and_gets_it_back(town: Year, with_leader: int) -> None:
    approve(town, "leader", "2019-03-05 12:00", with_leader)
    send_back(town, "desk", "2019-03-06 09:00", with_leader, "格式不对")
    assert state(town, with_leader) == "returned"

    town.do("resubmit", "farming_officer", "2019-03-06 10:00", assignment=with_leader)
    assert state(town, with_leader) == "awaiting_consolidation"
