"""The chain over the journal: what was sealed cannot be edited, removed, added to or reordered unnoticed.

A seal covers a batch of rows. It keeps the hash of every row (a leaf), and its own hash covers the leaves and the hash
of the seal before it. What the chain alone cannot tell: rows that were never sealed, a tail of rows cut off together
with its seals, and a chain that was forged anew from some row on. The last two are found by `Anchor`s: hashes of
seals that left the database every day.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Text, bindparam, func, insert, select, type_coerce
from sqlalchemy import Row as Found

from models.horizon import hold_sealing, settled_up_to
from models.journal import Journal, Seal
from models.types import JsonDoc, Key, canonical_json

BATCH = 500
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Anchor:
    """A seal as it was known outside the database."""

    seal_id: int
    hash: str


@dataclass(frozen=True, slots=True)
class Bad:
    """The first thing that is not as it was sealed, and the journal row or the seal where it is."""

    what: str
    journal_id: int | None = None
    seal_id: int | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """How many rows are sealed and as they were, how many wait for the sealer, and the first fault, if any."""

    sealed: int
    unsealed: int
    first_bad: Bad | None
    last: Anchor | None  # to be kept outside

    @property
    def ok(self) -> bool:
        return self.first_bad is None


def leaf(row: Mapping[str, Any]) -> str:
    """Id and hash of one row.

    Empty columns are left out, so that a column that a later version adds changes no old leaf. Moments are taken in
    UTC and documents as their stored text, so the same journal has the same leaves on SQLite and on PostgreSQL.
    """
    return f"{row['id']} {_row_hash(row)}"


def _row_hash(row: Mapping[str, Any]) -> str:
    return _hash(canonical_json({name: _told(value) for name, value in row.items() if value is not None}))


def _told(value: Any) -> Any:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def seal_batch(rows: Sequence[Mapping[str, Any]], *, prev: str, now: datetime) -> dict[str, Any]:
    """The seal of rows in the order of their ids."""
    leaves = "\n".join(leaf(row) for row in rows)
    return {
        "from_id": rows[0]["id"],
        "to_id": rows[-1]["id"],
        "leaves": leaves,
        "prev_hash": prev,
        "hash": seal_hash(leaves, prev=prev, now=now),
        "sealed_at": now,
    }


def seal_hash(leaves: str, *, prev: str, now: datetime) -> str:
    return _hash("\n".join((prev, _told(now), leaves)))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# Stored text is hashed as it is, so that an edit that only moves a blank is found too.
_ROW = [type_coerce(each, Text).label(each.name) if isinstance(each.type, JsonDoc) else each for each in Journal.t.c]
_AFTER = (
    select(*_ROW)
    .where(Journal.c.id > bindparam("after", type_=Key), Journal.c.id <= bindparam("up_to", type_=Key))
    .order_by(Journal.c.id)
)
_BATCH = _AFTER.limit(bindparam("limit", type_=Key))
_LAST_SEAL = select(Seal.t).order_by(Seal.c.id.desc()).limit(1)


def seal_new_rows(tx: Connection, *, now: datetime, limit: int = BATCH) -> int:
    """Seals the next batch; answers how many rows. None are left, or another sealer is at work, when it is 0."""
    if not hold_sealing(tx):
        return 0
    last = tx.execute(_LAST_SEAL).one_or_none()
    after, prev = (last.to_id, last.hash) if last is not None else (0, GENESIS)
    found = tx.execute(_BATCH, {"after": after, "up_to": settled_up_to(tx), "limit": limit})
    rows = [row._asdict() for row in found]
    if rows:
        tx.execute(insert(Seal.t), seal_batch(rows, prev=prev, now=now.astimezone(UTC)))
    return len(rows)


def verify(connection: Connection, *, anchors: Iterable[Anchor] = ()) -> Verified:
    """Walks the chain and every sealed row, batch by batch, up to the first fault."""
    sealed, after, last, bad = 0, 0, None, None
    for seal_id in connection.scalars(select(Seal.c.id).order_by(Seal.c.id)).all():
        bad = _fault(connection, seal_id, prev=last.hash if last else GENESIS, after=after)
        if bad is not None:
            break
        seal = connection.execute(_ONE_SEAL, {"b_id": seal_id}).one()
        sealed += len(_leaves(seal))
        after, last = seal.to_id, Anchor(seal.id, seal.hash)
    unsealed = connection.scalar(_UNSEALED) or 0
    return Verified(sealed, unsealed, bad or _anchor_fault(connection, anchors), last)


_ONE_SEAL = select(Seal.t).where(Seal.c.id == bindparam("b_id", type_=Key))
_UNSEALED = select(func.count()).where(
    Journal.c.id > select(func.coalesce(func.max(Seal.c.to_id), 0)).scalar_subquery()
)


def _fault(connection: Connection, seal_id: int, *, prev: str, after: int) -> Bad | None:
    try:
        seal = connection.execute(_ONE_SEAL, {"b_id": seal_id}).one()
        kept = _leaves(seal)
        whole = seal.prev_hash == prev and seal.hash == seal_hash(seal.leaves, prev=prev, now=seal.sealed_at)
        in_order = after < seal.from_id and seal.from_id == min(kept) and seal.to_id == max(kept)
    except (ValueError, TypeError):  # not even readable
        return Bad("封存记录已损坏", seal_id=seal_id)
    if not whole or not in_order:
        return Bad("封存记录与链上前后不符", seal_id=seal_id)
    return _row_fault(kept, _found(connection, after=after, up_to=seal.to_id), seal_id)


def _leaves(seal: Found[Any]) -> dict[int, str]:
    lines = (line.split(" ") for line in seal.leaves.split("\n"))
    return {int(row_id): told for row_id, told in lines}


def _row_fault(kept: Mapping[int, str], found: Mapping[int, str], seal_id: int) -> Bad | None:
    for row_id in sorted(kept.keys() | found.keys()):
        if row_id not in found:
            return Bad("已封存的记录不见了", row_id, seal_id)
        if row_id not in kept:
            return Bad("封存之后插进了记录", row_id, seal_id)
        if kept[row_id] != found[row_id]:
            return Bad("记录内容与封存时不同", row_id, seal_id)
    return None


def _found(connection: Connection, *, after: int, up_to: int) -> dict[int, str]:
    """The hashes of the rows as they are now; empty for one that cannot even be read."""
    try:
        rows = connection.execute(_AFTER, {"after": after, "up_to": up_to}).all()
        return {row.id: _row_hash(row._asdict()) for row in rows}
    except (ValueError, TypeError):
        if up_to == after + 1:
            return {up_to: ""}
        middle = (after + up_to) // 2
        return _found(connection, after=after, up_to=middle) | _found(connection, after=middle, up_to=up_to)


def _anchor_fault(connection: Connection, anchors: Iterable[Anchor]) -> Bad | None:
    for anchor in anchors:
        here = connection.scalar(select(Seal.c.hash).where(Seal.c.id == anchor.seal_id))
        if here != anchor.hash:
            return Bad("封存链与库外留存的不一致", seal_id=anchor.seal_id)
    return None
