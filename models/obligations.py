"""Who owes what by when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, bindparam, column, select, update
from sqlalchemy import Row as Found

from models.base import Row, document, found_by, in_words, is_null, key, loose_ref, moment, one_of, only_one, ref
from models.claiming import claimed, in_chunks
from models.types import Key, Moment
from models.writing import change_rows
from states.obligations import ObligationKind, Outcome

# what need not be handed in: its outcomes
NOT_OWED = (Outcome.WAIVED.value, Outcome.EXEMPT_LATE_START.value, Outcome.WITHDRAWN.value)
_NOT_OWED = tuple(map(in_words, NOT_OWED))


class Obligation(Row, table=True):
    """应办事项: owed by a unit and a post by a moment. Overdue is a reading (open and now > due_at), never a write."""

    __table_args__ = (
        one_of("kind", ObligationKind),
        one_of("outcome", Outcome),
        only_one(
            "subject_kind", "subject_id", "kind", "post_id", "unit_id", "period",
            where=is_null("settled_at"), name="uq_obligation_open",
        ),
        found_by("next_look_at", "id", where=is_null("settled_at"), name="ix_obligation_next_look"),
        # what a desk has to do, and of what all desks have the earliest due
        found_by(
            "post_id", "opened_at", "subject_kind", "kind", "due_at", "office_id",
            where=is_null("settled_at"), name="ix_obligation_on_desk",
        ),
        found_by("unit_id", "due_at", where=is_null("settled_at"), name="ix_obligation_unit_open"),
        found_by("post_id", "settled_at", where=column("settled_at").is_not(None), name="ix_obligation_done"),
        Index("ix_obligation_subject", "subject_kind", "subject_id"),
        # who owes a window until another moment than it says; and who does not owe it at all
        Index("ix_obligation_period", "period", "kind", "due_at", "assessment_id", "subject_id", "unit_id"),
        found_by("period", "kind", where=column("outcome").in_(_NOT_OWED), name="ix_obligation_let_off"),
        # what falls due in a month is counted from here alone, in this order
        Index("ix_obligation_year", "assessment_id", "due_at", "kind", "period", "unit_id", "outcome"),
        Index("ix_obligation_feeds", "feeds_id"),
    )  # fmt: skip

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int | None = ref("assessment", default=None)
    kind: str
    unit_id: int = ref("unit")
    post_id: int = ref("post")
    subject_kind: str
    subject_id: int = loose_ref()
    period: str = ""
    title: str = ""  # what is owed, in the reader's words
    opened_at: datetime = moment()
    due_at: datetime | None = moment(default=None)  # none: 未知，待上级通知
    original_due_at: datetime | None = moment(default=None)
    deadline: dict[str, Any] | None = document(default=None)
    provisional: bool = False
    feeds_id: int | None = ref("obligation", default=None)  # the obligation that waits for this one
    ladder: dict[str, Any] | None = document(default=None)  # frozen when it was opened
    rung: int = 0
    rung_taken_at: datetime | None = moment(default=None)
    standing: dict[str, Any] = document(default_factory=dict)  # what the ladder remembers besides the rung
    next_look_at: datetime | None = moment(default=None)  # none: nothing more will come of it
    settled_at: datetime | None = moment(default=None)
    outcome: str | None = None
    settled_by: int | None = ref("person", default=None)
    version: int = 0


OPEN = Obligation.c.settled_at.is_(None)
LET_OFF = Obligation.c.outcome.in_(_NOT_OWED)

DUE = in_chunks(
    select(Obligation.t)
    .where(OPEN, Obligation.c.next_look_at <= bindparam("now", type_=Moment))
    .order_by(Obligation.c.next_look_at, Obligation.c.id)
)
OF_POSTS = (
    select(Obligation.t)
    .where(OPEN, Obligation.c.post_id.in_(bindparam("posts", expanding=True)))
    .order_by(Obligation.c.due_at.nulls_last(), Obligation.c.id)
)
ABOUT = (
    select(Obligation.t)
    .where(
        OPEN,
        Obligation.c.subject_kind == bindparam("b_kind"),
        Obligation.c.subject_id == bindparam("b_subject", type_=Key),
    )
    .order_by(Obligation.c.id)
    .with_for_update()
)
SETTLE = (
    update(Obligation.t)
    .where(OPEN, Obligation.c.id.in_(bindparam("b_ids", expanding=True)))
    .values(
        settled_at=bindparam("at", type_=Moment),
        outcome=bindparam("how"),
        settled_by=bindparam("by", type_=Key),
        next_look_at=None,
        version=Obligation.c.version + 1,
    )
)


def due_obligations(tx: Connection, *, now: datetime, limit: int, **which: Any) -> Sequence[Found[Any]]:
    """Open ones whose next look has come, the longest waiting first."""
    return claimed(tx, DUE, {"now": now, "limit": limit}, key=Obligation.c.id, **which)


def open_obligations_of(tx: Connection, posts: Iterable[int]) -> Sequence[Found[Any]]:
    """What these posts have to do, the earliest due first and the undated last."""
    return tx.execute(OF_POSTS, {"posts": [*posts]}).all()


def open_obligations_about(tx: Connection, subject_kind: str, subject_id: int) -> Sequence[Found[Any]]:
    """What is still owed about one thing, locked."""
    return tx.execute(ABOUT, {"b_kind": subject_kind, "b_subject": subject_id}).all()


def settle_obligations(
    tx: Connection, ids: Iterable[int], *, outcome: Outcome, at: datetime, by: int | None = None
) -> int:
    """Ends those that are still open; answers how many."""
    wanted = [*ids]
    if not wanted:
        return 0
    return tx.execute(SETTLE, {"b_ids": wanted, "at": at, "how": outcome.value, "by": by}).rowcount


def record_looks(tx: Connection, looks: Sequence[Mapping[str, Any]]) -> int:
    """Writes what a look decided: `b_id`, `b_version` and rung, rung_taken_at, standing, next_look_at of each."""
    return change_rows(tx, Obligation.t, looks)
