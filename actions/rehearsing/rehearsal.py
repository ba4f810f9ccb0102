"""What a rehearsed year answers: who would be told what and when, what was done, and what silence would cost."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMessage:
    """One message to one person, in the order in which they leave. `kind` is the code of the text.

    `at`: when it left, alone or in a digest (`together`). `why`: the rule by which it was sent then, and its workdays.
    """

    at: datetime
    person: str
    posts: tuple[str, ...]  # titles of the posts that the person holds
    unit: str
    kind: str
    subject: str
    body: str
    why: str
    urgent: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What really arrives on somebody's telephone: a message as it is, or a digest of `count` of them."""

    at: datetime
    person: str
    subject: str
    body: str
    short: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneAct:
    """One act of a person, as the registry knows it."""

    at: datetime
    person: str
    act: str
    label: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedAct:
    """An act that a person tried and that the rules did not let him do."""

    at: datetime
    person: str
    act: str
    label: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RungTaken:
    """One rung that the clock climbed for an obligation. `again`: the number of its repetition, 0 for the first."""

    at: datetime
    unit: str
    what: str  # the kind of obligation, as to-do lists call it
    title: str
    rung: str
    label: str
    again: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something occurred."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What it costs when nobody does anything: obligations that pass their date, rungs climbed, messages to whom."""

    obligations: int
    messages: int
    arrivals: int
    rungs: tuple[Counted, ...]  # by the rung's label, in the order in which they are first climbed
    units: tuple[Counted, ...]  # rungs by unit, in the same order
    persons: tuple[Counted, ...]  # messages by person, in the same order


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a rehearsal has come. `ends_at` is an estimate; `behaviour` is the one that is being played."""

    now: datetime
    begins_at: datetime
    ends_at: datetime
    messages: int
    behaviour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A whole year, played once. Everything is in order of time."""

    scheme: str
    title: str
    year: int
    behaviour: str
    begins_at: datetime
    ends_at: datetime
    messages: tuple[SentMessage, ...]
    arrivals: tuple[Arrival, ...]
    acts: tuple[DoneAct, ...]
    refusals: tuple[RefusedAct, ...]
    rungs: tuple[RungTaken, ...]
    open: tuple[str, ...]  # what is still owed at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal(Played):
    """A played year, and what silence would cost in it."""

    silence: Silence | None = None  # of a year that somebody has described, nobody asks it
