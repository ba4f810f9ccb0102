"""Obligations, ladders, acts and a clock that jumps, in any order.

Whatever happens: nobody is told the same thing twice, nothing after it is settled, nothing on a rest day; and when
everybody has fallen silent, every rung of what is still open has been taken.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from actions.acts import Refused
from actions.doors import Door
from actions.performing import perform
from actions.ticking import TickCounts, tick
from config.zone import SHANGHAI
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.pleas import Plea
from tests.faults.clock import next_moment
from tests.integration.actions.breakdowns import FARMLAND, SAFETY, handed_in
from tests.integration.actions.year import Year, at
from tests.profiles import cases
from tests.years import SQLITE, PublishedYears
from workdays.calendar import WorkCalendar
from workdays.seed import seeded_calendar

OFFICER, HEAD, DESK = "farming_officer", "farming_head", "desk"
PUBLISHED = "2019-03-04 09:00"
CLIMBED = frozenset({"reminder", "urge", "present_to_leader", "forgotten"})
"""What the clock tells about an obligation of its own accord."""

WHICH = st.integers(0, 5)
HOURS = st.sampled_from([1, 5, 14, 24, 24, 48, 120])


class Office(RuleBasedStateMachine):
    """`town` is set by the test: a fresh year for every run."""

    town: Callable[[], Year]
    calendar: WorkCalendar

    def __init__(self) -> None:
        super().__init__()
        self.year = type(self).town()
        self.now = at("2019-03-12 08:30")
        self.leaves: list[int] = []

    # the clock

    @rule(hours=HOURS)
    def strikes_later(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.strike(self.now)

    @rule(hours=HOURS)
    def stays_away(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(hours=HOURS)
    def is_put_back(self, hours: int) -> None:
        before = len(self.year.rows(OutboxMessage))
        self.strike(self.now)
        after = len(self.year.rows(OutboxMessage))
        tick(self.year.database, now=self.now - timedelta(hours=hours))
        assert len(self.year.rows(OutboxMessage)) == after >= before

    def strike(self, now: datetime) -> None:
        tick(self.year.database, now=now)
        again = tick(self.year.database, now=now)
        assert (again.looked, again.reminded, again.climbed) == (0, 0, 0), "the same moment twice"
        assert again.set_aside == TickCounts().set_aside

    # the people

    def do(self, act: str, by: str, **data: Any) -> Any:
        door = Door(now=self.now, by=self.year.persons[by])
        try:
            return perform(self.year.database, act, data, door=door)
        except Refused:
            return None

    def pick(self, which: int) -> Any | None:
        rows = [row for row in self.year.owed() if row.kind in ("breakdown", "report")]
        return rows[which % len(rows)] if rows else None

    @rule(which=WHICH, days=st.integers(1, 12))
    def asks_for_time(self, which: int, days: int) -> None:
        if (row := self.pick(which)) is not None:
            until = (row.due_at + timedelta(days=days)).astimezone(SHANGHAI).date().isoformat()
            self.do("request_extension", OFFICER, obligation=row.id, until=until, reason="等口径")

    @rule(act=st.sampled_from(["grant_extension", "refuse_extension", "withdraw_request"]), which=WHICH)
    def is_answered(self, act: str, which: int) -> None:
        pending = self.year.rows(Plea, state="pending")
        if pending:
            by = OFFICER if act == "withdraw_request" else DESK
            self.do(act, by, plea=pending[which % len(pending)].id, words="知")

    @rule(which=WHICH)
    def takes_note(self, which: int) -> None:
        if (row := self.pick(which)) is not None:
            self.do("take_note", OFFICER, obligation=row.id)

    @rule(days=st.integers(0, 6), ahead=st.integers(0, 4))
    def goes_away(self, days: int, ahead: int) -> None:
        begins = self.now.date() + timedelta(days=ahead)
        done = self.do("approve_leave", HEAD, office=self.year.office, person=OFFICER, begins_on=begins.isoformat(),
                       ends_on=(begins + timedelta(days=days)).isoformat(), reason="公差")  # fmt: skip
        self.leaves += [done.ids["leave"]] if done is not None else []

    @rule()
    def comes_back(self) -> None:
        if self.leaves:
            self.do("end_leave", OFFICER, leave=self.leaves[-1], ends_on=self.now.date().isoformat())

    @rule(which=WHICH)
    def is_urged(self, which: int) -> None:
        if (row := self.pick(which)) is not None:
            self.do("urge_obligations", DESK, obligations=[row.id])

    @rule(title=st.sampled_from([FARMLAND, SAFETY]))
    def hands_in(self, title: str) -> None:
        try:
            handed_in(self.year, f"{self.now:%Y-%m-%d %H:%M}", title=title)
        except Refused:
            return

    # what always holds

    @invariant()
    def nobody_is_told_twice(self) -> None:
        rounds = {row.id: row.standing.get("round", 0) + 1 for row in self.year.rows(Obligation)}
        told = Counter(
            (row.kind, row.wanted_while_id, row.person_id) for row in self.climbed() if row.kind != "reminder"
        )
        assert {who: times for who, times in told.items() if times > rounds[who[1]]} == {}

    @invariant()
    def nothing_is_told_of_what_is_settled(self) -> None:
        settled = {row.id: row.settled_at for row in self.year.rows(Obligation) if row.settled_at is not None}
        late = [row for row in self.climbed() if row.created_at > settled.get(row.wanted_while_id, row.created_at)]
        assert late == []

    @invariant()
    def rest_days_are_quiet(self) -> None:
        days = {row.created_at.astimezone(SHANGHAI).date() for row in self.climbed()}
        assert [day for day in days if not self.calendar.is_workday(day)] == []

    def climbed(self) -> list[Any]:
        return [row for row in self.year.rows(OutboxMessage) if row.kind in CLIMBED]

    # in the end

    def teardown(self) -> None:
        """Silence: the clock comes whenever it wants to, and everything climbs to the top."""
        for _ in range(400):
            moment = next_moment(self.year)
            if moment is None:
                break
            self.now = max(self.now, moment) + timedelta(minutes=5)
            self.strike(self.now)
        open_ones = [row for row in self.year.owed() if row.ladder is not None and row.due_at is not None]
        assert [row for row in open_ones if row.rung != len(row.ladder["rungs"])] == []
        assert self.year.rows(Plea, state="pending") == []
        self.every_rung_was_told(open_ones)
        self.nobody_is_told_twice()
        self.nothing_is_told_of_what_is_settled()
        self.rest_days_are_quiet()

    def every_rung_was_told(self, open_ones: list[Any]) -> None:
        """Since the last new date, as the keys of the messages say."""
        keys = {row.dedup_key.rpartition(":")[0] for row in self.climbed()}
        wanted = {
            f"{rung['code']}:{row.id}:{place}:0" + (f":{row.standing['round']}" if row.standing.get("round") else "")
            for row in open_ones
            for place, rung in enumerate(row.ladder["rungs"], start=1)
            if row.kind != "review"
        }
        assert wanted - keys == set()


@pytest.mark.hypothesis
@pytest.mark.closes("A07", "A08", "A09", "W7")
def test_any_order_of_acts_and_clock_jumps(
    published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory
) -> None:
    numbers = count()
    with ExitStack() as keep:
        folder: Path = tmp_path_factory.mktemp("any-order")

        def town() -> Year:
            place = folder / str(next(numbers))
            return published_years.copy("tiny", when=PUBLISHED, on=SQLITE, folder=place, keep=keep, durable=False)

        Office.town = staticmethod(town)  # type: ignore[assignment]
        Office.calendar = seeded_calendar(2018, 2020)
        run_state_machine_as_test(
            Office, settings=settings(max_examples=cases(8, full=400), stateful_step_count=cases(14, full=30))
        )  # type: ignore[no-untyped-call]
