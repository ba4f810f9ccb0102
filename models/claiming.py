"""Rows that wait for the clock: claimed in chunks, without waiting for those that another machine holds."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, Table, bindparam

from models.types import Key


def in_chunks(waiting: Select[Any], *, of: Table | None = None) -> Select[Any]:
    """A question for waiting rows, made a claim: at most `limit` of them, locked, those of others passed over.

    `of`: where the question joins tables, whose rows are claimed.
    """
    return waiting.limit(bindparam("limit", type_=Key)).with_for_update(skip_locked=True, of=of)


def claimed(
    tx: Connection,
    claim: Select[Any],
    values: Mapping[str, Any],
    *,
    key: Column[Any],
    leave: Collection[int] = (),
    only: Collection[int] | None = None,
    bare: bool = False,
) -> Sequence[Row[Any]]:
    """The rows of a claim. `leave`: not these; `only`: none but these; `bare`: their ids alone, for a row that cannot
    even be read.
    """
    query = claim.with_only_columns(key) if bare else claim
    query = query.where(key.not_in(leave)) if leave else query
    query = query if only is None else query.where(key.in_(only))
    return tx.execute(query, values).all()
