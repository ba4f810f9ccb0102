"""Asked again just before sending: is it still wanted, and is this an hour for it? A digest is asked item by item.

What is not wanted any more is put away with its reason; what has to be quiet now goes back until the morning.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from actions.digesting import composed, next_morning
from actions.directory import directory_of
from config.zone import SHANGHAI
from models.obligations import OPEN, Obligation
from models.outbox import DIGEST, WAITING, InboxItem, OutboxMessage, carried_by, reread
from models.writing import change_rows
from states.messages import unwanted

NOTHING_LEFT = "摘要内各项均已不需要，不再发送"


def sift(tx: Connection, rows: Sequence[Any], *, now: datetime) -> tuple[Sequence[Any], int]:
    """Of the claimed messages those to be sent now, as they are to be sent; and how many are not wanted any more."""
    awake = _put_to_sleep(tx, rows, now)
    digests = {row.id: row for row in awake if row.kind == DIGEST}
    carried = carried_by(tx, list(digests))
    reasons = _reasons(tx, [*(row for row in awake if row.id not in digests), *carried], now)
    left = {number: [one for one in carried if one.digest_id == number and one.id not in reasons] for number in digests}
    for number, items in left.items():
        if not items:
            reasons[number] = NOTHING_LEFT
    _put_away(tx, [row for row in [*awake, *carried] if row.id in reasons], reasons, now)
    changed = {one.digest_id for one in carried if one.id in reasons}
    _compose_again(tx, [digests[number] for number in sorted(changed) if left[number]], left, now)
    wanted = [row.id for row in awake if row.id not in reasons]
    return reread(tx, wanted), sum(row.id in reasons for row in [*awake, *carried] if row.kind != DIGEST)


def _put_to_sleep(tx: Connection, rows: Sequence[Any], now: datetime) -> list[Any]:
    """Those that may go now. The others were held up, or failed before, and now it is night or a rest day.

    Systems do not sleep.
    """
    mornings = {office: next_morning(tx, office, now=now) for office in {row.office_id for row in rows} - {None}}
    until = {row.id: mornings.get(row.office_id) for row in rows if not row.urgent and not row.target}
    changes = [
        {"b_id": row.id, "b_version": row.version, "state": WAITING, "send_after": until[row.id],
         "attempts": row.attempts - 1}
        for row in rows if until.get(row.id)
    ]  # fmt: skip
    change_rows(tx, OutboxMessage.t, changes)
    return [row for row in rows if not until.get(row.id)]


def _reasons(tx: Connection, rows: Sequence[Any], now: datetime) -> dict[int, str]:
    """Why some of them need not go any more."""
    still_open = _open(tx, {number for row in rows for number in _matters(row)})
    read = _read(tx, rows)
    found = {
        row.id: unwanted(
            is_settled=bool(_matters(row)) and not still_open.keys() & _matters(row),
            is_put_off=row.due_at is not None and still_open.get(row.wanted_while_id) != row.due_at,
            is_told=row.id in read,
            has_reader=_has_reader(tx, row, now),
        )
        for row in rows
    }
    return {number: reason for number, reason in found.items() if reason is not None}


def _matters(row: Any) -> frozenset[int]:
    return frozenset() if row.wanted_while_id is None else frozenset({row.wanted_while_id, *(row.or_while or ())})


def _open(tx: Connection, obligations: Iterable[int]) -> dict[int, datetime | None]:
    """Those that are still owed, and when."""
    query = select(Obligation.c.id, Obligation.c.due_at).where(OPEN, Obligation.c.id.in_(obligations))
    return dict(tx.execute(query).tuples().all()) if obligations else {}


def _read(tx: Connection, rows: Sequence[Any]) -> set[int | None]:
    """Messages that stand in the in-house inbox since a channel refused them, and that were read there."""
    query = select(InboxItem.c.message_id).where(
        InboxItem.c.person_id.in_({row.person_id for row in rows}),
        InboxItem.c.message_id.in_({row.id for row in rows}),
        InboxItem.c.read_at.is_not(None),
    )
    return set(tx.scalars(query)) if rows else set()


def _has_reader(tx: Connection, row: Any, now: datetime) -> bool:
    """Whether who was told as the holder of a post still holds it; his successor is told of his desk as a whole."""
    if row.post_id is None:
        return True
    directory = directory_of(tx, row.office_id, day=now.astimezone(SHANGHAI).date())
    return row.person_id in directory.holders.get(row.post_id, ())


def _put_away(tx: Connection, rows: Sequence[Any], reasons: Mapping[int, str], now: datetime) -> None:
    changes = [
        {"b_id": row.id, "b_version": row.version, "state": "unwanted", "finished_at": now, "reason": reasons[row.id]}
        for row in rows
    ]
    change_rows(tx, OutboxMessage.t, changes)


def _compose_again(tx: Connection, digests: Sequence[Any], left: Mapping[int, Sequence[Any]], now: datetime) -> None:
    texts = [composed(tx, left[row.id], now=now) for row in digests]
    changes = [
        {
            "b_id": row.id,
            "b_version": row.version,
            "subject": text.subject,
            "body": text.body,
            "short": text.short,
            "line": text.line,
        }
        for row, text in zip(digests, texts, strict=True)
    ]
    change_rows(tx, OutboxMessage.t, changes)
