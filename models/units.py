"""Organising offices and the units that they assess."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from config.units import UnitKind
from models.base import Row, day, document, is_null, key, moment, one_of, only_one, ref


class Office(Row, table=True):
    """考核主体: the root of every scope. Schemes, numbering, journal and permissions belong to one."""

    id: int = key()
    code: str = Field(unique=True)
    name: str
    version: int = 0


class Unit(Row, table=True):
    """单位、部室. `position` is the official order (规范序列, O19)."""

    __table_args__ = (
        one_of("kind", UnitKind),
        only_one("office_id", "code", where=is_null("ended_on"), name="uq_unit_living_code"),
        Index("ix_unit_order", "office_id", "position"),
    )

    id: int = key()
    office_id: int = ref("office")
    code: str
    name: str
    short: str = ""
    kind: str
    parent_id: int | None = ref("unit", default=None)
    position: int = 0
    aliases: list[str] = document(default_factory=list)
    is_host: bool = False  # the organising office's own unit
    organ: str | None = None  # one real organ, assessed by several offices, bears the same code here
    began_on: date | None = day(default=None)
    ended_on: date | None = day(default=None)
    version: int = 0


class Succession(Row, table=True):
    """更名、合并、分设、撤销: which unit goes on for which, by which document. A unit split in two has two rows."""

    __table_args__ = (
        one_of("kind", ("rename", "merge", "split", "dissolve")),
        one_of("treatment", ("carry_lead", "by_months", "separate")),
        UniqueConstraint("from_unit_id", "to_unit_id", "effective_on"),
    )

    id: int = key()
    office_id: int = ref("office")
    kind: str
    from_unit_id: int = ref("unit")
    to_unit_id: int | None = ref("unit", default=None)
    effective_on: date = day()
    document_no: str
    treatment: str  # what becomes of the year's score
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
