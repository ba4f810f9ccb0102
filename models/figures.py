"""Figures that indicators share: one fact is asked once."""

from datetime import date

from sqlmodel import Field

from config.figures import Measure
from models.base import Row, day, is_null, key, one_of, only_one, ref


class FigureDefinition(Row, table=True):
    """数据项: its unit of measure, 统计口径, and the unit that owes it (数据提供单位)."""

    __table_args__ = (
        one_of("measure", Measure),
        only_one("office_id", "code", where=is_null("ended_on"), name="uq_figure_definition_living_code"),
    )

    id: int = key()
    office_id: int = ref("office")
    code: str
    name: str
    unit: str
    definition: str = ""
    source_unit_id: int | None = ref("unit", default=None)
    periods: str
    measure: str
    lower_is_better: bool = False
    began_on: date | None = day(default=None)
    ended_on: date | None = day(default=None)
    version: int = Field(default=0)
