"""The machine of a finding and that of a problem: every path, every guard, who may and who must not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from config.roles import Role
from config.scoring.objecting import Objecting, Silence
from states import problem
from states.actors import Actor, Seat
from states.finding import FindingFacts, FindingTerms, definition
from states.kit import Machine, Recorder, TransitionRefused, decide, machine_of, offers
from states.permissions import may, scope
from states.problem import ProblemFacts
from states.subjects import SubjectFacts, SubjectKind
from tests.unit.states.office import CLOCK, HOST, LEAD, NOW, OFFICE, person


def machine(*, silence: Silence = Silence.CONFIRMS, evidence: bool = True) -> Machine[FindingFacts]:
    terms = FindingTerms.of(Objecting(silence=silence), evidence=evidence)
    return machine_of(definition(terms))


CONFIRMS, WAITS, BARE = machine(), machine(silence=Silence.WAITS), machine(evidence=False)
SUBJECT = SubjectFacts(
    kind=SubjectKind.FINDING, office=OFFICE, lead_unit=LEAD, issuer_unit=HOST, addressees=frozenset({LEAD})
)
UNIT, DESK, HEAD = person("kangfu_head"), person("kaohe_desk"), person("kaohe_head")
LATER, EARLIER = NOW + timedelta(days=1), NOW - timedelta(microseconds=1)


def facts(actor: Actor, **told: Any) -> FindingFacts:
    about = {name: told.pop(name) for name in ("submitter", "issuer_unit", "awaited_posts") if name in told}
    standing: Mapping[str, Any] = {"has_evidence": True, "until": LATER, "words": "理由", "has_approver": True}
    return FindingFacts(actor=actor, subject=replace(SUBJECT, **about), now=NOW, **{**standing, **told})


def dest(trigger: str, state: str, told: FindingFacts, *, by: Machine[FindingFacts] = CONFIRMS) -> str:
    return decide(by, trigger=trigger, state=state, facts=told).dest.code


def reasons(trigger: str, state: str, told: FindingFacts, *, by: Machine[FindingFacts] = CONFIRMS) -> tuple[str, ...]:
    with pytest.raises(TransitionRefused) as refused:
        decide(by, trigger=trigger, state=state, facts=told)
    return refused.value.reasons


def test_every_path_from_draft_to_end() -> None:
    after = {
        ("drafted", "tell"): dest("tell", "drafted", facts(DESK)),
        ("drafted", "annul"): dest("annul", "drafted", facts(DESK)),
        ("told", "object"): dest("object", "told", facts(UNIT)),
        ("told", "accept"): dest("accept", "told", facts(UNIT)),
        ("told", "deem_confirmed"): dest("deem_confirmed", "told", facts(CLOCK, until=EARLIER)),
        ("told", "confirm_finding"): dest("confirm_finding", "told", facts(DESK, until=EARLIER)),
        ("told", "annul"): dest("annul", "told", facts(DESK)),
        ("disputed", "uphold"): dest("uphold", "disputed", facts(HEAD)),
        ("disputed", "change"): dest("change", "disputed", facts(HEAD, alters=True)),
        ("disputed", "revoke"): dest("revoke", "disputed", facts(HEAD)),
        ("confirmed", "annul"): dest("annul", "confirmed", facts(DESK)),
        ("changed", "annul"): dest("annul", "changed", facts(DESK)),
    }
    assert after == {
        ("drafted", "tell"): "told",
        ("drafted", "annul"): "revoked",
        ("told", "object"): "disputed",
        ("told", "accept"): "confirmed",
        ("told", "deem_confirmed"): "confirmed",
        ("told", "confirm_finding"): "confirmed",
        ("told", "annul"): "revoked",
        ("disputed", "uphold"): "confirmed",
        ("disputed", "change"): "changed",
        ("disputed", "revoke"): "revoked",
        ("confirmed", "annul"): "revoked",
        ("changed", "annul"): "revoked",
    }


@pytest.mark.parametrize("state", ["told", "disputed", "confirmed", "changed"])
@pytest.mark.parametrize("trigger", ["excuse", "mark_rectified"])
def test_excuse_and_rectification_leave_it_where_it_stands(trigger: str, state: str) -> None:
    assert dest(trigger, state, facts(DESK)) == state


def test_revoked_is_the_end() -> None:
    assert offers(CONFIRMS, state="revoked", facts=facts(DESK)) == ()


def test_silence_says_nothing_where_a_person_confirms() -> None:
    assert dest("accept", "told", facts(UNIT), by=WAITS) == "told"
    said = reasons("deem_confirmed", "told", facts(CLOCK, until=EARLIER), by=WAITS)
    assert said == ("加减分事项现在是“已告知”，不能办理“期满视为确认”",)
    assert dest("confirm_finding", "told", facts(DESK, agreed=True), by=WAITS) == "confirmed"
    assert reasons("accept", "told", facts(UNIT, agreed=True), by=WAITS) == ("本单位已经表示无异议",)


def test_last_instant_of_the_window_is_inside_it() -> None:
    assert dest("object", "told", facts(UNIT, until=NOW)) == "disputed"
    assert reasons("deem_confirmed", "told", facts(CLOCK, until=NOW)) == (
        "异议期到5月13日为止，期满或者单位表示无异议后才能确认",
    )
    assert reasons("object", "told", facts(UNIT, until=EARLIER)) == (
        "异议期到5月13日为止，已经期满；认为确有错误的，可以请登记单位撤销",
    )


def test_all_reasons_are_told_at_once() -> None:
    counted = ("第3号问题已在“市考评”按“迟报”登记",)
    assert reasons("tell", "drafted", facts(DESK, has_evidence=False, counted=counted)) == (
        "请附印证材料",
        "第3号问题已在“市考评”按“迟报”登记",
    )
    assert reasons("object", "told", facts(UNIT, until=EARLIER, words=" "))[1] == "请写明理由"
    assert reasons("excuse", "told", facts(DESK, words="", has_approver=False, has_evidence=False)) == (
        "请写明理由",
        "免责要写明由谁批准",
        "请附印证材料",
    )
    assert reasons("change", "disputed", facts(HEAD, words="")) == (
        "请写明理由",
        "请写明变更了什么：日期、次数、属性、人员或事由，与现在的不能一样",
    )


def test_kind_that_asks_for_no_evidence_is_told_without() -> None:
    assert dest("tell", "drafted", facts(DESK, has_evidence=False), by=BARE) == "told"


# Who may

BESIDE = "涉及您所在的单位，按回避要求请由其他单位的人办理"


@pytest.mark.parametrize(
    ("trigger", "state"),
    [
        ("tell", "drafted"),
        ("confirm_finding", "told"),
        ("uphold", "disputed"),
        ("revoke", "disputed"),
        ("excuse", "confirmed"),
        ("mark_rectified", "confirmed"),
        ("annul", "confirmed"),
    ],
)
def test_unit_concerned_decides_nothing_even_from_another_seat(trigger: str, state: str) -> None:
    """R1.8."""
    both = person("kaohe_desk", "kangfu_officer")
    assert BESIDE in reasons(trigger, state, facts(both, until=EARLIER))


def test_registrar_does_not_decide_the_objection() -> None:
    said = ("本条由您登记，对它的异议要由别人复核",)
    for trigger in ("uphold", "change", "revoke"):
        assert reasons(trigger, "disputed", facts(HEAD, submitter=HEAD.person_id, alters=True)) == said


def test_leader_decides_on_paper_and_the_sheet_is_there() -> None:
    recorder = Recorder(DESK, "record_paper_decision")
    said = reasons("uphold", "disputed", facts(person("weiyuan_1"), recorder=recorder))
    assert said == ("线下签批补录须写明签批日期并附签批件扫描件或照片",)


def test_only_its_own_unit_objects_and_only_after_it_was_told() -> None:
    assert may(UNIT, "object", replace(SUBJECT, state="told")).ok
    assert not may(person("jiaojiu_head"), "object", replace(SUBJECT, state="told")).ok
    assert not may(UNIT, "object", replace(SUBJECT, state="told", addressees=frozenset())).ok


@pytest.mark.parametrize("kind", [SubjectKind.FINDING, SubjectKind.PROBLEM])
def test_nobody_of_the_unit_sees_what_it_was_not_told(kind: SubjectKind) -> None:
    """O26: not even from a seat that oversees everything."""
    secret = replace(SUBJECT, kind=kind, addressees=frozenset())
    overseer = Seat(post="x", unit=LEAD, role=Role.SUPERVISION)
    for actor in (UNIT, Actor(person_id=9, office=OFFICE, host_unit=HOST, seats=(overseer,))):
        assert not may(actor, "read", secret).ok
        assert not scope(actor, kind).matches(secret)
        assert scope(actor, kind).matches(replace(secret, addressees=frozenset({LEAD})))
    assert may(DESK, "read", secret).ok
    assert not may(person("jiaojiu_head"), "read", secret).ok


# The problem

PROBLEM = machine_of(problem.definition())


def about_problem(actor: Actor, **told: Any) -> ProblemFacts:
    subject = replace(SUBJECT, kind=SubjectKind.PROBLEM)
    return ProblemFacts(actor=actor, subject=subject, now=NOW, **{"words": "理由", **told})


def test_problem_is_confirmed_fed_back_put_right_and_closed_out() -> None:
    steps = [
        ("confirm_problem", "recorded", about_problem(DESK)),
        ("feed_back", "confirmed", about_problem(DESK, has_due=True)),
        ("report_rectification", "rectifying", about_problem(UNIT, has_evidence=True)),
        ("send_back_rectification", "replied", about_problem(DESK, has_due=True)),
        ("close_problem", "replied", about_problem(DESK)),
        ("dismiss_problem", "confirmed", about_problem(DESK)),
    ]
    ends = [decide(PROBLEM, trigger=verb, state=state, facts=told).dest.code for verb, state, told in steps]
    assert ends == ["confirmed", "rectifying", "replied", "rectifying", "closed", "dismissed"]


def test_problem_that_findings_stand_on_is_not_dismissed() -> None:
    with pytest.raises(TransitionRefused) as refused:
        decide(PROBLEM, trigger="dismiss_problem", state="confirmed", facts=about_problem(DESK, counted=("第2号",)))
    assert refused.value.reasons == ("第2号以这个问题为依据，请先撤销",)


def test_rectification_is_reported_with_evidence_and_within_a_term() -> None:
    for trigger, state, actor, said in (
        ("report_rectification", "rectifying", UNIT, "请附整改的印证材料"),
        ("feed_back", "confirmed", DESK, "请写明整改期限，不早于今天"),
    ):
        with pytest.raises(TransitionRefused) as refused:
            decide(PROBLEM, trigger=trigger, state=state, facts=about_problem(actor))
        assert refused.value.reasons == (said,)


def test_other_unit_is_another_world() -> None:
    other = about_problem(person("jiaojiu_head"), has_evidence=True)
    with pytest.raises(TransitionRefused) as refused:
        decide(PROBLEM, trigger="report_rectification", state="rectifying", facts=other)
    assert refused.value.reasons[0].startswith("您现在的岗位不能办理")
