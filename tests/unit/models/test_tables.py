"""What holds for every table, whichever it is. Each test lists the offenders."""

import re
from collections.abc import Iterator

from sqlalchemy import Column, Date, DateTime, Float, Numeric
from sqlalchemy.types import JSON

from models.base import Row
from models.tables import METADATA
from models.types import Day, ExactDecimal, Key, Moment

COMMON = {"person", "contact", "credential", "web_session", "beat", "seal", "office", "evidence_scan"}
"""Tables that stand above the organising offices."""


def columns() -> Iterator[Column[object]]:
    for table in METADATA.sorted_tables:
        yield from table.c


def test_columns_keep_numbers_and_moments_exactly() -> None:
    inexact = (Float, Numeric, DateTime, Date, JSON)
    assert [str(column) for column in columns() if isinstance(column.type, inexact)] == []


def test_columns_of_the_domain_numbers_are_exact() -> None:
    found = {str(column) for column in columns() if isinstance(column.type, ExactDecimal)}
    assert {"target.value", "report_row.reported_cumulative", "verdict_figure.value", "score.points"} <= found


def test_tables_belong_to_an_office() -> None:
    outside = {table.name for table in METADATA.sorted_tables if "office_id" not in table.c}
    assert outside == COMMON


def test_tables_with_a_state_have_a_version() -> None:
    stateful = {table.name for table in METADATA.sorted_tables if "state" in table.c and "version" not in table.c}
    # the one is changed only together with its package, the other never
    assert stateful == {"package_item", "finding_version"}


def test_columns_are_named_as_what_they_hold() -> None:
    kinds = {Moment: r"(_at|_after|_until)$", Day: r"(_on|^date)$", Key: r"(^|_)id$|_by$|_of$|_mover$"}
    wrong = [
        str(column)
        for column in columns()
        for kind, name in kinds.items()
        if isinstance(column.type, kind) and not re.search(name, column.name)
    ]
    assert wrong == []


def test_classes_say_their_chinese_name() -> None:
    assert [each.__name__ for each in Row.__subclasses__() if not re.search(r"[一-鿿]", each.__doc__ or "")] == []


def test_constraints_have_names_that_postgresql_keeps() -> None:
    named = [each for table in METADATA.sorted_tables for each in (*table.constraints, *table.indexes)]
    assert [each.name for each in named if not each.name or len(each.name) > 63] == []
