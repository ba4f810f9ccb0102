"""A judgement (酌定): one proposes points within the bounds of the clause, another confirms them (P10)."""

from dataclasses import dataclass

from config.labels import Labelled
from config.roles import Role
from config.seats import SeatOf, SeatRef
from states.facts import ReviewFacts
from states.obligations import ObligationKind
from states.reviewing import has_reason, paper_is_whole
from states.rules import Await, Definition, Guard, Rule, State, rule
from states.subjects import SubjectKind


class JudgementState(Labelled):
    """酌定到了哪一步。"""

    AWAITED = "awaited", "待提出"
    PROPOSED = "proposed", "待确认"
    RETURNED = "returned", "退回重提"
    CONFIRMED = "confirmed", "已确认"
    REVOKED = "revoked", "已撤销"


J = JudgementState
OFFICE_SEATS = tuple(
    SeatRef(role=role, of=SeatOf.OFFICE)
    for role in (Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD, Role.UNIT_OFFICE)
)
PROPOSING_AGAIN = 2
CONFIRMING = 2
"""Workdays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementTerms:
    """What a slot says: who proposes, who confirms, and whether the assessed unit itself proposes (自评)."""

    proposers: tuple[SeatRef, ...]
    confirmers: tuple[SeatRef, ...]
    is_self_mark: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementFacts(ReviewFacts):
    """The facts of one judgement. `bounds`: what speaks against the points that are proposed."""

    bounds: tuple[str, ...] = ()
    lacks_evidence: bool = False


def points_fit(facts: JudgementFacts) -> str | None:
    return "；".join(facts.bounds) or None


def evidence_is_there(facts: JudgementFacts) -> str | None:
    return "请附印证材料：方案规定这一项要有" if facts.lacks_evidence else None


def speaks_of_another(facts: JudgementFacts) -> str | None:
    """Who is assessed does not say what he is worth, unless the scheme asks him to (自评)."""
    if all(seat.unit != facts.subject.lead_unit for seat in facts.actor.seats):
        return None
    return "不能给本单位提出酌定的分，请由方案指定的其他单位提出"


def definition(terms: JudgementTerms) -> Definition[JudgementFacts]:
    """The machine of one slot. What was confirmed counts until another proposal has been confirmed in its place."""
    by = Await(ObligationKind.SCORE, terms.proposers, days=PROPOSING_AGAIN, per_unit=True)
    to = Await(ObligationKind.DECISION, terms.confirmers, days=CONFIRMING, each=True)
    awaits = {J.AWAITED: by, J.RETURNED: by, J.PROPOSED: to}
    own: tuple[Guard[JudgementFacts], ...] = () if terms.is_self_mark else (speaks_of_another,)
    proposing = (points_fit, evidence_is_there, has_reason, *own)
    return Definition(
        name="judgement",
        kind=SubjectKind.JUDGEMENT,
        label=SubjectKind.JUDGEMENT.label,
        initial=J.AWAITED.value,
        states=tuple(State(each.value, each.label, awaits.get(each), each in (J.CONFIRMED, J.REVOKED)) for each in J),
        rules=(
            *(
                _rule("propose_judgement", state, J.PROPOSED, "提出", *proposing)
                for state in (J.AWAITED, J.RETURNED, J.CONFIRMED, J.REVOKED)
            ),
            _rule("confirm_judgement", J.PROPOSED, J.CONFIRMED, "确认", paper_is_whole),
            _rule("return_judgement", J.PROPOSED, J.RETURNED, "退回重提", has_reason, paper_is_whole),
            *(
                _rule("withdraw", state, J.REVOKED, "撤销", has_reason, paper_is_whole)
                for state in (J.AWAITED, J.RETURNED, J.CONFIRMED)
            ),
        ),
    )


def _rule(trigger: str, source: J, dest: J, label: str, *guards: Guard[JudgementFacts]) -> Rule[JudgementFacts]:
    return rule(SubjectKind.JUDGEMENT, trigger, source.value, dest.value, label, guards)
