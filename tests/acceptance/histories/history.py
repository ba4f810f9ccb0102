"""One history: deals, dutiful people and the clock, and after every act a look at whether everything is still true."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from actions.acts import Data, Done, Refused
from actions.delivering import deliver
from actions.doors import Door
from actions.performing import perform
from actions.recording import RecordingNotifier
from actions.ticking import tick
from models.database import Database
from models.obligations import OPEN, Obligation
from tests.acceptance.histories.dealing import Deal, Dealer
from tests.acceptance.histories.truths import Seen, lies, seen, went_backwards
from tests.acceptance.lifecycle.people import HANDS, CannotBeDone, People
from tests.integration.actions.year import Year

FOREIGN = ("Input should", "valid ", "Traceback", "Error(", "sqlite", "psycopg")


class Untrue(Exception):
    """Something happened that must not happen; the message tells the last acts and what is wrong."""


@dataclass
class History:
    """`told`: what was done and tried so far; the last lines explain a failure."""

    year: Year
    name: str
    now: datetime
    told: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    last: Seen = field(init=False)
    start: Seen = field(init=False)

    def __post_init__(self) -> None:
        self.start = self.last = seen(self.year)

    def step(self, random: Random) -> None:
        draw = random.random()
        self.now += timedelta(minutes=random.choice((1, 1, 10, 90, 60 * 20, 60 * 24 * 3)))
        if draw < 0.08:
            self._clock()
        elif draw < 0.5:
            self._duty(random)
        else:
            dealer = Dealer(self.year, random, self.now)
            self.knock(dealer.deal())

    def _clock(self) -> None:
        self.told.append(f"{self.now:%m-%d %H:%M} tick")
        tick(self.year.database, now=self.now)
        deliver(self.year.database, RecordingNotifier(self.now), now=self.now)
        self._look()

    def _duty(self, random: Random) -> None:
        """Somebody does what he owes, as well as he can in the state that the others have left things in."""
        query = Obligation.t.select().where(OPEN, Obligation.c.opened_at <= self.now)
        with self.year.database.read() as tx:
            rows = [row for row in tx.execute(query) if row.kind in HANDS]
        if not rows:
            return
        row, self.people.now = random.choice(rows), self.now
        with suppress(Refused, CannotBeDone):
            HANDS[row.kind](self.people, row)
        self.now = max(self.now, self.people.now)

    @cached_property
    def people(self) -> People:
        return People(self.year, self.name, self.now, perform=self._performed)

    def _performed(self, _database: Database, act: str, data: Mapping[str, Any] | Data, *, door: Door) -> Done:
        refused = self.knock(Deal(act, data, door))  # type: ignore[arg-type]  # plain data
        if isinstance(refused, Refused):
            raise refused
        return refused

    def knock(self, deal: Deal) -> Done | Refused:
        """Try it. Refused, nothing has changed and everybody can read why; done, everything is still true."""
        self.told.append(str(deal)[:400])
        try:
            done = perform(self.year.database, deal.act, deal.data, door=deal.door)
        except Refused as refused:
            self._refused(refused)
            return refused
        except Exception as error:
            raise Untrue(self._said(f"{type(error).__name__}: {error}")) from error
        self.counts[deal.act] += 1
        self._look()
        return done

    def _refused(self, refused: Refused) -> None:
        self.counts["refused"] += 1
        self.told.append(f"    refused: {refused}"[:400])
        if not refused.reasons:
            raise Untrue(self._said("refused without a reason"))
        for reason in refused.reasons:
            if not is_chinese(reason):
                raise Untrue(self._said(f"refused in foreign words: {reason}"))
        if seen(self.year).tables != self.last.tables:
            raise Untrue(self._said("refused, and yet something has changed"))

    def _look(self) -> None:
        now = seen(self.year)
        wrong = [*lies(now, start=self.start, scheme=self.people.scheme), *went_backwards(self.last, now)]
        if wrong:
            raise Untrue(self._said("\n".join(wrong)))
        self.last = now

    def _said(self, what: str) -> str:
        return "\n".join([*self.told[-25:], what])


def is_chinese(reason: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in reason) and not any(word in reason for word in FOREIGN)
