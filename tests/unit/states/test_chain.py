"""Review chains through the machine of a report: what a reviewer, a writer, a clerk may do, and what happens then."""

from typing import Any

import pytest

from config.chains import Chain, Skip
from states import report
from states.chain import review_state
from states.effects import Opening, Settling, effects_of
from states.facts import Paper
from states.gates import ItemFacts
from states.kit import Machine, Recorder, TransitionRefused, decide, machine_of
from states.obligations import ObligationKind, Outcome
from states.report import ReportFacts, ReportTerms
from tests.unit.states.office import CLOCK, FIVE_STEPS, NOW, person
from tests.unit.states.world import World, asked

GATE = {"items": (ItemFacts(1, "康复服务"),)}

HEADS_TURN = "您现在的岗位不能办理，可以办理的是：当前办理岗位（部门负责人）"


def machine(chain: Chain = FIVE_STEPS, *, ask_again: bool = True) -> Machine[ReportFacts]:
    return machine_of(report.definition(chain, ReportTerms(ask_again=ask_again)))


def world(state: str = "filling", *, ask_again: bool = True, **more: Any) -> World:
    return World(machine(ask_again=ask_again), FIVE_STEPS, ReportFacts, GATE, state=state, **more)


def refusal(it: World, actor: Any, verb: str, **said: Any) -> tuple[str, ...]:
    before = (it.state, tuple(it.owed), it.votes)
    with pytest.raises(TransitionRefused) as refused:
        it.act(actor, verb, **said)
    assert (it.state, tuple(it.owed), it.votes) == before
    return refused.value.reasons


OFFICER, HEAD, DEPUTY = person("kangfu_officer"), person("kangfu_head"), person("kangfu_deputy")
LEADER, PRINCIPAL = person("fenguan"), person("zhuren")
MEMBERS = tuple(person(f"weiyuan_{number}") for number in (1, 2, 3))


def submitted() -> World:
    it = world()
    it.act(OFFICER, "submit")
    return it


def at_signing() -> World:
    it = submitted()
    it.act(HEAD, "approve")
    it.act(LEADER, "approve")
    return it


def at_committee() -> World:
    it = at_signing()
    for code in ("bangong_desk", "jiaojiu_head", "kaohe_desk"):
        it.act(person(code), "approve")
    return it


def test_chain_is_walked_step_by_step() -> None:
    it = at_committee()
    it.act(MEMBERS[0], "approve")
    it.act(MEMBERS[2], "approve")
    it.act(PRINCIPAL, "approve")
    assert it.seen == [
        ("submit", "filling", "review:head"),
        ("approve", "review:head", "review:leader"),
        ("approve", "review:leader", "review:sign"),
        ("endorse", "review:sign", "review:sign"),
        ("endorse", "review:sign", "review:sign"),
        ("approve", "review:sign", "review:committee"),
        ("endorse", "review:committee", "review:committee"),
        ("approve", "review:committee", "review:principal"),
        ("approve", "review:principal", "submitted"),
    ]
    assert it.owed == [(ObligationKind.VERIFICATION, "kaohe_desk")]


def test_either_deputy_speaks_for_the_department() -> None:
    it = submitted()
    assert it.posts(ObligationKind.REVIEW) == {"kangfu_head", "kangfu_deputy"}
    it.act(DEPUTY, "approve")
    assert (it.state, it.posts(ObligationKind.REVIEW)) == ("review:leader", {"fenguan"})
    assert it.told == []  # any one seat decides, so nobody has to be told that he is free


def test_owner_never_reviews_his_own() -> None:
    """A13: the head who submits himself cannot approve himself; his deputy can."""
    it = world()
    it.act(HEAD, "submit")
    assert refusal(it, HEAD, "approve") == ("本件由您送审，不能由您本人审核；确需一人兼办的，须在方案中准许该岗位兼岗",)
    it.act(DEPUTY, "approve")
    assert it.state == "review:leader"


def test_reviewer_out_of_turn_is_refused() -> None:
    assert refusal(submitted(), LEADER, "approve") == (HEADS_TURN,)


def test_return_needs_a_reason_and_goes_where_the_scheme_allows() -> None:
    it = at_signing()
    desk = person("kaohe_desk")
    assert refusal(it, desk, "return_for_revision") == ("请写明理由",)
    assert refusal(it, desk, "return_for_revision", words="数据有误", return_to="leader") == (
        "进展报告现在是“待会签”，不能办理“退回前一环节”",
    )
    it.act(desk, "return_for_revision", words="数据有误", return_to="head")
    assert (it.state, it.returned_by) == ("review:head", "review:sign")


def test_one_refusal_of_all_frees_the_others_and_tells_them() -> None:
    """A23."""
    it = at_signing()
    it.act(person("bangong_desk"), "approve")
    it.act(person("jiaojiu_head"), "return_for_revision", words="数字不实")
    assert it.state == "returned"
    assert it.owed == [(ObligationKind.REVISION, "kangfu_officer")]
    assert it.told == [("returned", frozenset()), ("freed", frozenset({"kaohe_desk"}))]


def test_refusal_of_m_of_n_ends_it_only_when_the_quorum_is_out_of_reach() -> None:
    it = at_committee()
    it.act(MEMBERS[0], "return_for_revision", words="不同意")
    assert (it.state, it.seen[-1][0]) == ("review:committee", "decline")
    assert it.posts(ObligationKind.REVIEW) == {"weiyuan_2", "weiyuan_3"}
    it.act(MEMBERS[1], "return_for_revision", words="也不同意")
    assert (it.state, it.told[-1]) == ("returned", ("freed", frozenset({"weiyuan_3"})))


def test_two_of_three_pass_in_spite_of_one_refusal() -> None:
    it = at_committee()
    it.act(MEMBERS[0], "return_for_revision", words="不同意")
    it.act(MEMBERS[1], "approve")
    it.act(MEMBERS[2], "approve")
    assert it.state == "review:principal"


def test_one_person_in_two_chairs_is_one_voice() -> None:
    it = at_committee()
    double = person("weiyuan_1", on_behalf=("weiyuan_2",))
    it.act(double, "approve")
    assert refusal(it, double, "approve") == ("您已在本环节签过意见，同一人只计一票",)


def test_resubmission_goes_straight_to_the_returner() -> None:
    """A21, W12."""
    it = at_signing()
    it.act(person("jiaojiu_head"), "return_for_revision", words="请补充")
    it.act(OFFICER, "resubmit")
    assert it.seen[-1] == ("resubmit:review:sign", "returned", "review:sign")
    assert it.posts(ObligationKind.REVIEW) == {"bangong_desk", "jiaojiu_head", "kaohe_desk"}


def test_changed_figures_go_through_the_chain_again() -> None:
    it = at_signing()
    it.act(person("jiaojiu_head"), "return_for_revision", words="数字不实")
    it.act(OFFICER, "resubmit", figures_changed=True)
    assert it.state == "review:head"
    it.act(HEAD, "approve")
    assert it.state == "review:leader"  # not straight on: everybody in between is asked again


def test_changed_figures_may_only_be_told_where_the_scheme_says_so() -> None:
    it = world(state="returned", ask_again=False, returned_by="review:sign")
    it.act(OFFICER, "resubmit", figures_changed=True)
    assert (it.state, it.told) == ("review:sign", [("changed", frozenset())])


def test_step_that_got_it_back_sends_it_straight_to_the_returner() -> None:
    it = at_signing()
    it.act(person("kaohe_desk"), "return_for_revision", words="请核对", return_to="head")
    it.act(HEAD, "approve")
    assert it.seen[-1] == ("approve:review:sign", "review:head", "review:sign")


def test_recall_leads_back_and_clears_the_other_to_do() -> None:
    """A22."""
    it = submitted()
    it.act(OFFICER, "recall")
    assert it.state == "filling"
    assert it.owed == [(ObligationKind.REPORT, "kangfu_officer")]
    assert it.told == [("recalled", frozenset({"kangfu_head", "kangfu_deputy"}))]


def test_recall_is_refused_once_the_other_has_acted() -> None:
    it = at_signing()
    assert refusal(it, OFFICER, "recall") == ("您现在的岗位不能办理，可以办理的是：上一步办理人",)
    it.act(person("bangong_desk"), "approve")
    assert refusal(it, LEADER, "recall") == ("对方已经办理，不能撤回，可请对方退回修改",)


def test_reviewer_may_recall_his_own_consent() -> None:
    it = submitted()
    it.act(HEAD, "approve")
    it.act(HEAD, "recall")
    assert (it.state, it.posts(ObligationKind.REVIEW)) == ("review:head", {"kangfu_head", "kangfu_deputy"})


def test_recall_of_a_resubmission_still_knows_the_returner() -> None:
    it = at_signing()
    it.act(person("jiaojiu_head"), "return_for_revision", words="请补充")
    it.act(OFFICER, "resubmit")
    it.act(OFFICER, "recall")
    it.act(OFFICER, "resubmit")
    assert [dest for _, _, dest in it.seen[-3:]] == ["review:sign", "returned", "review:sign"]


def test_advice_is_no_vote() -> None:
    """A24 加签."""
    it = submitted()
    it.act(HEAD, "consult", asked=asked("jiaojiu_head"))
    adviser = person("jiaojiu_head")
    assert it.posts(ObligationKind.OPINION) == {"jiaojiu_head"}
    assert refusal(it, adviser, "approve") == (HEADS_TURN,)
    it.act(adviser, "give_opinion", words="建议核对口径")
    assert (it.votes, it.posts(ObligationKind.OPINION), it.state) == ((), frozenset(), "review:head")


def test_advice_asked_for_is_freed_with_the_decision() -> None:
    it = submitted()
    it.act(HEAD, "consult", asked=asked("jiaojiu_head"))
    it.act(HEAD, "approve")
    assert it.owed == [(ObligationKind.REVIEW, "fenguan")]


def test_called_in_countersigner_has_to_agree() -> None:
    """会签 by request."""
    it = submitted()
    it.act(HEAD, "countersign", asked=asked("jiaojiu_head"))
    it.act(HEAD, "approve")
    assert (it.state, it.seen[-1][0]) == ("review:head", "endorse")
    it.act(person("jiaojiu_head"), "return_for_revision", words="不同意")
    assert (it.state, it.told[-1]) == ("returned", ("freed", frozenset({"kangfu_deputy"})))


def test_reassigned_review_is_the_other_posts_alone() -> None:
    it = submitted()
    it.act(HEAD, "reassign", asked=asked("jiaojiu_head"))
    assert it.posts(ObligationKind.REVIEW) == {"kangfu_deputy", "jiaojiu_head"}
    it.act(person("jiaojiu_head"), "approve")
    assert it.state == "review:leader"


def test_review_is_not_handed_to_its_submitter() -> None:
    it = submitted()
    assert refusal(it, HEAD, "reassign", asked=asked("kangfu_officer")) == (
        "“kangfu_officer”由送审人担任，不能审核本人送审的事项",
    )
    assert refusal(it, HEAD, "reassign", asked=asked("kangfu_deputy")) == ("“kangfu_deputy”本来就在本环节审核",)
    assert refusal(it, HEAD, "consult", asked=None) == ("请指明岗位",)


def test_urging_has_limits() -> None:
    """A27, A28."""
    it = submitted()
    it.act(OFFICER, "urge")
    assert it.told == [("urged_by_hand", frozenset({"kangfu_head", "kangfu_deputy"}))]
    assert refusal(it, OFFICER, "urge", urged_at=(NOW,)) == ("24小时内已催办过，05月14日10:00后方可再次催办",)
    assert refusal(it, OFFICER, "urge", urged_at=(NOW,) * 3) == (
        "本环节已催办3次，达到上限，请当面沟通或由主办单位转办",
    )


def test_paper_decision_is_the_leaders_recorded_by_a_clerk() -> None:
    """O03: two doors, one decision; the paper must be there."""
    it = submitted()
    it.act(HEAD, "approve")
    clerk = Recorder(person("bangong_desk"), "record_paper_decision")
    assert refusal(it, LEADER, "approve", recorder=clerk) == ("线下签批补录须写明签批日期并附签批件扫描件或照片",)
    tomorrow = Paper(signed_on=NOW.date().replace(day=14), has_scan=False)
    assert refusal(it, LEADER, "approve", recorder=clerk, paper=tomorrow) == (
        "签批日期2019-05-14晚于今天，请附签批件扫描件或照片",
    )
    move = it.act(LEADER, "approve", recorder=clerk, paper=Paper(signed_on=NOW.date(), has_scan=True))
    assert (it.state, {mark.label for mark in move.marks}) == ("review:sign", {"线下签批补录"})


def test_nobody_but_a_clerk_records_a_paper_decision() -> None:
    it = submitted()
    it.act(HEAD, "approve")
    reasons = refusal(
        it,
        LEADER,
        "approve",
        recorder=Recorder(OFFICER, "record_paper_decision"),
        paper=Paper(signed_on=NOW.date(), has_scan=True),
    )
    assert [reason[:9] for reason in reasons] == ["您现在的岗位不能办"]


def test_substitute_acts_on_behalf() -> None:
    it = submitted()
    move = it.act(person("jiaojiu_head", on_behalf=("kangfu_head",)), "approve")
    assert (it.state, {mark.label for mark in move.marks}) == ("review:leader", {"受托办理"})


SKIPPING = Chain.model_validate(
    {
        "label": "可跳过",
        "steps": [
            {"code": "head", "label": "部门负责人审核", "reviewers": ["department_head"]},
            {"code": "duty", "label": "督查室审核", "reviewers": ["supervision"], "skip_when": "no_post"},
            {"code": "again", "label": "负责人复核", "reviewers": ["department_head"], "skip_when": "same_person"},
        ],
    }
)
SOLE = Chain.model_validate(
    {
        "label": "同一人",
        "steps": [
            {"code": "leader", "label": "分管领导审阅", "reviewers": ["leader_in_charge"]},
            {"code": "again", "label": "分管领导复核", "reviewers": ["leader_in_charge"], "skip_when": "same_person"},
        ],
    }
)


def test_step_without_a_post_is_skipped_and_never_approved() -> None:
    """A29: 自动跳过."""
    it = World(machine(SKIPPING), SKIPPING, ReportFacts, GATE, state="filling")
    it.act(OFFICER, "submit")
    it.act(HEAD, "approve")
    assert it.seen[1:] == [("approve", "review:head", "review:duty"), ("skip", "review:duty", "review:again")]
    assert it.state == "review:again"  # two persons may review here, so it is not the same person again
    label = next(rule.label for rule in it.machine.definition.rules if rule.trigger == "skip")
    assert label == "自动跳过"


def test_same_person_is_not_asked_twice_where_the_scheme_says_so() -> None:
    it = World(machine(SOLE), SOLE, ReportFacts, GATE, state="filling")
    it.act(OFFICER, "submit")
    it.act(LEADER, "approve")
    assert [trigger for trigger, _, _ in it.seen] == ["submit", "approve", "skip"]
    assert it.state == "submitted"


def test_two_alike_steps_are_two_reviews() -> None:
    """The same seats for the same days: the first review ends, a second begins."""
    steps = tuple(step.model_copy(update={"skip_when": Skip.NONE}) for step in SOLE.steps)
    facts = World(machine(SOLE), SOLE, ReportFacts, GATE, state=review_state("leader")).told_by(LEADER)
    of_two = machine(SOLE.model_copy(update={"steps": steps}))
    effects = effects_of(decide(of_two, trigger="approve", state=review_state("leader"), facts=facts), facts)
    again = of_two.states[review_state("again")].awaits
    assert again == of_two.states[review_state("leader")].awaits
    assert effects.settle == (Settling(ObligationKind.REVIEW, Outcome.DONE, frozenset({"fenguan"})),)
    assert effects.open == (Opening(again),)


def test_nobody_but_the_clock_skips() -> None:
    it = World(machine(SKIPPING), SKIPPING, ReportFacts, GATE, state=review_state("duty"))
    assert refusal(it, HEAD, "skip") == ("您现在的岗位不能办理，可以办理的是：系统定时",)
    assert it.act(CLOCK, "skip").dest.code == "review:again"


def test_too_few_seats_for_the_quorum_is_said() -> None:
    it = world(state="review:committee")
    short = it.ballot.groups[:1]
    ballot = type(it.ballot)(mode=it.ballot.mode, groups=short)
    assert refusal(it, MEMBERS[0], "approve", ballot=ballot) == (
        "本环节至少要2个席位同意，现在只有1个席位有人在岗，请先补任",
    )
