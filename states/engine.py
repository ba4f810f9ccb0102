"""pytransitions runs the rules: one machine per definition, nothing registered, one condition per rule.

The condition asks the table of rights, the recorder's right and every guard, and raises with all that said no: left to
itself the library stops at the first and answers False.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, Generic, cast

from transitions import EventData, MachineError
from transitions import Machine as Engine

from states.actors import Decision
from states.permissions import could, may, may_record
from states.rules import Definition, F, Move, Rule, State, TransitionRefused, UnsoundDefinition
from states.soundness import problems
from states.verbs import label_of


class _Bound:
    """What pytransitions moves: it carries the state in, the rule and the permission out, and is registered nowhere."""

    __slots__ = ("decision", "rule", "state")

    def __init__(self, state: str) -> None:
        self.state = state
        self.rule: Rule[Any] | None = None
        self.decision = Decision(False)


@dataclass(frozen=True, slots=True, eq=False)
class Machine(Generic[F]):
    """A sound definition and the engine that runs it. `table` is read back from the engine, not from the definition.

    `buttons`: the verbs of each state, in the order of the rules, those left out that only a route reaches.
    """

    definition: Definition[F]
    engine: Engine
    table: Mapping[tuple[str, str], Rule[F]]
    states: Mapping[str, State]
    buttons: Mapping[str, tuple[str, ...]]

    def label_of(self, trigger: str) -> str:
        """What the rules call it; a trigger that they do not have keeps its general name."""
        found = (rule.label for rule in self.definition.rules if trigger in (rule.trigger, rule.verb))
        return next(found, label_of(trigger))


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: what it would do, or why not. `permitted`: the table of rights says yes, whatever the guards say."""

    verb: str
    trigger: str
    label: str
    dest: str
    permitted: bool
    reasons: tuple[str, ...] = ()
    is_ours: bool = True  # one of the actor's seats is among those that the table names for it, in whatever state

    @property
    def ok(self) -> bool:
        return not self.reasons


@lru_cache(maxsize=512)
def machine_of(definition: Definition[F]) -> Machine[F]:
    """The machine of a definition, built once. Raises `UnsoundDefinition` with every fault."""
    if found := problems(definition):
        raise UnsoundDefinition(definition.label, found)
    engine = Engine(
        model=None,
        states=[state.code for state in definition.states],
        initial=None,
        auto_transitions=False,
        send_event=True,
    )
    for rule in definition.rules:
        engine.add_transition(rule.trigger, rule.source, rule.dest, conditions=partial(_ask, rule))
    states = {state.code: state for state in definition.states}
    return Machine(definition, engine, _table_of(engine), states, _buttons_of(definition))


def _ask(rule: Rule[Any], event: EventData) -> bool:
    """The one condition of a rule."""
    facts = event.kwargs["facts"]
    decision, reasons = objections(rule, facts)
    if reasons:
        raise TransitionRefused(rule.trigger, rule.source, reasons)
    bound = cast("_Bound", event.model)
    bound.rule, bound.decision = rule, decision
    return True


def _table_of(engine: Engine) -> dict[tuple[str, str], Rule[Any]]:
    """The rules as the engine holds them, for deciding many rows at once."""
    return {
        (trigger, source): cast("partial[bool]", transition.conditions[0].func).args[0]
        for trigger, event in engine.events.items()
        for source, transitions in event.transitions.items()
        for transition in transitions
    }


def _buttons_of(definition: Definition[Any]) -> dict[str, tuple[str, ...]]:
    by_route = {verb for route in definition.routes.values() for verb in route.also}
    verbs: dict[str, dict[str, None]] = {state.code: {} for state in definition.states}
    for rule in definition.rules:
        if rule.verb not in by_route:
            verbs[rule.source][rule.verb] = None
    return {state: tuple(found) for state, found in verbs.items()}


def objections(rule: Rule[F], facts: F) -> tuple[Decision, tuple[str, ...]]:
    """The permission, and everything that speaks against this rule now: rights, the recorder's right, every guard."""
    decision = may(facts.actor, rule.trigger, facts.subject)
    reasons = list(decision.reasons)
    if facts.recorder is not None:
        reasons += may_record(facts.recorder, rule.trigger, facts.subject).reasons
    reasons += [reason for guard in rule.guards if (reason := guard(facts)) is not None]
    return decision, tuple(dict.fromkeys(reasons))


def decide(machine: Machine[F], *, trigger: str, state: str, facts: F) -> Move[F]:
    """What a trigger does in this state, run by pytransitions. Raises `TransitionRefused` with all unmet reasons."""
    told = _standing_in(facts, state)
    full = machine.definition.routed(trigger, told)
    bound = _Bound(str(state))  # a plain string: pytransitions takes an enum member by its name
    if state not in machine.states or full not in machine.engine.events:
        raise _no_rule(machine, full, state)
    try:
        machine.engine.events[full].trigger(bound, facts=told)
    except MachineError as error:  # the trigger exists, but not from here
        raise _no_rule(machine, full, state) from error
    return _move(machine, cast("Rule[F]", bound.rule), bound.decision, told)


def judge(machine: Machine[F], *, trigger: str, state: str, facts: F) -> Move[F]:
    """`decide` for work on many rows: the engine's own rules read as a table. A test holds the two equal."""
    told = _standing_in(facts, state)
    full = machine.definition.routed(trigger, told)
    rule = machine.table.get((full, state))
    if rule is None:
        raise _no_rule(machine, full, state)
    decision, reasons = objections(rule, told)
    if reasons:
        raise TransitionRefused(full, state, reasons)
    return _move(machine, rule, decision, told)


def judge_each(machine: Machine[F], *, trigger: str, facts: Iterable[F]) -> list[Move[F] | TransitionRefused]:
    """One answer per row, in order: a refused row never stops the others (A30)."""
    answers: list[Move[F] | TransitionRefused] = []
    for each in facts:
        try:
            answers.append(judge(machine, trigger=trigger, state=each.subject.state, facts=each))
        except TransitionRefused as refused:
            answers.append(refused)
    return answers


def follow_up(machine: Machine[F], triggers: Iterable[str], *, state: str, facts: F) -> str | None:
    """The first of these triggers that may happen now; asked with the clock's facts after every move."""
    told = _standing_in(facts, state)
    possible = (
        trigger
        for trigger in triggers
        if (rule := machine.table.get((trigger, state))) is not None and not objections(rule, told)[1]
    )
    return next(possible, None)


def offers(machine: Machine[F], *, state: str, facts: F) -> tuple[Offer, ...]:
    """Every verb of this state, in the order of the rules: what it would do now, or all reasons why not."""
    told = _standing_in(facts, state)
    return tuple(_offer(machine, verb, state, told) for verb in machine.buttons.get(state, ()))


def _offer(machine: Machine[F], verb: str, state: str, facts: F) -> Offer:
    full = machine.definition.routed(verb, facts)
    rule = machine.table.get((full, state))
    is_ours = could(facts.actor, verb, facts.subject)
    if rule is None:
        permitted = may(facts.actor, verb, facts.subject).ok
        reasons = _no_rule(machine, full, state).reasons
        return Offer(verb, full, machine.label_of(verb), state, permitted, reasons, is_ours)
    decision, reasons = objections(rule, facts)
    return Offer(verb, full, rule.label, rule.dest, decision.ok, reasons, is_ours)


def _standing_in(facts: F, state: str) -> F:
    """Facts whose subject stands in `state`: the table of rights reads the state there."""
    if facts.subject.state == state:
        return facts
    return replace(facts, subject=replace(facts.subject, state=state))  # type: ignore[type-var]  # facts are dataclasses


def _move(machine: Machine[F], rule: Rule[F], decision: Decision, facts: F) -> Move[F]:
    marks = decision.marks | ({facts.recorder.mark} if facts.recorder else frozenset())
    return Move(rule, machine.states[rule.source], machine.states[rule.dest], decision, marks)


def _no_rule(machine: Machine[F], trigger: str, state: str) -> TransitionRefused:
    here, what = machine.states.get(state), machine.definition.label
    stands = f"{what}现在是“{here.label}”" if here else f"{what}没有“{state}”这一状态"
    return TransitionRefused(trigger, state, (f"{stands}，不能办理“{machine.label_of(trigger)}”",))
