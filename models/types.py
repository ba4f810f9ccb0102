"""Column types of our own. What goes in comes out, on SQLite and on PostgreSQL alike, or is refused."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, Integer, Numeric, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from config.zone import SHANGHAI

DIGITS = 28
"""Significant digits that are kept. More are refused: a figure is never rounded in silence."""

LARGEST_EXPONENT = 100
DECIMAL_COLLATION = "exact_decimal"
"""Registered on every SQLite connection that `models.database` opens; see `compare_decimal_texts`."""

_PLAIN = re.compile(r"-?\d+(\.\d+)?")


def exact(value: Decimal | int) -> Decimal:
    """The value as both databases keep it: finite, no exponent above zero, no minus before zero. The scale stays."""
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise TypeError(f"an exact number is a Decimal or an int, not {type(value).__name__} {value!r}")
    number = Decimal(value)
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is not a number that can be stored")  # noqa: TRY004 -- NaN and Infinity are Decimals
    # The noughts at the end of a whole number hold a place; those behind a point are figures.
    figures = "".join(map(str, digits))
    significant = figures.rstrip("0") if exponent >= 0 else figures
    if len(significant) > DIGITS or abs(number.adjusted()) > LARGEST_EXPONENT:
        raise ValueError(f"{value} has more than {DIGITS} significant digits")
    plain = number.quantize(1) if exponent > 0 and number.is_zero() else Decimal(format(number, "f"))
    return plain.copy_abs() if plain.is_zero() else plain


def compare_decimal_texts(left: str, right: str) -> int:
    """The order of two stored numbers; SQLite calls it for =, <, ORDER BY, MAX, DISTINCT and unique indexes."""
    first, second = Decimal(left), Decimal(right)
    return (first > second) - (first < second)


class ExactDecimal(TypeDecorator[Decimal]):
    """An exact number: `numeric` on PostgreSQL, plain text on SQLite, where a `Decimal` column would be a float.

    Both keep the scale and compare by value (1.50 = 1.5). SQLite does it by a collation of our own, so a foreign
    program can read the column but not sort by it. Sums belong in Python: SQLite's SUM() would go through floats,
    and a float that comes out of the database is refused here.
    """

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text(collation=DECIMAL_COLLATION))
        return dialect.type_descriptor(Numeric(asdecimal=True))

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        number = exact(value)
        return format(number, "f") if dialect.name == "sqlite" else number

    def process_result_value(self, value: Any, _dialect: Dialect) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, str) and _PLAIN.fullmatch(value):
            return Decimal(value)
        raise TypeError(f"the database answered {value!r} where an exact number is kept")


class Moment(TypeDecorator[datetime]):
    """An instant, to the microsecond. Aware in, UTC in the database, Asia/Shanghai aware out."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None or value.utcoffset() is None:
            raise ValueError(f"a moment needs a time zone: {value.isoformat()}")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(SHANGHAI)


class Day(TypeDecorator[date]):
    """A calendar date in China. A datetime is refused: it would lose its hour."""

    impl = Date
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: Dialect) -> date | None:
        if isinstance(value, datetime):
            raise TypeError(f"a day has no hour: {value.isoformat()}")
        return value


class JsonDoc(TypeDecorator[Any]):
    """Canonical JSON text (keys sorted, no blanks) on both databases, so that the same content has the same bytes.

    Decimals, dates and enums go in and come out as strings; moments as `+08:00`; floats are refused.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Key(TypeDecorator[int]):
    """A row's number: 64 bits on PostgreSQL, the row id on SQLite."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


def canonical_json(value: Any) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return _plain(value.value)
        case None | bool() | int() | str():
            return value
        case Decimal():
            return format(exact(value), "f")
        case datetime():
            return _shanghai(value).isoformat()
        case date():
            return value.isoformat()
        case Mapping():
            return {_name(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case set() | frozenset():
            return [_plain(item) for item in sorted(value)]
    raise TypeError(f"{type(value).__name__} {value!r} has no place in a stored document")


def _name(key: Any) -> str:
    if isinstance(key, Enum):
        return _name(key.value)
    if not isinstance(key, str):
        raise TypeError(f"a stored document's keys are words, not {key!r}")
    return str(key)


def _shanghai(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a time zone: {moment.isoformat()}")
    return moment.astimezone(SHANGHAI)
