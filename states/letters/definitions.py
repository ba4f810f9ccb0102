"""The four machines by their kind."""

from collections.abc import Callable, Mapping

from config.letters import LetterKind
from states.letters import circular, order, talk, warning
from states.letters.facts import LetterFacts, LetterTerms
from states.rules import Definition

DEFINITIONS: Mapping[LetterKind, Callable[[LetterTerms], Definition[LetterFacts]]] = {
    LetterKind.WARNING: warning.definition,
    LetterKind.ORDER: order.definition,
    LetterKind.TALK: talk.definition,
    LetterKind.CIRCULAR: circular.definition,
}


def definition(kind: LetterKind, terms: LetterTerms) -> Definition[LetterFacts]:
    return DEFINITIONS[kind](terms)
