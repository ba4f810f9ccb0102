"""What tests of requirements ask of a year: what it refuses, what it keeps, what it told."""

from typing import Any

import pytest
from sqlalchemy import select

from actions.acts import Refused
from models.assignments import Assignment
from models.indicators import Indicator, IndicatorUnit
from models.persons import Person
from models.units import Unit
from tests.integration.actions.year import Year


def refusal(year: Year, act: str, by: str, when: str, **told: Any) -> tuple[str, ...]:
    """The reasons why an act is refused; nothing in the whole database has changed."""
    before = year.dump()
    with pytest.raises(Refused) as refused:
        year.do(act, by, when, **told)
    assert year.dump() == before
    return refused.value.reasons


def units_of(year: Year, code: str, part: str, *, segment: str = "") -> list[str]:
    """The units that have a part in an indicator, in the order of the document."""
    query = (
        select(Unit.c.name)
        .join(IndicatorUnit.t, IndicatorUnit.c.unit_id == Unit.c.id)
        .join(Indicator.t, Indicator.c.id == IndicatorUnit.c.indicator_id)
        .where(Indicator.c.code == code, IndicatorUnit.c.part == part, IndicatorUnit.c.segment == segment)
        .order_by(IndicatorUnit.c.position)
    )
    with year.database.read() as tx:
        return list(tx.scalars(query))


def led(year: Year, code: str) -> list[tuple[str, str]]:
    """The tasks that an indicator became: title and lead unit."""
    query = (
        select(Assignment.c.title, Unit.c.name)
        .join(Unit.t, Unit.c.id == Assignment.c.lead_unit_id)
        .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
        .where(Indicator.c.code == code)
        .order_by(Assignment.c.position)
    )
    with year.database.read() as tx:
        return [(row.title, row.name) for row in tx.execute(query)]


def bodies(year: Year, kind: str) -> list[tuple[str, str]]:
    """Who was told what: the code of the person and the text."""
    codes = {person.id: person.code for person in year.rows(Person)}
    return [(codes[row.person_id], row.body) for row in year.told(kind)]
