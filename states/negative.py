"""The negative list (负面清单): an item that must not happen, what the superior takes for it, and who bears how much.

Beside it runs the putting right (整改销号), a machine of its own: what was taken is not given back for it.
"""

from dataclasses import dataclass

from config.labels import Labelled
from config.seats import SeatRef
from states.facts import ReviewFacts
from states.obligations import ObligationKind
from states.reviewing import has_reason, paper_is_whole
from states.rules import Await, Definition, Guard, Rule, State, rule
from states.seating import CLERKS, DECIDERS, SIGNERS
from states.subjects import SubjectKind


class NegativeState(Labelled):
    PLANNED = "planned", "拟列入"
    LISTED = "listed", "已列入清单"
    AT_RISK = "at_risk", "已提示风险"
    OCCURRED = "occurred", "已发生"
    DEDUCTED = "deducted", "上级已认定扣分"
    APPORTIONED = "apportioned", "已划分责任"
    PROPOSED = "proposed", "待确认双倍扣分"
    CONFIRMED = "confirmed", "已确认双倍扣分"
    REMOVED = "removed", "已移出清单"


class RectificationState(Labelled):
    PLANNED = "planned", "拟责令整改"
    RECTIFYING = "rectifying", "整改中"
    REPLIED = "replied", "已反馈"
    SENT_BACK = "sent_back", "退回整改"
    CLOSED_OUT = "closed_out", "已销号"


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeTerms:
    """What the scheme decides."""

    apportion_days: int
    confirm_days: int
    review_days: int
    reviewers: tuple[SeatRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeFacts(ReviewFacts):
    """`split_fault`: what speaks against the shares; `no_doubling`: why the scheme cannot say what they are worth.

    `counted`: where the same loss is on record already.
    """

    has_basis: bool = True
    has_day: bool = True
    has_paper: bool = True
    takes_points: bool = True
    is_correction: bool = False
    counted: str = ""
    has_shares: bool = True
    split_fault: str = ""
    no_doubling: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationFacts(ReviewFacts):
    has_due: bool = True
    has_evidence: bool = False


# Guards


def basis_is_told(facts: NegativeFacts) -> str | None:
    return None if facts.has_basis else "请写明依据：哪份文件的哪一条"


def day_is_told(facts: NegativeFacts) -> str | None:
    return None if facts.has_day else "请写明哪天发生的，不晚于今天"


def paper_is_there(facts: NegativeFacts) -> str | None:
    return None if facts.has_paper else "请登记上级认定的文件、日期和附件"


def points_are_taken(facts: NegativeFacts) -> str | None:
    """A correction may take the loss back whole: nothing is left of it."""
    return None if facts.takes_points else "负面清单只扣分，请写上级扣的分（负数）"


def counts_once(facts: NegativeFacts) -> str | None:
    return f"{facts.counted}，同一件事只计一次，不能再双倍" if facts.counted else None


def shares_are_the_whole(facts: NegativeFacts) -> str | None:
    if not facts.has_shares:
        return "方案没有定怎么分担，请写明各单位分担几分"
    return facts.split_fault or None


def worth_is_known(facts: NegativeFacts) -> str | None:
    return facts.no_doubling or None


def evidence_is_there(facts: RectificationFacts) -> str | None:
    return None if facts.has_evidence else "请附整改的印证材料"


def due_is_told(facts: RectificationFacts) -> str | None:
    return None if facts.has_due else "整改期限早于今天"


N, R = NegativeState, RectificationState
Rules = tuple[Rule[NegativeFacts], ...]


def definition(terms: NegativeTerms) -> Definition[NegativeFacts]:
    """The machine of an item."""
    sharing = Await(ObligationKind.APPORTIONMENT, CLERKS, days=terms.apportion_days)
    awaits = {
        N.OCCURRED: Await(ObligationKind.VERDICT, CLERKS),
        N.DEDUCTED: sharing,
        N.APPORTIONED: sharing,
        N.PROPOSED: Await(ObligationKind.DECISION, DECIDERS, days=terms.confirm_days),
    }
    final = {N.CONFIRMED, N.REMOVED}
    return Definition(
        name="negative",
        kind=SubjectKind.NEGATIVE,
        label=SubjectKind.NEGATIVE.label,
        initial=N.PLANNED.value,
        states=tuple(State(each.value, each.label, awaits.get(each), each in final) for each in N),
        rules=(*_watching(), *_counting()),
    )


def _step(
    trigger: str, source: NegativeState, dest: NegativeState, label: str, *guards: Guard[NegativeFacts]
) -> Rule[NegativeFacts]:
    return rule(SubjectKind.NEGATIVE, trigger, source.value, dest.value, label, guards)


def _watching() -> Rules:
    """While nothing has happened; an item whose loss is settled may happen again."""
    quiet = (N.LISTED, N.AT_RISK)
    return (
        _step("list_item", N.PLANNED, N.LISTED, "列入清单", basis_is_told),
        _step("warn_of_risk", N.LISTED, N.AT_RISK, "风险提示", has_reason),
        _step("ease_risk", N.AT_RISK, N.LISTED, "解除风险提示", has_reason),
        *(_step("report_occurrence", each, N.OCCURRED, "登记已发生", has_reason, day_is_told) for each in quiet),
        _step("report_occurrence", N.CONFIRMED, N.OCCURRED, "登记又已发生", has_reason, day_is_told),
        _step("clear_occurrence", N.OCCURRED, N.LISTED, "上级未扣分", has_reason),
        *(_step("remove_item", each, N.REMOVED, "移出清单", has_reason) for each in quiet),
    )


_LOSS: tuple[Guard[NegativeFacts], ...] = (paper_is_there, points_are_taken, counts_once)


def _counting() -> Rules:
    """The superior's figure, whose it is, what it is worth here; a correction of the figure goes the same way again."""
    known = (N.DEDUCTED, N.APPORTIONED, N.PROPOSED, N.CONFIRMED)
    shares = (shares_are_the_whole,)
    return (
        _step("record_loss", N.OCCURRED, N.DEDUCTED, "登记上级认定扣分", *_LOSS),
        *(_step("correct_loss", each, N.DEDUCTED, "登记上级更正", has_reason, *_LOSS) for each in known),
        _step("apportion", N.DEDUCTED, N.APPORTIONED, "责任划分", has_reason, *shares),
        _step("apportion", N.APPORTIONED, N.APPORTIONED, "重新划分责任", has_reason, *shares),
        _step("propose_doubling", N.APPORTIONED, N.PROPOSED, "提出双倍扣分建议", *shares, worth_is_known),
        _step("return_proposal", N.PROPOSED, N.APPORTIONED, "退回重新划分", has_reason, paper_is_whole),
        _step("confirm_doubling", N.PROPOSED, N.CONFIRMED, "确认双倍扣分", paper_is_whole, *shares, worth_is_known),
    )


def rectification(terms: NegativeTerms) -> Definition[RectificationFacts]:
    """The machine of the putting right: answered with evidence, looked at again, closed out."""
    answer = Await(ObligationKind.REPLY, SIGNERS)
    awaits = {
        R.RECTIFYING: answer,
        R.SENT_BACK: answer,
        R.REPLIED: Await(ObligationKind.RECHECK, terms.reviewers, days=terms.review_days),
    }
    return Definition(
        name="rectification",
        kind=SubjectKind.RECTIFICATION,
        label=SubjectKind.RECTIFICATION.label,
        initial=R.PLANNED.value,
        states=tuple(State(each.value, each.label, awaits.get(each), each is R.CLOSED_OUT) for each in R),
        rules=(
            _mend("order_rectification", R.PLANNED, R.RECTIFYING, "责令整改", has_reason, due_is_told),
            *(_mend("reply", each, R.REPLIED, "反馈整改情况", has_reason, evidence_is_there) for each in
              (R.RECTIFYING, R.SENT_BACK)),
            _mend("send_back", R.REPLIED, R.SENT_BACK, "退回整改", has_reason, due_is_told, paper_is_whole),
            _mend("close_out", R.REPLIED, R.CLOSED_OUT, "销号", has_reason, paper_is_whole),
        ),
    )  # fmt: skip


def _mend(
    trigger: str, source: RectificationState, dest: RectificationState, label: str, *guards: Guard[RectificationFacts]
) -> Rule[RectificationFacts]:
    return rule(SubjectKind.RECTIFICATION, trigger, source.value, dest.value, label, guards)
