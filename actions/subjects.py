"""A thing with a state, as an act holds it: its row, its machine, whose it is, and what it owes when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, select

from actions.context import Act
from actions.published import Published
from config.chains import Chain
from config.ladders import Ladder
from config.obligations import ObligationKind
from models.base import Row
from models.obligations import OPEN, Obligation
from models.reviews import Copy, Opinion
from models.types import Key
from states.engine import Machine
from states.facts import ReviewFacts
from states.subjects import SubjectFacts, SubjectKind
from workdays.deadline import Deadline

F = TypeVar("F", bound=ReviewFacts)


@dataclass(frozen=True, slots=True)
class Joint:
    """The one obligation that all fellows share (the reports of a window): its kind, what it is about, which period."""

    kind: ObligationKind
    subject_kind: str
    subject_id: int
    period: str
    fellows_waiting: int  # how many others still wait
    title: str = ""  # of the whole; without one, that of the thing itself


def _nothing(_act: Act, _subject: Any, _fired: Any) -> None:
    """Most things have nothing to add."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject(Generic[F]):
    """One thing with a state. `due`: the deadline of what a state awaits without days of its own.

    `feeds_due`: the moment for which it is needed; a review is never allowed to end after it while it can be kept.
    `after` is told of every move that was written, whoever made it: what else follows for this kind of thing.
    """

    kind: SubjectKind
    table: type[Row]
    row: Any
    machine: Machine[F]
    facts: SubjectFacts
    title: str
    what: str
    published: Published
    lead_unit_id: int
    chain: Chain | None = None
    joint: Joint | None = None
    due: Mapping[ObligationKind, Deadline] = field(default_factory=dict)
    feeds_due: datetime | None = None
    ladder: str | None = None
    speaks: bool = True  # it is the usual message that tells whoever owes something; else its own acts tell more
    place: Any = None  # what its kind keeps at hand of its surroundings
    barred: Mapping[ObligationKind, frozenset[str]] = field(default_factory=dict)  # posts that must not owe it
    after: Callable[[Act, "Subject[Any]", Any], None] = _nothing

    @property
    def id(self) -> int:
        return int(self.row.id)

    @property
    def state(self) -> str:
        return str(self.row.state)

    @property
    def round(self) -> int:
        """How often it went out for review; reports count by their own rounds."""
        return int(getattr(self.row, "round", 0))

    def ladder_for(self, kind: ObligationKind) -> Ladder | None:
        """The ladder that the scheme gives to this stage or window, else the first that is meant for such a thing."""
        ladders = self.published.scheme.ladders
        own = ladders.get(self.ladder) if self.ladder else None
        if own is not None and kind in own.applies_to:
            return own
        return next((ladder for ladder in ladders.values() if kind in ladder.applies_to), None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who still has to act on a thing, who was asked for advice, who was copied: posts by code."""

    awaited: frozenset[str]
    consulted: frozenset[str]
    copied: frozenset[str]


def waiting_on(
    act: Act, kind: SubjectKind, subject_id: int, *, awaits: ObligationKind | None, joint: tuple[str, int, str] | None
) -> Waiting:
    """Whose turn it is with a thing that stands in a state which awaits this kind of obligation."""
    about = joint or (kind.value, subject_id, None)
    return Waiting(
        awaited=_codes(act, _owing(act, about, awaits)) if awaits is not None else frozenset(),
        consulted=_codes(act, _asked(act, kind, subject_id)),
        copied=_codes(act, _copied(act, kind, subject_id)),
    )


def _codes(act: Act, posts: Any) -> frozenset[str]:
    return frozenset(act.directory.posts[post].code for post in posts if post in act.directory.posts)


_OWING = select(Obligation.c.post_id).where(
    OPEN,
    Obligation.c.subject_kind == bindparam("b_kind"),
    Obligation.c.subject_id == bindparam("b_subject", type_=Key),
    Obligation.c.kind == bindparam("b_owed"),
)
_OWING_PERIOD = _OWING.where(Obligation.c.period == bindparam("b_period"))
_ASKED = select(Opinion.c.post_id).where(
    Opinion.c.subject_kind == bindparam("b_kind"),
    Opinion.c.subject_id == bindparam("b_subject", type_=Key),
    Opinion.c.closed_at.is_(None),
)
_COPIED = select(Copy.c.post_id).where(
    Copy.c.subject_kind == bindparam("b_kind"), Copy.c.subject_id == bindparam("b_subject", type_=Key)
)


def _owing(act: Act, about: tuple[str, int, str | None], kind: ObligationKind) -> list[int]:
    subject_kind, subject_id, period = about
    values = {"b_kind": subject_kind, "b_subject": subject_id, "b_owed": kind.value}
    if period is None:
        return list(act.tx.scalars(_OWING, values))
    return list(act.tx.scalars(_OWING_PERIOD, {**values, "b_period": period}))


def _asked(act: Act, kind: SubjectKind, subject_id: int) -> list[int]:
    return list(act.tx.scalars(_ASKED, {"b_kind": kind.value, "b_subject": subject_id}))


def _copied(act: Act, kind: SubjectKind, subject_id: int) -> list[int]:
    return list(act.tx.scalars(_COPIED, {"b_kind": kind.value, "b_subject": subject_id}))
