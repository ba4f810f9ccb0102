"""What the operator has to know: rows set aside, and when the clock last came by."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, update
from sqlmodel import Field

from models.base import Row, document, is_null, key, loose_ref, moment, only_one, ref
from models.writing import INSERT


class SetAside(Row, table=True):
    """搁置: a row that broke a run. The others went on; this one waits for a person, or for its next try."""

    __table_args__ = (
        only_one("run", "subject_kind", "subject_id", where=is_null("resolved_at"), name="uq_set_aside_standing"),
    )

    id: int = key()
    office_id: int | None = ref("office", default=None)
    run: str  # tick, deliver …
    subject_kind: str
    subject_id: int = loose_ref()
    reason: str
    times: int = 1
    set_aside_at: datetime = moment()
    retry_at: datetime | None = moment(default=None)
    resolved_at: datetime | None = moment(default=None)


class Beat(Row, table=True):
    """心跳: the last run of each kind; a missing one is seen by its absence."""

    id: int = key()
    name: str = Field(unique=True)
    started_at: datetime = moment()
    finished_at: datetime | None = moment(default=None)
    counts: dict[str, Any] = document(default_factory=dict)
    machine: str = ""


def record_beat(tx: Connection, name: str, **values: Any) -> None:
    """Writes the last run of this kind over the one before."""
    tx.execute(_beaten(tx.dialect.name, tuple(values)), {"name": name, **values})


@cache
def _beaten(dialect: str, columns: tuple[str, ...]) -> Executable:
    fresh = INSERT[dialect](Beat.t)
    written: Executable = fresh.on_conflict_do_update(
        index_elements=["name"], set_={column: fresh.excluded[column] for column in columns}
    )
    return written


def put_aside(
    tx: Connection, *, run: str, subject_kind: str, subject_id: int, reason: str, now: datetime, **more: Any
) -> None:
    """Sets a row aside, or counts one more failure of a row that already is."""
    told = {"run": run, "subject_kind": subject_kind, "subject_id": subject_id}
    tx.execute(_put_aside(tx.dialect.name), {**told, "reason": reason, "set_aside_at": now, "retry_at": None, **more})


def end_asides(tx: Connection, *, run: str, now: datetime) -> int:
    """Rows whose next try has come and that this run did not set aside again are well, or gone; how many."""
    standing = (SetAside.c.run == run, SetAside.c.resolved_at.is_(None), SetAside.c.retry_at <= now)
    return tx.execute(update(SetAside.t).where(*standing).values(resolved_at=now)).rowcount


@cache
def _put_aside(dialect: str) -> Executable:
    fresh = INSERT[dialect](SetAside.t)
    written: Executable = fresh.on_conflict_do_update(
        index_elements=["run", "subject_kind", "subject_id"],
        index_where=SetAside.c.resolved_at.is_(None),
        set_={
            "reason": fresh.excluded.reason,
            "set_aside_at": fresh.excluded.set_aside_at,
            "retry_at": fresh.excluded.retry_at,
            "times": SetAside.c.times + 1,
        },
    )
    return written
