"""The machine of a result, unrolled from the steps that the scheme goes through, in their fixed order."""

from itertools import pairwise

from config.obligations import ObligationKind as Kind
from config.result_process import DESK, DecisionStep, ResultProcess
from states.results.facts import (
    ResultFacts,
    ResultState,
    days_are_over,
    document_is_told,
    enough_have_answered,
    everything_is_scored,
    has_not_answered,
    no_request_is_open,
    nothing_has_moved,
    nothing_is_half_done,
    nothing_is_objected,
    nothing_is_pending,
    speaks_for_a_unit,
)
from states.reviewing import has_reason, paper_is_whole
from states.rules import Await, Definition, Guard, Rule, State, rule
from states.subjects import SubjectKind

X = ResultState
Rules = list[Rule[ResultFacts]]
UNTIL_PUBLISHED = (
    *(X.SELF_CHECK, X.MARKING, X.CONSOLIDATION, X.FEEDBACK, X.OPINIONS, X.COMMITTEE, X.APPROVAL),
    *(X.NOTICE, X.ANNOUNCEMENT),
)
COMES_BACK = (X.FEEDBACK, X.OPINIONS, X.COMMITTEE, X.APPROVAL, X.NOTICE, X.ANNOUNCEMENT)
FINISHED: dict[ResultState, tuple[str, str]] = {
    X.SELF_CHECK: ("end_self_check", "结束自查"),
    X.MARKING: ("end_marking", "结束考评打分"),
    X.CONSOLIDATION: ("pass_on", "汇总审核通过"),
    X.FEEDBACK: ("end_feedback", "结束得分核对"),
    X.OPINIONS: ("end_opinions", "结束征求意见"),
    X.COMMITTEE: ("approve", "审议通过"),
    X.APPROVAL: ("approve", "批准"),
    X.NOTICE: ("end_notice", "公示期满"),
    X.ANNOUNCEMENT: ("announce_result", "印发公布"),
}


def steps_of(process: ResultProcess) -> tuple[ResultState, ...]:
    """The steps up to publication that this scheme goes through."""
    return tuple(step for step in UNTIL_PUBLISHED if getattr(process, step.value) is not None)


def definition(process: ResultProcess) -> Definition[ResultFacts]:
    steps = steps_of(process)
    states = [State(step.value, step.label, _awaited(step, process)) for step in steps]
    rules: Rules = []
    for step, after in pairwise((*steps, X.PUBLISHED)):
        rules += _finishing(step, after, process)
        rules += _staying(step)
    rules += [_rule("return_for_revision", step, X.CONSOLIDATION, "退回", has_reason)
              for step in steps if step in COMES_BACK]  # fmt: skip
    return Definition(
        name="result",
        kind=SubjectKind.RESULT,
        label=SubjectKind.RESULT.label,
        initial=steps[0].value,
        states=(*states, *_after_publication(process)),
        rules=(*rules, *_correcting(process)),
    )


def _rule(trigger: str, source: X, dest: X, label: str, *guards: Guard[ResultFacts]) -> Rule[ResultFacts]:
    return rule(SubjectKind.RESULT, trigger, source.value, dest.value, label, guards)


def _awaited(step: ResultState, process: ResultProcess) -> Await | None:
    """What the step waits for, from whom, for how many workdays."""
    own = getattr(process, step.value)
    match step:
        case X.SELF_CHECK:
            return Await(Kind.SELF_CHECK, own.by, days=own.days, per_unit=True)
        case X.FEEDBACK:
            return Await(Kind.SCORE_CHECK, own.by, days=own.days, per_unit=True)
        case X.OPINIONS:  # the desk collects; bodies of our own owe their answer beside it
            return Await(Kind.CONSULTATION, DESK, days=own.days)
        case X.COMMITTEE:
            return _decision(Kind.DELIBERATION, own)
        case X.APPROVAL:
            return _decision(Kind.DECISION, own)
        case _:
            return Await(DESK_WORK[step], own.by, days=own.days)


DESK_WORK = {
    X.MARKING: Kind.SCORE,
    X.CONSOLIDATION: Kind.CONSOLIDATION,
    X.NOTICE: Kind.PUBLIC_NOTICE,
    X.ANNOUNCEMENT: Kind.ANNOUNCEMENT,
}


def _decision(kind: Kind, own: DecisionStep) -> Await:
    """Nobody decides on a ranking in which his own unit stands; what is decided outside is recorded at the desk."""
    if own.outside:
        return Await(kind, DESK, days=own.days)
    return Await(kind, own.by, days=own.days, apart=True)


def _finishing(step: ResultState, after: ResultState, process: ResultProcess) -> Rules:
    trigger, label = FINISHED[step]
    if step not in (X.COMMITTEE, X.APPROVAL):
        return [_rule(trigger, step, after, label, *_guards(step, process))]
    own: DecisionStep = getattr(process, step.value)
    recorded = _rule("record_decision", step, after, f"登记{own.outside or '会议'}审定", document_is_told)
    if own.outside:
        return [recorded]
    return [_rule(trigger, step, after, label, paper_is_whole), recorded]


def _guards(step: ResultState, process: ResultProcess) -> tuple[Guard[ResultFacts], ...]:
    own = getattr(process, step.value)
    match step:
        case X.SELF_CHECK:
            return (enough_have_answered(own.silence),)
        case X.MARKING:
            return (everything_is_scored,)
        case X.CONSOLIDATION:
            return (everything_is_scored, nothing_is_half_done, nothing_is_pending, nothing_is_objected)
        case X.FEEDBACK:
            return (enough_have_answered(own.silence), nothing_is_objected)
        case X.OPINIONS:
            return (enough_have_answered(own.silence, at_least=own.at_least), nothing_is_objected)
        case X.NOTICE:
            return (days_are_over,)
        case _:
            return (nothing_has_moved, no_request_is_open)


def _staying(step: ResultState) -> Rules:
    """What happens within a step: a unit speaks for itself, the office answers, scores are computed anew."""
    alone = (speaks_for_a_unit, has_not_answered)
    found: Rules = []
    if step in (X.SELF_CHECK, X.MARKING, X.CONSOLIDATION):
        found.append(_rule("compute_result", step, step, "计算得分"))
        found.append(_rule("decide_tie", step, step, "定并列的奖项", has_reason))
        found.append(_rule("decide_order", step, step, "定并列的名次", has_reason))
    if step is X.SELF_CHECK:
        found.append(_rule("submit_self_check", step, step, "报送自查报告", *alone))
    if step is X.FEEDBACK:
        found.append(_rule("confirm_score", step, step, "核对无异议", *alone))
        found.append(_rule("dispute_score", step, step, "对得分提出异议", *alone, has_reason))
    if step is X.OPINIONS:
        found.append(_rule("reply_opinion", step, step, "回复征求意见", *alone))
    if step in (X.CONSOLIDATION, X.FEEDBACK, X.OPINIONS):
        found.append(_rule("answer_dispute", step, step, "答复异议", has_reason))
    return found


def _after_publication(process: ResultProcess) -> tuple[State, ...]:
    archiving, correction = process.archiving, process.correction
    correcting = State(
        X.CORRECTING.value,
        X.CORRECTING.label,
        Await(Kind.DECISION, correction.by, days=correction.days, apart=True),
    )
    if archiving is None:
        return (State(X.PUBLISHED.value, X.PUBLISHED.label, final=True), correcting)
    archived = State(X.ARCHIVED.value, X.ARCHIVED.label, final=True)
    owed = Await(Kind.ARCHIVING, archiving.by, days=archiving.days)
    return (State(X.PUBLISHED.value, X.PUBLISHED.label, owed), archived, correcting)


def _correcting(process: ResultProcess) -> Rules:
    rules = [
        _rule("propose_correction", X.PUBLISHED, X.CORRECTING, "提请更正", has_reason),
        _rule("approve", X.CORRECTING, X.PUBLISHED, "同意更正", paper_is_whole),
        _rule("decline", X.CORRECTING, X.PUBLISHED, "不予更正", has_reason, paper_is_whole),
    ]
    if process.archiving is not None:
        rules.append(_rule("archive", X.PUBLISHED, X.ARCHIVED, "归档", no_request_is_open))
        rules.append(_rule("propose_correction", X.ARCHIVED, X.CORRECTING, "归档后提请更正", has_reason))
    return rules
