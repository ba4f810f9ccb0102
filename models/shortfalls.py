"""Targets behind their pace, what was done about each, and what the peers outside reached."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Index, UniqueConstraint, bindparam, select
from sqlalchemy import Row as Found

from config.ladders import RungAct
from models.base import Row, day, document, found_by, is_null, key, moment, number, one_of, only_one, ref
from models.claiming import claimed, in_chunks
from models.types import Key, Moment
from models.writing import change_rows
from states.shortfall import ShortfallEnd


class Shortfall(Row, table=True):
    """欠账: one target of one assignment behind its pace, with its own frozen ladder. At most one is open."""

    __table_args__ = (
        one_of("outcome", ShortfallEnd),
        only_one("assignment_id", "target_id", where=is_null("closed_at"), name="uq_shortfall_open"),
        UniqueConstraint("assignment_id", "target_id", "ordinal"),
        found_by("next_look_at", "id", where=is_null("closed_at"), name="ix_shortfall_next_look"),
        Index("ix_shortfall_year", "assessment_id", "opened_at"),
        Index("ix_shortfall_unit", "unit_id", "opened_at"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    assignment_id: int = ref("assignment")
    target_id: int = ref("target")
    unit_id: int = ref("unit")  # the lead; of a unit that was succeeded, its heir
    ordinal: int = 1  # 第几次: of this target this year
    title: str = ""  # of the target, in the reader's words
    opened_at: datetime = moment()
    period: str  # whose figure opened it
    criterion: dict[str, Any] = document(default_factory=dict)  # which rule it met
    latest_period: str = ""  # whose figure was looked at last
    expected: Decimal = number()
    actual: Decimal | None = number(default=None)
    gap: Decimal = number()
    is_verified: bool = False
    months_running: int = 0  # 连续几期 behind, up to the latest
    closing_report_id: int | None = ref("report", default=None)  # its figure would close it once it is verified
    ladder: dict[str, Any] = document(default_factory=dict)  # frozen when it was opened
    rung: int = 0
    rung_taken_at: datetime | None = moment(default=None)
    standing: dict[str, Any] = document(default_factory=dict)
    next_look_at: datetime | None = moment(default=None)  # none: nothing more will come of it, or it is held
    closed_at: datetime | None = moment(default=None)
    outcome: str | None = None
    closed_period: str = ""  # whose figure closed it
    version: int = 0


class ShortfallRung(Row, table=True):
    """一级办理: what the clock did about a shortfall. No rung is taken twice, and none drafts a second paper."""

    __table_args__ = (
        UniqueConstraint("shortfall_id", "rung", "again"),
        one_of("act", RungAct),
        Index("ix_shortfall_rung_act", "office_id", "act", "taken_at"),
    )

    id: int = key()
    office_id: int = ref("office")
    shortfall_id: int = ref("shortfall")
    rung: str
    act: str
    again: int = 0
    taken_at: datetime = moment()
    letter_id: int | None = ref("letter", default=None)  # the draft


class PeerFigure(Row, table=True):
    """外部同类（兄弟县区）的数: entered by the office with its source. One sits for each peer, figure and period."""

    __table_args__ = (
        only_one("figure_id", "period", "peer", where=is_null("replaced_at"), name="uq_peer_figure_sitting"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    figure_id: int = ref("figure_definition")
    period: str
    peer: str  # the county's or unit's name
    value: Decimal = number()  # 累计完成
    target_value: Decimal | None = number(default=None)  # its own target, for a rate of completion
    document_no: str
    dated_on: date = day()
    evidence_version_id: int | None = ref("evidence_version", default=None)
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
    replaced_at: datetime | None = moment(default=None)


OPEN = Shortfall.c.closed_at.is_(None)
SITTING = PeerFigure.c.replaced_at.is_(None)

DUE = in_chunks(
    select(Shortfall.t)
    .where(OPEN, Shortfall.c.next_look_at <= bindparam("now", type_=Moment))
    .order_by(Shortfall.c.next_look_at, Shortfall.c.id)
)
OF_ASSIGNMENTS = (
    select(Shortfall.t)
    .where(Shortfall.c.assignment_id.in_(bindparam("b_ids", expanding=True)))
    .order_by(Shortfall.c.id)
    .with_for_update()
)
PEERS = select(PeerFigure.t).where(SITTING, PeerFigure.c.figure_id.in_(bindparam("b_ids", expanding=True)))
RUNGS = (
    select(ShortfallRung.t)
    .where(ShortfallRung.c.shortfall_id == bindparam("b_shortfall", type_=Key))
    .order_by(ShortfallRung.c.id)
)


def due_shortfalls(tx: Connection, *, now: datetime, limit: int, **which: Any) -> Sequence[Found[Any]]:
    """Open ones whose next look has come, the longest waiting first."""
    return claimed(tx, DUE, {"now": now, "limit": limit}, key=Shortfall.c.id, **which)


def shortfalls_of(tx: Connection, assignments: Iterable[int]) -> Sequence[Found[Any]]:
    """Every shortfall that these assignments have had, locked, in the order in which they were opened."""
    return tx.execute(OF_ASSIGNMENTS, {"b_ids": [*assignments]}).all()


def peers_of(tx: Connection, figures: Iterable[int]) -> Sequence[Found[Any]]:
    """What the peers outside reached, of these figures."""
    return tx.execute(PEERS, {"b_ids": [*figures]}).all()


def record_shortfall_looks(tx: Connection, looks: Sequence[Mapping[str, Any]]) -> int:
    """Writes what a look decided: `b_id`, `b_version` and rung, rung_taken_at, standing, next_look_at of each."""
    return change_rows(tx, Shortfall.t, looks)
