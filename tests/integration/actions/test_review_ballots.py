"""Several seats in one step: 会签 of all, two of three, seats called in and handed on, advice, copies, many at once."""

from collections.abc import Callable

import pytest

from models.journal import Journal
from models.obligations import Obligation
from models.reviews import Copy, Opinion, Review
from tests.integration.actions.breakdowns import (
    FARMLAND,
    SAFETY,
    approve,
    bodies,
    desks,
    handed_in,
    road_handed_in,
    send_back,
    state,
)
from tests.integration.actions.year import Year

Refusing = Callable[..., tuple[str, ...]]


@pytest.fixture
def countersigned(district: Year) -> int:
    """The road, before the heads of both co-units."""
    road = road_handed_in(district)
    approve(district, "housing_head", "2019-04-01 11:00", road)
    return road


@pytest.fixture
def before_panel(district: Year, countersigned: int) -> int:
    """The road, before 财政、审计、司法, of whom two have to agree."""
    for by in ("transport_head", "water_head", "deputy_mayor"):
        approve(district, by, "2019-04-02 10:00", countersigned)
    return countersigned


@pytest.mark.closes("A10")
def test_every_co_unit_has_to_countersign(district: Year, countersigned: int) -> None:
    assert desks(district, countersigned) == ["transport_head", "water_head"]

    done = approve(district, "transport_head", "2019-04-02 09:00", countersigned)
    assert done.summary == "已会签同意“建成北环路二期工程”指标分解，还需1个席位同意"
    assert desks(district, countersigned) == ["water_head"]

    approve(district, "water_head", "2019-04-02 10:00", countersigned)
    assert (state(district, countersigned), desks(district, countersigned)) == ("review:leader", ["deputy_mayor"])


@pytest.mark.closes("A23")
def test_one_refusal_frees_the_others_and_tells_them(district: Year, countersigned: int) -> None:
    send_back(district, "water_head", "2019-04-02 09:00", countersigned, "排水方案没有衔接")

    assert (state(district, countersigned), desks(district, countersigned)) == ("returned", [])
    outcomes = {(row.post_id, row.outcome) for row in district.rows(Obligation, kind="review") if row.post_id > 12}
    assert {outcome for _, outcome in outcomes} == {"returned", "freed"}
    assert bodies(district, "freed") == [
        (
            "transport_head",
            "“建成北环路二期工程”指标分解的会签已由区水利局负责人退回修改，您不需再办理。意见：排水方案没有衔接。",
        )
    ]


def test_votes_of_an_earlier_attempt_do_not_count(district: Year, countersigned: int) -> None:
    approve(district, "transport_head", "2019-04-02 09:00", countersigned)
    send_back(district, "water_head", "2019-04-02 10:00", countersigned, "排水方案没有衔接")
    district.do("resubmit", "housing_officer", "2019-04-02 11:00", assignment=countersigned)

    assert desks(district, countersigned) == ["transport_head", "water_head"]
    approve(district, "water_head", "2019-04-02 12:00", countersigned)
    assert state(district, countersigned) == "review:countersign"


@pytest.mark.closes("A25")
def test_two_of_three_carry_it(district: Year, before_panel: int, refused: Refusing) -> None:
    assert desks(district, before_panel) == ["finance_head", "audit_head", "justice_head"]

    declined = send_back(district, "finance_head", "2019-04-03 09:00", before_panel, "资金来源不清")
    assert declined.summary == "已记录您的不同意意见，其余席位继续会签“建成北环路二期工程”指标分解"
    approve(district, "audit_head", "2019-04-03 10:00", before_panel)
    approve(district, "justice_head", "2019-04-03 11:00", before_panel)

    assert desks(district, before_panel) == ["mayor"]
    said = [(row.decision, row.words) for row in district.rows(Review, step="panel")]
    assert said == [("declined", "资金来源不清"), ("agreed", ""), ("agreed", "")]


def test_two_of_three_free_the_third(district: Year, before_panel: int) -> None:
    approve(district, "finance_head", "2019-04-03 09:00", before_panel)
    approve(district, "audit_head", "2019-04-03 10:00", before_panel)

    assert desks(district, before_panel) == ["mayor"]
    assert bodies(district, "vote_closed") == [
        ("justice_head", "“建成北环路二期工程”指标分解的会签已满，您不需再办理。")
    ]


def test_two_refusals_of_three_send_it_back(district: Year, before_panel: int) -> None:
    send_back(district, "finance_head", "2019-04-03 09:00", before_panel)
    assert state(district, before_panel) == "review:panel"
    send_back(district, "justice_head", "2019-04-03 10:00", before_panel, to="leader")
    assert desks(district, before_panel) == ["deputy_mayor"]


@pytest.mark.closes("A24")
def test_advice_is_asked_given_and_never_a_vote(district: Year, before_panel: int, refused: Refusing) -> None:
    told = {"kind": "assignment", "id": before_panel}
    district.do("consult", "finance_head", "2019-04-03 09:00", **told, post="land_head", words="用地批了吗？")
    assert desks(district, before_panel, "opinion") == ["land_head"]
    assert refused(district, "approve", "land_head", "2019-04-03 09:30", **told)[0].startswith("您现在的岗位不能办理")

    district.do("give_opinion", "land_head", "2019-04-03 10:00", **told, words="用地已批")

    assert desks(district, before_panel, "opinion") == []
    assert [(row.question, row.words) for row in district.rows(Opinion)] == [("用地批了吗？", "用地已批")]
    assert (state(district, before_panel), len(desks(district, before_panel))) == ("review:panel", 3)


def test_advice_that_did_not_come_is_not_waited_for(district: Year, before_panel: int) -> None:
    told = {"kind": "assignment", "id": before_panel}
    district.do("consult", "finance_head", "2019-04-03 09:00", **told, post="land_head", words="用地批了吗？")
    for by in ("finance_head", "audit_head"):
        approve(district, by, "2019-04-03 10:00", before_panel)
    assert desks(district, before_panel, "opinion") == []
    assert district.one(Opinion).closed_at is not None


def test_a_seat_that_was_called_in_has_to_agree_too(district: Year, before_panel: int) -> None:
    told = {"kind": "assignment", "id": before_panel}
    district.do("countersign", "finance_head", "2019-04-03 09:00", **told, post="land_head", words="请自然资源局会签")
    approve(district, "finance_head", "2019-04-03 10:00", before_panel)
    approve(district, "audit_head", "2019-04-03 10:10", before_panel)
    assert state(district, before_panel) == "review:panel"

    approve(district, "land_head", "2019-04-03 10:20", before_panel)
    assert desks(district, before_panel) == ["mayor"]


def test_a_review_is_handed_on_and_back(district: Year, before_panel: int, refused: Refusing) -> None:
    told = {"kind": "assignment", "id": before_panel}
    district.do("reassign", "audit_head", "2019-04-03 09:00", **told, post="land_head", words="由自然资源局代审")
    assert desks(district, before_panel) == ["finance_head", "justice_head", "land_head"]
    assert refused(district, "approve", "audit_head", "2019-04-03 09:10", **told)[0].startswith("您现在的岗位不能办理")

    district.do("reassign", "land_head", "2019-04-03 09:20", **told, post="audit_head")
    approve(district, "audit_head", "2019-04-03 09:30", before_panel)
    approve(district, "finance_head", "2019-04-03 09:40", before_panel)

    assert desks(district, before_panel) == ["mayor"]
    decisions = [row.decision for row in district.rows(Review, step="panel")]
    assert sorted(map(str, decisions)) == ["None", "agreed", "agreed", "reassigned", "reassigned"]


def test_a_review_is_not_handed_to_whoever_submitted_it(district: Year, before_panel: int, refused: Refusing) -> None:
    told = {"kind": "assignment", "id": before_panel, "post": "housing_officer"}
    reasons = refused(district, "reassign", "audit_head", "2019-04-03 09:00", **told)
    assert reasons == ("“区住建局承办人”由送审人担任，不能审核本人送审的事项",)


def test_the_office_hands_on_the_seat_that_it_names(district: Year, before_panel: int, refused: Refusing) -> None:
    told = {"kind": "assignment", "id": before_panel, "post": "land_head"}
    reasons = refused(district, "reassign", "assessment_desk", "2019-04-03 09:00", **told)
    assert reasons == ("请指明转办哪个岗位的审核",)

    district.do("reassign", "assessment_desk", "2019-04-03 09:00", **told, instead_of="audit_head")
    assert desks(district, before_panel) == ["finance_head", "justice_head", "land_head"]


@pytest.mark.closes("A26")
def test_a_copy_is_shown_and_owes_nothing(district: Year, before_panel: int) -> None:
    told = {"kind": "assignment", "id": before_panel, "post": "land_head"}
    for _ in range(2):  # twice is the same as once
        district.do("copy", "finance_head", "2019-04-03 09:00", **told, words="请知悉")

    assert len(district.rows(Copy)) == 1
    assert "land_head" not in desks(district, before_panel)
    assert bodies(district, "copied")[0] == (
        "land_head",
        "区财政局负责人将“建成北环路二期工程”指标分解抄送您知悉。请知悉",
    )


@pytest.mark.closes("A30", "A31")
def test_many_are_approved_each_with_its_result(town: Year, refused: Refusing) -> None:
    for title in (FARMLAND, SAFETY):
        handed_in(town, title=title)
    ticked = [{"kind": "assignment", "id": number} for number in (1, 2, 99)]

    done = town.do("approve_many", "farming_head", "2019-03-06 09:00", items=ticked)

    assert done.summary == "已同意2件，1件没有办理"
    assert [(one["id"], one["ok"]) for one in done.details["results"]] == [(1, True), (2, True), (99, False)]
    assert done.details["results"][2]["reasons"] == ["没有编号为 99 的指标任务"]
    assert [row.subject_id for row in town.rows(Journal, act="approve")] == [1, 2]
    assert refused(town, "approve_many", "farming_head", "2019-03-06 09:10", items=ticked)[2] == (
        "第3件：没有编号为 99 的指标任务"
    )


def test_more_than_a_hundred_are_not_approved_at_once(town: Year, refused: Refusing) -> None:
    ticked = [{"kind": "assignment", "id": number} for number in range(101)]
    reasons = refused(town, "approve_many", "farming_head", "2019-03-06 09:00", items=ticked)
    assert len(reasons) == 1
    assert reasons[0].startswith("“items”")
