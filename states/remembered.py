"""What the clock goes by when it looks at an obligation: what it is due for, and what the ladder remembers of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from workdays.calendar import WorkCalendar
from workdays.deadline import local_day

# what a standing keeps beside the columns
MOMENTS = ("reminded_at", "repeated_at", "entered_at", "paused_until", "frozen_until", "quiet_until")
PLAIN = ("repeats", "frozen", "acknowledged", "round", "excused")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMoment:
    """When it is due (the last permitted instant), the day that reminders aim at, whether the year is provisional.

    `before_grace`: until when it is asked for, where a grace makes it late only after that. Reminders know no grace.
    """

    due_at: datetime
    remind_on: date | None = None
    before_grace: datetime | None = None
    provisional: bool = False

    def aim(self, calendar: WorkCalendar) -> date:
        """O35: the last workday before the day named; without one, the last workday up to the due day."""
        return self.remind_on or calendar.on_or_before(local_day(self.due_at))

    @property
    def asked_at(self) -> datetime:
        """Until when it is asked for."""
        return self.before_grace or self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the ladder remembers of an obligation. `rung`: how many rungs were taken; `repeats`: of the last of them."""

    opened_at: datetime
    reminded_at: datetime | None = None
    rung: int = 0
    rung_taken_at: datetime | None = None
    repeats: int = 0
    repeated_at: datetime | None = None
    frozen: bool = False  # a request for extension is pending, or a figure that would close a shortfall
    entry: int | None = None  # a rung to be entered directly
    entered_at: datetime | None = None  # since when it may be
    paused_until: datetime | None = None
    frozen_until: datetime | None = None  # from then on nobody waits for its answer any more
    quiet_until: datetime | None = None  # somebody said 知道了
    acknowledged: int = 0  # how often
    round: int = 0  # how often it got a new date, and the ladder began anew
    excused: bool = False  # late, and for a reason that was accepted: no deduction is proposed
    settled: bool = False
    holds: tuple[tuple[datetime, datetime], ...] = ()  # pauses, known from elsewhere: from, and until

    def as_json(self) -> dict[str, Any]:
        """What has no column of its own."""
        moments = {name: getattr(self, name) for name in MOMENTS}
        others = {name: getattr(self, name) for name in PLAIN}
        entry = {} if self.entry is None else {"entry": self.entry}
        return (
            {name: moment.isoformat() for name, moment in moments.items() if moment is not None}
            | {name: value for name, value in others.items() if value}
            | entry
        )

    @classmethod
    def read(
        cls, remembered: dict[str, Any], *, opened_at: datetime, rung: int, rung_taken_at: datetime | None
    ) -> Self:
        known: dict[str, Any] = {name: _moment(remembered.get(name)) for name in MOMENTS}
        known |= {name: remembered[name] for name in (*PLAIN, "entry") if name in remembered}
        return cls(opened_at=opened_at, rung=rung, rung_taken_at=rung_taken_at, **known)

    def anew(self, now: datetime) -> Self:
        """Of an obligation that was given a new date: nothing was taken yet, nobody waits for an answer.

        He has just been told of the date: reminders that would have lain before now are not made up for.
        """
        return replace(
            self,
            reminded_at=now,
            rung=0,
            rung_taken_at=None,
            repeats=0,
            repeated_at=None,
            frozen=False,
            frozen_until=None,
            entry=None,
            entered_at=None,
            round=self.round + 1,
        )

    @property
    def enters(self) -> bool:
        """Whether a rung is still to be entered directly."""
        return self.entry is not None and self.entry >= self.rung

    def entering(self, place: int, *, at: datetime) -> Self:
        """From now on this rung may be entered directly."""
        return replace(self, entry=place, entered_at=at)

    def paused(self, until: datetime | None) -> Self:
        return replace(self, paused_until=until)

    def froze(self, *, held: bool) -> Self:
        return replace(self, frozen=held)

    @property
    def next_rung(self) -> int:
        """Which rung comes next."""
        return self.entry if self.entry is not None and self.enters else self.rung


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
