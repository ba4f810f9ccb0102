"""What an act works with: its transaction, its moment, its author, and the books that it writes in."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from actions.acts import Refused, Registered
from actions.calendars import calendar_of
from actions.directory import Directory, directory_of
from actions.doors import Door
from actions.obligating import Obligations
from actions.published import Published, published_of
from actions.signalling import Raised, write_signals
from actions.telling import Told, write_messages
from config.terms import speak
from config.zone import SHANGHAI
from models.assessments import Assessment
from models.journal import write_journal
from states.actors import Actor, Decision, Mark, Seat
from states.obligations import Outcome
from workdays.calendar import WorkCalendar


class Act:
    """One running act. Journal entries and messages are collected and written once, just before the commit."""

    def __init__(self, tx: Connection, entry: Registered, *, door: Door) -> None:
        self.tx = tx
        self.entry = entry
        self.door = door
        self.now: datetime = door.now.astimezone(SHANGHAI)
        self._office_id: int | None = None
        self._entries: list[dict[str, Any]] = []
        self._told: list[Told] = []
        self._raised: list[Raised] = []
        self._ended: dict[int, str] = {}
        self._directory: Directory | None = None
        self._calendar: WorkCalendar | None = None
        self._published: dict[int, Published] = {}
        self.obligations = Obligations(self)

    # Where it happens

    def enter(self, office_id: int) -> None:
        """The act concerns this organising office; an act has one."""
        if self._office_id not in (None, office_id):
            raise self.refused("所涉事项分属不同的考核主体，请分别办理")
        self._office_id = office_id

    @property
    def office_id(self) -> int:
        if self._office_id is None:
            raise RuntimeError("the act has not said which office it concerns")
        return self._office_id

    @property
    def directory(self) -> Directory:
        """Who sits where on the day of the act, as it stood when the act first asked."""
        if self._directory is None:
            self._directory = directory_of(self.tx, self.office_id, day=self.now.date())
        return self._directory

    def look_up_again(self) -> None:
        """The act itself changed who sits where."""
        self._directory = None

    @property
    def calendar(self) -> WorkCalendar:
        """The working days as they were known when the act first asked."""
        if self._calendar is None:
            self._calendar = calendar_of(self.tx, self.office_id)
        return self._calendar

    def count_days_again(self) -> None:
        """The act itself changed which days are workdays."""
        self._calendar = None

    def published(self, assessment_id: int) -> Published:
        """The year's rules as they stand on the day of the act; enters its office."""
        if assessment_id not in self._published:
            self._published[assessment_id] = published_of(self.tx, assessment_id, day=self.now.date())
        found = self._published[assessment_id]
        self.enter(found.office_id)
        return found

    def read_rules_again(self) -> None:
        """The act itself changed the rules of a year."""
        self._published.clear()

    # Who does it

    @property
    def actor(self) -> Actor:
        """Whose act it is, with every seat of that person today. A person without a seat here has no rights here."""
        return self.directory.clock if self.door.author is None else self.directory.actor(self.door.author)

    @property
    def person_id(self) -> int | None:
        return self.door.author

    @property
    def effective_at(self) -> datetime:
        """When it takes effect, on the wall in Shanghai: the date signed, on paper."""
        return self.door.effective_at.astimezone(SHANGHAI)

    @property
    def by(self) -> str:
        """How the act's author is named in messages: by post, as offices do."""
        seats = self.actor.seats
        if not seats:
            return self.directory.office_name
        return self.directory.post(seats[0].post).title

    # On whose account it goes on

    def as_clock(self) -> "Act":
        """The clock, in the same transaction and books: what follows by itself is nobody's decision (A29)."""
        return self.through(Door(now=self.door.now))

    def through(self, door: Door) -> "Act":
        """The same transaction and books by another door."""
        other = Act(self.tx, self.entry, door=door)
        other._office_id, other._entries, other._told = self._office_id, self._entries, self._told
        other._raised, other._ended = self._raised, self._ended
        other._directory, other._published, other._calendar = self._directory, self._published, self._calendar
        return other

    # What it says

    def spoken(self, sentence: str) -> str:
        """In the own words of the year that it is about (O38); of several years, only where they agree."""
        owns = {published.own for published in self._published.values()}
        return speak(sentence, owns.pop()) if len(owns) == 1 else sentence

    def retold(self, refused: Refused) -> Refused:
        """The same refusal in the office's own words."""
        return type(refused)(refused.act, tuple(map(self.spoken, refused.reasons)))

    # What it writes

    def refused(self, *reasons: str) -> Refused:
        return Refused(self.entry.label, tuple(reasons))

    def record(
        self,
        subject_kind: str,
        subject_id: int | None,
        *,
        act: str | None = None,
        assessment_id: int | None = None,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        reason: str = "",
        basis: str = "",
        decision: Decision | None = None,
        marks: Iterable[Mark] = (),
        effective_at: datetime | None = None,
    ) -> None:
        """A line of the journal: who did what to which, on whose behalf, recorded by whom."""
        seat = decision.seat if decision is not None else None
        noted = {*marks, *(decision.marks if decision is not None else ())}
        noted |= {Mark.ON_PAPER} if self.door.paper else set()
        noted |= {Mark.ENTERED_FOR} if self.door.is_typed else set()
        noted |= {Mark.BY_SYSTEM} if self.door.is_system else set()
        self._entries.append(
            {
                "office_id": self._office_id,
                "assessment_id": assessment_id,
                "act": act or self.entry.name,
                "subject_kind": subject_kind,
                "subject_id": subject_id,
                "person_id": self.person_id,
                "unit_id": self.directory.unit_ids[seat.unit] if seat else None,
                "post_id": self.directory.post_ids[seat.post] if seat else None,
                "on_behalf_of": self._absent(seat),
                "recorded_by": self.door.recorded_by,
                "via": self.via(noted),
                "marks": sorted(mark.value for mark in noted),
                "effective_at": effective_at or self.door.effective_at,
                "recorded_at": self.now,
                "before": before,
                "after": after,
                "reason": reason,
                "basis": basis,
            }
        )

    def _absent(self, seat: Seat | None) -> int | None:
        """受托办理: for whom a substitute acts."""
        if seat is None or seat.via != "substitute" or self.person_id is None:
            return None
        return self.directory.absent(self.directory.post_ids[seat.post], self.person_id)

    def via(self, marks: Collection[Mark]) -> str:
        """By which door the author came."""
        if self.person_id is None:
            return "clock"
        if self.door.paper is not None:
            return "paper"
        if self.door.is_typed:
            return "entered_for"
        return "substitute" if Mark.ON_BEHALF in marks else "page"

    def tell(self, *told: Told) -> None:
        """Messages to be composed and put into the outbox with the act."""
        self._told.extend(told)

    def untell(self, ended: Iterable[int]) -> None:
        """Who was to be told of an obligation that ended in the same breath is not told of it."""
        gone = set(ended)
        self._told[:] = [told for told in self._told if not told.matters or told.matters - gone]

    def signal(self, raised: Raised) -> None:
        """What other systems are told with the act, where there are any."""
        self._raised.append(raised)

    def note_ended(self, ended: Iterable[int], outcome: Outcome) -> None:
        """Obligations that are over, for the same systems."""
        self._ended.update(dict.fromkeys(ended, outcome.value))

    @contextmanager
    def attempt(self, *, keep: bool = True) -> Iterator[None]:
        """A part that may be refused by itself: nothing of it stays when it raises (A30), or was only to be seen."""
        entries, told = [*self._entries], [*self._told]
        raised, ended = [*self._raised], dict(self._ended)
        try:
            with self.tx.begin_nested() as part:
                yield
                if not keep:
                    part.rollback()
        except BaseException:
            self._entries[:], self._told[:], self._raised[:] = entries, told, raised
            self._ended.clear()
            self._ended.update(ended)
            raise
        if not keep:
            self._entries[:], self._told[:] = entries, told
            self._published, self._calendar, self._directory = {}, None, None

    def close(self) -> None:
        """Write what was collected; called once, inside the transaction."""
        write_journal(self.tx, self._entries)
        if self._told:
            write_messages(self, self._told)
        if self._raised or self._ended:
            write_signals(self, self._raised, self._ended)

    def assessment(self, assessment_id: int) -> Any:
        """The row of a year; enters its office."""
        row = self.tx.execute(Assessment.t.select().where(Assessment.c.id == assessment_id)).one_or_none()
        if row is None:
            raise self.refused(f"没有编号为 {assessment_id} 的考核年度")
        self.enter(row.office_id)
        return row


def begin(tx: Connection, entry: Registered, *, door: Door) -> Act:
    return Act(tx, entry, door=door)
