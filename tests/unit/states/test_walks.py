"""Random acts by random people through every machine: nothing outside the rules succeeds, every refusal says why."""

import re
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from config.chains import AtLeast, Chain, Together
from config.letters import LetterKind
from config.packages import SealKind
from states import assignment, package, report
from states.assignment import AssignmentFacts, AssignmentTerms
from states.gates import ItemFacts
from states.kit import Machine, Move, TransitionRefused, decide, judge, judge_each, machine_of, offers, verb_of
from states.letters.definitions import definition as letter_definition
from states.letters.facts import LetterFacts
from states.package import PackageFacts, PackageTerms
from states.permissions import may
from states.report import Correction, ReportFacts, ReportTerms
from tests.profiles import cases
from tests.unit.states.machines import letter_terms, three_chains
from tests.unit.states.office import CO_UNIT, EVERYBODY, POSTS, person
from tests.unit.states.world import World, asked

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PEOPLE = (
    *EVERYBODY,
    person("weiyuan_1", on_behalf=("weiyuan_2",)),
    person("kangfu_officer", "kangfu_head", number=999),
)

Pools = dict[str, tuple[Any, ...]]  # what may be said of each fact, the likelier more often

ITEMS = (ItemFacts(1, "康复服务"),)
MOSTLY = (True, True, True, False)
COMMON: Pools = {
    "words": ("", "数据有误", "数据有误"),
    "return_to": ("draft", "draft", "head", "leader", "office_head"),
    "figures_changed": (False, False, True),
    "hands_over": ("", "", "kangfu_head", "weiyuan_2"),
    "asked": (None, *(asked(post.code) for post in POSTS)),
}
CORRECTION = Correction(was="300", becomes="290", reason="重复统计", responsible="康复部责任人")
SAID: dict[type, Pools] = {
    AssignmentFacts: {"items": (ITEMS, ITEMS, ()), "is_sent_up": MOSTLY, "has_verdict": MOSTLY, "has_score": MOSTLY},
    ReportFacts: {
        "items": (ITEMS, ITEMS, ()),
        "correction_allowed": MOSTLY,
        "is_partial": (True, False),
        "window_is_open": MOSTLY,
        "correction": (None, CORRECTION),
        "evidence": (0, 1, 1),
        "evidence_required": (True, False),
    },
    PackageFacts: {
        "collected": (0, 1, 2),
        "missing": ((), (), ("甲任务",)),
        "named": (frozenset(), frozenset({"甲任务"})),
        "has_dispatch": MOSTLY,
        "has_receipt": MOSTLY,
        "item": ("", "甲任务"),
    },
}
LETTER: Pools = {
    "signs": (True, False),
    "reply_is_open": (False, False, True),
    **dict.fromkeys(("has_seal", "has_delivery", "has_evidence", "has_proof", "has_record", "has_due"), MOSTLY),
    "pending": (frozenset({CO_UNIT}), frozenset({CO_UNIT, "other"}), frozenset()),
    "unit": (CO_UNIT, CO_UNIT, ""),
}


@dataclass(frozen=True)
class Course:
    """Which facts a walk is told, and through which machine and chain it goes."""

    facts: type
    chain: Chain
    letter: LetterKind | None = None

    @property
    def pools(self) -> Pools:
        return COMMON | (SAID[self.facts] if self.letter is None else LETTER)

    def build(self) -> Machine[Any]:
        if self.letter is not None:
            return machine_of(letter_definition(self.letter, letter_terms(self.chain, SealKind.OFFLINE)))
        if self.facts is AssignmentFacts:
            return machine_of(assignment.definition(self.chain, AssignmentTerms(signed=True, packaged=True)))
        if self.facts is ReportFacts:
            return machine_of(report.definition(self.chain, ReportTerms()))
        return machine_of(package.definition(self.chain, PackageTerms()))


class Walk(RuleBasedStateMachine):
    """Bound to its course by `test_nothing_outside_the_rules_succeeds`."""

    course: Course
    machine: Machine[Any]

    @initialize(data=st.data())
    def begin_anywhere(self, data: st.DataObject) -> None:
        """In the middle too: from the beginning a random walk seldom sees the end of five steps."""
        states = st.sampled_from(sorted(self.machine.states))
        people = st.sampled_from([each.person_id for each in PEOPLE])
        self.world = World(
            self.machine,
            self.course.chain,
            self.course.facts,
            state=data.draw(states),
            came_from=data.draw(states),
            returned_by=data.draw(st.just("") | states),
            submitter=data.draw(people),
            last_mover=data.draw(people),
        )
        verbs = dict.fromkeys(rule.verb for rule in self.machine.definition.rules)
        self.verbs = (*verbs, "fly", "approve:review:nowhere")
        self.pools = self.course.pools

    @rule(data=st.data())
    def anybody_does_anything(self, data: st.DataObject) -> None:
        actor, verb = data.draw(st.sampled_from(PEOPLE)), data.draw(st.sampled_from(self.verbs))
        said = {name: data.draw(st.sampled_from(pool)) for name, pool in self.pools.items()}
        self.attempt(actor, verb, said)

    @rule(seed=st.integers(0, 2**16))
    def people_go_on_with_what_is_offered(self, seed: int) -> None:
        """Random acts alone rarely get past a step."""
        chance = Random(seed)  # noqa: S311 -- a walk, no secret
        for _ in range(8):
            said = {name: chance.choice(pool) for name, pool in self.pools.items()}
            doors = self.open_doors(said)
            if doors:
                onward = [door for door in doors if door[1] != self.world.state]
                door = chance.choice([*doors, *onward, *onward])
                before = len(self.world.seen)
                self.attempt(chance.choice(doors[door]), door[0], said)
                assert len(self.world.seen) > before

    def open_doors(self, said: dict[str, Any]) -> dict[tuple[str, str], list[Any]]:
        doors: dict[tuple[str, str], list[Any]] = {}
        facts = self.world.told_by(PEOPLE[0], **said)
        for actor in PEOPLE:
            for offer in offers(self.machine, state=self.world.state, facts=replace(facts, actor=actor)):
                if offer.ok:
                    doors.setdefault((offer.verb, offer.dest), []).append(actor)
        return doors

    def attempt(self, actor: Any, verb: str, said: dict[str, Any]) -> None:
        world = self.world
        facts = world.told_by(actor, **said)
        before = self.standing()
        self.all_ways_agree(verb, facts)
        try:
            move = world.act(actor, verb, **said)
        except TransitionRefused as refused:
            reasons = refused.reasons
        else:
            self.was_lawful(move, actor, facts)
            return
        assert self.standing() == before
        assert reasons != ()
        assert [reason for reason in reasons if not CHINESE.search(reason)] == []

    def standing(self) -> tuple[Any, ...]:
        world = self.world
        return (world.state, tuple(world.owed), world.votes, world.called, world.came_from, len(world.seen))

    def was_lawful(self, move: Move[Any], actor: Any, facts: Any) -> None:
        assert move.rule in self.machine.definition.rules
        assert move.rule.source == facts.subject.state
        assert may(actor, move.rule.trigger, facts.subject).ok
        if move.rule.verb in {"approve", "endorse", "decline"}:
            assert {seat.post for seat in actor.seats} & facts.subject.awaited_posts
            assert actor.person_id != facts.subject.submitter
        if self.course.letter is not None and move.dest.code == "issued":
            assert actor.person_id is not None

    def all_ways_agree(self, verb: str, facts: Any) -> None:
        """The engine, the same rules read as a table, the bulk path, and the buttons."""
        machine, state = self.machine, self.world.state
        run, read = (answer(way, machine, verb, state, facts) for way in (decide, judge))
        (one,) = judge_each(machine, trigger=verb, facts=[facts])
        assert run == read
        assert run == (one.reasons if isinstance(one, TransitionRefused) else told(one))
        for offer in offers(machine, state=state, facts=facts):
            if offer.verb == verb:
                assert run == (offer.reasons or run)
                assert offer.ok == isinstance(run, dict)
                assert not offer.ok or (offer.trigger, offer.dest) == (run["trigger"], run["dest"])

    @invariant()
    def what_is_owed_is_what_the_state_awaits(self) -> None:
        """Entering opened it, leaving settled it: nothing hangs over, nothing is forgotten."""
        if hasattr(self, "world"):
            awaits = self.machine.states[self.world.state].awaits
            kinds = {kind.value for kind, _ in self.world.owed}
            assert kinds - {"opinion", "score"} <= ({awaits.kind.value} if awaits else set())
            assert "opinion" not in kinds or self.world.state.startswith("review:")

    @invariant()
    def step_that_waits_has_somebody_who_may_act(self) -> None:
        if hasattr(self, "world") and self.world.state.startswith("review:") and self.world.ballot.groups:
            assert not self.world.ballot.has_passed
            assert not self.world.ballot.has_failed
            assert self.world.subject.awaited_posts, self.world.seen

    @invariant()
    def step_passed_only_with_its_votes(self) -> None:
        """Counted again from the story of the walk alone, without `states.ballots`."""
        if hasattr(self, "world"):
            for step in self.course.chain.steps:
                count_votes(self.world.seen, f"review:{step.code}", step.mode)


def answer(way: Any, machine: Machine[Any], verb: str, state: str, facts: Any) -> Any:
    try:
        return told(way(machine, trigger=verb, state=state, facts=facts))
    except TransitionRefused as refused:
        return refused.reasons


def told(move: Move[Any]) -> dict[str, Any]:
    return {
        "trigger": move.rule.trigger,
        "dest": move.dest.code,
        "source": move.source.code,
        "decision": move.decision,
        "marks": move.marks,
    }


def count_votes(seen: list[tuple[str, str, str]], here: str, mode: Together | AtLeast) -> None:
    agreed = 0
    for trigger, source, dest in seen:
        if source == here:
            verb = verb_of(trigger)
            agreed += verb in {"endorse", "approve"}
            assert verb != "approve" or not isinstance(mode, AtLeast) or agreed >= mode.at_least
            agreed = agreed if source == dest else 0


@pytest.mark.hypothesis
@pytest.mark.parametrize("chain", ["shanxi", "ningshan", "five"])
@pytest.mark.parametrize("facts", SAID)
def test_nothing_outside_the_rules_succeeds(facts: type, chain: str) -> None:
    course = Course(facts, three_chains()[chain])
    walk = type("Bound", (Walk,), {"course": course, "machine": course.build()})
    run_state_machine_as_test(walk, settings=settings(max_examples=cases(6, full=150), stateful_step_count=12))


@pytest.mark.hypothesis
@pytest.mark.parametrize("kind", LetterKind)
def test_nothing_outside_the_lives_of_letters_succeeds(kind: LetterKind) -> None:
    course = Course(LetterFacts, three_chains()["five"], kind)
    walk = type("Bound", (Walk,), {"course": course, "machine": course.build()})
    run_state_machine_as_test(walk, settings=settings(max_examples=cases(6, full=150), stateful_step_count=12))
