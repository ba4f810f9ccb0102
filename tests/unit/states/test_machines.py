"""Every rule of every machine: known ends, reachable, with an exit, said once, for somebody, in words."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from states.kit import Machine, State, UnsoundDefinition, machine_of
from states.rights import who_may
from states.rules import Definition, Rule, rule
from states.soundness import problems
from states.subjects import SubjectKind
from states.window import definition as window_definition
from tests.unit.states.machines import all_machines

MACHINES = all_machines()
CHINESE = re.compile(r"[\u4e00-\u9fff]")

each_machine = pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)


@each_machine
def test_rules_have_known_ends(machine: Machine[Any]) -> None:
    known = {state.code for state in machine.definition.states}
    ends = {end for rule in machine.definition.rules for end in (rule.source, rule.dest)}
    assert ends - known == set()


@each_machine
def test_every_state_can_be_reached(machine: Machine[Any]) -> None:
    reached, old = {machine.definition.initial}, set()
    while reached != old:
        old = set(reached)
        reached |= {rule.dest for rule in machine.definition.rules if rule.source in reached}
    assert {state.code for state in machine.definition.states} - reached == set()


@each_machine
def test_every_state_that_is_not_final_has_an_exit(machine: Machine[Any]) -> None:
    left = {rule.source for rule in machine.definition.rules if rule.source != rule.dest}
    assert [state.code for state in machine.definition.states if not state.final and state.code not in left] == []


@each_machine
def test_every_state_that_is_not_final_can_end(machine: Machine[Any]) -> None:
    """No ring without a way out: from everywhere a final state, or a report that waits for its superior, is reached."""
    ends = {state.code for state in machine.definition.states if state.final}
    ending, old = set(ends), set()
    while ending != old:
        old = set(ending)
        ending |= {rule.source for rule in machine.definition.rules if rule.dest in ending}
    assert {state.code for state in machine.definition.states} - ending == set()


@each_machine
def test_trigger_and_source_name_one_rule(machine: Machine[Any]) -> None:
    pairs = Counter((rule.trigger, rule.source) for rule in machine.definition.rules)
    assert [pair for pair, count in pairs.items() if count > 1] == []


@each_machine
def test_who_is_what_the_table_of_rights_says(machine: Machine[Any]) -> None:
    kind = machine.definition.kind
    for each in machine.definition.rules:
        assert each.who == who_may(each.trigger, kind=kind, state=each.source) != ()


@each_machine
def test_states_and_rules_speak_chinese(machine: Machine[Any]) -> None:
    labels = [each.label for each in (*machine.definition.states, *machine.definition.rules)]
    assert [label for label in labels if not CHINESE.search(label)] == []


@each_machine
def test_engine_holds_exactly_the_rules(machine: Machine[Any]) -> None:
    assert sorted(machine.table) == sorted((rule.trigger, rule.source) for rule in machine.definition.rules)
    assert {(key, each.dest) for key, each in machine.table.items()} == {
        ((rule.trigger, rule.source), rule.dest) for rule in machine.definition.rules
    }
    assert {type(name) for name in machine.engine.states} == {str}
    assert machine.engine.models == []


@each_machine
def test_verb_with_several_places_has_a_route(machine: Machine[Any]) -> None:
    """A qualified trigger is reached by its verb, so that a button needs no knowledge of the chain."""
    qualified = {rule.verb for rule in machine.definition.rules if ":" in rule.trigger}
    assert qualified <= set(machine.definition.routes)


# What is refused when a machine is built

SOUND = window_definition()


def broken(**changes: Any) -> Definition[Any]:
    return replace(SOUND, **changes)


def plain(trigger: str, source: str, dest: str) -> Rule[Any]:
    return replace(SOUND.rules[0], trigger=trigger, source=source, dest=dest)


UNSOUND = {
    "起始状态“nowhere”不在状态表里": broken(initial="nowhere"),
    "“开始填报”（open）的状态“nowhere”不在状态表里": broken(rules=(*SOUND.rules, plain("open", "closed", "nowhere"))),
    "“not_open”的“open”写了2遍": broken(rules=(*SOUND.rules, SOUND.rules[0])),
    "状态“not_open”写了2遍": broken(states=(*SOUND.states, SOUND.states[0])),
    "“孤岛”永远到不了": broken(states=(*SOUND.states, State("island", "孤岛", final=True))),
    "“已截止”有进无出": broken(
        states=(*SOUND.states[:2], replace(SOUND.states[2], final=False)), rules=SOUND.rules[:3]
    ),
    "没有人可以在“closed”办理“reopen”": broken(rules=(*SOUND.rules[:3], replace(SOUND.rules[3], who=()))),
}


@pytest.mark.parametrize("said", UNSOUND)
def test_unsound_machine_is_not_built(said: str) -> None:
    definition = UNSOUND[said]
    assert said in problems(definition)
    with pytest.raises(UnsoundDefinition) as refused:
        machine_of(definition)
    assert said in refused.value.problems


def test_rule_without_a_right_is_not_written() -> None:
    with pytest.raises(UnsoundDefinition, match="没有规定谁可以在“open”办理“飞走”"):
        rule(SubjectKind.WINDOW, "fly", "open", "closed", "飞走")


def test_machine_is_built_once() -> None:
    assert machine_of(SOUND) is machine_of(SOUND)
