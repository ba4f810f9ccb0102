"""What the superior found, and what it is worth."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import UniqueConstraint

from models.base import Row, day, document, is_null, key, moment, number, one_of, only_one, ref


class Verdict(Row, table=True):
    """上级认定结果: recorded by our office with its document, date and attachment (O01). One sits at a time."""

    __table_args__ = (only_one("assignment_id", "period", where=is_null("replaced_at"), name="uq_verdict_sitting"),)

    id: int = key()
    office_id: int = ref("office")
    assignment_id: int = ref("assignment")
    period: str = ""  # none: the year's
    given_by_unit_id: int | None = ref("unit", default=None)
    document_no: str
    dated_on: date = day()
    evidence_version_id: int | None = ref("evidence_version", default=None)
    result: str = ""
    is_met: bool | None = None
    points: Decimal | None = number(default=None)
    words: str = ""
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
    replaced_at: datetime | None = moment(default=None)


class VerdictFigure(Row, table=True):
    """认定值 of one target."""

    __table_args__ = (UniqueConstraint("verdict_id", "target_id"),)

    id: int = key()
    office_id: int = ref("office")
    verdict_id: int = ref("verdict")
    target_id: int = ref("target", index=True)
    value: Decimal = number()


class Score(Row, table=True):
    """得分. A unit's mark on itself is 自评分 until another unit confirms it (O08). One of each kind sits at a time."""

    __table_args__ = (
        one_of("kind", ("self", "assessor", "superior")),
        only_one("assignment_id", "kind", where=is_null("replaced_at"), name="uq_score_sitting"),
    )

    id: int = key()
    office_id: int = ref("office")
    assignment_id: int = ref("assignment")
    kind: str
    points: Decimal = number()
    of_points: Decimal | None = number(default=None)
    basis: str = ""
    words: str = ""
    explanation: dict[str, Any] | None = document(default=None)
    verdict_id: int | None = ref("verdict", default=None)
    entered_at: datetime = moment()
    entered_by: int | None = ref("person", default=None)
    by_unit_id: int | None = ref("unit", default=None)
    confirmed_at: datetime | None = moment(default=None)
    confirmed_by: int | None = ref("person", default=None)
    replaced_at: datetime | None = moment(default=None)
    version: int = 0
