"""The admonitory talk (约谈): proposed, agreed to by a leader of the committee, held, committed to, closed."""

from states.letters.facts import (
    LetterFacts,
    LetterState,
    LetterTerms,
    due_is_told,
    evidence_is_there,
    proof_is_there,
    record_is_there,
    unit_is_waiting,
)
from states.letters.issuing import Rules, Words, compose, state, step
from states.letters.seats import ANSWERERS, desk
from states.obligations import ObligationKind
from states.reviewing import has_reason, paper_is_whole
from states.rules import Await, Definition

L = LetterState
WORDS = Words(
    drafting="提请",
    submit="提请",
    issued="委员会领导已同意",
    declined="不予约谈",
    deliver="通知",
    delivered="已通知",
)


def definition(terms: LetterTerms) -> Definition[LetterFacts]:
    """The machine of a talk."""
    at_desk = desk(terms.issuer)
    return compose(
        "talk",
        "约谈",
        terms,
        words=WORDS,
        received=Await(ObligationKind.TALK, at_desk),
        life=(
            state(L.HELD, Await(ObligationKind.COMMITMENT, ANSWERERS, days=terms.receipt_days, per_unit=True)),
            state(L.COMMITTED, Await(ObligationKind.REPLY, ANSWERERS, per_unit=True)),
            state(L.REPLIED, Await(ObligationKind.RECHECK, terms.reviewers, days=terms.review_days)),
            state(L.CLOSED, final=True),
        ),
        rules=_talking(terms),
    )


def _talking(terms: LetterTerms) -> Rules:
    proof = (evidence_is_there,) if terms.evidence else ()
    return (
        step("acknowledge", L.DELIVERED, L.DELIVERED, "签收", unit_is_waiting),
        step("hold_talk", L.DELIVERED, L.HELD, "登记约谈", record_is_there),
        step("commit", L.HELD, L.COMMITTED, "登记整改承诺", has_reason, due_is_told),
        step("reply", L.COMMITTED, L.REPLIED, "反馈承诺落实情况", has_reason, *proof),
        step("send_back", L.REPLIED, L.COMMITTED, "退回整改", has_reason, paper_is_whole),
        *(
            step("close_talk", place, L.CLOSED, "办结", has_reason, paper_is_whole, proof_is_there)
            for place in (L.COMMITTED, L.REPLIED)
        ),
    )
