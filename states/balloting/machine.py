"""A round of ballots: roster, issue, return, two entries of every bundle, a witness, sealed totals (O30)."""

from collections.abc import Callable

from config.roles import Role
from config.seats import SeatOf, SeatRef
from states.balloting.facts import (
    COUNTED,
    WHOLE,
    BallotFacts,
    BallotState,
    issued_fit,
    more_is_to_come,
    nothing_is_entered,
    nothing_is_left,
    returned_fit,
    witness_typed_nothing,
)
from states.obligations import ObligationKind
from states.reviewing import has_reason, paper_is_whole
from states.rules import Await, Definition, Guard, Route, Rule, State, rule
from states.subjects import SubjectKind

B = BallotState
LAST = "last"
HEADS = (Role.ASSESSMENT_OFFICE_HEAD, Role.UNIT_OFFICE)
WITNESSES = tuple(SeatRef(role=role, of=SeatOf.OFFICE) for role in (Role.DISCIPLINE, Role.SUPERVISION, *HEADS))
SEALERS = tuple(SeatRef(role=role, of=SeatOf.OFFICE) for role in HEADS)
AWAITS = {
    B.AGREED: Await(ObligationKind.VERIFICATION, WITNESSES, days=1),
    B.WITNESSED: Await(ObligationKind.DECISION, SEALERS, days=1),
}
LIVING = tuple(state for state in B if state is not B.VOIDED)


def definition() -> Definition[BallotFacts]:
    """The machine of every round. What is sealed may only be voided, with a reason, by whoever may seal."""
    return Definition(
        name="ballot",
        kind=SubjectKind.BALLOT,
        label=SubjectKind.BALLOT.label,
        initial=B.DRAFTING.value,
        states=tuple(State(each.value, each.label, AWAITS.get(each), each in (B.SEALED, B.VOIDED)) for each in B),
        rules=(*_before_the_vote(), *_counting(), *_closing()),
        routes={"enter_bundle": Route(_last("enter_bundle")), "settle_difference": Route(_last("settle_difference"))},
    )


def _before_the_vote() -> tuple[Rule[BallotFacts], ...]:
    return (
        _rule("edit_ballot", B.DRAFTING, B.DRAFTING, "修改"),
        _rule("settle_roster", B.DRAFTING, B.ROSTERED, "名册定稿", *WHOLE),
        _rule("reopen_roster", B.ROSTERED, B.DRAFTING, "重定名册", has_reason),
        _rule("issue_ballots", B.ROSTERED, B.ISSUING, "发放", issued_fit),
        _rule("issue_ballots", B.ISSUING, B.ISSUING, "补发", issued_fit),
        _rule("register_returns", B.ISSUING, B.RETURNED, "收回登记", returned_fit),
        _rule("register_returns", B.RETURNED, B.RETURNED, "收回登记", returned_fit, nothing_is_entered),
    )


def _counting() -> tuple[Rule[BallotFacts], ...]:
    """Typing leads on by itself where the last bundle is in and nothing differs any more."""
    return (
        _rule("enter_bundle", B.RETURNED, B.CHECKING, "录票"),
        _rule("enter_bundle", B.CHECKING, B.CHECKING, "录票", more_is_to_come),
        _rule(f"enter_bundle:{LAST}", B.CHECKING, B.AGREED, "录票", nothing_is_left),
        _rule("settle_difference", B.CHECKING, B.CHECKING, "核定差异", has_reason, more_is_to_come),
        _rule(f"settle_difference:{LAST}", B.CHECKING, B.AGREED, "核定差异", has_reason, nothing_is_left),
        _rule("reject_bundle", B.CHECKING, B.CHECKING, "退回重录", has_reason),
        _rule("reject_bundle", B.AGREED, B.CHECKING, "退回重录", has_reason),
    )


def _closing() -> tuple[Rule[BallotFacts], ...]:
    return (
        _rule(
            "witness_ballot", B.AGREED, B.WITNESSED, "监票", *COUNTED, has_reason, witness_typed_nothing, paper_is_whole
        ),
        _rule("seal_ballot", B.WITNESSED, B.SEALED, "封存", *COUNTED, paper_is_whole),
        *(_rule("void", state, B.VOIDED, "作废", has_reason, paper_is_whole) for state in LIVING),
    )


def _rule(trigger: str, source: B, dest: B, label: str, *guards: Guard[BallotFacts]) -> Rule[BallotFacts]:
    return rule(SubjectKind.BALLOT, trigger, source.value, dest.value, label, guards)


def _last(verb: str) -> Callable[[BallotFacts], str]:
    def which(facts: BallotFacts) -> str:
        return f"{verb}:{LAST}" if facts.completes else verb

    return which
