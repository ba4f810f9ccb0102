"""Obligations, ladders, letters, acts and a clock that jumps, in any order, and the plug pulled at any statement.

Every tick tells exactly what a naive reckoning asks for at its moment, no more and no less, however often the clock
stood, ran backwards, struck twice or died in the middle; and after every step the promises hold.
"""

from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from models.letters import Letter
from models.obligations import Obligation
from states.transport import Refused, Sent, Unsure
from tests.acceptance.clock.letterwork import go_on_with
from tests.acceptance.clock.paperwork import AROUND, BESIDE, deal_with, report_march
from tests.acceptance.clock.promises import broken
from tests.acceptance.clock.town import Town
from tests.integration.actions.year import Year, at
from tests.profiles import cases
from tests.years import POSTGRES, SQLITE, PublishedYears

pytestmark = pytest.mark.hypothesis

PUBLISHED = "2019-04-01 09:00"

AS_DRAWN = (Phase.explicit, Phase.reuse, Phase.generate)

WHICH, WAY = st.integers(0, 40), st.integers(0, 34)
PLUG = st.one_of(st.none(), st.none(), st.none(), st.integers(1, 70))
HOURS = st.sampled_from([1, 3, 8, 14, 24, 24, 48, 72])
ANSWERS = st.lists(
    st.sampled_from([Sent("收到"), Sent("收到"), Refused("满", permanent=False), Refused("无此号", permanent=True),
                     Unsure("断线")]), max_size=3
)  # fmt: skip


class Weather(RuleBasedStateMachine):
    """`built` is set by the test: a fresh year for every run."""

    built: Callable[[], Year]

    def __init__(self) -> None:
        super().__init__()
        self.town = Town(type(self).built(), at("2019-04-09 10:00"))
        self.before = self.town.look()

    @initialize(ways=st.tuples(WAY, WAY))
    def march_is_reported_and_papers_are_kept(self, ways: tuple[int, int]) -> None:
        for unit in ("labour", "tourism"):
            self.town.year.attach_loose(f"{unit}_officer", "2019-04-01 10:00", unit=unit, title="名册")
        self.town.year.attach_loose("desk", "2019-04-01 10:00", unit="kaohe", title="扫描件")
        for person in self.town.year.persons:
            channel = {"office": "county", "person": person, "channel": "box", "target": "json://localhost/box"}
            self.town.year.do("set_channel", None, "2019-04-01 10:00", **channel)
        report_march(self.town, ways)

    # the clock

    @rule(plug=PLUG)
    def strikes_when_due(self, plug: int | None) -> None:
        self.town.strike_when_due(plug=plug)

    @rule(hours=HOURS, plug=PLUG)
    def strikes_later(self, hours: int, plug: int | None) -> None:
        self.town.wait(timedelta(hours=hours))
        self.town.strike(plug=plug)

    @rule(days=st.integers(5, 12))
    def strikes_after_many_days(self, days: int) -> None:
        self.town.wait(timedelta(days=days))
        self.town.strike()

    @rule(hours=HOURS)
    def stays_away(self, hours: int) -> None:
        self.town.wait(timedelta(hours=hours))

    @rule(hours=HOURS)
    def is_put_back(self, hours: int) -> None:
        self.town.now = max(self.town.now - timedelta(hours=hours), at("2019-04-08 09:00"))
        self.town.strike()

    @rule(hours=HOURS)
    def strikes_twice_at_once(self, hours: int) -> None:
        self.town.wait(timedelta(hours=hours))
        self.town.strike(clocks=2)

    @rule(answers=ANSWERS, plug=PLUG)
    def messages_go_out(self, answers: list[Any], plug: int | None) -> None:
        self.town.deliver(answers, plug=plug)

    # the people

    @rule(which=WHICH, way=WAY, plug=PLUG)
    def somebody_does_what_he_owes(self, which: int, way: int, plug: int | None) -> None:
        if (row := self.owed(which)) is not None:
            deal_with(self.town, row, way, plug)

    @rule(which=WHICH, way=WAY)
    def somebody_else_does_what_he_owes(self, which: int, way: int) -> None:
        if (row := self.owed(which)) is not None:
            deal_with(self.town, row, way, None)

    @rule(which=WHICH, way=WAY, plug=PLUG)
    def a_letter_goes_on(self, which: int, way: int, plug: int | None) -> None:
        self.write(which, way, plug)

    @rule(which=WHICH, way=WAY, hours=st.integers(1, 30))
    def a_letter_goes_on_and_on(self, which: int, way: int, hours: int) -> None:
        self.write(which, way, None)
        self.town.wait(timedelta(hours=hours))
        self.town.strike()
        self.write(which, 0, None)

    def write(self, which: int, way: int, plug: int | None) -> None:
        letters = self.town.year.rows(Letter, closed_at=None)
        if letters:
            go_on_with(self.town, letters[which % len(letters)], way, plug)

    @rule(which=WHICH, how=st.sampled_from(BESIDE), way=WAY, plug=PLUG)
    def somebody_speaks_up(self, which: int, how: Any, way: int, plug: int | None) -> None:
        row = self.owed(which)
        if row is not None and row.due_at is not None:
            how(self.town, row, way, plug)

    @rule(what=st.sampled_from(AROUND), way=WAY, plug=PLUG)
    def something_happens(self, what: Any, way: int, plug: int | None) -> None:
        what(self.town, way, plug)

    def owed(self, which: int) -> Any | None:
        rows = self.town.year.rows(Obligation, settled_at=None)
        open_ones = [row for row in rows if row.opened_at <= self.town.now]
        return open_ones[which % len(open_ones)] if open_ones else None

    # what always holds

    @invariant()
    def promises_hold(self) -> None:
        now = self.town.look()
        self.town.holds(not (said := broken(self.before, now)), "\n".join(said))
        self.before = now

    def teardown(self) -> None:
        """The clock comes when there is something to do, and the journal is whole."""
        with closing(self.town.keep):
            for _ in range(8):
                self.town.strike_when_due()
                self.promises_hold()
            self.town.send_everything()
            self.town.holds(self.town.is_sealed(), "the chain of the journal is broken")


def weather(years: PublishedYears, factory: pytest.TempPathFactory, *, on: str, examples: int, steps: int) -> None:
    numbers, folder = count(), factory.mktemp("weather")
    with ExitStack() as keep:

        def built() -> Year:
            place = folder / str(next(numbers))
            return years.copy("watched", when=PUBLISHED, on=on, folder=place, keep=keep, durable=False)

        Weather.built = staticmethod(built)  # type: ignore[assignment]
        chosen = settings(max_examples=examples, stateful_step_count=steps, phases=AS_DRAWN)
        run_state_machine_as_test(Weather, settings=chosen)  # type: ignore[no-untyped-call]


@pytest.mark.closes("W7", "O04", "O05")
def test_clock_is_just_in_any_weather(
    published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory
) -> None:
    weather(
        published_years,
        tmp_path_factory,
        on=SQLITE,
        examples=cases(5, full=200),
        steps=cases(25, full=60),
    )


def test_clock_is_just_in_any_weather_on_postgres(
    published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory
) -> None:
    weather(published_years, tmp_path_factory, on=POSTGRES, examples=cases(1, full=30), steps=cases(25, full=60))
