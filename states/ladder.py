"""The ladder (督办阶梯): what a look at an obligation or a shortfall asks for now, and when to look again.

1. Settled: nothing, ever again. 2. Before the due moment: the latest reminder whose hour has come. 3. After it: the
lowest rung not yet taken, one a look; after an outage the next keeps its distance from the moment of that look.
4. A rung that is entered directly is taken at once, those below it never; the next keep their distance from it.
5. Between two rungs: a repetition, if the rung has any left. 6. Nothing on a rest day, unless the office says so; what
is counted in days comes in the morning, at the hour of the digest, so that the digest carries it.
A provisional date, a pending request for extension, and a pause, hold everything above a reminder. 请假 holds
everything, and so does 知道了, for some days: what nothing came of then comes back. Whatever was held goes on where it
stood, as after an outage. For a shortfall the due moment is the one at which it was opened.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from config.ladders import Ladder, Reminder, Rung, Span, SpanUnit
from config.policy import Messages
from config.zone import SHANGHAI
from states.remembered import DueMoment, Standing
from workdays.calendar import WorkCalendar
from workdays.deadline import END_OF_DAY, local_day

__all__ = ["DueMoment", "Hours", "Look", "Standing", "first_look", "look", "look_again"]

MORNING = time(9)
INSTANT = timedelta(microseconds=1)  # a due moment itself is on time


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a scheme lets people be told: the hour of its mornings, and whether on rest days too."""

    morning: time = MORNING
    rest_days: bool = False

    @classmethod
    def of(cls, messages: Messages) -> "Hours":
        return cls(morning=_hour(messages.digest_at), rest_days=messages.rest_days)


ORDINARY = Hours()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is to be done now: a reminder, a rung (`again` is the number of its repetition), or nothing.

    `lapsed`: nobody answered the request for extension. `forgotten`: nothing came of what somebody had taken note of.
    """

    standing: Standing
    next_look_at: datetime | None
    reminder: Reminder | None = None
    rung: Rung | None = None
    again: int = 0
    lapsed: bool = False
    forgotten: bool = False


def look(
    ladder: Ladder,
    *,
    standing: Standing,
    due: DueMoment,
    now: datetime,
    calendar: WorkCalendar,
    hours: Hours = ORDINARY,
) -> Look:
    """What this obligation asks for at `now`. The same arguments give the same answer, so a tick may be repeated."""
    return _Looking(ladder, due, now, calendar, hours).at(standing)


def look_again(
    ladder: Ladder,
    *,
    standing: Standing,
    due: DueMoment,
    now: datetime,
    calendar: WorkCalendar,
    hours: Hours = ORDINARY,
) -> datetime | None:
    """When the clock has to look next at what stands like this; what has come already is looked at right away."""
    return _Looking(ladder, due, now, calendar, hours).next_look(standing)


def first_look(
    ladder: Ladder, *, due: DueMoment, opened_at: datetime, calendar: WorkCalendar, hours: Hours = ORDINARY
) -> datetime | None:
    """When the clock has to look for the first time; what lay before the opening is not made up for."""
    return _Looking(ladder, due, opened_at, calendar, hours).next_look(Standing(opened_at=opened_at))


@dataclass(frozen=True, slots=True)
class _Looking:
    ladder: Ladder
    due: DueMoment
    now: datetime
    calendar: WorkCalendar
    hours: Hours

    def at(self, standing: Standing) -> Look:
        if standing.settled:
            return Look(standing=standing, next_look_at=None)
        if not self._works(local_day(self.now)) or self._let_go(standing, self.now) > self.now:
            return self._idle(standing)
        return (
            self._lapsing(standing)
            or self._coming_back(standing)
            or self._reminding(standing)
            or self._climbing(standing)
            or self._repeating(standing)
            or self._idle(standing)
        )

    def _idle(self, standing: Standing) -> Look:
        return Look(standing=standing, next_look_at=self.next_look(standing))

    # what was held

    def _let_go(self, standing: Standing, moment: datetime) -> datetime:
        """The moment itself, or the end of the pause or of the quiet that it falls into."""
        for start, end in sorted(standing.holds):
            moment = end if start <= moment < end else moment
        return max(moment, standing.quiet_until) if standing.quiet_until is not None else moment

    def _lapsing(self, standing: Standing) -> Look | None:
        if not standing.frozen or standing.frozen_until is None or self.now < standing.frozen_until:
            return None
        after = replace(standing, frozen=False, frozen_until=None)
        return Look(standing=after, next_look_at=self.next_look(after), lapsed=True)

    def _coming_back(self, standing: Standing) -> Look | None:
        if standing.quiet_until is None:
            return None
        # in place of the reminder of the same hour
        after = replace(standing, quiet_until=None, reminded_at=self.now)
        return Look(standing=after, next_look_at=self.next_look(after), forgotten=True)

    # before the due moment

    def _reminding(self, standing: Standing) -> Look | None:
        since = standing.reminded_at or standing.opened_at
        come = [(moment, each) for moment, each in self._reminders() if since < moment <= self.now]
        if not come or self.now > self.due.asked_at:
            return None
        after = replace(standing, reminded_at=self.now)
        return Look(standing=after, next_look_at=self.next_look(after), reminder=max(come, key=lambda one: one[0])[1])

    def _reminders(self) -> Iterator[tuple[datetime, Reminder]]:
        aim = self.due.aim(self.calendar)
        for each in self.ladder.reminders:
            if each.unit is SpanUnit.HOURS:
                moment = _at(aim, _wall(self.due.asked_at)) - timedelta(hours=each.n)
                yield self._pulled(local_day(moment), _wall(moment)), each
            elif each.unit is SpanUnit.WORKDAYS:
                yield _at(self.calendar.add_workdays(aim, -each.n), _hour(each.at)), each
            else:
                yield self._pulled(aim - timedelta(days=each.n), _hour(each.at)), each

    def _pulled(self, day: date, hour: time) -> datetime:
        """A reminder that would fall on a rest day comes on the last workday before it."""
        return _at(day if self._works(day) else self.calendar.on_or_before(day), hour)

    # after it

    def _holds(self, standing: Standing) -> bool:
        return self.due.provisional or self.now <= self.due.due_at or standing.frozen or self._pauses(standing)

    def _pauses(self, standing: Standing) -> bool:
        return standing.paused_until is not None and self.now < standing.paused_until

    def _climbing(self, standing: Standing) -> Look | None:
        moment = self._next_rung_at(standing)
        if self._holds(standing) or moment is None or moment > self.now:
            return None
        place = standing.next_rung
        after = replace(standing, rung=place + 1, rung_taken_at=self.now, repeats=0, repeated_at=None)
        return Look(standing=after, next_look_at=self.next_look(after), rung=self.ladder.rungs[place])

    def _repeating(self, standing: Standing) -> Look | None:
        moment = self._next_repeat_at(standing)
        if self._holds(standing) or moment is None or moment > self.now:
            return None
        after = replace(standing, repeats=standing.repeats + 1, repeated_at=self.now)
        rung = self.ladder.rungs[standing.rung - 1]
        return Look(standing=after, next_look_at=self.next_look(after), rung=rung, again=after.repeats)

    def _next_rung_at(self, standing: Standing) -> datetime | None:
        """The rung's own moment, or its distance from the rung before where that one was taken late."""
        if standing.next_rung >= len(self.ladder.rungs):
            return None
        if standing.enters:
            return self._pushed(max(standing.entered_at or self.due.due_at, self.due.due_at + INSTANT))
        rung = self.ladder.rungs[standing.rung]
        own = max(self._after(self.due.due_at, rung.after), self._pushed(self.due.due_at + INSTANT))
        if standing.rung == 0 or standing.rung_taken_at is None:
            return own
        distant = self._distant(standing.rung_taken_at, self.ladder.rungs[standing.rung - 1].after, rung.after)
        return distant if standing.entry is not None else max(own, distant)

    def _distant(self, taken_at: datetime, before: Span, span: Span) -> datetime:
        if before.unit is span.unit:
            return self._after(taken_at, Span(n=span.n - before.n, unit=span.unit))
        gap = self._after(self.due.due_at, span) - self._after(self.due.due_at, before)
        return self._pushed(taken_at + max(gap, timedelta(0)))

    def _next_repeat_at(self, standing: Standing) -> datetime | None:
        if standing.rung == 0 or standing.rung_taken_at is None:
            return None
        repeat = self.ladder.rungs[standing.rung - 1].repeat
        if repeat is None or standing.repeats >= repeat.at_most:
            return None
        return self._after(standing.repeated_at or standing.rung_taken_at, repeat.every)

    def _after(self, start: datetime, span: Span) -> datetime:
        """Workdays end in the morning of the n-th workday after the day of `start`; days and hours are natural."""
        if span.unit is SpanUnit.HOURS or span.n == 0:
            return self._pushed(start + timedelta(hours=span.n))
        if span.unit is SpanUnit.WORKDAYS:
            return _at(self.calendar.add_workdays(local_day(start), span.n), self.hours.morning)
        return self._pushed(_at(local_day(start) + timedelta(days=span.n), self.hours.morning))

    def _pushed(self, moment: datetime) -> datetime:
        """What would fall on a rest day waits for the next working morning (A2)."""
        day = local_day(moment)
        return moment if self._works(day) else _at(self.calendar.on_or_after(day), self.hours.morning)

    # when to look again

    def next_look(self, standing: Standing) -> datetime | None:
        """The earliest moment after `now` at which something may be asked; None when nothing more will be."""
        moments = (self._let_go(standing, moment) for moment in self._ahead(standing))
        return min((self._soon(moment) for moment in moments), default=None)

    def _ahead(self, standing: Standing) -> Iterator[datetime]:
        if standing.quiet_until is not None:
            yield standing.quiet_until
        if standing.frozen and standing.frozen_until is not None:
            yield standing.frozen_until
        since = standing.reminded_at or standing.opened_at
        for moment, _ in self._reminders():
            if since < moment <= self.due.asked_at and (waiting := self._soon(moment)) <= self.due.asked_at:
                yield waiting
        if self.due.provisional or standing.frozen:
            return
        if standing.paused_until is not None and self._pauses(standing):
            yield self._pushed(standing.paused_until)
            return
        for rung in (self._next_rung_at(standing), self._next_repeat_at(standing)):
            if rung is not None:
                yield self._soon(rung)

    def _soon(self, moment: datetime) -> datetime:
        """A moment that has passed is looked at on the next occasion: at once, or after the rest days."""
        return self._pushed(max(moment, self.now + INSTANT))

    def _works(self, day: date) -> bool:
        return self.hours.rest_days or self.calendar.is_workday(day)


def _hour(text: str) -> time:
    return time.max if text == END_OF_DAY else time.fromisoformat(text)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=SHANGHAI)


def _wall(moment: datetime) -> time:
    return moment.astimezone(SHANGHAI).time()
