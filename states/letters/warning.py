"""The early-warning notice (预警提示单): acknowledged, answered, then lifted or followed by a supervision order."""

from states.letters.facts import (
    LetterFacts,
    LetterState,
    LetterTerms,
    evidence_is_there,
    proof_is_there,
    unit_is_waiting,
)
from states.letters.issuing import Rules, compose, state, step
from states.letters.seats import ANSWERERS, RECIPIENTS
from states.obligations import ObligationKind
from states.reviewing import has_reason, paper_is_whole
from states.rules import Await, Definition

L = LetterState


def definition(terms: LetterTerms) -> Definition[LetterFacts]:
    """The machine of a warning."""
    return compose(
        "warning",
        "预警提示单",
        terms,
        received=Await(ObligationKind.ACKNOWLEDGEMENT, RECIPIENTS, days=terms.receipt_days, per_unit=True),
        life=(
            state(L.RECEIVED, Await(ObligationKind.REPLY, ANSWERERS, per_unit=True)),
            state(L.REPLIED, Await(ObligationKind.RECHECK, terms.reviewers, days=terms.review_days)),
            state(L.LIFTED, final=True),
            state(L.TURNED_INTO_ORDER, final=True),
        ),
        rules=(*_answering(terms), *_ending()),
    )


def _answering(terms: LetterTerms) -> Rules:
    proof = (evidence_is_there,) if terms.evidence else ()
    return (
        step("acknowledge", L.DELIVERED, L.RECEIVED, "签收", unit_is_waiting),
        step("reply", L.RECEIVED, L.REPLIED, "反馈", has_reason, *proof),
        step("send_back", L.REPLIED, L.RECEIVED, "退回重新反馈", has_reason, paper_is_whole),
    )


def _ending() -> Rules:
    """Lifted by a fact; turned into an order whether the unit has answered or not."""
    known = (L.DELIVERED, L.RECEIVED, L.REPLIED)
    return (
        *(step("lift", place, L.LIFTED, "解除预警", has_reason, paper_is_whole, proof_is_there) for place in known),
        *(step("turn_into_order", place, L.TURNED_INTO_ORDER, "转督办", has_reason, paper_is_whole) for place in known),
    )
