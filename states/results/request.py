"""申请复核: asked for within its window with reasons, taken up or not, upheld or corrected."""

from dataclasses import dataclass
from datetime import datetime

from config.labels import Labelled
from config.obligations import ObligationKind
from config.result_process import Reexamination
from states.facts import ReviewFacts
from states.reviewing import has_reason, paper_is_whole
from states.rules import Await, Definition, Guard, Rule, State, rule
from states.subjects import SubjectKind


class RequestState(Labelled):
    SUBMITTED = "submitted", "待受理"
    NOT_ACCEPTED = "not_accepted", "不予受理"
    ACCEPTED = "accepted", "复核中"
    UPHELD = "upheld", "维持原结果"
    TO_CORRECT = "to_correct", "同意更正"
    CORRECTED = "corrected", "已更正"
    WITHDRAWN = "withdrawn", "已撤回"


Q = RequestState
OPEN = (Q.SUBMITTED.value, Q.ACCEPTED.value, Q.TO_CORRECT.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts(ReviewFacts):
    """Everything that a request is asked about while it is decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applying:
    """What a unit asks for, and when it could: `opened_at` is None before its window, `until` its last moment."""

    reason: str
    has_evidence: bool
    is_ranked: bool
    has_open_request: bool
    opened_at: datetime | None
    until: datetime | None
    now: datetime


def against(wish: Applying) -> tuple[str, ...]:
    """Every reason why a request is not taken in."""
    reasons = []
    if not wish.is_ranked:
        reasons.append("本单位不在这次考核的范围里，没有可以复核的结果")
    if wish.opened_at is None:
        reasons.append("还没有到可以申请复核的时候")
    elif wish.until is not None and wish.now > wish.until:
        reasons.append(f"申请复核的期限已过（{wish.until:%Y-%m-%d}止）")
    if wish.has_open_request:
        reasons.append("本单位已有一份复核申请在办，不重复申请")
    if not wish.reason.strip():
        reasons.append("请写明理由")
    if not wish.has_evidence:
        reasons.append("请附印证材料")
    return tuple(reasons)


def definition(terms: Reexamination) -> Definition[RequestFacts]:
    waits = {
        Q.SUBMITTED: Await(ObligationKind.ACCEPTANCE, terms.by, days=terms.acceptance_days, apart=True),
        Q.ACCEPTED: Await(ObligationKind.REEXAMINATION, terms.by, days=terms.decision_days, apart=True),
    }
    finals = {Q.NOT_ACCEPTED, Q.UPHELD, Q.CORRECTED, Q.WITHDRAWN}
    return Definition(
        name="reexamination",
        kind=SubjectKind.REEXAMINATION,
        label=SubjectKind.REEXAMINATION.label,
        initial=Q.SUBMITTED.value,
        states=tuple(State(each.value, each.label, waits.get(each), final=each in finals) for each in Q),
        rules=(
            _rule("accept_request", Q.SUBMITTED, Q.ACCEPTED, "受理", paper_is_whole),
            _rule("refuse_request", Q.SUBMITTED, Q.NOT_ACCEPTED, "不予受理", has_reason, paper_is_whole),
            _rule("withdraw", Q.SUBMITTED, Q.WITHDRAWN, "撤回申请"),
            _rule("withdraw", Q.ACCEPTED, Q.WITHDRAWN, "撤回申请"),
            _rule("uphold", Q.ACCEPTED, Q.UPHELD, "维持", has_reason, paper_is_whole),
            _rule("grant_correction", Q.ACCEPTED, Q.TO_CORRECT, "同意更正", has_reason, paper_is_whole),
            _rule("uphold", Q.TO_CORRECT, Q.UPHELD, "更正没有批准，维持", has_reason),
            _rule("carry_out", Q.TO_CORRECT, Q.CORRECTED, "更正完毕"),
        ),
    )


def _rule(trigger: str, source: Q, dest: Q, label: str, *guards: Guard[RequestFacts]) -> Rule[RequestFacts]:
    return rule(SubjectKind.REEXAMINATION, trigger, source.value, dest.value, label, guards)
