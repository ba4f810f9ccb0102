"""Values through a real table of each database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, MetaData, Table, func, insert, select
from sqlalchemy.exc import StatementError

from config.zone import SHANGHAI
from models.database import Database
from models.types import DIGITS, Day, ExactDecimal, JsonDoc, Key, Moment
from tests.profiles import cases

SAMPLE = Table(
    "sample",
    MetaData(),
    Column("id", Key(), primary_key=True),
    Column("number", ExactDecimal()),
    Column("moment", Moment()),
    Column("day", Day()),
    Column("content", JsonDoc()),
)
EXACT = st.builds(
    lambda digits, negative, exponent: Decimal((negative, digits, exponent)),
    st.lists(st.integers(0, 9), min_size=1, max_size=DIGITS).map(tuple),
    st.integers(0, 1),
    st.integers(-40, 40),
)
ON_ONE_TABLE = settings(max_examples=cases(60, full=2000), suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def sample(database: Database) -> Iterator[Connection]:
    with database.write() as tx:
        SAMPLE.create(tx)
        yield tx
        SAMPLE.drop(tx)


def stored(tx: Connection, **values: Any) -> Any:
    tx.execute(SAMPLE.delete())
    tx.execute(insert(SAMPLE), values)
    return tx.execute(select(*(SAMPLE.c[name] for name in values))).scalar_one()


def test_decimals_of_28_digits_are_stored_and_read_unchanged(database: Database) -> None:
    with sample(database) as tx:

        @ON_ONE_TABLE
        @given(EXACT)
        def unchanged(number: Decimal) -> None:
            back = stored(tx, number=number)
            assert back == number
            assert number.as_tuple().exponent > 0 or back.as_tuple().exponent == number.as_tuple().exponent

        unchanged()


def test_decimals_sort_and_compare_by_value(database: Database) -> None:
    texts = ["10", "9", "-1", "1.50", "0.00", "100000000000000000000.01", "-10", "1.5"]
    with sample(database) as tx:
        tx.execute(insert(SAMPLE), [{"number": Decimal(text)} for text in texts])
        column = SAMPLE.c.number
        assert list(tx.scalars(select(column).order_by(column))) == sorted(map(Decimal, texts))
        assert tx.scalars(select(column).where(column > Decimal("9.0")).order_by(column)).all() == [
            Decimal(10),
            Decimal("100000000000000000000.01"),
        ]
        assert tx.scalar(select(func.count()).where(column == Decimal("1.500"))) == 2
        assert tx.scalar(select(func.max(column))) == Decimal("100000000000000000000.01")


@pytest.mark.parametrize("number", [0.1, Decimal("NaN"), Decimal("Infinity"), "1", Decimal("1" * 29)])
def test_decimal_column_refuses_what_it_cannot_keep(database: Database, number: Any) -> None:
    with sample(database) as tx, pytest.raises(StatementError):
        stored(tx, number=number)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2019, 5, 13, 17, 0, tzinfo=SHANGHAI),
        datetime(2019, 12, 31, 23, 59, 59, 999999, tzinfo=SHANGHAI),
        datetime(1988, 7, 1, 12, 0, tzinfo=SHANGHAI),  # summer time was kept then
        datetime(2020, 2, 29, 0, 0, tzinfo=UTC),
    ],
)
def test_moments_come_back_as_the_same_instant_in_shanghai(database: Database, moment: datetime) -> None:
    with sample(database) as tx:
        back = stored(tx, moment=moment)
        assert (back, back.isoformat()) == (moment, moment.astimezone(SHANGHAI).isoformat())


def test_moments_compare_as_instants(database: Database) -> None:
    noon = datetime(2019, 5, 13, 12, tzinfo=SHANGHAI)
    with sample(database) as tx:
        tx.execute(insert(SAMPLE), [{"moment": noon}, {"moment": noon.replace(microsecond=1)}])
        assert tx.scalar(select(func.count()).where(SAMPLE.c.moment <= noon.astimezone(UTC))) == 1


def test_days_and_documents_come_back_as_they_were(database: Database) -> None:
    content = {"汉": ["1.50", None, True], "a": {"z": 1, "b": "‘’“”\t\n"}}
    with sample(database) as tx:
        assert stored(tx, day=date(2019, 9, 27)) == date(2019, 9, 27)
        assert stored(tx, content=content) == content
