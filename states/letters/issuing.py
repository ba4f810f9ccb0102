"""From a draft to the unit's hands: the same for every letter. The clock may draft one; a person signs it."""

from dataclasses import dataclass

from config.packages import SealKind
from states.chain import Frame, Unrolled, unroll
from states.letters.facts import (
    WHOLE,
    LetterFacts,
    LetterState,
    LetterTerms,
    delivery_is_told,
    is_still_called_for,
    number_is_told,
    reply_is_dated,
    seal_is_there,
)
from states.letters.seats import desk
from states.obligations import ObligationKind
from states.reviewing import has_reason, paper_is_whole, refusal_ends_it, speaks_once
from states.rules import Await, Definition, Guard, Rule, State, rule
from states.subjects import SubjectKind

L = LetterState
Rules = tuple[Rule[LetterFacts], ...]


def step(trigger: str, source: str, dest: str, label: str, *guards: Guard[LetterFacts]) -> Rule[LetterFacts]:
    return rule(SubjectKind.LETTER, trigger, str(source), str(dest), label, guards)


def state(code: LetterState, awaits: Await | None = None, *, label: str = "", final: bool = False) -> State:
    return State(code.value, label or code.label, awaits, final)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a kind of letter calls the steps that all of them have."""

    drafting: str = L.DRAFTING.label
    submit: str = "送签"
    issued: str = L.ISSUED.label
    declined: str = L.DECLINED.label
    deliver: str = "送达"
    delivered: str = L.DELIVERED.label


ORDINARY = Words()


def compose(
    name: str, label: str, terms: LetterTerms, *, life: tuple[State, ...], rules: Rules, received: Await | None = None,
    words: Words = ORDINARY,
) -> Definition[LetterFacts]:  # fmt: skip
    """The machine of a kind: how it is issued, then `life` and `rules`; whatever was issued may be voided.

    `received`: what is awaited of the units once they have it.
    """
    signed = unroll(terms.chain, _frame(words))
    states = (*_before(terms, signed, words), state(L.DELIVERED, received, label=words.delivered), *life)
    declined = state(L.DECLINED, label=words.declined, final=True)
    ended = (declined, state(L.UNNEEDED, final=True), state(L.VOIDED, final=True))
    return Definition(
        name=name,
        kind=SubjectKind.LETTER,
        label=label,
        initial=L.DRAFTING.value,
        states=(*states, *ended),
        rules=(
            *_signing(signed),
            *_declining(signed, words),
            *_dropping(signed),
            *_leaving(terms, words),
            *rules,
            *_voiding(states),
        ),
        routes=signed.routes,
    )


def _frame(words: Words) -> Frame[LetterFacts]:
    return Frame(
        kind=SubjectKind.LETTER,
        draft=L.DRAFTING.value,
        done=L.ISSUED.value,
        returned=L.RETURNED.value,
        submit="submit_letter",
        submit_label=words.submit,
        gate=WHOLE,
        consent=(reply_is_dated, is_still_called_for),
    )


def _before(terms: LetterTerms, signed: Unrolled[LetterFacts], words: Words) -> tuple[State, ...]:
    at_desk = desk(terms.issuer)
    draft = Await(ObligationKind.LETTER, at_desk, days=terms.issue_days)
    delivery = Await(ObligationKind.DELIVERY, at_desk, days=terms.issue_days)
    sealed = (state(L.SEALED, delivery),) if terms.seal is not SealKind.NONE else ()
    returned = (state(L.RETURNED, draft),) if signed.comes_back else ()
    drafting = state(L.DRAFTING, draft, label=words.drafting)
    return (drafting, *returned, *signed.states, state(L.ISSUED, delivery, label=words.issued), *sealed)


def _signing(signed: Unrolled[LetterFacts]) -> Rules:
    """A person signs, and a signature is not taken back: what was issued wrongly is voided."""
    return tuple(
        each for each in signed.rules if each.source != L.ISSUED and not (each.dest == L.ISSUED and each.verb == "skip")
    )


def _declining(signed: Unrolled[LetterFacts], words: Words) -> Rules:
    """不予签发: dropped at the desk, or refused by whoever has to sign."""
    at_desk = (L.DRAFTING, L.RETURNED) if signed.comes_back else (L.DRAFTING,)
    dropped = (
        step("decline_to_issue", place, L.DECLINED, words.declined, has_reason, paper_is_whole) for place in at_desk
    )
    voted: tuple[Guard[LetterFacts], ...] = (has_reason, speaks_once, refusal_ends_it, paper_is_whole)
    refused = (step("decline_to_issue", each.code, L.DECLINED, words.declined, *voted) for each in signed.states)
    return (*dropped, *refused)


def _dropping(signed: Unrolled[LetterFacts]) -> Rules:
    """不再需要: what it was drafted for is over before anybody signed it; the clock finds that."""
    at_desk = (L.DRAFTING, L.RETURNED) if signed.comes_back else (L.DRAFTING,)
    places = (*at_desk, *(each.code for each in signed.states))
    return tuple(step("drop", place, L.UNNEEDED, L.UNNEEDED.label, has_reason) for place in places)


_UNSEALED: tuple[Guard[LetterFacts], ...] = (number_is_told, delivery_is_told, is_still_called_for)


def _leaving(terms: LetterTerms, words: Words) -> Rules:
    if terms.seal is SealKind.NONE:
        return (step("deliver", L.ISSUED, L.DELIVERED, words.deliver, *_UNSEALED),)
    return (
        step("seal", L.ISSUED, L.SEALED, terms.seal.label, number_is_told, seal_is_there, is_still_called_for),
        step("deliver", L.SEALED, L.DELIVERED, words.deliver, delivery_is_told, is_still_called_for),
    )


def _voiding(states: tuple[State, ...]) -> Rules:
    """作废: whatever was issued and is not ended; the number stays used."""
    issued = [each.code for each in states].index(L.ISSUED.value)
    return tuple(
        step("void", each.code, L.VOIDED, "作废", has_reason, paper_is_whole)
        for each in states[issued:]
        if not each.final
    )
