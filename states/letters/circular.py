"""The circular (通报): drafted with its units and figures, reviewed, signed, issued to all, acknowledged by each."""

from dataclasses import replace

from states.letters.facts import (
    LetterFacts,
    LetterState,
    LetterTerms,
    nobody_else_is_waiting,
    others_are_waiting,
    unit_is_waiting,
)
from states.letters.issuing import Words, compose, state, step
from states.letters.seats import RECIPIENTS
from states.obligations import ObligationKind
from states.rules import Await, Definition, Route

L = LetterState
WORDS = Words(deliver="印发", delivered="已印发")
LAST = "acknowledge:received"


def definition(terms: LetterTerms) -> Definition[LetterFacts]:
    """The machine of a circular: every unit acknowledges for itself, the last one ends it."""
    whole = compose(
        "circular",
        "通报",
        terms,
        words=WORDS,
        received=Await(ObligationKind.ACKNOWLEDGEMENT, RECIPIENTS, days=terms.receipt_days, per_unit=True),
        life=(state(L.RECEIVED, label="已全部签收", final=True),),
        rules=(
            step("acknowledge", L.DELIVERED, L.DELIVERED, "签收", unit_is_waiting, others_are_waiting),
            step(LAST, L.DELIVERED, L.RECEIVED, "签收", unit_is_waiting, nobody_else_is_waiting),
        ),
    )
    return replace(whole, routes={**whole.routes, "acknowledge": Route(_which)})


def _which(facts: LetterFacts) -> str:
    return "acknowledge" if facts.pending - {facts.unit} else LAST
