"""What lateness costs, and how often somebody was urged."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index

from config.labels import Labelled
from models.base import Row, key, loose_ref, moment, number, one_of, ref


class DeductionState(Labelled):
    """扣分建议的状态。"""

    PROPOSED = "proposed", "待考核办定额"
    SET = "set", "已定额"
    DROPPED = "dropped", "不予扣分"


class Deduction(Row, table=True):
    """扣分建议 (R2.8): proposed by the ladder without an amount; the office sets one, or drops it."""

    __table_args__ = (
        one_of("state", DeductionState),
        Index("ix_deduction_unit", "assessment_id", "unit_id"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int | None = ref("assessment", default=None)
    obligation_id: int = ref("obligation", unique=True)
    unit_id: int = ref("unit")
    subject_kind: str
    subject_id: int = loose_ref()
    title: str
    basis: str = ""
    state: str
    amount: Decimal | None = number(default=None)
    words: str = ""
    proposed_at: datetime = moment()
    decided_by: int | None = ref("person", default=None)
    decided_at: datetime | None = moment(default=None)
    version: int = 0


class Urging(Row, table=True):
    """催办 by hand: one row each time, counted by the month (A27, A28)."""

    __table_args__ = (
        Index("ix_urging_obligation", "obligation_id", "month"),
        Index("ix_urging_month", "office_id", "month"),
    )

    id: int = key()
    office_id: int = ref("office")
    obligation_id: int = ref("obligation")
    month: str  # 2019-06
    urged_at: datetime = moment()
    urged_by: int | None = ref("person", default=None)
    words: str = ""
