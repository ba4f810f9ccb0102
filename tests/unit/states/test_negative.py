"""The negative list and the veto: which ways there are, who may go them, what is said when he may not."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from states.actors import Actor
from states.kit import Machine, TransitionRefused, decide, offers
from states.negative import NegativeFacts, NegativeState, RectificationFacts
from states.subjects import SubjectFacts, SubjectKind
from states.veto import VetoFacts, VetoState
from tests.unit.states.machines import negative_machines
from tests.unit.states.office import CLOCK, CO_UNIT, HOST, LEAD, NOW, OFFICE, PERSON, person

ITEM, MENDED, VETO = negative_machines()
DESK, MEMBER = person("kaohe_desk"), person("weiyuan_1")
BARRED = "本单位承担的指标不能由本单位核验、评分，请由其他考评单位办理"


def item_facts(actor: Actor, *, words: str = "按职责", submitter: int | None = None, **told: Any) -> NegativeFacts:
    subject = SubjectFacts(
        kind=SubjectKind.NEGATIVE, office=OFFICE, lead_unit=LEAD, co_units=frozenset({CO_UNIT}), submitter=submitter
    )
    return NegativeFacts(actor=actor, subject=subject, now=NOW, words=words, **told)


def veto_facts(actor: Actor, *, words: str = "属实", lead: str = LEAD, owner: str = CO_UNIT, **told: Any) -> VetoFacts:
    state = told.pop("state", "")
    reached = frozenset({lead}) if told.pop("is_told", False) else frozenset()
    subject = SubjectFacts(
        kind=SubjectKind.VETO, office=OFFICE, state=state, lead_unit=lead, issuer_unit=owner, addressees=reached
    )
    return VetoFacts(actor=actor, subject=subject, now=NOW, words=words, owner=owner, unit=lead, **told)


def refusal(machine: Machine[Any], trigger: str, state: str, facts: Any) -> tuple[str, ...]:
    with pytest.raises(TransitionRefused) as refused:
        decide(machine, trigger=trigger, state=state, facts=facts)
    return refused.value.reasons


N, V = NegativeState, VetoState
WAY = (
    ("list_item", N.PLANNED, N.LISTED, DESK),
    ("warn_of_risk", N.LISTED, N.AT_RISK, DESK),
    ("ease_risk", N.AT_RISK, N.LISTED, DESK),
    ("report_occurrence", N.LISTED, N.OCCURRED, person("kangfu_officer")),
    ("report_occurrence", N.AT_RISK, N.OCCURRED, person("jiaojiu_officer")),
    ("clear_occurrence", N.OCCURRED, N.LISTED, DESK),
    ("record_loss", N.OCCURRED, N.DEDUCTED, DESK),
    ("apportion", N.DEDUCTED, N.APPORTIONED, DESK),
    ("apportion", N.APPORTIONED, N.APPORTIONED, DESK),
    ("propose_doubling", N.APPORTIONED, N.PROPOSED, DESK),
    ("return_proposal", N.PROPOSED, N.APPORTIONED, MEMBER),
    ("confirm_doubling", N.PROPOSED, N.CONFIRMED, MEMBER),
    ("report_occurrence", N.CONFIRMED, N.OCCURRED, DESK),
    ("remove_item", N.LISTED, N.REMOVED, DESK),
    *(("correct_loss", state, N.DEDUCTED, DESK) for state in (N.DEDUCTED, N.APPORTIONED, N.PROPOSED, N.CONFIRMED)),
)


@pytest.mark.parametrize(("trigger", "source", "dest", "actor"), WAY)
def test_way_of_an_item(trigger: str, source: N, dest: N, actor: Actor) -> None:
    assert decide(ITEM, trigger=trigger, state=source.value, facts=item_facts(actor)).dest.code == dest.value


def test_there_is_no_other_way_of_an_item() -> None:
    gone = {(trigger, source.value, dest.value) for trigger, source, dest, _ in WAY}
    gone |= {("remove_item", N.AT_RISK.value, N.REMOVED.value)}
    assert {(rule.trigger, rule.source, rule.dest) for rule in ITEM.definition.rules} == gone


GUARDED = {
    "没有依据": ("list_item", N.PLANNED, {"has_basis": False}, "请写明依据：哪份文件的哪一条"),
    "没有日期": ("report_occurrence", N.LISTED, {"has_day": False}, "请写明哪天发生的，不晚于今天"),
    "没有文件": ("record_loss", N.OCCURRED, {"has_paper": False}, "请登记上级认定的文件、日期和附件"),
    "不是扣分": ("record_loss", N.OCCURRED, {"takes_points": False}, "负面清单只扣分，请写上级扣的分（负数）"),
    "登记过": ("record_loss", N.OCCURRED, {"counted": "甲文已登记"}, "甲文已登记，同一件事只计一次，不能再双倍"),
    "没有划分": ("apportion", N.DEDUCTED, {"has_shares": False}, "方案没有定怎么分担，请写明各单位分担几分"),
    "差一分": ("propose_doubling", N.APPORTIONED, {"split_fault": "相差0.1分"}, "相差0.1分"),
    "没有规则": ("propose_doubling", N.APPORTIONED, {"no_doubling": "方案没有写"}, "方案没有写"),
}


@pytest.mark.parametrize("case", GUARDED)
def test_guard_of_an_item(case: str) -> None:
    trigger, state, told, reason = GUARDED[case]
    assert refusal(ITEM, trigger, state.value, item_facts(DESK, **told)) == (reason,)


def test_nobody_shares_out_or_confirms_what_his_own_unit_bears() -> None:
    own = replace(item_facts(DESK), subject=replace(item_facts(DESK).subject, lead_unit=HOST))
    assert refusal(ITEM, "apportion", N.DEDUCTED.value, own) == (BARRED,)
    member = person("weiyuan_1", "kangfu_head")
    assert refusal(ITEM, "confirm_doubling", N.PROPOSED.value, item_facts(member)) == (BARRED,)


def test_whoever_proposed_does_not_confirm() -> None:
    both = person("kaohe_desk", "weiyuan_1")
    facts = item_facts(both, submitter=PERSON["kaohe_desk"])
    (reason,) = refusal(ITEM, "confirm_doubling", N.PROPOSED.value, facts)
    assert reason.startswith("本件由您送审，不能由您本人审核")


def test_clock_confirms_nothing() -> None:
    """Neither a loss nor a veto is anybody's but a person's decision (A29)."""
    for machine in (ITEM, MENDED):
        assert [offer.verb for offer in _of_clock(machine)] == []
    assert {offer.verb for offer in _of_clock(VETO)} == {"lay_before_committee"}


def _of_clock(machine: Machine[Any]) -> Iterator[Any]:
    facts = {ITEM: item_facts(CLOCK), MENDED: _mending(CLOCK), VETO: veto_facts(CLOCK)}[machine]
    for state in machine.states:
        yield from (offer for offer in offers(machine, state=state, facts=facts) if offer.permitted)


def _mending(actor: Actor, **told: Any) -> RectificationFacts:
    awaited = frozenset({"kaohe_desk"})
    subject = SubjectFacts(kind=SubjectKind.RECTIFICATION, office=OFFICE, lead_unit=LEAD, awaited_posts=awaited)
    return RectificationFacts(actor=actor, subject=subject, now=NOW, words="已到位", **told)


def test_putting_right_needs_evidence_and_another_unit_to_look() -> None:
    assert refusal(MENDED, "reply", "rectifying", _mending(person("kangfu_officer"))) == ("请附整改的印证材料",)
    assert refusal(MENDED, "order_rectification", "planned", _mending(DESK, has_due=False)) == ("整改期限早于今天",)
    assert decide(MENDED, trigger="close_out", state="replied", facts=_mending(DESK)).dest.code == "closed_out"
    own = _mending(DESK)
    own = replace(own, subject=replace(own.subject, lead_unit=HOST))
    assert refusal(MENDED, "close_out", "replied", own) == (BARRED,)


HEARD = (
    ("propose_veto", V.PLANNED, V.PROPOSED, person("jiaojiu_officer"), {}),
    ("tell_veto", V.PROPOSED, V.TOLD, DESK, {}),
    ("state_case", V.TOLD, V.BEFORE_COMMITTEE, person("kangfu_head"), {"is_told": True}),
    ("lay_before_committee", V.TOLD, V.BEFORE_COMMITTEE, CLOCK, {"is_in_time": False}),
    ("bring_into_force", V.BEFORE_COMMITTEE, V.IN_FORCE, MEMBER, {}),
    ("find_unfounded", V.BEFORE_COMMITTEE, V.UNFOUNDED, MEMBER, {}),
    ("lift_veto", V.IN_FORCE, V.LIFTED, MEMBER, {}),
    *(
        ("withdraw_veto", state, V.TAKEN_BACK, person("jiaojiu_head"), {})
        for state in (V.PROPOSED, V.TOLD, V.BEFORE_COMMITTEE)
    ),
)


@pytest.mark.parametrize(("trigger", "source", "dest", "actor", "told"), HEARD)
def test_way_of_a_veto(trigger: str, source: V, dest: V, actor: Actor, told: dict[str, Any]) -> None:
    facts = veto_facts(actor, state=source.value, **told)
    assert decide(VETO, trigger=trigger, state=source.value, facts=facts).dest.code == dest.value


def test_there_is_no_other_way_of_a_veto() -> None:
    gone = {(trigger, source.value, dest.value) for trigger, source, dest, *_ in HEARD}
    assert {(rule.trigger, rule.source, rule.dest) for rule in VETO.definition.rules} == gone


UNHEARD = {
    "没有函": ("propose_veto", V.PLANNED, {"has_letter": False}, "请附归口部门的函：文号、日期和附件"),
    "没有日期": ("propose_veto", V.PLANNED, {"has_day": False}, "请写明哪天发生的，不晚于今天"),
    "没有依据": ("propose_veto", V.PLANNED, {"has_basis": False}, "请写明依据：哪份文件的哪一条"),
    "没有上级依据": (
        "propose_veto", V.PLANNED, {"has_authority": False},
        "这一事项没有上级依据：请写明上级文件（superior_basis），或写明没有上级依据的说明（explanation）",
    ),
    "提过了": ("propose_veto", V.PLANNED, {"standing": "已经提出"}, "已经提出"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNHEARD)
def test_guard_of_a_proposal(case: str) -> None:
    trigger, state, told, reason = UNHEARD[case]
    assert refusal(VETO, trigger, state.value, veto_facts(person("jiaojiu_officer"), **told)) == (reason,)


def test_explained_doubt_passes() -> None:
    facts = veto_facts(person("jiaojiu_officer"), has_authority=False, is_explained=True)
    assert decide(VETO, trigger="propose_veto", state="planned", facts=facts).dest.code == "proposed"


def test_no_unit_vetoes_itself_and_none_decides_of_itself() -> None:
    itself = veto_facts(person("jiaojiu_officer"), lead=CO_UNIT)
    assert refusal(VETO, "propose_veto", "planned", itself) == (
        BARRED,
        "归口部门不能对本单位提出一票否决，请由其他单位提出",
    )
    member = person("weiyuan_1", "kangfu_head")
    assert refusal(VETO, "bring_into_force", "before_committee", veto_facts(member)) == (BARRED,)


def test_unit_is_heard_in_time_and_the_committee_waits_for_it() -> None:
    late = veto_facts(person("kangfu_head"), is_told=True, is_in_time=False)
    assert refusal(VETO, "state_case", "told", late) == ("说明期已满，请提交委员会审定",)
    assert refusal(VETO, "lay_before_committee", "told", veto_facts(DESK)) == ("说明期未满，单位还可以说明",)
    assert refusal(VETO, "bring_into_force", "before_committee", veto_facts(MEMBER, words="", has_minutes=False)) == (
        "请写明理由",
        "请写明委员会审定的文件或会议纪要",
    )
