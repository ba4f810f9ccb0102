"""The journal of an archive against its seals. Of other years' rows only the sealed hashes are here."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.archives.opening import Fault
from models.sealing import GENESIS, leaf, seal_hash

JOURNAL, SEALS = "履历", "封存链"


@dataclass(slots=True)
class Chain:
    """What was found on the way."""

    rows: int = 0
    unsealed: int = 0
    seals: int = 0


def chain_faults(seals: Iterable[bytes], rows: Iterable[bytes], chain: Chain) -> Iterator[Fault]:
    """Both in the order of their ids. Up to the first fault of the chain itself; every row that is not as sealed."""
    waiting = _Ahead(_read(rows))
    prev, last = GENESIS, 0
    for seal in _read(seals):
        chain.seals += 1
        fault, leaves = _seal(seal, prev=prev, last=last)
        if fault is not None:
            yield fault
            return
        prev, last = seal["hash"], seal["to_id"]
        for row in waiting.up_to(last):
            chain.rows += 1
            if row["id"] not in leaves:
                yield Fault(f"{JOURNAL}第 {row['id']} 行", "封存之后插进了记录")
            elif leaves[row["id"]] != leaf(row):
                yield Fault(f"{JOURNAL}第 {row['id']} 行", "记录内容与封存时不同")
    for _ in waiting.up_to(None):
        chain.rows, chain.unsealed = chain.rows + 1, chain.unsealed + 1


def _read(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        yield json.loads(line)


def _seal(seal: Mapping[str, Any], *, prev: str, last: int) -> tuple[Fault | None, dict[int, str]]:
    where = f"{SEALS}第 {seal.get('id')} 号封存"
    try:
        leaves = {int(line.partition(" ")[0]): line for line in seal["leaves"].split("\n")}
        own = seal_hash(seal["leaves"], prev=prev, now=datetime.fromisoformat(seal["sealed_at"]))
        whole = seal["prev_hash"] == prev and seal["hash"] == own
        in_order = last < seal["from_id"] == min(leaves) and seal["to_id"] == max(leaves)
    except (KeyError, ValueError, TypeError):
        return Fault(where, "封存记录已损坏"), {}
    if not (whole and in_order):
        return Fault(where, "封存记录与链上前后不符"), {}
    return None, leaves


class _Ahead:
    """Rows in their order, with one looked at beforehand."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self._rows = rows
        self._next: dict[str, Any] | None = next(rows, None)

    def up_to(self, last: int | None) -> Iterator[dict[str, Any]]:
        while self._next is not None and (last is None or self._next["id"] <= last):
            yield self._next
            self._next = next(self._rows, None)
