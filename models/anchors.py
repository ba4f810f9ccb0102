"""Each day's last seal, kept outside the database in a file that only grows.

A chain that was forged anew from some row on, or cut off together with its seals, agrees with itself; it does not agree
with a hash that had already left (`models.sealing.verify(…, anchors=…)`).
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from config.errors import KaoheError
from config.zone import SHANGHAI
from models.database import Database
from models.journal import Seal
from models.sealing import Anchor


class UnreadableAnchors(KaoheError):
    """The file of kept seals was damaged."""


def last_anchor(connection: Connection) -> Anchor | None:
    row = connection.execute(select(Seal.c.id, Seal.c.hash).order_by(Seal.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else Anchor(row.id, row.hash)


def keep_anchor(path: Path, anchor: Anchor, *, database: str, now: datetime) -> bool:
    """Appends the seal, once a day and database; answers whether it did. `database` is its address without password."""
    day = now.astimezone(SHANGHAI).date().isoformat()
    if any(line["day"] == day and line["database"] == database for line in _lines(path)):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"day": day, "seal": anchor.seal_id, "hash": anchor.hash, "database": database}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(told, ensure_ascii=False) + "\n")
    return True


def keep_last_anchor(database: Database, path: Path, *, now: datetime) -> bool:
    """The day's seal leaves the database; answers whether one left."""
    with database.read() as connection:
        anchor = last_anchor(connection)
    return anchor is not None and keep_anchor(path, anchor, database=database.shown, now=now)


def kept_anchors(path: Path, *, database: str) -> tuple[Anchor, ...]:
    return tuple(Anchor(line["seal"], line["hash"]) for line in _lines(path) if line["database"] == database)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        return
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            line = json.loads(text)
            yield {"day": line["day"], "seal": int(line["seal"]), "hash": line["hash"], "database": line["database"]}
        except (ValueError, TypeError, KeyError) as error:
            raise UnreadableAnchors(f"库外留存的封存点读不懂：{path} 第 {number} 行") from error
