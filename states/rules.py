"""A machine is a tuple of frozen rules beside its guards; whatever has no rule may not happen.

The same tuple drives pytransitions (`states.engine`), the buttons, the refusals, the diagrams and the property tests.
A verb that may lead to several places is written `verb:dest`, one rule for each place; a `Route` picks the rule.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Literal, Protocol, TypeVar

from config.errors import KaoheError
from config.seats import SeatRef
from states.actors import Actor, Decision, Mark, Who
from states.obligations import ObligationKind
from states.rights import who_may
from states.subjects import SubjectFacts, SubjectKind


@dataclass(frozen=True, slots=True)
class Recorder:
    """The clerk who types what the actor decided on paper (线下签批补录) or filled in elsewhere (代录)."""

    actor: Actor
    act: Literal["record_paper_decision", "enter_for"]

    @property
    def mark(self) -> Mark:
        return Mark.ON_PAPER if self.act == "record_paper_decision" else Mark.ENTERED_FOR


class Facts(Protocol):
    """What every guard may read. Each machine adds its own."""

    @property
    def actor(self) -> Actor: ...
    @property
    def subject(self) -> SubjectFacts: ...
    @property
    def now(self) -> datetime: ...
    @property
    def recorder(self) -> Recorder | None: ...


F = TypeVar("F", bound=Facts)
F_contra = TypeVar("F_contra", bound=Facts, contravariant=True)

Guard = Callable[[F_contra], str | None]
"""None is yes; a sentence in Chinese is the reason for no."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[F]):
    """What may happen next: `trigger` moves `source` to `dest` for `who`, if no guard objects."""

    trigger: str
    source: str
    dest: str
    who: tuple[Who, ...]
    guards: tuple[Guard[F], ...]
    label: str

    @property
    def verb(self) -> str:
        return verb_of(self.trigger)


def verb_of(trigger: str) -> str:
    return trigger.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Await:
    """What entering a state opens and leaving it settles.

    `days` are workdays from entering; None takes the due moment from the subject's own stage or window. `each`: every
    seat owes it, otherwise only the first that exists. `joint`: one obligation for all fellows (the reports of a
    window), settled when the last of them leaves. `per_unit`: in each unit the first seat that exists owes it.
    `apart`: never a post of a unit that the thing concerns (利害关系回避, R1.8), but the next seat.
    """

    kind: ObligationKind
    seats: tuple[SeatRef, ...]
    days: int | None = None
    each: bool = False
    joint: bool = False
    per_unit: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """`final`: nothing more is expected of anybody; what may still happen has a rule all the same."""

    code: str
    label: str
    awaits: Await | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Route(Generic[F]):
    """Which rule a verb means, by the facts. `also`: verbs that only this route reaches, so no button of their own."""

    choose: Callable[[F], str]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Definition(Generic[F]):
    """A machine as data. Built once per scheme version and chain; equal only to itself."""

    name: str
    kind: SubjectKind
    label: str
    initial: str
    states: tuple[State, ...]
    rules: tuple[Rule[F], ...]
    routes: Mapping[str, Route[F]] = field(default_factory=dict)

    def routed(self, trigger: str, facts: F) -> str:
        """The trigger of the one rule that a verb means now."""
        route = self.routes.get(trigger)
        return trigger if route is None else route.choose(facts)


@dataclass(frozen=True, slots=True)
class Move(Generic[F]):
    """A lawful step, decided but not yet written."""

    rule: Rule[F]
    source: State
    dest: State
    decision: Decision
    marks: frozenset[Mark] = frozenset()

    @property
    def stays(self) -> bool:
        return self.source.code == self.dest.code


class TransitionRefused(KaoheError):
    """What was asked may not happen now; `reasons` are all of them, in Chinese."""

    def __init__(self, trigger: str, state: str, reasons: tuple[str, ...]) -> None:
        super().__init__("；".join(reasons))
        self.trigger = trigger
        self.state = state
        self.reasons = reasons


class UnsoundDefinition(KaoheError):
    """A machine that could strand its subject, or that nobody may drive; `problems` are all of them."""

    def __init__(self, name: str, problems: tuple[str, ...]) -> None:
        super().__init__(f"“{name}”的流程不成立：" + "；".join(problems))
        self.problems = problems


def rule(
    kind: SubjectKind, trigger: str, source: str, dest: str, label: str, guards: tuple[Guard[F], ...] = ()
) -> Rule[F]:
    """A rule whose `who` comes from the table of rights, the only place that says who may."""
    who = who_may(trigger, kind=kind, state=source)
    if not who:
        raise UnsoundDefinition(kind.label, (f"没有规定谁可以在“{source}”办理“{label}”（{trigger}）",))
    return Rule(trigger, source, dest, who, guards, label)
