"""The supervision order (督办单): acknowledged, rectified, answered with evidence, looked at again, closed out."""

from states.letters.facts import (
    LetterFacts,
    LetterState,
    LetterTerms,
    evidence_is_there,
    proof_is_there,
    unit_is_waiting,
)
from states.letters.issuing import Rules, compose, state, step
from states.letters.seats import ANSWERERS, RECIPIENTS, desk
from states.obligations import ObligationKind
from states.reviewing import has_reason, paper_is_whole
from states.rules import Await, Definition

L = LetterState


def definition(terms: LetterTerms) -> Definition[LetterFacts]:
    """The machine of a supervision order."""
    answer = Await(ObligationKind.REPLY, ANSWERERS, per_unit=True)
    return compose(
        "order",
        "督办单",
        terms,
        received=Await(ObligationKind.ACKNOWLEDGEMENT, RECIPIENTS, days=terms.receipt_days, per_unit=True),
        life=(
            state(L.RECEIVED, answer),
            state(L.RECTIFYING, answer),
            state(L.REPLIED, Await(ObligationKind.RECHECK, desk(terms.issuer), days=terms.review_days)),
            state(L.UNDER_REVIEW, Await(ObligationKind.RECHECK, terms.reviewers, days=terms.review_days)),
            state(L.SENT_BACK, answer),
            state(L.TALK_PROPOSED),
            state(L.CLOSED_OUT, final=True),
        ),
        rules=(*_rectifying(terms), *_looking_again()),
    )


def _rectifying(terms: LetterTerms) -> Rules:
    """Whoever has put it right at once answers at once."""
    proof = (evidence_is_there,) if terms.evidence else ()
    open_ = (L.RECEIVED, L.RECTIFYING, L.SENT_BACK)
    return (
        step("acknowledge", L.DELIVERED, L.RECEIVED, "签收", unit_is_waiting),
        step("begin_rectification", L.RECEIVED, L.RECTIFYING, "开始整改", has_reason),
        *(step("reply", place, L.REPLIED, "反馈整改情况", has_reason, *proof) for place in open_),
    )


def _looking_again() -> Rules:
    """The office passes a complete answer on to whoever looks at the matter itself; an incomplete one goes back."""
    open_ = (L.DELIVERED, L.RECEIVED, L.RECTIFYING, L.SENT_BACK, L.REPLIED, L.UNDER_REVIEW)
    return (
        step("ask_recheck", L.REPLIED, L.UNDER_REVIEW, "转复核"),
        step("send_back", L.REPLIED, L.SENT_BACK, "退回整改", has_reason, paper_is_whole),
        step("close_out", L.UNDER_REVIEW, L.CLOSED_OUT, "销号", has_reason, paper_is_whole, proof_is_there),
        step("send_back", L.UNDER_REVIEW, L.SENT_BACK, "退回整改", has_reason, paper_is_whole),
        *(step("propose_talk", place, L.TALK_PROPOSED, "提请约谈", has_reason, paper_is_whole) for place in open_),
        step("reply", L.TALK_PROPOSED, L.REPLIED, "反馈整改情况", has_reason),
        step("close_out", L.TALK_PROPOSED, L.CLOSED_OUT, "销号", has_reason, paper_is_whole, proof_is_there),
    )
