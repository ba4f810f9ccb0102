"""What every table is built from."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, Index, MetaData, String, Table, column, literal_column, or_
from sqlalchemy.orm import declared_attr, registry
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.schema import Column
from sqlmodel import Field, SQLModel

from models.types import Day, ExactDecimal, JsonDoc, Key, Moment

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class _TableOf:
    def __get__(self, _row: object, owner: Any) -> Table:
        table: Table = owner.__table__
        return table


class _ColumnsOf:
    def __get__(self, _row: object, owner: Any) -> ReadOnlyColumnCollection[str, Column[Any]]:
        columns: ReadOnlyColumnCollection[str, Column[Any]] = owner.__table__.c
        return columns


class Row(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """A table of ours. Acts read and write it through Core: `select(Report.t).where(Report.c.state == "submitted")`."""

    t: ClassVar[_TableOf] = _TableOf()
    c: ClassVar[_ColumnsOf] = _ColumnsOf()

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 -- SQLAlchemy hands over the class
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def key() -> Any:
    return Field(default=None, primary_key=True, sa_type=Key)


def ref(table: str, **options: Any) -> Any:
    return Field(foreign_key=f"{table}.id", sa_type=Key, **options)


def loose_ref(**options: Any) -> Any:
    """The id of a row whose table is told by another column (`subject_kind`)."""
    return Field(sa_type=Key, **options)


def moment(**options: Any) -> Any:
    return Field(sa_type=Moment, **options)


def day(**options: Any) -> Any:
    return Field(sa_type=Day, **options)


def number(**options: Any) -> Any:
    return Field(sa_type=ExactDecimal, **options)


def document(**options: Any) -> Any:
    return Field(sa_type=JsonDoc, **options)


def one_of(name: str, words: Iterable[str], *, open_prefix: str = "") -> CheckConstraint:
    """The column holds one of the words; with `open_prefix` also anything that begins so (`review:<step>`)."""
    known = column(name).in_(sorted(str(word) for word in words))
    known_or_open = or_(known, column(name).startswith(open_prefix)) if open_prefix else known
    return CheckConstraint(known_or_open, name=f"{name}_known")


def only_one(*columns: str, where: ColumnElement[bool], name: str) -> Index:
    """An invariant: at most one row with these values among those where the condition holds."""
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


def found_by(*columns: str, where: ColumnElement[bool], name: str) -> Index:
    """An index over only those rows that a recurring question asks for: with `in_words` for the words it compares."""
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


def in_words(word: str) -> ColumnElement[str]:
    """A code of ours written into the statement. SQLite chooses its index before it knows what is bound, so only thus
    does it see that an index over some of the rows answers."""
    return literal_column(f"'{word}'", String)


def is_null(name: str) -> ColumnElement[bool]:
    return column(name).is_(None)
