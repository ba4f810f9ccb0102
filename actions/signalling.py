"""Signals (外发事件) leave with the act: one outbox row for each system that wants to know, or none where nobody does.

What an act raises is collected and written just before its commit. Where no system listens, nothing is written, and
all that it cost is one look at a short table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from sqlalchemy import Select, select

from config.zone import SHANGHAI
from models.letters import Letter
from models.listeners import listeners_of
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.writing import insert_new
from states.obligations import ObligationKind
from states.rules import Move
from states.signals import PREFIX, Signal, signal_of, wants
from states.subjects import SubjectKind

if TYPE_CHECKING:
    from actions.context import Act
    from actions.subjects import Subject

KIND = "signal"
NAMES = UUID("6f0c2c1e-54cb-5f0e-9c5f-3f1c2a7de0a4")  # ours alone: the same occasion always has the same id
CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """Something that has happened to one thing. `occasion` tells this time from another time."""

    signal: Signal
    about: SubjectKind
    number: int
    name: str
    occasion: str
    payload: Mapping[str, Any]
    unit_id: int | None = None
    assessment_id: int | None = None


def raise_move(act: "Act", subject: "Subject[Any]", move: Move[Any]) -> None:
    """What a move of a thing is to others, if anything."""
    dest = move.dest.code
    signal = signal_of(subject.kind, verb=move.rule.verb, source=move.source.code, dest=dest)
    if signal is None:
        return
    unit = act.directory.units[subject.lead_unit_id]
    is_letter = subject.kind is SubjectKind.LETTER
    own = {"kind": subject.row.kind} if is_letter else {"title": subject.title}
    act.signal(
        Raised(
            signal=signal,
            about=subject.kind,
            number=subject.id,
            name=subject.what if is_letter else subject.title,
            occasion=str(subject.row.version),
            payload={"unit": unit.code, **own, "state": dest},
            unit_id=unit.id,
            assessment_id=subject.published.assessment_id,
        )
    )


def raise_overdue(act: "Act", row: Any, *, occasion: str) -> None:
    """The due moment of an obligation has passed, and the clock has begun to climb."""
    signal = Signal.REPORT_OVERDUE if row.kind == ObligationKind.REPORT else Signal.OBLIGATION_OVERDUE
    act.signal(_of_obligation(act, row, signal, occasion=occasion))


def raise_shortfall(act: "Act", signal: Signal, row: Mapping[str, Any], *, period: str, **more: str) -> None:
    """A shortfall was opened or closed."""
    unit = act.directory.units[row["unit_id"]]
    act.signal(
        Raised(
            signal=signal,
            about=SubjectKind.SHORTFALL,
            number=row["id"],
            name=row["title"],
            occasion="",
            payload={"unit": unit.code, "title": row["title"], "period": period, **more},
            unit_id=unit.id,
            assessment_id=row["assessment_id"],
        )
    )


def write_signals(act: "Act", raised: Sequence[Raised], ended: Mapping[int, str]) -> None:
    """A row for each signal and each system that wants it. `ended`: obligations by id, and how each ended."""
    listeners = listeners_of(act.tx, act.office_id)
    if not listeners:
        return
    settled = _settled(act, ended) if any(wants(one.wanted, Signal.OBLIGATION_SETTLED) for one in listeners) else []
    pairs = ((one, listener) for one in (*_numbered(act, raised), *settled) for listener in listeners)
    rows = [_row(act, listener, one) for one, listener in pairs if wants(listener.wanted, one.signal)]
    insert_new(act.tx, OutboxMessage.t, rows, unique=("dedup_key",))


def _numbered(act: "Act", raised: Sequence[Raised]) -> list[Raised]:
    """Letters with the number that they have got by now: it is taken while the signature is written."""
    letters = [one.number for one in raised if one.about is SubjectKind.LETTER]
    if not letters:
        return [*raised]
    query = select(Letter.c.id, Letter.c.number).where(Letter.c.id.in_(letters))
    numbers = dict(act.tx.execute(query).tuples().all())
    return [
        replace(one, payload={**one.payload, "number": numbers[one.number]}) if one.about is SubjectKind.LETTER else one
        for one in raised
    ]


def _settled(act: "Act", ended: Mapping[int, str]) -> list[Raised]:
    rows = [row for some in _chunks(sorted(ended)) for row in act.tx.execute(_these(some))]
    return [
        _of_obligation(act, row, Signal.OBLIGATION_SETTLED, occasion=_moment(row.settled_at), outcome=ended[row.id])
        for row in rows
    ]


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _these(ids: Sequence[int]) -> Select[Any]:
    return select(Obligation.t).where(Obligation.c.id.in_(ids))


def _of_obligation(act: "Act", row: Any, signal: Signal, *, occasion: str, **more: str) -> Raised:
    # what somebody has been asked to do at a meeting is told in free words, and may name a person
    title = None if row.kind == ObligationKind.TASK else row.title
    payload = {
        "unit": act.directory.units[row.unit_id].code,
        "post": act.directory.posts[row.post_id].code,
        "kind": row.kind,
        "title": title,
        "period": row.period,
        "due_at": _moment(row.due_at) if row.due_at is not None else None,
        **more,
    }
    return Raised(
        signal=signal,
        about=SubjectKind.OBLIGATION,
        number=row.id,
        name=ObligationKind(row.kind).label + (f"“{title}”" if title else ""),
        occasion=occasion,
        payload=payload,
        unit_id=row.unit_id,
        assessment_id=row.assessment_id,
    )


def _row(act: "Act", listener: Any, one: Raised) -> dict[str, Any]:
    key = f"{one.signal.value}:{one.number}:{one.occasion}"
    return {
        "office_id": act.office_id,
        "dedup_key": f"{KIND}:{listener.id}:{key}",
        "kind": KIND,
        "target": listener.target,
        "subject": f"{one.signal.label}：{one.name}",
        "body": f"{one.signal.value} {PREFIX}.{one.about.value}.{one.number}",
        "data": told(act, one, key=key),
        "short": "",
        "line": "",
        "urgent": False,
        "together": False,
        "state": "waiting",
        "created_at": act.now,
        "send_after": act.now,
        "attempts": 0,
        "reason": "",
        "version": 0,
    }  # fmt: skip


def told(act: "Act", one: Raised, *, key: str) -> dict[str, Any]:
    """The signal as it leaves: the same occasion under the same id, however often it is sent."""
    occurred = _moment(act.now)
    return {
        "id": str(uuid5(NAMES, f"{act.directory.office_code}:{key}:{occurred}")),
        "event": one.signal.value,
        "occurred": occurred,
        "resource": {"id": f"{PREFIX}.{one.about.value}.{one.number}", "name": one.name},
        "related": list(_related(act, one)),
        "payload": dict(one.payload),
    }


def _related(act: "Act", one: Raised) -> Iterable[dict[str, str]]:
    yield {"id": f"{PREFIX}.office.{act.office_id}", "role": "office", "name": act.directory.office_name}
    if one.assessment_id is not None:
        yield {"id": f"{PREFIX}.assessment.{one.assessment_id}", "role": "year"}
    if one.unit_id is not None:
        yield {"id": f"{PREFIX}.unit.{one.unit_id}", "role": "unit", "name": act.directory.units[one.unit_id].name}


def _moment(value: datetime) -> str:
    return value.astimezone(SHANGHAI).isoformat()
