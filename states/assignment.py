"""The assignment (指标任务): an indicator given to its lead unit, from 下达 to 归档."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from config.chains import Chain
from config.indicators import BreakdownField
from config.labels import Labelled
from config.zone import SHANGHAI
from states.chain import Frame, Unrolled, unroll
from states.doubts import Doubt
from states.facts import ReviewFacts
from states.gates import (
    OF_THE_WHOLE,
    ItemFacts,
    document_is_named,
    doubts_are_explained,
    has_items,
    lacking,
    parts_are_in_or_named,
)
from states.obligations import ObligationKind
from states.reviewing import came_from, has_reason, paper_is_whole, untouched
from states.rules import Await, Definition, Guard, Rule, State, rule
from states.seating import CLERKS, COLLECTORS, DECIDERS, SIGNERS, WRITERS
from states.subjects import SubjectKind


class AssignmentState(Labelled):
    """Besides these, `review:<step>` for every step of the chain."""

    ISSUED = "issued", "已下达"
    SIGNING = "signing", "待签订责任书"
    BREAKING_DOWN = "breaking_down", "分解中"
    AWAITING_CONSOLIDATION = "awaiting_consolidation", "待办公室汇总"
    SUBMITTED = "submitted", "已报送"
    IN_EXECUTION = "in_execution", "执行中"
    AWAITING_VERDICT = "awaiting_verdict", "待认定"
    SCORED = "scored", "已评分"
    ARCHIVED = "archived", "已归档"
    RETURNED = "returned", "退回修改"
    ADJUSTMENT_REQUESTED = "adjustment_requested", "调整申请中"
    WITHDRAWN = "withdrawn", "已撤销"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFacts(ReviewFacts):
    """What the machine of an assignment is told.

    `required`: the fields that the stage, the kind and ★ ask for; `filled`: those said of the whole indicator.
    `parts_missing`: co-units that have not supplied theirs; `parts_named`: those the lead says it goes without (O29).
    `adjust_before`: the cut-off for adjustments; `target_set_above`: then the superior's reply has to be there (O32).
    """

    items: tuple[ItemFacts, ...] = ()
    filled: frozenset[BreakdownField] = frozenset()
    required: tuple[BreakdownField, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    parts_missing: tuple[str, ...] = ()
    parts_named: frozenset[str] = frozenset()
    is_sent_up: bool = False
    adjust_before: datetime | None = None
    target_set_above: bool = False
    has_reply_from_above: bool = False
    reports_outstanding: tuple[str, ...] = ()
    has_document: bool = False
    has_verdict: bool = False
    has_score: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentTerms:
    """What a scheme decides about its assignments. `days` are workdays."""

    signed: bool = False
    packaged: bool = False
    judged_above: bool = False
    ask_again: bool = True
    revision_days: int = 2
    decision_days: int = 1


# Guards


def five_are_set(facts: AssignmentFacts) -> str | None:
    """定人、定责、定标准、定进度、定时限: every second-level item is complete, or nothing is submitted (R2.3, R0.9)."""
    return lacking(facts.items, [each for each in facts.required if each not in OF_THE_WHOLE])


def whole_is_said(facts: AssignmentFacts) -> str | None:
    """★ needs 指标综述 and 验收标准 (R0.12), new indicators their 统计口径, and so on (R2.1)."""
    missing = [each.label for each in facts.required if each in OF_THE_WHOLE and each not in facts.filled]
    return f"本指标缺{'、'.join(missing)}" if missing else None


def adjustment_is_in_time(facts: AssignmentFacts) -> str | None:
    if facts.adjust_before is None or facts.now <= facts.adjust_before:
        return None
    return f"调整申请应在{facts.adjust_before.astimezone(SHANGHAI):%Y年%m月%d日}前提出"


def superior_has_replied(facts: AssignmentFacts) -> str | None:
    if not facts.target_set_above or facts.has_reply_from_above:
        return None
    return "目标由上级下达，须先报上级批复并登记批复文件"


def package_has_left(facts: AssignmentFacts) -> str | None:
    return None if facts.is_sent_up else "分解结果的报送件还没有报出"


def reports_are_in(facts: AssignmentFacts) -> str | None:
    return f"还有未报送的进展：{'、'.join(facts.reports_outstanding)}" if facts.reports_outstanding else None


def verdict_is_there(facts: AssignmentFacts) -> str | None:
    return None if facts.has_verdict else "还没有认定结果"


def score_is_told(facts: AssignmentFacts) -> str | None:
    return None if facts.has_score else "请填写得分"


GATE: tuple[Guard[AssignmentFacts], ...] = (
    has_items,
    five_are_set,
    whole_is_said,
    doubts_are_explained,
    parts_are_in_or_named,
)

A = AssignmentState

RETURNERS = (
    A.AWAITING_CONSOLIDATION,
    A.SUBMITTED,
    A.IN_EXECUTION,
)  # where the office, or the superior, may send it back


def definition(chain: Chain, terms: AssignmentTerms) -> Definition[AssignmentFacts]:
    """The machine of the assignments of one scheme."""
    frame: Frame[AssignmentFacts] = Frame(
        kind=SubjectKind.ASSIGNMENT,
        draft=A.BREAKING_DOWN.value,
        done=A.AWAITING_CONSOLIDATION.value,
        returned=A.RETURNED.value,
        submit="submit_breakdown",
        submit_label="报送分解结果",
        gate=GATE,
        # what the superior or the office sends back later comes to the office again, which sends it on
        homes={each.value: A.AWAITING_CONSOLIDATION.value for each in RETURNERS},
        ask_again=terms.ask_again,
    )
    reviewed = unroll(chain, frame)
    return Definition(
        name="assignment",
        kind=SubjectKind.ASSIGNMENT,
        label=SubjectKind.ASSIGNMENT.label,
        initial=A.ISSUED.value,
        states=_states(terms, reviewed),
        rules=(
            *_beginning(terms),
            *reviewed.rules,
            *_collected(terms),
            *_year(),
            *_judged(terms),
            *_ended(terms, reviewed),
        ),
        routes=reviewed.routes,
    )


def _states(terms: AssignmentTerms, reviewed: Unrolled[AssignmentFacts]) -> tuple[State, ...]:
    verdict = ObligationKind.VERDICT if terms.judged_above else ObligationKind.VERIFICATION
    awaited = {
        A.SIGNING: Await(ObligationKind.SIGN, SIGNERS),
        A.BREAKING_DOWN: Await(ObligationKind.BREAKDOWN, WRITERS),
        A.RETURNED: Await(ObligationKind.REVISION, WRITERS, days=terms.revision_days),
        A.ADJUSTMENT_REQUESTED: Await(ObligationKind.DECISION, DECIDERS, days=terms.decision_days),
        A.AWAITING_VERDICT: Await(verdict, CLERKS),
    }
    if not terms.packaged:  # a package has an obligation of its own
        awaited[A.AWAITING_CONSOLIDATION] = Await(ObligationKind.CONSOLIDATION, COLLECTORS, joint=True)
    ends = (A.ARCHIVED, A.WITHDRAWN)
    codes = [each for each in A if each is not A.SIGNING or terms.signed]
    own = [State(each.value, each.label, awaited.get(each), final=each in ends) for each in codes]
    place = codes.index(A.BREAKING_DOWN) + 1
    return (*own[:place], *reviewed.states, *own[place:])


def _rule(trigger: str, source: A, dest: A, label: str, *guards: Guard[AssignmentFacts]) -> Rule[AssignmentFacts]:
    return rule(SubjectKind.ASSIGNMENT, trigger, source.value, dest.value, label, guards)


def _beginning(terms: AssignmentTerms) -> list[Rule[AssignmentFacts]]:
    if not terms.signed:
        return [_rule("start_breakdown", A.ISSUED, A.BREAKING_DOWN, "开始分解")]
    return [
        _rule("request_signature", A.ISSUED, A.SIGNING, "送签责任书"),
        _rule("sign", A.SIGNING, A.BREAKING_DOWN, "签订责任书", paper_is_whole),
        _rule("record_paper_decision", A.SIGNING, A.SIGNING, "线下签批补录"),
    ]


def _collected(terms: AssignmentTerms) -> list[Rule[AssignmentFacts]]:
    """The office collects: into the package that goes up, or for the house itself."""
    if terms.packaged:
        leave = _rule("send_up", A.AWAITING_CONSOLIDATION, A.SUBMITTED, "随报送件上报", package_has_left)
    else:
        leave = _rule("consolidate", A.AWAITING_CONSOLIDATION, A.SUBMITTED, "汇总")
    return [
        leave,
        *(_rule("return_for_revision", each, A.RETURNED, "退回修改", has_reason) for each in RETURNERS),
        _rule("begin", A.SUBMITTED, A.IN_EXECUTION, "转入执行"),
    ]


def _year() -> list[Rule[AssignmentFacts]]:
    """Adjusting (O32), and the way to the verdict."""
    back: tuple[Guard[AssignmentFacts], ...] = (untouched, came_from(A.IN_EXECUTION.value))
    asked = A.ADJUSTMENT_REQUESTED
    decided: tuple[Guard[AssignmentFacts], ...] = (has_reason, paper_is_whole, superior_has_replied)
    return [
        _rule("request_adjustment", A.IN_EXECUTION, asked, "申请调整", has_reason, adjustment_is_in_time),
        _rule("decide_adjustment", asked, A.IN_EXECUTION, "审批调整申请", *decided),
        _rule("recall:in_execution", asked, A.IN_EXECUTION, "撤回", *back),
        _rule("record_paper_decision", asked, asked, "线下签批补录"),
        _rule("conclude", A.IN_EXECUTION, A.AWAITING_VERDICT, "提请认定", reports_are_in),
    ]


def _judged(terms: AssignmentTerms) -> list[Rule[AssignmentFacts]]:
    if terms.judged_above:
        verdict = _rule("record_verdict", A.AWAITING_VERDICT, A.AWAITING_VERDICT, "登记上级认定", document_is_named)
    else:
        verdict = _rule("verify", A.AWAITING_VERDICT, A.AWAITING_VERDICT, "核验")
    return [
        verdict,
        _rule("enter_score", A.AWAITING_VERDICT, A.SCORED, "评分", verdict_is_there, score_is_told),
        _rule("reopen", A.SCORED, A.AWAITING_VERDICT, "重新认定", has_reason),
        _rule("archive", A.SCORED, A.ARCHIVED, "归档"),
    ]


def _ended(terms: AssignmentTerms, reviewed: Unrolled[AssignmentFacts]) -> list[Rule[AssignmentFacts]]:
    """撤销 ends an assignment that is no longer to be done; what was scored stands."""
    past = {A.SCORED, A.ARCHIVED, A.WITHDRAWN}
    own = [each.value for each in A if each not in past and (each is not A.SIGNING or terms.signed)]
    return [
        rule(SubjectKind.ASSIGNMENT, "withdraw", state, A.WITHDRAWN.value, "撤销", (has_reason,))
        for state in (*own, *(review.code for review in reviewed.states))
    ]
