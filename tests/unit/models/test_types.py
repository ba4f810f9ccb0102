from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from config.zone import SHANGHAI
from models.types import Day, ExactDecimal, Moment, canonical_json, compare_decimal_texts, exact

SQLITE, POSTGRES = sqlite.dialect(), postgresql.dialect()
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("1.50", "1.50"),
        ("-0.00", "0.00"),
        ("1E+3", "1000"),
        ("0E+9", "0"),
        ("1E+40", "1" + "0" * 40),
        ("1" + "0" * 40, "1" + "0" * 40),
        ("1E-28", "0.0000000000000000000000000001"),
        ("9999999999999999999999999999", "9999999999999999999999999999"),
        ("99999999999.123456", "99999999999.123456"),
    ],
)
def test_exact_keeps_value_and_scale(given: str, kept: str) -> None:
    assert format(exact(Decimal(given)), "f") == kept


@pytest.mark.parametrize("given", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+101", "1" * 29, "0." + "1" * 29])
def test_exact_refuses_what_it_cannot_keep(given: str) -> None:
    with pytest.raises(ValueError, match=r"stored|significant"):
        exact(Decimal(given))


@pytest.mark.parametrize("given", [1.5, "1.5", True, None])
def test_exact_refuses_other_types(given: object) -> None:
    with pytest.raises(TypeError, match="Decimal or an int"):
        exact(given)  # type: ignore[arg-type]


def test_exact_decimal_refuses_a_float_that_the_database_answers() -> None:
    with pytest.raises(TypeError, match="exact number"):
        ExactDecimal().process_result_value(0.1, SQLITE)


@given(DECIMALS, DECIMALS)
def test_stored_texts_sort_as_numbers(left: Decimal, right: Decimal) -> None:
    texts = [format(exact(each), "f") for each in (left, right)]
    assert compare_decimal_texts(*texts) == (left > right) - (left < right)


def test_moment_goes_in_as_utc_and_comes_out_in_shanghai() -> None:
    given = datetime(2019, 5, 13, 17, 0, 0, 1, tzinfo=SHANGHAI)
    bound = Moment().process_bind_param(given, SQLITE)
    assert bound == datetime(2019, 5, 13, 9, 0, 0, 1)  # noqa: DTZ001 -- as SQLite stores it
    back = Moment().process_result_value(bound, SQLITE)
    assert (back, back and back.tzname()) == (given, "CST")


@given(st.datetimes(timezones=st.timezones()))
def test_moment_comes_back_as_the_same_instant(given: datetime) -> None:
    if timedelta(days=1) < given.replace(tzinfo=UTC) - datetime.min.replace(tzinfo=UTC) < timedelta(days=3_652_056):
        for dialect in (SQLITE, POSTGRES):
            back = Moment().process_result_value(Moment().process_bind_param(given, dialect), dialect)
            assert back == given.astimezone(UTC)


def test_moment_refuses_a_moment_without_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2019, 5, 13), SQLITE)  # noqa: DTZ001 -- what is refused


def test_day_refuses_a_moment() -> None:
    with pytest.raises(TypeError, match="no hour"):
        Day().process_bind_param(datetime(2019, 5, 13, tzinfo=UTC), SQLITE)


class Colour(StrEnum):
    RED = "red"


def test_canonical_json_has_one_form() -> None:
    content = {
        "b": [Decimal("1.50"), Colour.RED, None, True],
        "a": {"on": date(2019, 5, 13), "at": datetime(2019, 5, 13, 9, tzinfo=UTC)},
        "汉": {"two", "one"},
    }
    assert canonical_json(content) == (
        '{"a":{"at":"2019-05-13T17:00:00+08:00","on":"2019-05-13"},"b":["1.50","red",null,true],"汉":["one","two"]}'
    )


@pytest.mark.parametrize("given", [1.5, {1: "a"}, object(), datetime(2019, 5, 13), b"x", Decimal("NaN")])  # noqa: DTZ001
def test_canonical_json_refuses_what_has_no_exact_form(given: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical_json({"x": given})
