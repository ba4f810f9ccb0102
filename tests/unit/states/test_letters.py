"""The four lives of letters: who signs, what may follow, what is said when it may not."""

from itertools import product
from typing import Any

import pytest

from config.chains import Chain, Skip, Step
from config.letters import LetterKind
from config.packages import SealKind
from states.kit import Machine, machine_of
from states.letters.definitions import definition
from states.rules import Rule
from tests.unit.states.machines import letter_terms, three_chains
from tests.unit.states.office import FIVE_STEPS

BEFORE = {"drafting", "returned", "declined", "unneeded"}
MACHINES = {
    f"{kind.value}/{name}/{seal.value}": machine_of(definition(kind, letter_terms(chain, seal)))
    for kind, seal, (name, chain) in product(LetterKind, SealKind, three_chains().items())
}
each_machine = pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)


def is_clock(rule: Rule[Any]) -> bool:
    return any(who.role is not None and who.role.value == "clock" for who in rule.who)


def reached(machine: Machine[Any], *, without: Any) -> set[str]:
    """Every state that can be reached from the draft by rules other than these."""
    found, old = {machine.definition.initial}, set[str]()
    while found != old:
        old = set(found)
        found |= {rule.dest for rule in machine.definition.rules if rule.source in found and not without(rule)}
    return found


@each_machine
def test_nothing_is_issued_without_a_persons_signature(machine: Machine[Any]) -> None:
    """By consent at the last step and in no other way; what is not signed never leaves the desk."""
    signatures = [rule for rule in machine.definition.rules if rule.dest == "issued"]
    assert {rule.verb for rule in signatures} == {"approve"}
    assert [rule for rule in signatures if is_clock(rule)] == []
    unsigned = reached(machine, without=lambda rule: rule.dest == "issued")
    assert {state for state in unsigned if not state.startswith("review:")} <= BEFORE


@each_machine
def test_clock_alone_moves_a_draft_nowhere_near_its_signature(machine: Machine[Any]) -> None:
    alone = reached(machine, without=lambda rule: not is_clock(rule))
    assert alone == {"drafting", "unneeded"}


@each_machine
def test_signature_is_not_taken_back_but_voided(machine: Machine[Any]) -> None:
    after = [rule for rule in machine.definition.rules if rule.source == "issued"]
    assert "recall" not in {rule.verb for rule in after}
    assert ("void", "voided") in {(rule.verb, rule.dest) for rule in after}


def test_step_that_skips_itself_is_still_signed_by_a_person() -> None:
    """The scheme refuses such a chain; the machine would not follow it either."""
    skipping = Step.model_validate(
        {"code": "sign", "label": "签发", "reviewers": ["assessment_office_head"], "skip_when": Skip.NO_POST}
    )
    chain = Chain(label="签发", steps=(skipping,))
    machine = machine_of(definition(LetterKind.WARNING, letter_terms(chain, SealKind.NONE)))
    assert [rule for rule in machine.definition.rules if rule.verb == "skip"] == []


@pytest.mark.parametrize("kind", LetterKind)
def test_states_are_called_what_offices_call_them(kind: LetterKind) -> None:
    machine = machine_of(definition(kind, letter_terms(FIVE_STEPS, SealKind.NONE)))
    said = {
        LetterKind.WARNING: {
            "issued": "已签发",
            "received": "已签收",
            "lifted": "已解除",
            "turned_into_order": "已转督办",
        },
        LetterKind.ORDER: {"rectifying": "整改中", "under_review": "待复核", "closed_out": "已销号"},
        LetterKind.TALK: {"drafting": "提请", "issued": "委员会领导已同意", "delivered": "已通知", "held": "已约谈"},
        LetterKind.CIRCULAR: {"issued": "已签发", "delivered": "已印发", "received": "已全部签收"},
    }[kind]
    assert {code: machine.states[code].label for code in said} == said
