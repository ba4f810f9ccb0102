"""Delivery: claim a batch with a lease, send it outside any transaction, record what really happened.

At least once: a sender that dies leaves its lease to run out, and the message goes again under the same key. A lease
begins when it is taken, however long the run has lasted, and what cannot be sent within it is given back. What waits
for this morning is gathered into digests first, and before sending it is asked again whether a message is still wanted.
The in-house inbox always receives; the channels of a person or a unit are tried by priority, the next one where the one
before has refused for good or too often.
"""

import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from actions.addressing import Errand, Target, errands_of
from actions.digesting import gather
from actions.performing import once_more_if_busy
from actions.wanting import sift
from models.care import record_beat
from models.database import Database
from models.outbox import DIGEST, Delivery, InboxItem, OutboxMessage, carried_by, claim_outbox
from models.writing import change_rows, insert_new
from states.retrying import MAX_ATTEMPTS, SIGNAL_ATTEMPTS, Past, Verdict, channels_now, turns_to_another, verdict_on
from states.transport import Answer, Message, Notifier, Refused, Sent, Unsure

BATCH = 100
LEASE = timedelta(minutes=10)
SENDING = timedelta(minutes=5)  # of a lease; the rest is for the last message's own time-outs
INBOX = "inbox"
LONGEST_REASON = 500
NOWHERE = "单位没有在用的渠道"


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """What became of the messages of one run."""

    sent: int = 0
    retried: int = 0
    failed: int = 0
    unwanted: int = 0


@dataclass(frozen=True, slots=True)
class _Tried:
    """One attempt on one channel."""

    target: Target
    answer: Answer


@dataclass(frozen=True, slots=True)
class _Run:
    """One run: the moment at which it began, and how long ago that is by a stopwatch that only knows spans."""

    now: datetime
    stopwatch: Callable[[], float]
    began: float

    @property
    def passed(self) -> timedelta:
        return timedelta(seconds=self.stopwatch() - self.began)


def deliver(
    database: Database, notifier: Notifier, *, now: datetime, stopwatch: Callable[[], float] = time.monotonic
) -> DeliveryCounts:
    """Send everything that may leave now. Safe to run twice and in two places: a claim is held by one."""
    run, total = _Run(now, stopwatch, stopwatch()), DeliveryCounts()
    while _write(database, lambda tx: gather(tx, now=now)):
        pass
    while (step := _deliver_some(database, notifier, run)) is not None:
        total = DeliveryCounts(**{name: value + getattr(step, name) for name, value in asdict(total).items()})
    _write(database, lambda tx: _beat(tx, now, total))
    return total


def _write(database: Database, work: Any) -> Any:
    def once() -> Any:
        with database.write(yields=True) as tx:
            return work(tx)

    return once_more_if_busy(once, label="发送消息")


def _beat(tx: Connection, now: datetime, counts: DeliveryCounts) -> None:
    record_beat(tx, "deliver", started_at=now, finished_at=now, counts=asdict(counts), machine=socket.gethostname())


def _deliver_some(database: Database, notifier: Notifier, run: _Run) -> DeliveryCounts | None:
    now, claimed_after = run.now, run.passed
    claimed = _write(database, lambda tx: _claim(tx, now, lease=run.passed + LEASE))
    if claimed is None:
        return None
    errands, unwanted = claimed
    tried: dict[int, list[_Tried]] = {}
    for errand in errands:
        if run.passed - claimed_after < SENDING:
            tried[errand.row.id] = _send(notifier, errand)
    sent = [each for each in errands if each.row.id in tried]
    verdicts = {each.row.id: _verdict(each, tried[each.row.id], now) for each in sent}
    _write(database, lambda tx: _record(tx, [each.row for each in sent], tried, verdicts, now=now))
    untried = [each.row for each in errands if each.row.id not in tried]
    if untried:
        _write(database, lambda tx: _give_back(tx, untried, now))
    states = [verdict.state for verdict in verdicts.values()]
    return DeliveryCounts(
        sent=states.count("sent"), retried=states.count("waiting"), failed=states.count("failed"), unwanted=unwanted
    )


def _verdict(errand: Errand, tried: Sequence[_Tried], now: datetime) -> Verdict:
    if errand.row.person_id is None and not errand.targets:  # a person has his inbox, a unit has nothing else
        return Verdict("failed", NOWHERE)
    record = _record_after(errand, tried)
    hopeless = all(record.get(target.channel, Past()).is_closed for target in errand.targets)
    answers = [one.answer for one in tried]
    most = SIGNAL_ATTEMPTS if errand.row.target else MAX_ATTEMPTS
    return verdict_on(answers, attempts=errand.row.attempts, now=now, is_hopeless=hopeless, most=most)


def _record_after(errand: Errand, tried: Sequence[_Tried]) -> dict[str, Past]:
    record = dict(errand.record)
    for one in tried:
        channel = one.target.channel
        record[channel] = record.get(channel, Past()).after(one.answer)
    return record


def _give_back(tx: Connection, rows: Sequence[Any], now: datetime) -> None:
    """The lease is nearly over: what was not tried waits for the next claim, as if it had not been taken."""
    changes = [
        {"b_id": row.id, "b_version": row.version, "state": "waiting", "send_after": now, "attempts": row.attempts - 1}
        for row in rows
    ]
    change_rows(tx, OutboxMessage.t, changes)


def _claim(tx: Connection, now: datetime, *, lease: timedelta) -> tuple[list[Errand], int] | None:
    """The claimed messages that are to be sent now, and where each goes; and how many are not wanted any more."""
    rows = claim_outbox(tx, now=now, lease=lease, limit=BATCH)
    if not rows:
        return None
    wanted, unwanted = sift(tx, rows, now=now)
    return errands_of(tx, wanted), unwanted


def _send(notifier: Notifier, errand: Errand) -> list[_Tried]:
    """Ask the channels by priority until one takes it; one person's failure never touches another's message."""
    row = errand.row
    message = Message(
        row.subject,
        row.body,
        urgent=row.urgent,
        key=row.dedup_key,
        dated=row.created_at,
        short=row.short,
        data=row.data,
        link=f"/m/{row.id}" if row.person_id is not None else "",
    )
    targets = {target.channel: target for target in errand.targets}
    tried: list[_Tried] = []
    for channel in channels_now(tuple(targets), errand.record):
        answer = _answer(notifier, message, targets[channel])
        tried.append(_Tried(targets[channel], answer))
        if not turns_to_another(answer, errand.record.get(channel, Past()).after(answer), urgent=row.urgent):
            break
    return tried


def _answer(notifier: Notifier, message: Message, target: Target) -> Answer:
    if target.fault:
        return Refused(target.fault, permanent=False)
    try:
        return notifier.send(message, target.address)
    except Exception as error:  # noqa: BLE001 -- a transport that breaks its word must not hold up the others' messages
        return Unsure(f"渠道出错，不能确定是否送到：{type(error).__name__}：{_unaddressed(error, target)}")


def _unaddressed(error: Exception, target: Target) -> str:
    return str(error).replace(target.address, "***") if target.address else str(error)


def _record(
    tx: Connection, rows: Sequence[Any], tried: dict[int, list[_Tried]], verdicts: dict[int, Verdict], *, now: datetime
) -> None:
    """The truthful ledger. A sender whose lease had run out changes nothing: the message is another's by now."""
    held = [row for row in rows if change_rows(tx, OutboxMessage.t, [_outcome(row, verdicts[row.id], now)])]
    letters = _letters(tx, rows)
    lines = [line for row in held for line in _ledger(row, letters[row.id], tried[row.id], now)]
    insert_new(tx, Delivery.t, lines, unique=("message_id", "attempt", "channel", "target"))
    items = [_inbox_item(letter, now) for row in rows for letter in letters[row.id] if letter.person_id]
    insert_new(tx, InboxItem.t, items, unique=("person_id", "message_id"))
    done = [row for row in held if verdicts[row.id].state != "waiting" and row.kind == DIGEST]
    fates = [_outcome(one, verdicts[row.id], now) for row in done for one in letters[row.id]]
    change_rows(tx, OutboxMessage.t, fates)


def _letters(tx: Connection, rows: Sequence[Any]) -> dict[int, list[Any]]:
    """What the reader finds in his inbox: the message itself, or each that a digest carries."""
    found: dict[int, list[Any]] = {row.id: [] if row.kind == DIGEST else [row] for row in rows}
    for one in carried_by(tx, [row.id for row in rows if row.kind == DIGEST]):
        found[one.digest_id].append(one)
    return found


def _outcome(row: Any, verdict: Verdict, now: datetime) -> dict[str, Any]:
    done = verdict.state != "waiting"
    return {
        "b_id": row.id,
        "b_version": row.version,
        "state": verdict.state,
        "send_after": verdict.again_at or now,
        "finished_at": now if done else None,
        "reason": _legible(verdict.reason),
    }


def _legible(words: str) -> str:
    """What a foreign server said, as a ledger can keep it: no control characters, not endless."""
    return "".join(letter if letter.isprintable() else " " for letter in words)[:LONGEST_REASON]


def _ledger(row: Any, letters: Sequence[Any], tried: Sequence[_Tried], now: datetime) -> list[dict[str, Any]]:
    shelved = _Tried(Target(INBOX, INBOX), Sent("站内信"))
    inbox = [(letter.id, shelved) for letter in letters if letter.person_id is not None]
    return [
        {
            "office_id": row.office_id,
            "message_id": message,
            "person_id": row.person_id,
            "unit_id": row.unit_id,
            "channel": one.target.channel,
            "target": masked(one.target.address),
            "attempt": row.attempts,
            "started_at": now,
            "finished_at": now,
            "result": type(one.answer).__name__.lower(),
            "is_permanent": isinstance(one.answer, Refused) and one.answer.permanent,
            "reason": _legible(one.answer.receipt if isinstance(one.answer, Sent) else one.answer.reason),
        }
        for message, one in [*inbox, *((row.id, each) for each in tried)]
    ]


def _inbox_item(row: Any, now: datetime) -> dict[str, Any]:
    return {
        "office_id": row.office_id,
        "person_id": row.person_id,
        "message_id": row.id,
        "subject": row.subject,
        "body": row.body,
        "urgent": row.urgent,
        "created_at": now,
    }


def masked(address: str) -> str:
    """An address as a ledger may keep it: which service, not which secret."""
    scheme, separator, _ = address.partition("://")
    return f"{scheme}://***" if separator else address
