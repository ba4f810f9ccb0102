"""A county in which anything may happen at any moment, and the plug may be pulled at any statement."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import cached_property, partial
from typing import Any, TypeVar

from actions.acts import Done, Refused
from actions.calendars import calendar_of
from actions.delivering import deliver
from actions.doors import Door
from actions.performing import perform
from actions.ticking import tick
from config.zone import SHANGHAI
from models.care import SetAside
from models.database import Database
from models.outbox import OutboxMessage
from models.sealing import verify
from models.tables import METADATA
from models.units import Office, Unit
from states.transport import Answer, Message, Sent
from tests.acceptance.clock.reckoning import MORNING, Deed, Reckoning, told_between
from tests.acceptance.histories.truths import Seen, seen
from tests.databases import vault
from tests.faults.clock import next_moment
from tests.faults.crowds import together
from tests.faults.plug import PulledPlug, pulled_after
from tests.integration.actions.year import Year, at
from workdays.calendar import WorkCalendar

T = TypeVar("T")
WATCHED = (
    "journal", "outbox_message", "obligation", "plea", "leave", "holding", "shortfall", "shortfall_rung", "letter",
    "letter_unit", "letter_reply", "window", "report", "assignment", "review", "deduction", "inbox_item", "delivery",
)  # fmt: skip
EVENING = time(20)
PUBLISHED = at("2019-04-01 09:00")
THE_END = at("2019-11-29 09:00")


class Unjust(Exception):
    """Something was told too often, too early, not at all, or changed where nothing may change."""


@dataclass
class PostBox:
    """A service outside: it remembers what came when, and answers as it is told to."""

    now: datetime
    answers: list[Answer] = field(default_factory=list)
    came: list[tuple[Message, datetime, Answer]] = field(default_factory=list)

    def send(self, message: Message, _target: str) -> Answer:
        answer = self.answers[len(self.came) % len(self.answers)] if self.answers else Sent("收到")
        self.came.append((message, self.now, answer))
        return answer


@dataclass
class Town:
    """`told`: what was done and tried so far; the last lines explain a failure."""

    year: Year
    now: datetime
    told: list[str] = field(default_factory=list)
    latest: datetime = PUBLISHED  # when the clock struck, the farthest
    sent: set[str] = field(default_factory=set)  # messages of which the ledger says that they went
    mended: int = 0  # how often the plug was pulled
    keep: ExitStack = field(default_factory=ExitStack)

    @property
    def database(self) -> Database:
        return self.year.database

    @cached_property
    def calendar(self) -> WorkCalendar:
        """As it is known since somebody changed it last."""
        with self.database.read() as tx:
            return calendar_of(tx, self.year.one(Office).id)

    def look(self) -> Seen:
        """What the promises are about, as it stands now."""
        with self.database.read() as tx:
            return Seen({name: {row.id: row for row in tx.execute(METADATA.tables[name].select())} for name in WATCHED})

    # what people do

    def do(self, act: str, by: str, *, plug: int | None = None, **data: Any) -> Done | None:
        """None where it was refused. Pulled out in the middle nothing has happened, and it is done once more."""
        door = Door(now=self.now, by=self.year.persons[by])
        self.told.append(f"{self.now:%m-%d %H:%M} {by} {act} {data} plug={plug}"[:300])
        try:
            return self.surely(lambda: perform(self.database, act, data, door=door), plug, whole=True)
        except Refused as refused:
            self.told.append(f"    {refused}"[:300])
            return None
        finally:
            self.now += timedelta(minutes=1)

    def surely(self, work: Callable[[], T], plug: int | None, *, whole: bool = False) -> T:
        """`whole`: one transaction, of which nothing stays when it is pulled out."""
        if plug is None:
            return work()
        before = seen(self.year) if whole else None
        try:
            with pulled_after(plug, self.database):
                return work()
        except PulledPlug:
            self.restart()
        if before is not None:
            self.holds(seen(self.year).tables == before.tables, "pulled out, and yet something has changed")
        return work()

    def restart(self) -> None:
        """The process died; another one begins."""
        self.mended += 1
        self.database.close()
        self.year = replace(self.year, database=self.opened())

    def opened(self) -> Database:
        return self.keep.enter_context(closing(Database(self.database.url, durable=False, vault=vault())))

    # the clock

    def strike(self, *, plug: int | None = None, clocks: int = 1) -> None:
        """The tick does exactly what a naive reckoning asks for at this moment; and a second one nothing more."""
        self.told.append(f"{self.now:%m-%d %H:%M} tick plug={plug} clocks={clocks}")
        before = self.look()
        wanted = Reckoning(before, self.calendar, self.now).deeds()
        if clocks == 1:
            self.surely(lambda: tick(self.database, now=self.now), plug)
        else:
            with ExitStack() as stack:
                others = [stack.enter_context(closing(self.opened())) for _ in range(clocks)]
                together(*(partial(tick, each, now=self.now) for each in others))
        after = self.look()
        self._compare(told_between(before, after), wanted)
        self.holds(not (aside := self.year.rows(SetAside)), f"set aside: {[row.reason for row in aside]}")
        tick(self.database, now=self.now)
        self.holds(told_between(after, self.look()) == {}, "the same moment twice")

    def _compare(self, told: Counter[Deed], wanted: Counter[Deed]) -> None:
        """What is held over rest days, or was let go at night, may wait for the morning.

        While a clock that was put back runs through the same hours again, what it passed by stays passed by.
        """
        is_owed = self.now >= self.latest and MORNING <= self.now.astimezone(SHANGHAI).time() < EVENING
        missed = wanted - told if is_owed else Counter()
        self.holds(told - wanted == missed == Counter(), f"too much {told - wanted}, missed {missed}")
        self.latest = max(self.latest, self.now)

    def strike_when_due(self, *, plug: int | None = None) -> None:
        moment = next_moment(self.year)
        if moment is not None and moment <= THE_END:
            self.now = max(self.now, moment)
            self.strike(plug=plug)

    def wait(self, span: timedelta) -> None:
        self.now = min(self.now + span, THE_END)

    def deliver(self, answers: list[Answer], *, plug: int | None = None) -> None:
        """Nothing leaves on a rest day or at night unless it is urgent; what went goes once."""
        self.told.append(f"{self.now:%m-%d %H:%M} deliver {answers} plug={plug}")
        box, mended = PostBox(self.now, answers), self.mended
        self.surely(lambda: deliver(self.database, box, now=self.now), plug)
        loud = [message.key for message, when, _ in box.came if not message.urgent and not self.is_working(when)]
        self.holds(not loud, f"sent on a rest day or at night: {loud}")
        keys = [message.key for message, _, answer in box.came if isinstance(answer, Sent)]
        self.holds(not self.sent & set(keys), "sent, noted, and sent again")
        self.holds(self.mended > mended or len(keys) == len(set(keys)), "sent twice in one run")
        self.sent |= {row.dedup_key for row in self.year.rows(OutboxMessage, state="sent")}

    def send_everything(self) -> None:
        """On the mornings that follow nothing stays behind, whatever a messenger held who died."""
        for _ in range(3):
            day = self.calendar.on_or_after(self.now.astimezone(SHANGHAI).date() + timedelta(days=1))
            self.now = datetime.combine(day, time(10), SHANGHAI)
            self.deliver([])
        left = [row.dedup_key for row in self.year.rows(OutboxMessage) if self._waits(row)]
        self.holds(not left, f"still waiting: {left}")

    def _waits(self, row: Any) -> bool:
        return row.finished_at is None and row.digest_id is None and row.send_after <= self.now

    def is_working(self, moment: datetime) -> bool:
        local = moment.astimezone(SHANGHAI)
        return 8 <= local.hour < 20 and self.calendar.is_workday(local.date())

    # what there is

    def holds(self, is_so: bool, what: str) -> None:
        """A failure tells what happened before it."""
        if not is_so:
            raise Unjust("\n".join([*self.told[-40:], f"{self.now:%m-%d %H:%M}: {what}"]))

    def is_sealed(self) -> bool:
        with self.database.read() as connection:
            return verify(connection).first_bad is None


def unit_of(town: Town, number: int) -> str:
    return str(town.year.one(Unit, id=number).code)
