"""What the superior gave or took, and the shares of it that the units bear: kept so that any past day can be asked."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Connection, Index, UniqueConstraint, bindparam, column, select
from sqlalchemy import Row as Found

from models.assignments import Assignment
from models.base import Row, day, is_null, key, moment, number, only_one, ref
from models.knowing import known_at
from models.types import Key
from models.units import Unit


class SuperiorPoints(Row, table=True):
    """上级加减分: one finding of the superior about a task, or about an item of its negative list. One version sits."""

    __table_args__ = (
        UniqueConstraint("assessment_id", "matter", "ordinal"),
        only_one("assessment_id", "matter", where=is_null("replaced_at"), name="uq_superior_points_sitting"),
        Index("ix_superior_points_assignment", "assignment_id"),
        Index("ix_superior_points_item", "item_id"),
        CheckConstraint(column("document_no") != "", name="documented"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    matter: str  # what stays the same when the superior corrects himself
    ordinal: int  # 第几版
    assignment_id: int = ref("assignment")
    item_id: int | None = ref("negative_item", default=None)
    upstream: str  # what the superior assesses there, in his words
    points: Decimal = number()
    document_no: str
    dated_on: date = day()
    evidence_version_id: int = ref("evidence_version")
    words: str = ""
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
    replaced_at: datetime | None = moment(default=None)


class PointsShare(Row, table=True):
    """分担: what one unit bears of it, neither doubled nor converted. Written when it counts; replaced, not changed."""

    __table_args__ = (
        only_one("matter", "assessment_id", "unit_id", where=is_null("replaced_at"), name="uq_points_share_sitting"),
        Index("ix_points_share_recorded", "assessment_id", "recorded_at"),
        Index("ix_points_share_points", "superior_points_id"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    superior_points_id: int = ref("superior_points")
    matter: str
    unit_id: int = ref("unit")
    points: Decimal = number()
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
    replaced_at: datetime | None = moment(default=None)


_KNOWN = (
    select(
        PointsShare.c.points,
        PointsShare.c.recorded_at,
        Unit.c.code.label("unit"),
        SuperiorPoints.c.points.label("whole"),
        *(SuperiorPoints.c[name] for name in ("ordinal", "item_id", "upstream", "document_no", "dated_on", "matter")),
        Assignment.c.title.label("task"),
    )
    .join(SuperiorPoints.t, SuperiorPoints.c.id == PointsShare.c.superior_points_id)
    .join(Assignment.t, Assignment.c.id == SuperiorPoints.c.assignment_id)
    .join(Unit.t, Unit.c.id == PointsShare.c.unit_id)
    .where(PointsShare.c.assessment_id == bindparam("b_year", type_=Key))
    .order_by(SuperiorPoints.c.dated_on, PointsShare.c.id)
)


def shares_known(tx: Connection, assessment_id: int, *, as_of: datetime | None = None) -> Sequence[Found[Any]]:
    """The shares that count; as of a moment, those that counted then."""
    known = known_at(as_of, recorded=PointsShare.c.recorded_at, replaced=PointsShare.c.replaced_at)
    return tx.execute(_KNOWN.where(known), {"b_year": assessment_id}).all()
