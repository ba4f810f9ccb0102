"""The machine kit, in one door: rules as data (`states.rules`) and the engine that runs them (`states.engine`)."""

from states.engine import Machine, Offer, decide, follow_up, judge, judge_each, machine_of, offers
from states.rules import (
    Await,
    Definition,
    Facts,
    Guard,
    Move,
    Recorder,
    Route,
    Rule,
    State,
    TransitionRefused,
    UnsoundDefinition,
    rule,
    verb_of,
)

__all__ = [
    "Await",
    "Definition",
    "Facts",
    "Guard",
    "Machine",
    "Move",
    "Offer",
    "Recorder",
    "Route",
    "Rule",
    "State",
    "TransitionRefused",
    "UnsoundDefinition",
    "decide",
    "follow_up",
    "judge",
    "judge_each",
    "machine_of",
    "offers",
    "rule",
    "verb_of",
]
