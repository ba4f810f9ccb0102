"""Journal entries: collected by an act, written in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from models.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the 履历. `on_behalf_of` stays empty where the author acts from his own seat."""

    office_id: int | None
    assessment_id: int | None
    act: str
    subject_kind: str
    subject_id: int | None
    person_id: int | None
    unit_id: int | None
    post_id: int | None
    recorded_by: int | None
    via: str
    marks: list[str]
    effective_at: datetime
    recorded_at: datetime
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    reason: str
    basis: str
    on_behalf_of: int | None = None


_COLUMNS = tuple(Entry.__dataclass_fields__)
_WRITE = insert(Journal.t)


def write_entries(tx: Connection, entries: Sequence[Entry]) -> None:
    if entries:
        tx.execute(_WRITE, [{name: getattr(entry, name) for name in _COLUMNS} for entry in entries])
