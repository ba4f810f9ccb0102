"""Where a year is played: its database, its rules, its people, and the log of what they did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, BinaryIO, TypeVar

from sqlalchemy import Connection, select

from actions.acts import Data, Done, Refused
from actions.behaving.written import Asking
from actions.calendars import calendar_of
from actions.doors import Door
from actions.evidence.taking import add_file
from actions.performing import find_act, perform
from actions.playing.away import Absence, returns_on, stand_in
from actions.playing.cast import Cast, Player
from actions.playing.places import Places, read_places
from actions.reports.rows import Asked
from config.sample import Sample
from config.scheme import Scheme
from documents.evidence import EvidenceStore
from models.database import Database
from models.items import Item, Milestone
from states.pleas import PleaKind
from workdays.calendar import WorkCalendar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Performed:
    """One act that a person did, or tried: then `reasons` say why it was refused."""

    at: datetime
    player: Player
    act: str
    label: str
    summary: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stage:
    """One year of one office, ready to be played."""

    database: Database
    scheme: Scheme
    sample: Sample
    store: EvidenceStore
    office_id: int
    assessment_id: int
    cast: Cast
    begins_at: datetime
    log: list[Performed] = field(default_factory=list)
    lines: dict[int, tuple[Asked, ...]] = field(default_factory=dict)
    absences: list[Absence] = field(default_factory=list)
    answers: dict[tuple[int, PleaKind], Asking] = field(default_factory=dict)  # by obligation
    _standing: dict[Any, tuple[int, Any]] = field(default_factory=dict)

    def read(self, ask: Callable[[Connection], T]) -> T:
        """Ask the database, as it stands between two acts."""
        with self.database.read() as tx:
            return ask(tx)

    def standing(self, ask: Callable[[Connection, int], T]) -> T:
        """What is asked of the year again and again; the same answer while nothing was written.

        A played database has no other writer.
        """
        written = self.database.written
        if self._standing.get(ask, (None,))[0] != written:
            self._standing[ask] = written, self.read(lambda tx: ask(tx, self.assessment_id))
        told: T = self._standing[ask][1]
        return told

    def do(
        self, act: str, data: Mapping[str, Any] | Data, *, by: Player, now: datetime, himself: bool = False
    ) -> Done | None:
        """Let a player act, or who stands in for him; None where he was refused, which is logged with every reason."""
        by = by if himself else self.acting(by, now)
        door = _door(by, now)
        return self._logged(act, lambda: perform(self.database, act, data, door=door), by=by, now=now)

    def keep_file(self, stream: BinaryIO, *, name: str, told: dict[str, Any], by: Player, now: datetime) -> Done | None:
        """Let a player hand in a file; None where it or he was refused."""
        by = self.acting(by, now)
        door = _door(by, now)
        return self._logged(
            "add_evidence",
            lambda: add_file(self.database, self.store, stream, name=name, told=told, door=door),
            by=by,
            now=now,
        )

    def _logged(self, act: str, work: Callable[[], Done], *, by: Player, now: datetime) -> Done | None:
        label = find_act(act).label
        try:
            done = work()
        except Refused as refused:
            self.log.append(Performed(now, by, act, label, reasons=refused.reasons))
            return None
        self.log.append(Performed(now, by, act, label, summary=done.summary))
        return done

    def opened(self, row: Any) -> datetime:
        """From when on somebody could attend to an obligation: what was open before the year was told, from then."""
        opened_at: datetime = row.opened_at
        return max(opened_at, self.begins_at)

    def milestone_done_on(self, number: int) -> date | None:
        """When the sample has a milestone done."""
        query = (
            select(Milestone.c.title, Milestone.c.assignment_id, Item.c.content)
            .join(Item.t, Item.c.id == Milestone.c.item_id)
            .where(Milestone.c.id == number)
        )
        row = self.read(lambda tx: tx.execute(query).one())
        items = self.sample.breakdown(self.places.assignments[row.assignment_id].code).items
        told = (one for item in items if item.content == row.content for one in item.milestones)
        return next((one.done_on for one in told if one.title == row.title), None)

    def player(self, post_id: int) -> Player:
        """Who acts from a post."""
        return self.cast.at(self.places.posts[post_id].code)

    def acting(self, player: Player, now: datetime) -> Player:
        """Himself, or who stands in for him that day."""
        return stand_in(player, self.absences, day=now.date()) or player

    def back(self, post: str, now: datetime) -> date:
        """The first day from now on on which somebody acts from a post."""
        return returns_on(self.cast.at(post), self.absences, day=now.date())

    def count_days_again(self) -> None:
        """Other days are worked from now on."""
        self.__dict__.pop("calendar", None)

    @cached_property
    def calendar(self) -> WorkCalendar:
        return self.read(lambda tx: calendar_of(tx, self.office_id))

    @cached_property
    def places(self) -> Places:
        return self.read(lambda tx: read_places(tx, self.scheme, self.assessment_id))


def _door(by: Player, now: datetime) -> Door:
    if by.typist is None:
        return Door(now=now, by=by.id)
    return Door(now=now, by=by.typist.id, entered_for=by.id)
