"""The board of letters and what stands beside one: set-based, a fixed number of questions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from actions.letters.listing import state_label
from actions.published import published_of
from config.labels import Labelled
from config.letters import LetterKind
from config.roles import LEADERS
from models.letters import Letter
from models.obligations import OPEN, Obligation
from models.units import Unit
from states.letters.facts import LetterState
from states.obligations import ObligationKind
from states.subjects import SubjectKind
from web.kernel.visit import Visit

IN_COLUMN = 30
L = LetterState


class Stage(Labelled):
    """Where on its way from 拟稿 to 销号 a letter stands."""

    DRAFTING = "drafting", "拟稿"
    SIGNING = "signing", "审签"
    LEAVING = "leaving", "待用印、送达"
    SIGNED_FOR = "signed_for", "待签收"
    ANSWERING = "answering", "整改、反馈"
    JUDGING = "judging", "待复核"
    TALKING = "talking", "约谈"


STATES: Mapping[Stage, tuple[LetterState, ...]] = {
    Stage.DRAFTING: (L.DRAFTING, L.RETURNED),
    Stage.SIGNING: (),
    Stage.LEAVING: (L.ISSUED, L.SEALED),
    Stage.SIGNED_FOR: (L.DELIVERED,),
    Stage.ANSWERING: (L.RECEIVED, L.RECTIFYING, L.SENT_BACK),
    Stage.JUDGING: (L.REPLIED, L.UNDER_REVIEW),
    Stage.TALKING: (L.TALK_PROPOSED, L.HELD, L.COMMITTED),
}
_PLACE = case(
    *(
        (Letter.c.state.in_([state.value for state in states]), stage.value)
        for stage, states in STATES.items()
        if states
    ),
    else_=Stage.SIGNING.value,
)
_UNIT = case((Unit.c.short != "", Unit.c.short), else_=Unit.c.name)


@dataclass(frozen=True, slots=True)
class Card:
    """A letter on the board. `posts`: whose turn it is, until `due_at`, with what."""

    row: Any
    kind: LetterKind
    state_label: str
    due_at: datetime | None
    owed: ObligationKind | None
    posts: tuple[str, ...]
    on_leader: bool


@dataclass(frozen=True, slots=True)
class Column:
    stage: Stage
    count: int
    cards: Sequence[Card]


def _mine(visit: Visit, kind: LetterKind | None) -> list[ColumnElement[bool]]:
    found = [Letter.c.office_id == visit.at.office_id, visit.sees(SubjectKind.LETTER)]
    return [*found, Letter.c.kind == kind.value] if kind is not None else found


def board(visit: Visit, kind: LetterKind | None) -> list[Column]:
    """Every stage with the letters that stand there, those due first on top; of many the first thirty."""
    rank = func.row_number().over(partition_by=_PLACE, order_by=(Letter.c.drafted_at, Letter.c.id)).label("rank")
    together = func.count().over(partition_by=_PLACE).label("together")
    inner = (
        select(Letter.t, _PLACE.label("stage"), _UNIT.label("unit"), rank, together)
        .join(Unit.t, Unit.c.id == Letter.c.unit_id)
        .where(Letter.c.closed_at.is_(None), *_mine(visit, kind))
        .subquery()
    )
    rows = visit.tx.execute(select(inner).where(inner.c.rank <= IN_COLUMN).order_by(inner.c.rank)).all()
    by_stage: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_stage[row.stage].append(row)
    cards = {card.row.id: card for card in _cards(visit, rows)}
    return [
        Column(stage, own[0].together if (own := by_stage[stage.value]) else 0, _by_due([cards[row.id] for row in own]))
        for stage in Stage
    ]


def _by_due(cards: Sequence[Card]) -> list[Card]:
    dated = sorted((card for card in cards if card.due_at is not None), key=lambda card: (card.due_at, card.row.id))
    return [*dated, *(card for card in cards if card.due_at is None)]


def ended(visit: Visit, kind: LetterKind | None, *, limit: int, offset: int) -> list[Card]:
    """What is over, the latest first."""
    query = (
        select(Letter.t, _UNIT.label("unit"))
        .join(Unit.t, Unit.c.id == Letter.c.unit_id)
        .where(Letter.c.closed_at.is_not(None), *_mine(visit, kind))
    )
    rows = visit.tx.execute(
        query.order_by(Letter.c.closed_at.desc(), Letter.c.id.desc()).limit(limit).offset(offset)
    ).all()
    return _cards(visit, rows)


def count_ended(visit: Visit, kind: LetterKind | None) -> int:
    query = select(func.count()).select_from(Letter.t).where(Letter.c.closed_at.is_not(None), *_mine(visit, kind))
    return visit.tx.scalar(query) or 0


def _cards(visit: Visit, rows: Sequence[Any]) -> list[Card]:
    years = {number: published_of(visit.tx, number) for number in {row.assessment_id for row in rows}}
    owed = _owed(visit, [row.id for row in rows])
    return [_card(visit, row, state_label(years[row.assessment_id], row), owed.get(row.id, ())) for row in rows]


def _owed(visit: Visit, letters: Sequence[int]) -> Mapping[int, Sequence[Any]]:
    query = select(Obligation.c.subject_id, Obligation.c.kind, Obligation.c.post_id, Obligation.c.due_at).where(
        OPEN, Obligation.c.subject_kind == SubjectKind.LETTER.value, Obligation.c.subject_id.in_(letters)
    )
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in visit.tx.execute(query.order_by(Obligation.c.due_at.nulls_last(), Obligation.c.id)):
        found[row.subject_id].append(row)
    return found


def _card(visit: Visit, row: Any, label: str, owed: Sequence[Any]) -> Card:
    first = owed[0] if owed else None
    posts = dict.fromkeys(visit.directory.posts[each.post_id].title for each in owed)
    return Card(
        row=row,
        kind=LetterKind(row.kind),
        state_label=label,
        due_at=first.due_at if first is not None else None,
        owed=ObligationKind(first.kind) if first is not None else None,
        posts=tuple(posts),
        on_leader=first is not None and visit.directory.posts[first.post_id].role in LEADERS,
    )


def turns(visit: Visit, letter: int) -> list[tuple[ObligationKind, str, datetime | None, bool]]:
    """Who has to do what next with one letter, by when, and whether he is a leader."""
    found = _owed(visit, [letter]).get(letter, ())
    posts = visit.directory.posts
    return [
        (ObligationKind(row.kind), posts[row.post_id].title, row.due_at, posts[row.post_id].role in LEADERS)
        for row in found
    ]


def related(visit: Visit, row: Any) -> Sequence[Any]:
    """The warning behind an order, the order behind a talk; and what followed from this one."""
    query = (
        select(Letter.c.id, Letter.c.kind, Letter.c.number, Letter.c.title, Letter.c.origin_id)
        .where(or_(Letter.c.id == row.origin_id, Letter.c.origin_id == row.id), visit.sees(SubjectKind.LETTER))
        .order_by(Letter.c.id)
    )
    return visit.tx.execute(query).all()
