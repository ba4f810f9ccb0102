"""What a machine is told when it is asked: who acts, on what, with which words; for reviews, what happened so far."""

from dataclasses import dataclass
from datetime import date, datetime

from states.actors import Actor
from states.ballots import Ballot
from states.rules import Recorder
from states.subjects import SubjectFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A decision signed on paper (线下签批): its date is when it takes effect, the scan is its proof (O03)."""

    signed_on: date
    has_scan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """The facts that every machine needs. `words` are the opinion or the reason that was given."""

    actor: Actor
    subject: SubjectFacts
    now: datetime
    words: str = ""
    recorder: Recorder | None = None
    paper: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSeat:
    """The post that a reviewer turns to: 转办, 加签, 会签, 抄送. `persons` hold it now."""

    post: str
    title: str
    persons: frozenset[int]


@dataclass(frozen=True, slots=True)
class UrgeLimit:
    """How often one step may be urged (A28): at most so many times, with so many hours between."""

    at_most: int = 3
    hours_apart: int = 24


NO_VOTES = Ballot()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts(Circumstances):
    """The facts of a thing under review.

    `came_from`: the state that the last person's step left; a recall leads back there. `returned_by`: the state that
    sent it back, until the returner lets it go. `return_to`: a step's code, or `draft`. `acted_on`: somebody has
    acted on it since it came here. `holders`: persons who may act in this step; `previous`: who acted before it.
    `hands_over`: the post whose part in the review is handed on (转办), where the actor's own is not meant.
    """

    ballot: Ballot = NO_VOTES
    came_from: str = ""
    returned_by: str = ""
    return_to: str = "draft"
    figures_changed: bool = False
    acted_on: bool = False
    holders: frozenset[int] = frozenset()
    previous: frozenset[int] = frozenset()
    asked: AskedSeat | None = None
    hands_over: str = ""
    urged_at: tuple[datetime, ...] = ()
    urge_limit: UrgeLimit = UrgeLimit()
