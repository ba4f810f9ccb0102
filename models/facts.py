"""What is known for scoring, besides what units report: one row for one fact, as it stands in a sheet of facts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Index, bindparam, select
from sqlalchemy import Row as Found

from config.scoring.stored import KEPT
from models.base import Row, day, document, is_null, key, moment, one_of, only_one, ref
from models.knowing import known_at
from models.types import Key

ABOUT = ("assessment_id", "sort", "unit_id", "peer", "code", "part", "period", "effective_on")


class StatedFact(Row, table=True):
    """登记的事实. `content` is the entry of the sheet (`config.scoring.factsheet`); one sits for each thing and day.

    It counts from `effective_on` on; what was known at a moment is what was recorded by then and not yet replaced.
    A peer outside the office is told by name.
    """

    __table_args__ = (
        one_of("sort", KEPT),
        only_one(*ABOUT, where=is_null("replaced_at"), name="uq_stated_fact_sitting"),
        Index("ix_stated_fact_year", "assessment_id", "recorded_at"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    sort: str
    unit_id: int = ref("unit")  # of a peer outside: the unit that assesses
    peer: str = ""
    code: str  # which figure, answer, source, slot …
    part: str = ""  # which target of the indicator
    period: str = ""
    effective_on: date = day()
    content: dict[str, Any] = document()
    document_no: str = ""
    dated_on: date | None = day(default=None)
    evidence_version_id: int | None = ref("evidence_version", default=None)
    said_by: str = ""  # the post that recorded it, as it was called then
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
    reason: str = ""  # why it says something else than before
    replaced_at: datetime | None = moment(default=None)
    replaced_because: str = ""


SITTING = StatedFact.c.replaced_at.is_(None)
_OF_YEAR = (
    select(StatedFact.t).where(StatedFact.c.assessment_id == bindparam("b_year", type_=Key)).order_by(StatedFact.c.id)
)


def stated_facts(tx: Connection, assessment_id: int, *, as_of: datetime | None = None) -> Sequence[Found[Any]]:
    """What was known at that moment; without one, what is known."""
    known = known_at(as_of, recorded=StatedFact.c.recorded_at, replaced=StatedFact.c.replaced_at)
    return tx.execute(_OF_YEAR.where(known), {"b_year": assessment_id}).all()
