"""The machine of results: every choice of steps, their fixed order, and what each step asks before it ends."""

from dataclasses import replace
from itertools import pairwise, product
from typing import Any

import pytest

from config.result_process import (
    DESK,
    ArchivingStep,
    Body,
    Correction,
    DecisionStep,
    FeedbackStep,
    MarkingStep,
    NoticeStep,
    OpinionsStep,
    Reexamination,
    ResultProcess,
    SelfCheckStep,
    Silence,
)
from config.roles import Role
from states.actors import Actor, Seat
from states.kit import Machine, TransitionRefused, decide, machine_of, offers
from states.permissions import may
from states.results import request
from states.results.definition import FINISHED, UNTIL_PUBLISHED, definition, steps_of
from states.results.facts import ResultFacts, ResultState
from states.results.request import Applying, against
from states.seating import Directory, PostFacts
from states.subjects import SubjectFacts, SubjectKind
from tests.unit.states.office import CLOCK, CO_UNIT, HOST, LEAD, NOW, OFFICE, at, person

OPTIONAL: dict[str, Any] = {
    "self_check": SelfCheckStep(),
    "marking": MarkingStep(),
    "feedback": FeedbackStep(),
    "opinions": OpinionsStep(bodies=(Body(name="市纪检监察机关"), Body(name="市统计部门"))),
    "committee": DecisionStep(),
    "approval": DecisionStep(outside="市人民政府"),
    "notice": NoticeStep(),
    "archiving": ArchivingStep(),
}
EVERY_CHOICE = [
    ResultProcess(**{key: step for (key, step), taken in zip(OPTIONAL.items(), picked, strict=True) if taken})
    for picked in product((False, True), repeat=len(OPTIONAL))
]
WHOLE = ResultProcess(**OPTIONAL)
X = ResultState


def machine(process: ResultProcess = WHOLE) -> Machine[ResultFacts]:
    return machine_of(definition(process))


def subject(state: ResultState, **more: Any) -> SubjectFacts:
    given = {"office": OFFICE, "state": state.value, "co_units": frozenset({LEAD, CO_UNIT}), **more}
    return SubjectFacts(kind=SubjectKind.RESULT, **given)


def facts(state: ResultState, actor: Actor = person("kaohe_desk"), **more: Any) -> ResultFacts:  # noqa: B008 -- a frozen value
    about = more.pop("about", subject(state))
    return ResultFacts(actor=actor, subject=about, now=NOW, **more)


def refusal(state: ResultState, trigger: str, actor: Actor = person("kaohe_desk"), **more: Any) -> tuple[str, ...]:  # noqa: B008
    with pytest.raises(TransitionRefused) as refused:
        decide(machine(), trigger=trigger, state=state, facts=facts(state, actor, **more))
    return refused.value.reasons


def after(state: ResultState, trigger: str, actor: Actor = person("kaohe_desk"), **more: Any) -> str:  # noqa: B008
    return decide(machine(), trigger=trigger, state=state, facts=facts(state, actor, **more)).dest.code


# Every choice of steps


def test_every_choice_of_steps_is_a_sound_machine() -> None:
    """Built at all, so: reached, with an exit, said once, for somebody (`states.soundness`)."""
    assert len({machine(process).definition.states for process in EVERY_CHOICE}) == 2 ** len(OPTIONAL)


def test_steps_keep_their_order_whatever_is_left_out() -> None:
    for process in EVERY_CHOICE:
        taken = steps_of(process)
        assert [UNTIL_PUBLISHED.index(step) for step in taken] == sorted(UNTIL_PUBLISHED.index(step) for step in taken)
        assert {X.CONSOLIDATION, X.ANNOUNCEMENT} <= {*taken}
        ends = {(rule.source, rule.dest) for rule in definition(process).rules if rule.trigger != "return_for_revision"}
        assert {*pairwise((*(step.value for step in taken), "published"))} <= ends


def test_no_step_is_jumped_over() -> None:
    """Forwards only to the next; backwards only to 汇总审核."""
    for process in EVERY_CHOICE:
        order = [*(step.value for step in steps_of(process)), "published"]
        for rule in definition(process).rules:
            if rule.source in order[:-1] and rule.source != rule.dest:
                forwards = order[order.index(rule.source) + 1]
                assert rule.dest in (forwards, "consolidation")


def test_result_begins_with_the_first_step_that_there_is() -> None:
    assert machine().definition.initial == "self_check"
    assert machine(ResultProcess()).definition.initial == "consolidation"


def test_every_wait_has_its_days_and_somebody() -> None:
    days = {state.code: state.awaits.days for state in machine().definition.states if state.awaits}
    assert days == {
        "self_check": 5,
        "marking": 10,
        "consolidation": 5,
        "feedback": 3,
        "opinions": 5,
        "committee": 5,
        "approval": 5,
        "notice": 5,
        "announcement": 3,
        "published": 20,
        "correcting": 5,
    }


# What is asked before a step ends


def test_consolidation_tells_all_that_is_missing_at_once() -> None:
    reasons = refusal(
        X.CONSOLIDATION,
        "pass_on",
        missing=("乙县“社会救助”没有报数", "“重点项目”有几种读法，还没有选定"),
        begun=("“民主测评”双录核对", "甲县“实地检查”待确认"),
        pending=("甲县：通报批评（异议复核中）",),
        objections=("丙县",),
    )
    assert reasons == (
        "还有算不出来的：乙县“社会救助”没有报数；“重点项目”有几种读法，还没有选定",
        "还有人给的分没有办完：“民主测评”双录核对；甲县“实地检查”待确认",
        "还有没有办完的：甲县：通报批评（异议复核中）",
        "还有异议没有答复：丙县",
    )


def test_marking_ends_when_everything_is_scored() -> None:
    assert after(X.MARKING, "end_marking") == "consolidation"
    assert refusal(X.MARKING, "end_marking", missing=("乙县“社会救助”没有报数",)) == (
        "还有算不出来的：乙县“社会救助”没有报数",
    )


def test_silence_in_the_score_check_is_consent_once_its_days_are_over() -> None:
    assert refusal(X.FEEDBACK, "end_feedback", waiting=("乙县", "丙县")) == (
        "还没有答复：乙县、丙县（到期后视为没有意见）",
    )
    assert after(X.FEEDBACK, "end_feedback", waiting=("乙县",), is_over=True) == "opinions"
    assert refusal(X.FEEDBACK, "end_feedback", is_over=True, objections=("乙县",)) == ("还有异议没有答复：乙县",)


def test_self_checks_are_waited_for_unless_the_scheme_says_otherwise() -> None:
    assert refusal(X.SELF_CHECK, "end_self_check", waiting=("乙县",), is_over=True) == ("还没有答复：乙县",)
    lenient = machine(replace_step("self_check", SelfCheckStep(silence=Silence.AGREES)))
    told = facts(X.SELF_CHECK, waiting=("乙县",), is_over=True)
    assert decide(lenient, trigger="end_self_check", state=X.SELF_CHECK, facts=told).dest.code == "marking"


def replace_step(key: str, step: Any) -> ResultProcess:
    return WHOLE.model_copy(update={key: step})


def test_bodies_reply_or_their_date_passes_or_enough_have_replied() -> None:
    assert after(X.OPINIONS, "end_opinions") == "committee"
    assert after(X.OPINIONS, "end_opinions", waiting=("市统计部门",), is_over=True) == "committee"
    quorum = machine(replace_step("opinions", WHOLE.opinions and WHOLE.opinions.model_copy(update={"at_least": 1})))
    none_replied = facts(X.OPINIONS, waiting=("市纪检监察机关", "市统计部门"), is_over=True)
    with pytest.raises(TransitionRefused, match="至少要1家答复"):
        decide(quorum, trigger="end_opinions", state=X.OPINIONS, facts=none_replied)
    one_replied = replace(none_replied, waiting=("市统计部门",), answered=1)
    assert decide(quorum, trigger="end_opinions", state=X.OPINIONS, facts=one_replied).dest.code == "committee"


def test_a_unit_answers_once_and_for_itself() -> None:
    officer = person("jiaojiu_officer")
    assert after(X.FEEDBACK, "confirm_score", officer, unit="教就部", waiting=("教就部",)) == "feedback"
    assert refusal(X.FEEDBACK, "dispute_score", officer, unit="教就部") == ("本单位在这一步已经答复", "请写明理由")


def test_clock_ends_the_notice_and_not_before_its_time() -> None:
    assert refusal(X.NOTICE, "end_notice", CLOCK) == ("公示期还没有满",)
    assert after(X.NOTICE, "end_notice", CLOCK, is_over=True) == "announcement"


def test_nothing_is_announced_that_has_changed_or_is_being_reexamined() -> None:
    assert refusal(X.ANNOUNCEMENT, "announce_result", moved=("乙县 92 → 93",), requests=("丙县",)) == (
        "汇总审核以后得分有变化：乙县 92 → 93；退回汇总审核重新办理，或写明仍按原结果公布的理由",
        "还有复核没有办结：丙县",
    )


# Who decides (R1.8, W10)


def member(unit: str) -> Actor:
    seat = Seat(post="member", unit=unit, role=Role.COMMITTEE)
    return Actor(person_id=7, office=OFFICE, host_unit=HOST, seats=(seat,))


def test_nobody_decides_on_a_ranking_in_which_his_own_unit_stands() -> None:
    awaited = subject(X.COMMITTEE, awaited_posts=frozenset({"member"}))
    assert may(member("committee"), "approve", awaited).ok
    assert may(member(LEAD), "approve", awaited).reasons == ("您所在的单位参加这次排名，应当回避，请由其他领导审定",)


def test_whoever_looks_on_from_within_a_ranked_unit_sees_what_his_unit_sees() -> None:
    """O27: an auditor of the office sees all, one who sits in a ranked unit does not; who decides has to."""

    def sees(role: Role, unit: str) -> bool:
        actor = Actor(person_id=7, office=OFFICE, host_unit=HOST, seats=(Seat(post="x", unit=unit, role=role),))
        return may(actor, "see_all", subject(X.NOTICE)).ok

    assert [sees(Role.AUDITOR, HOST), sees(Role.AUDITOR, LEAD)] == [True, False]
    assert [sees(Role.COMMITTEE, LEAD), sees(Role.DEPARTMENT_HEAD, LEAD)] == [True, False]
    assert not sees(Role.STATISTICS, "tongji")


def test_decision_goes_to_the_next_seat_where_the_first_is_concerned() -> None:
    awaits = machine().states["committee"].awaits
    assert awaits is not None
    posts = (
        PostFacts(code="inside", unit=LEAD, role=Role.COMMITTEE),
        PostFacts(code="apart", unit="leaders", role=Role.PRINCIPAL_LEADER),
    )
    seating = Directory(host_unit=HOST, posts=posts)
    assert seating.owing(awaits, subject(X.COMMITTEE)) == ("apart",)
    assert seating.owing(replace(awaits, apart=False), subject(X.COMMITTEE)) == ("inside",)


def test_what_is_decided_outside_is_recorded_with_its_document() -> None:
    """R4.11: 并报市政府批准, which will never sign in (O01)."""
    assert refusal(X.APPROVAL, "record_decision") == ("请写明文号或会议纪要",)
    assert after(X.APPROVAL, "record_decision", has_document=True) == "notice"
    assert {each.verb for each in offers(machine(), state=X.APPROVAL, facts=facts(X.APPROVAL))} == {
        "record_decision",
        "return_for_revision",
    }


def test_what_is_sent_back_goes_to_consolidation() -> None:
    for step in (X.FEEDBACK, X.OPINIONS, X.COMMITTEE, X.APPROVAL, X.NOTICE, X.ANNOUNCEMENT):
        assert after(step, "return_for_revision", words="乙县的救助完成率要重核") == "consolidation"
        assert "请写明理由" in refusal(step, "return_for_revision")


def test_correction_changes_nothing_until_it_is_consented_to() -> None:
    assert after(X.PUBLISHED, "propose_correction", words="乙县少算") == "correcting"
    assert after(X.ARCHIVED, "propose_correction", words="乙县少算") == "correcting"
    awaited = subject(X.CORRECTING, awaited_posts=frozenset({"member"}))
    assert after(X.CORRECTING, "approve", member("committee"), about=awaited) == "published"
    assert after(X.CORRECTING, "decline", member("committee"), about=awaited, words="理由不足") == "published"


def test_every_step_until_publication_has_a_word_for_its_end() -> None:
    assert {*FINISHED} == {*UNTIL_PUBLISHED}


# 申请复核

ASKED = Applying(
    reason="少算一人", has_evidence=True, is_ranked=True, has_open_request=False,
    opened_at=at("2019-05-10 09:00"), until=at("2019-05-17 23:59"), now=NOW,
)  # fmt: skip


def test_request_within_its_window_with_reason_and_evidence_is_taken_in() -> None:
    assert against(ASKED) == ()
    assert against(replace(ASKED, now=at("2019-05-17 23:59"))) == ()


def test_everything_that_speaks_against_a_request_is_told_at_once() -> None:
    wrong = replace(
        ASKED, reason=" ", has_evidence=False, is_ranked=False, has_open_request=True, now=at("2019-05-18 00:00")
    )
    assert against(wrong) == (
        "本单位不在这次考核的范围里，没有可以复核的结果",
        "申请复核的期限已过（2019-05-17止）",
        "本单位已有一份复核申请在办，不重复申请",
        "请写明理由",
        "请附印证材料",
    )
    assert against(replace(ASKED, opened_at=None)) == ("还没有到可以申请复核的时候",)


def test_nobody_decides_what_his_own_unit_asked_for() -> None:
    process = Reexamination(by=DESK)
    awaits = machine_of(request.definition(process)).states["submitted"].awaits
    assert awaits is not None
    assert awaits.apart
    asked = SubjectFacts(
        kind=SubjectKind.REEXAMINATION,
        office=OFFICE,
        state="submitted",
        lead_unit=HOST,
        awaited_posts=frozenset({"kaohe_desk"}),
    )
    assert may(person("kaohe_desk"), "accept_request", asked).reasons == (
        "这是您所在单位提出的复核申请，应当回避，请由其他岗位办理",
    )
    assert may(person("kaohe_desk"), "accept_request", replace(asked, lead_unit=LEAD)).ok


def test_correction_has_somebody_by_default() -> None:
    assert [seat.role for seat in Correction().by] == [
        Role.COMMITTEE,
        Role.PRINCIPAL_LEADER,
        Role.ASSESSMENT_OFFICE_HEAD,
    ]
