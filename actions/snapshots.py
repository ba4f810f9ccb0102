"""留底: a thing as it stood when it left a desk, and what has changed since (W12)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from actions.context import Act
from models.snapshots import Snapshot
from models.types import canonical_json
from models.writing import insert_rows


@dataclass(frozen=True, slots=True)
class Change:
    """One place of a content that differs: its path, what stood there, what stands there now; None is nothing."""

    path: str
    before: Any
    after: Any


def take(act: Act, subject_kind: str, subject_id: int, content: Mapping[str, Any]) -> int:
    """Keep a content as the thing's next version; the snapshot's id."""
    number = 1 + (act.tx.execute(_last(subject_kind, subject_id)).scalar() or 0)
    row = {
        "office_id": act.office_id,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "version": number,
        "taken_at": act.now,
        "content": content,
    }
    return insert_rows(act.tx, Snapshot.t, [row])[0]


def kept(act: Act, subject_kind: str, subject_id: int, *, until: datetime | None = None) -> Any | None:
    """The latest content that was kept, or the latest that was kept by a moment."""
    query = select(Snapshot.c.content).where(
        Snapshot.c.subject_kind == subject_kind, Snapshot.c.subject_id == subject_id
    )
    if until is not None:
        query = query.where(Snapshot.c.taken_at <= until)
    return act.tx.execute(query.order_by(Snapshot.c.version.desc()).limit(1)).scalar_one_or_none()


def _last(subject_kind: str, subject_id: int) -> Any:
    return select(func.max(Snapshot.c.version)).where(
        Snapshot.c.subject_kind == subject_kind, Snapshot.c.subject_id == subject_id
    )


def as_kept(content: Mapping[str, Any]) -> Any:
    """A living content in the form in which it would be kept, so that the two can be compared."""
    return json.loads(canonical_json(content))


def differences(before: Any, after: Any, *, path: str = "") -> Iterator[Change]:
    """What differs between two kept contents, place by place."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys((*before, *after)):
            yield from differences(before.get(name), after.get(name), path=f"{path}.{name}" if path else str(name))
    elif isinstance(before, list) and isinstance(after, list):
        for place in range(max(len(before), len(after))):
            one, other = (each[place] if place < len(each) else None for each in (before, after))
            yield from differences(one, other, path=f"{path}[{place + 1}]")
    elif before != after:
        yield Change(path, before, after)
