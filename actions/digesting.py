"""The digest: what waits for a morning leaves as one message a person (A05, O15).

It is gathered under a key of its own, `digest:<person>:<date>`, so that there is one a day however many messengers
gather; from then on it is claimed, leased and sent like any message, and what it carries has its fate. What comes too
late for a digest that is already made waits for the next morning, unless it is due before.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, func, select

from actions.calendars import calendar_of
from actions.directory import directory_of
from actions.etiquette import policies_of
from actions.wording import say_last_moment
from config.manners import Manner
from config.obligations import ObligationKind
from config.policy import Messages
from config.roles import LEADERS
from config.zone import SHANGHAI
from documents.digests import Reader, digest
from documents.messages import Text
from models.assignments import Assignment
from models.obligations import Obligation
from models.outbox import DIGEST, LEASED, MERGED, WAITING, OutboxMessage, awaiting_digest
from models.persons import Person
from models.reports import Report
from models.types import Moment
from models.units import Unit
from models.writing import change_rows, insert_new
from states.digests import Item, listed, tally, told_already
from states.manners import kind_of
from states.messages import TOLD_ALREADY, Leaving, Pending, digest_after, is_working, leaving
from states.subjects import SubjectKind
from workdays.calendar import WorkCalendar

PEOPLE = 25  # in one transaction, so that a click never waits long
INSTANT = timedelta(microseconds=1)
REVIEWED = (ObligationKind.REVIEW.value, ObligationKind.OPINION.value)

_OWNER = case(
    (Obligation.c.kind.in_(REVIEWED), func.coalesce(Assignment.c.lead_unit_id, Report.c.unit_id)),
    else_=Obligation.c.unit_id,
)
"""Whose a thing is: of a review, whoever's work is reviewed."""

_OF_ASSIGNMENT = Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value
_OF_REPORT = Obligation.c.subject_kind == SubjectKind.REPORT.value
_OWED = (
    select(Obligation.c.id, Obligation.c.due_at, Unit.c.position)
    .outerjoin(Assignment.t, and_(_OF_ASSIGNMENT, Assignment.c.id == Obligation.c.subject_id))
    .outerjoin(Report.t, and_(_OF_REPORT, Report.c.id == Obligation.c.subject_id))
    .join(Unit.t, Unit.c.id == func.coalesce(_OWNER, Obligation.c.unit_id))
    .where(Obligation.c.id.in_(bindparam("b_matters", expanding=True)))
)
_TOLD = select(OutboxMessage.c.person_id, OutboxMessage.c.kind, OutboxMessage.c.wanted_while_id).where(
    OutboxMessage.c.person_id.in_(bindparam("b_people", expanding=True)),
    OutboxMessage.c.created_at >= bindparam("b_since", type_=Moment),
    OutboxMessage.c.together.is_(False),
    OutboxMessage.c.digest_id.is_(None),
    OutboxMessage.c.state.in_((WAITING, LEASED, "sent")),
    OutboxMessage.c.wanted_while_id.is_not(None),
)


def gather(tx: Connection, *, now: datetime) -> int:
    """Put what may leave this morning into one digest a person, for some people; how many messages were looked at."""
    rows = awaiting_digest(tx, now=now, until=_end_of_day(now), people=PEOPLE)
    by_person: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id].append(row)
    asleep = {person for person, waiting in by_person.items() if not _awake(tx, waiting[0].office_id, now)}
    _postpone(tx, [row for person in asleep for row in by_person[person]], now)
    awake = {person: waiting for person, waiting in by_person.items() if person not in asleep}
    awake = _without_told(tx, awake, now)
    made = _make(tx, awake, now)
    _postpone(tx, [row for person, waiting in awake.items() if person not in made for row in waiting], now)
    return len(rows)


def _without_told(tx: Connection, by_person: Mapping[int, Sequence[Any]], now: datetime) -> dict[int, list[Any]]:
    """Without what asks for a matter of which the same person was told by itself today, whoever told it."""
    told = _told_alone(tx, by_person, now)
    again = {
        item.id
        for person, rows in by_person.items()
        for item in told_already((_item(row, None) for row in rows), matters=told.get(person, ()))
    }
    rows = [row for waiting in by_person.values() for row in waiting if row.id in again]
    changes = [
        {"b_id": row.id, "b_version": row.version, "state": "unwanted", "finished_at": now, "reason": TOLD_ALREADY}
        for row in rows
    ]
    change_rows(tx, OutboxMessage.t, changes)
    left = {person: [row for row in rows if row.id not in again] for person, rows in by_person.items()}
    return {person: rows for person, rows in left.items() if rows}


def _told_alone(tx: Connection, people: Collection[int], now: datetime) -> Mapping[int, set[int]]:
    """By person, the matters that he was asked for today in messages of their own; what failed was not told."""
    midnight = datetime.combine(now.astimezone(SHANGHAI).date(), time.min, tzinfo=SHANGHAI)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for row in tx.execute(_TOLD, {"b_people": [*people], "b_since": midnight}):
        if kind_of(row.kind).asks:
            found[row.person_id].add(row.wanted_while_id)
    return found


def _end_of_day(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(SHANGHAI).date(), time.max, tzinfo=SHANGHAI)


def _awake(tx: Connection, office_id: int, now: datetime) -> bool:
    return is_working(now, policies=policies_of(tx, office_id), calendar=calendar_of(tx, office_id))


def _postpone(tx: Connection, rows: Sequence[Any], now: datetime) -> None:
    due = _due(tx, {row.wanted_while_id for row in rows if row.wanted_while_id is not None})
    hours = {office: (policies_of(tx, office), calendar_of(tx, office)) for office in {row.office_id for row in rows}}
    leaves = [_next(due.get(row.wanted_while_id), *hours[row.office_id], now=now) for row in rows]
    changes = [
        {"b_id": row.id, "b_version": row.version, "send_after": each.at, "together": each.together}
        for row, each in zip(rows, leaves, strict=True)
    ]
    change_rows(tx, OutboxMessage.t, changes)


def _due(tx: Connection, obligations: Collection[int]) -> Mapping[int | None, datetime | None]:
    query = select(Obligation.c.id, Obligation.c.due_at).where(Obligation.c.id.in_(obligations))
    return dict(tx.execute(query).tuples().all())


def _next(due: datetime | None, policies: Sequence[Messages], calendar: WorkCalendar, *, now: datetime) -> Leaving:
    """As if it were decided only now, behind the digest of this moment."""
    pending = Pending(manner=Manner.DIGEST, decided_at=now + INSTANT, due_at=due)
    return leaving(pending, policies=policies, calendar=calendar)


def next_morning(tx: Connection, office_id: int, *, now: datetime) -> datetime | None:
    """When what has to be quiet now may leave; None where this is an hour for it."""
    if _awake(tx, office_id, now):
        return None
    return digest_after(now + INSTANT, policies=policies_of(tx, office_id), calendar=calendar_of(tx, office_id))


def _make(tx: Connection, by_person: Mapping[int, Sequence[Any]], now: datetime) -> set[int]:
    """The people whose digest of this day is made now; the others have had theirs."""
    codes = dict(tx.execute(select(Person.c.id, Person.c.code).where(Person.c.id.in_(by_person))).tuples().all())
    fresh = [_digest_row(tx, codes[person], rows, now) for person, rows in by_person.items()]
    new = insert_new(tx, OutboxMessage.t, fresh, unique=("dedup_key",))
    query = select(OutboxMessage.c.person_id, OutboxMessage.c.id).where(OutboxMessage.c.id.in_(new))
    made = dict(tx.execute(query).tuples().all())
    changes = [
        {"b_id": row.id, "b_version": row.version, "state": MERGED, "digest_id": number}
        for person, number in made.items()
        for row in by_person[person]
    ]
    change_rows(tx, OutboxMessage.t, changes)
    return set(made)


def _digest_row(tx: Connection, code: str, rows: Sequence[Any], now: datetime) -> dict[str, Any]:
    text = composed(tx, rows, now=now)
    offices = {row.office_id for row in rows}
    return {
        "office_id": offices.pop() if len(offices) == 1 else None,
        "dedup_key": f"digest:{code}:{now.astimezone(SHANGHAI):%Y-%m-%d}",
        "kind": DIGEST,
        "person_id": rows[0].person_id,
        "subject": text.subject,
        "body": text.body,
        "short": text.short,
        "line": text.line,
        "urgent": False,
        "together": False,
        "state": WAITING,
        "created_at": now,
        "send_after": now,
        "attempts": 0,
        "reason": "",
        "version": 0,
    }


def composed(tx: Connection, rows: Sequence[Any], *, now: datetime) -> Text:
    """One message of these of one person, as the matters stand now."""
    items, texts = _items(tx, rows), {row.id: Text(row.subject, row.body, row.short, row.line) for row in rows}
    named = listed(items, now=now)
    directory = directory_of(tx, rows[0].office_id, day=now.astimezone(SHANGHAI).date())
    posts = [directory.post(seat.post) for seat in directory.actor(rows[0].person_id).seats if seat.via == "own"]
    name = posts[0].title if posts else directory.persons[rows[0].person_id].name
    return digest(
        [texts[item.id] for item in named],
        counted=tally(named, now=now),
        soonest=_soonest(named, now),
        reader=Reader(name=name, is_leader=any(post.role in LEADERS for post in posts)),
        office=directory.office_name,
    )


def _soonest(items: Sequence[Item], now: datetime) -> str:
    coming = [item.due_at for item in items if item.asks and item.due_at is not None and item.due_at >= now]
    return say_last_moment(min(coming)) if coming else ""


def _items(tx: Connection, rows: Sequence[Any]) -> list[Item]:
    """With the place of the unit that each thing is about."""
    matters = {row.wanted_while_id for row in rows} - {None}
    owed = {row.id: row for row in tx.execute(_OWED, {"b_matters": [*matters]})}
    return [_item(row, owed.get(row.wanted_while_id)) for row in rows]


def _item(row: Any, owed: Any) -> Item:
    return Item(
        id=row.id,
        code=row.kind,
        decided_at=row.created_at,
        urgent=row.urgent,
        matter=None if row.or_while else row.wanted_while_id,
        due_at=owed.due_at if owed is not None else None,
        position=owed.position if owed is not None else None,
        said=f"{row.subject}\n{row.body}",
    )
