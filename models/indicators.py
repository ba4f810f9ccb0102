"""The catalogue of a year: what is assessed, by whom, with which targets."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from config.figures import Comparator, Measure
from models.base import Row, day, document, key, number, one_of, ref


class Indicator(Row, table=True):
    """考核指标: a node of the tree. `position` runs through the whole tree in the order of the document."""

    __table_args__ = (
        UniqueConstraint("assessment_id", "code"),
        Index("ix_indicator_order", "assessment_id", "position"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    parent_id: int | None = ref("indicator", default=None, index=True)
    upstream_id: int | None = ref("indicator", default=None)  # another house's indicator that this one carries out
    code: str
    title: str
    position: int = 0
    level: int = 1
    kind: str | None = None
    points: Decimal | None = number(default=None)
    star: bool = False
    text: str = ""
    basis: dict[str, Any] | None = document(default=None)
    overview: str = ""
    acceptance: str = ""
    leader_post_id: int | None = ref("post", default=None)
    example: bool = False
    began_on: date | None = day(default=None)
    ended_on: date | None = day(default=None)
    version: int = 0


class IndicatorUnit(Row, table=True):
    """A unit's part in an indicator or in one segment of it: 牵头、配合 or 考评. The first lead is the head (R2.6)."""

    __table_args__ = (
        UniqueConstraint("indicator_id", "segment", "part", "unit_id"),
        one_of("part", ("lead", "co_unit", "assessor")),
        Index("ix_indicator_unit_unit", "unit_id", "part"),
    )

    id: int = key()
    office_id: int = ref("office")
    indicator_id: int = ref("indicator")
    segment: str = ""
    unit_id: int = ref("unit")
    part: str
    position: int = 0


class Target(Row, table=True):
    """目标: a number with unit and comparator, or words.

    An adjusted target keeps its id and takes the new value; what it was stays as a row that has ended.
    """

    __table_args__ = (
        UniqueConstraint("indicator_id", "segment", "name", "revision"),
        one_of("comparator", Comparator),
        one_of("measure", Measure),
    )

    id: int = key()
    office_id: int = ref("office")
    indicator_id: int = ref("indicator")
    segment: str = ""
    name: str
    revision: int = 1
    position: int = 0
    value: Decimal | None = number(default=None)
    unit: str = ""
    comparator: str = Comparator.AT_LEAST.value
    measure: str = Measure.CUMULATIVE.value
    figure_id: int | None = ref("figure_definition", default=None)
    text: str = ""
    began_on: date | None = day(default=None)
    ended_on: date | None = day(default=None)
    basis: str = ""  # the document that adjusted it
