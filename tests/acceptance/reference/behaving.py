"""What people do in a drawn year: in time, late, never; asking for time, on leave, falling short and catching up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from config.scheme import Scheme
from config.zone import SHANGHAI
from tests.reference.clerk import Clerk, Climb
from tests.reference.words import Event, Key, month_end, months_of

DAY = timedelta(days=1)
AFTER_THE_LAST = timedelta(days=30)


@dataclass(frozen=True)
class Behaviour:
    published: datetime
    events: list[Event]
    ticks: list[datetime]


def behaviour_of(draw: Random, scheme: Scheme) -> Behaviour:
    first = min(month_end(scheme.year, month) for month in months_of(scheme.windows[0]))
    published = moment(draw, first - timedelta(days=draw.choice([70, 45, 30, 10, -10])), "10:00")
    clerk = Clerk(scheme, published)
    events = [event for matter in clerk.matters.values() for event in _about(draw, clerk, matter)]
    reports = {event.about: event.at for event in events if event.what == "done" and event.about[0] == "report"}
    events = [event for event in events if event.what != "done" or event.about not in reports]
    events += [*_figures(draw, clerk, reports), *_leaves(draw, clerk, published)]
    ticks = _ticks(draw, clerk, published)
    seen = [event for event in events if published < event.at < ticks[-1]]
    return Behaviour(published, sorted(seen, key=lambda one: one.at), ticks)


def moment(draw: Random, day: date, hour: str = "") -> datetime:
    hour = hour or draw.choice(["09:47", "11:20", "15:10", "17:20", "22:05"])
    return datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=SHANGHAI)


def _about(draw: Random, clerk: Clerk, matter: Climb) -> Iterator[Event]:
    begins = matter.looked.date() + DAY
    if matter.key[0] == "report":
        begins = max(begins, month_end(clerk.scheme.year, int(matter.key[2])) + DAY)
    pleas = [*_pleas(draw, clerk, matter, begins)] if draw.random() < 0.35 else []
    granted = [event.told for event in pleas if event.what == "grant"]
    due = granted[-1] if granted else matter.due.at.date()
    how = draw.random()
    done = None
    if matter.key[0] != "breakdown" and how < 0.8:
        ahead = -draw.randint(0, 3) if how < 0.4 else draw.randint(1, 25)
        done = moment(draw, max(begins, due + ahead * DAY))
    yield from (event for event in pleas if done is None or event.at < done)
    if not pleas and draw.random() < 0.2:
        told = moment(draw, matter.due.late.date() + draw.randint(1, 9) * DAY, "11:05")
        if done is None or told < done:
            yield Event(told, "excuse", matter.key)
    if done is not None:
        yield Event(done, "done", matter.key)


def _pleas(draw: Random, clerk: Clerk, matter: Climb, begins: date) -> Iterator[Event]:
    due = matter.due.late.date()
    asked = moment(draw, max(begins, due + draw.randint(-4, 8) * DAY))
    until = max(due, asked.date()) + draw.randint(1, 8) * DAY
    yield Event(asked, "ask", matter.key, until)
    lapses = min(clerk.days.count(asked.date(), clerk.scheme.policy.extensions.lapse_days), until)
    answered = asked + draw.randint(0, 5) * DAY + timedelta(minutes=25)
    how = draw.choice(["grant", "grant", "refuse", "withdraw"])
    if answered.date() <= lapses and draw.random() < 0.85:
        yield Event(answered, how, matter.key, until)


def _figures(draw: Random, clerk: Clerk, handed_in: dict[Key, datetime]) -> Iterator[Event]:
    """Cumulative, so never falling; what is verified is what was reported, or less."""
    for code, pace in clerk.paces.items():
        reached, diligence = 0, draw.choice([0.6, 0.85, 0.95, 1.0])
        for month in months_of(clerk.scheme.windows[0]):
            wanted = float(pace.expected(month)) * diligence * draw.uniform(0.9, 1.1)
            reached = max(reached, int(wanted) + draw.choice([0, 0, 1]))
            diligence = min(max(diligence + draw.uniform(-0.2, 0.25), 0.4), 1.2)
            key = ("report", code, f"{month}")
            if key not in handed_in:
                continue
            yield Event(handed_in[key], "done", key, Decimal(reached))
            approved = handed_in[key] + timedelta(minutes=20)
            yield Event(approved, "figure", ("figure", code, f"{month}"), (Decimal(reached), False))
            if draw.random() < 0.6:
                found = Decimal(reached) if draw.random() < 0.75 else Decimal(int(reached * 0.9))
                verified = approved + draw.randint(0, 12) * DAY + timedelta(minutes=10)
                yield Event(verified, "figure", ("figure", code, f"{month}"), (found, True))
            if draw.random() < 0.1:
                paused = moment(draw, approved.date() + draw.randint(1, 5) * DAY, "13:13")
                until = paused.date() + draw.randint(1, 14) * DAY
                yield Event(paused, "pause", ("shortfall", code, ""), until)


def _leaves(draw: Random, clerk: Clerk, published: datetime) -> Iterator[Event]:
    for unit in sorted({pace.unit for pace in clerk.paces.values()}):
        if draw.random() < 0.35:
            first = max(published.date(), date(clerk.scheme.year, 1, 1)) + draw.randint(3, 120) * DAY
            away = (first, first + draw.randint(0, 12) * DAY, "liaison" if draw.random() < 0.3 else None)
            yield Event(moment(draw, first - DAY, "16:40"), "leave", (f"{unit}_officer", "", ""), away)


def _ticks(draw: Random, clerk: Clerk, published: datetime) -> list[datetime]:
    """Every day, rest days too, but for some outages; sometimes two at once."""
    hours = [clerk.days.messages.digest_at, "14:30", "19:00"]
    ends = [each.due.late.date() for each in clerk.matters.values() if each.due and each.key[0] == "report"]
    last = max(ends, default=published.date()) + AFTER_THE_LAST
    days = [published.date() + n * DAY for n in range(1, (last - published.date()).days)]
    for _ in range(draw.choice([0, 0, 1, 2])):
        begins = draw.choice(days)
        out = [begins + n * DAY for n in range(draw.randint(1, 12))]
        days = [day for day in days if day not in out]
    ticks = [moment(draw, day, hour) for day in days for hour in hours]
    return sorted([*ticks, *draw.sample(ticks, 3)])
