"""The machine kit: a machine is a tuple of frozen rules; whatever has no rule may not happen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from config.errors import KaoheError
from states.obligations import ObligationKind
from states.permissions import Actor, Decision, Who
from states.subjects import SubjectFacts, SubjectKind


class Facts(Protocol):
    """What every guard may read. Each machine adds its own."""

    @property
    def actor(self) -> Actor: ...
    @property
    def subject(self) -> SubjectFacts: ...
    @property
    def now(self) -> datetime: ...


F = TypeVar("F", bound=Facts)
F_contra = TypeVar("F_contra", bound=Facts, contravariant=True)

Guard = Callable[[F_contra], str | None]


@dataclass(frozen=True, slots=True)
class Rule(Generic[F]):
    """What may happen next: `trigger` moves `source` to `dest` for `who`, if no guard objects."""

    trigger: str
    source: str
    dest: str
    who: tuple[Who, ...]
    guards: tuple[Callable[[F], str | None], ...]
    label: str


@dataclass(frozen=True, slots=True)
class Await:
    """What entering a state opens and leaving it settles.

    `days` are workdays from entering; None takes the due moment from the subject's own stage or window.
    `joint`: one obligation for all its fellows (the reports of a window), settled when the last of them leaves.
    """

    kind: ObligationKind
    seats: tuple[Any, ...]
    days: int | None = None
    joint: bool = False


@dataclass(frozen=True, slots=True)
class State:
    code: str
    label: str
    awaits: Await | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Move(Generic[F]):
    """A lawful step, decided but not yet written."""

    rule: Rule[F]
    source: State
    dest: State
    decision: Decision


class TransitionRefused(KaoheError):
    """What was asked may not happen now; `reasons` are all of them, in Chinese."""

    def __init__(self, trigger: str, state: str, reasons: tuple[str, ...]) -> None:
        super().__init__("；".join(reasons))
        self.trigger = trigger
        self.state = state
        self.reasons = reasons


@dataclass(frozen=True, slots=True, eq=False)
class Definition(Generic[F]):
    """A machine as data. Built once per scheme version and chain; equal only to itself."""

    name: str
    kind: SubjectKind
    label: str
    initial: str
    states: tuple[State, ...]
    rules: tuple[Rule[F], ...]
