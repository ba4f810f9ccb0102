"""The clock is just: it may come late, early, twice, five at once or not for days, and is pulled out in the middle.

Whatever happens, what it told in the end is what a clock told that came exactly when there was something to do.
"""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from actions.ticking import TickCounts, tick
from config.roles import Role
from models.calendars import CalendarDay
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.persons import Holding
from models.posts import Post
from tests.faults.clock import Book, book_of, crowd, every, next_moment, run_when_due
from tests.faults.crowds import at_once
from tests.faults.plug import PulledPlug, places, pulled_after, statements_of
from tests.integration.actions.year import Year, at
from tests.profiles import FULL
from tests.years import BOTH, SQLITE, PublishedYears

PUBLISHED = "2019-03-04 09:00"
THE_END = "2019-04-05 00:00"
RUSH = "2019-03-27 09:00"

Copy = Callable[..., Year]


@pytest.fixture
def copied(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Copy:
    def make(on: str = SQLITE, name: str = "tiny", when: str = PUBLISHED) -> Year:
        return published_years.copy(name, when=when, on=on, folder=tmp_path, keep=keep, durable=False)

    return make


@pytest.fixture
def told(copied: Copy) -> Book:
    """What a clock tells in a month in which nobody does anything."""
    year = copied()
    run_when_due(year, until=at(THE_END))
    return book_of(year)


def test_clock_that_comes_too_often_tells_nothing_more(copied: Copy, told: Book) -> None:
    year = copied()

    for now in every(timedelta(hours=3), after=at(PUBLISHED), until=at(THE_END)):
        tick(year.database, now=now)
        assert tick(year.database, now=now) == TickCounts()

    assert book_of(year) == told


@pytest.mark.parametrize("on", BOTH)
def test_five_clocks_at_once_are_one(copied: Copy, told: Book, on: str) -> None:
    year = copied(on)

    while (now := next_moment(year)) is not None and now <= at(THE_END):
        counts = at_once(5, partial(tick, year.database, now=now))
        assert sum(each.set_aside for each in counts) == 0

    assert book_of(year) == told


@pytest.mark.parametrize("on", BOTH)
def test_five_clocks_in_a_later_year_tell_its_days_once(copied: Copy, on: str) -> None:
    year = copied(on)

    at_once(5, lambda: tick(year.database, now=at("2021-01-04 09:00")))

    days = [(row.date, row.version) for row in year.rows(CalendarDay) if row.office_id is None]
    assert len(days) == len(set(days))
    assert {day.year for day, _ in days} == set(range(2018, 2023))


def test_clock_that_comes_early_waits(copied: Copy) -> None:
    year = copied()
    first = next_moment(year)
    assert first is not None

    assert tick(year.database, now=first - timedelta(microseconds=1)).reminded == 0
    assert tick(year.database, now=first).reminded == 2


def test_clock_that_stayed_away_looks_once_at_the_present(copied: Copy) -> None:
    """After two weeks: the lowest rung that was missed, nothing back-dated, and the next keeps its distance."""
    year = copied()
    tick(year.database, now=at("2019-03-13 09:00"))

    back = tick(year.database, now=at("2019-03-27 10:00"))
    again = tick(year.database, now=at("2019-03-27 10:05"))

    assert (back.opened, back.climbed, back.reminded) == (1, 2, 0)
    assert (again.opened, again.climbed, again.reminded) == (0, 0, 0)
    assert {(row.kind, row.created_at) for row in year.rows(OutboxMessage) if row.created_at > at(PUBLISHED)} == {
        ("urge", at("2019-03-27 10:00")),
        ("window_opened", at("2019-03-27 10:00")),
    }
    assert {row.next_look_at for row in year.owed(kind="breakdown")} == {at("2019-03-28 09:00")}


@pytest.mark.closes("O10")
@pytest.mark.parametrize(
    ("name", "when", "until"),
    [("tiny", PUBLISHED, THE_END), ("five-steps", "2019-03-26 09:00", "2019-05-10 00:00")]
    + ([("shanxi-cjr-2019", "2019-05-05 09:00", "2020-02-01 00:00")] if FULL else []),
)
def test_leaders_are_never_urged(copied: Copy, name: str, when: str, until: str) -> None:
    year = copied(name=name, when=when)
    run_when_due(year, until=at(until))

    leaders = select(Holding.c.person_id).join(Post.t, Post.c.id == Holding.c.post_id)
    roles = (Role.LEADER_IN_CHARGE.value, Role.PRINCIPAL_LEADER.value, Role.COMMITTEE.value)
    with year.database.read() as tx:
        to_leaders = tx.execute(
            select(OutboxMessage.c.subject, OutboxMessage.c.body).where(
                OutboxMessage.c.person_id.in_(leaders.where(Post.c.role.in_(roles)))
            )
        ).all()

    assert to_leaders != []
    assert [row for row in to_leaders if any(word in row.subject + row.body for word in ("催", "逾期"))] == []


# Pulled out in the middle


def rush(year: Year, number: int) -> None:
    """Everything falls due at once: a window opens, and so many reports are to be reminded of."""
    crowd(year, number, look=at(RUSH))


@pytest.mark.faults
@pytest.mark.parametrize("on", BOTH)
def test_clock_that_was_pulled_out_is_made_good_by_the_next(copied: Copy, on: str) -> None:
    number = 1200 if FULL else 300
    undisturbed = copied(on)
    rush(undisturbed, number)
    with statements_of(undisturbed.database) as counted:
        tick(undisturbed.database, now=at(RUSH))
    wanted = book_of(undisturbed)

    for place in places(counted.number, 60 if FULL else 6):
        year = copied(on)
        rush(year, number)
        with pulled_after(place, year.database), pytest.raises(PulledPlug):
            tick(year.database, now=at(RUSH))
        tick(year.database, now=at(RUSH))

        assert book_of(year) == wanted, f"pulled out at statement {place} of {counted.number}"
        assert [row.id for row in year.rows(Obligation) if row.next_look_at == at(RUSH)] == []
