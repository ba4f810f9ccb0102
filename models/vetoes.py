"""Vetoes: who proposed each, what the unit said, what the committee decided, from when to when it was in force."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Index, bindparam, exists, not_, select
from sqlalchemy import Row as Found

from models.base import Row, day, found_by, is_null, key, moment, one_of, ref
from models.claiming import claimed, in_chunks
from models.knowing import known_at
from models.obligations import OPEN, Obligation
from models.types import Key, Moment
from models.units import Unit
from states.obligations import ObligationKind
from states.subjects import SubjectKind
from states.veto import VetoState


class Veto(Row, table=True):
    """一票否决. `recorded_at`: since when scoring knows it, once it is in force; `replaced_at`: until when."""

    __table_args__ = (
        one_of("state", VetoState),
        Index("ix_veto_year", "assessment_id", "recorded_at"),
        Index("ix_veto_unit", "unit_id"),
        found_by("statement_due_at", "id", where=is_null("settled_at"), name="ix_veto_waiting"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    matter: str  # the code that the scheme gives it
    name: str
    finding: str  # what it is recorded as for scoring
    unit_id: int = ref("unit")
    owner_unit_id: int = ref("unit")
    happened_on: date = day()
    facts: str
    basis: str
    superior_basis: str = ""
    explanation: str = ""  # why it is proposed without a superior's basis
    document_no: str
    dated_on: date = day()
    evidence_version_id: int = ref("evidence_version")
    state: str
    came_from: str = ""
    returned_by: str = ""
    submitted_by: int | None = ref("person", default=None)
    last_mover: int | None = ref("person", default=None)
    proposed_at: datetime = moment()
    told_at: datetime | None = moment(default=None)
    statement_due_at: datetime | None = moment(default=None)
    statement: str = ""
    stated_at: datetime | None = moment(default=None)
    minutes: str = ""  # 委员会审定的文件
    decision: str = ""
    settled_at: datetime | None = moment(default=None)  # nobody waits for the unit any more
    recorded_at: datetime | None = moment(default=None)
    replaced_at: datetime | None = moment(default=None)
    version: int = 0


_OWNER = Unit.t.alias("owner")
_KNOWN = (
    select(Veto.t, Unit.c.code.label("unit"), _OWNER.c.name.label("owner"))
    .join(Unit.t, Unit.c.id == Veto.c.unit_id)
    .join(_OWNER, _OWNER.c.id == Veto.c.owner_unit_id)
    .where(Veto.c.assessment_id == bindparam("b_year", type_=Key))
    .order_by(Veto.c.recorded_at, Veto.c.id)
)


_PUT_OFF = exists(
    select(Obligation.c.id)
    .where(
        OPEN,
        Obligation.c.subject_kind == SubjectKind.VETO.value,
        Obligation.c.subject_id == Veto.c.id,
        Obligation.c.kind == ObligationKind.STATEMENT.value,
        Obligation.c.due_at >= bindparam("now", type_=Moment),
    )
    .correlate(Veto.t)
)
"""The unit was given more time."""
_UNANSWERED = in_chunks(
    select(Veto.t)
    .where(Veto.c.settled_at.is_(None), Veto.c.statement_due_at < bindparam("now", type_=Moment), not_(_PUT_OFF))
    .order_by(Veto.c.statement_due_at, Veto.c.id)
)


def unanswered_vetoes(tx: Connection, *, now: datetime, limit: int, **which: Any) -> Sequence[Found[Any]]:
    """Those whose unit let its time pass."""
    return claimed(tx, _UNANSWERED, {"now": now, "limit": limit}, key=Veto.c.id, **which)


def vetoes_in_force(tx: Connection, assessment_id: int, *, as_of: datetime | None = None) -> Sequence[Found[Any]]:
    """Those in force; as of a moment, those that were in force then."""
    known = known_at(as_of, recorded=Veto.c.recorded_at, replaced=Veto.c.replaced_at)
    return tx.execute(_KNOWN.where(known), {"b_year": assessment_id}).all()
