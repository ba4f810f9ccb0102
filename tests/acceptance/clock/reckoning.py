"""What a tick has to tell at a moment, reckoned by hand: from the ladder, the calendar and what was written down.

Naive on purpose: every open thing is looked at, days are counted one by one, and neither the standing that the clock
remembers nor its next look is read. What was taken stands in the journal, what was asked for in the requests.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from config.zone import SHANGHAI
from tests.acceptance.histories.truths import Seen
from workdays.calendar import WorkCalendar

MORNING = time(9)
ONE_DAY = timedelta(days=1)

Deed = tuple[str, ...]
"""What a tick does about one thing: a reminder, a rung, what was forgotten, a request that lapsed."""


def told_between(before: Seen, after: Seen) -> Counter[Deed]:
    """What the clock did in between, as the journal and the outbox have it."""
    lines = [row for number, row in after["journal"].items() if number not in before["journal"]]
    messages = [row for number, row in after["outbox_message"].items() if number not in before["outbox_message"]]
    rungs = [_rung_of(line) for line in lines if line.act.startswith("ladder.")]
    lapsed = [("lapse", str(line.before["plea_id"])) for line in lines if line.act == "lapse_extension"]
    keys = {(kind, number) for kind, number, *_ in (row.dedup_key.split(":") for row in messages)}
    return Counter([*rungs, *lapsed, *(key for key in keys if key[0] in ("reminder", "forgotten"))])


def _rung_of(line: Any) -> Deed:
    after = line.after
    about = ("shortfall", after["shortfall_id"]) if "shortfall_id" in after else ("obligation", after["obligation_id"])
    return (f"rung of {about[0]}", str(about[1]), after["rung"], str(after["again"]))


@dataclass(frozen=True)
class Reckoning:
    """Everything as it stood just before the tick."""

    seen: Seen
    calendar: WorkCalendar
    now: datetime

    def deeds(self) -> Counter[Deed]:
        if not self.calendar.is_workday(self.now.astimezone(SHANGHAI).date()):
            return Counter()
        owed = [row for row in self.seen["obligation"].values() if row.settled_at is None]
        lapsing = {deed for row in owed for deed in self._lapse(row)}
        gone = {self.seen["plea"][int(number)].obligation_id for _, number in lapsing}
        deeds = [
            deed
            for row in owed
            if not (row.kind == "decision" and row.subject_id in gone and row.period == "extension")
            for deed in self._about(row)
        ]
        behind = [row for row in self.seen["shortfall"].values() if row.closed_at is None]
        return Counter([*lapsing, *deeds, *(deed for row in behind for deed in self._about_shortfall(row))])

    @cached_property
    def _journal(self) -> list[Any]:
        return sorted(self.seen["journal"].values(), key=lambda line: line.id)

    # an obligation

    def _about(self, row: Any) -> Iterator[Deed]:
        if row.ladder is None or row.due_at is None or self._is_left_alone(row) or any(self._lapse(row)):
            return
        if self._notes(row) > self._recalled(row):
            yield ("forgotten", str(row.id))
        elif self.now <= row.due_at:
            if self._is_to_be_reminded(row):
                yield ("reminder", str(row.id))
        elif self._plea(row) is None and not row.provisional:
            taken = [line for line in self._taken(row) if not line.after["again"]]
            repeats = [line for line in self._taken(row) if line.after["again"]]
            yield from self._rung(row, row.due_at, [line.recorded_at for line in taken],
                                  [line.recorded_at for line in repeats if line.id > taken[-1].id])  # fmt: skip

    def _rung(self, row: Any, due: datetime, taken: list[datetime], repeats: list[datetime]) -> Iterator[Deed]:
        rungs, place = row.ladder["rungs"], len(taken)
        kind = "obligation" if hasattr(row, "due_at") else "shortfall"
        if place < len(rungs) and self._moment(rungs, place, due, taken) <= self.now:
            if rungs[place]["act"] != "propose_deduction" or not self._is_excused(row):
                yield (f"rung of {kind}", str(row.id), rungs[place]["code"], "0")
            return
        repeat = rungs[place - 1].get("repeat") if place else None
        if repeat is None or len(repeats) >= repeat["at_most"]:
            return
        if self._morning_after([*taken, *repeats][-1], repeat["every"]["n"]) <= self.now:
            yield (f"rung of {kind}", str(row.id), rungs[place - 1]["code"], str(len(repeats) + 1))

    def _moment(self, rungs: list[Any], place: int, due: datetime, taken: list[datetime]) -> datetime:
        """The rung's own morning; after one that was taken late, as far from it as the ladder says."""
        days = rungs[place]["after"]["n"]
        own = self._morning_after(due, days) if days else self._awake(due + timedelta(microseconds=1))
        if not taken:
            return own
        return max(own, self._morning_after(taken[-1], days - rungs[place - 1]["after"]["n"]))

    def _is_left_alone(self, row: Any) -> bool:
        """On leave, or 知道了 holds."""
        people = {one.person_id for one in self.seen["holding"].values() if one.post_id == row.post_id}
        away = any(
            leave.person_id in people and leave.substitution_id is None and _start(leave) <= self.now < _end(leave)
            for leave in self.seen["leave"].values()
        )
        notes = self._lines("take_note", row.id)
        quiet = notes and self._notes(row) > self._recalled(row) and _moment_of(notes[-1]) > self.now
        return away or bool(quiet)

    def _notes(self, row: Any) -> int:
        return len(self._lines("take_note", row.id))

    def _recalled(self, row: Any) -> int:
        """After how many times of 知道了 it was last brought back."""
        keys = [one.dedup_key.split(":") for one in self.seen["outbox_message"].values()]
        return max((int(key[2]) for key in keys if key[:2] == ["forgotten", str(row.id)]), default=0)

    def _lapse(self, row: Any) -> Iterator[Deed]:
        plea = self._plea(row)
        if plea is not None and self.now >= plea.lapses_at and not self._is_left_alone(row):
            yield ("lapse", str(plea.id))

    def _plea(self, row: Any) -> Any | None:
        """The request about it, or about the same thing owed by another post of the unit."""
        return next((one for one in self._pleas(row) if one.state == "pending"), None)

    def _pleas(self, row: Any) -> list[Any]:
        owed, pleas = self.seen["obligation"], self.seen["plea"].values()
        return [one for one in pleas if one.kind == "extension" and _same(owed[one.obligation_id], row)]

    def _is_excused(self, row: Any) -> bool:
        pleas = self.seen["plea"].values()
        return any(one.kind == "excuse" and one.state == "granted" and one.obligation_id == row.id for one in pleas)

    def _taken(self, row: Any) -> list[Any]:
        """Rungs since the last new date."""
        anew = max((line.id for line in self._lines_of_new_dates(row)), default=0)
        return [
            line
            for line in self._journal
            if line.id > anew and line.act.startswith("ladder.") and line.after.get("obligation_id") == row.id
        ]

    def _lines_of_new_dates(self, row: Any) -> Iterator[Any]:
        granted = {one.obligation_id for one in self._pleas(row) if one.state == "granted"}
        for line in self._journal:
            if line.act == "grant_extension" and line.subject_id in granted:
                yield line
            elif line.act == "demand_report" and line.after["assignment_id"] == row.subject_id:
                window = self.seen["window"][line.subject_id]
                if row.period == f"{window.code}/{window.occasion}":
                    yield line

    def _lines(self, act: str, number: int) -> list[Any]:
        return [line for line in self._journal if line.act == act and line.subject_id == number]

    def _is_to_be_reminded(self, row: Any) -> bool:
        messages = self.seen["outbox_message"].values()
        told = [one.created_at for one in messages
                if one.dedup_key.startswith((f"reminder:{row.id}:", f"forgotten:{row.id}:"))]  # fmt: skip
        since, aim = max(told, default=row.opened_at), self._aim(row)
        mornings = [datetime.combine(self._before(aim, one["n"]), MORNING, SHANGHAI) for one in row.ladder["reminders"]]
        return any(since < morning <= self.now for morning in mornings)

    def _aim(self, row: Any) -> date:
        named = (row.deadline or {}).get("remind_on") if row.due_at == row.original_due_at else None
        day: date = date.fromisoformat(named) if named else row.due_at.astimezone(SHANGHAI).date()
        while not named and not self.calendar.is_workday(day):
            day -= ONE_DAY
        return day

    # a shortfall

    def _about_shortfall(self, row: Any) -> Iterator[Deed]:
        if row.closing_report_id is not None or self._is_paused(row) or self.now <= row.opened_at:
            return
        rungs = [one for one in self.seen["shortfall_rung"].values() if one.shortfall_id == row.id]
        yield from self._rung(row, row.opened_at, [one.taken_at for one in sorted(rungs, key=lambda one: one.id)], [])

    def _is_paused(self, row: Any) -> bool:
        lines = [*self._lines("pause_shortfall", row.id), *self._lines("resume_shortfall", row.id)]
        last = max(lines, key=lambda one: one.id, default=None)
        if last is None or last.act == "resume_shortfall":
            return False
        return self.now < datetime.combine(date.fromisoformat(last.after["until"]), MORNING, SHANGHAI)

    # days

    def _morning_after(self, moment: datetime, workdays: int) -> datetime:
        day = moment.astimezone(SHANGHAI).date()
        while workdays:
            day += ONE_DAY
            workdays -= self.calendar.is_workday(day)
        return datetime.combine(day, MORNING, SHANGHAI)

    def _before(self, day: date, workdays: int) -> date:
        while workdays:
            day -= ONE_DAY
            workdays -= self.calendar.is_workday(day)
        return day

    def _awake(self, moment: datetime) -> datetime:
        day = moment.astimezone(SHANGHAI).date()
        if self.calendar.is_workday(day):
            return moment
        while not self.calendar.is_workday(day):
            day += ONE_DAY
        return datetime.combine(day, MORNING, SHANGHAI)


def _same(one: Any, other: Any) -> bool:
    names = ("subject_kind", "subject_id", "kind", "period", "unit_id")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _start(leave: Any) -> datetime:
    return datetime.combine(leave.begins_on, time.min, SHANGHAI)


def _end(leave: Any) -> datetime:
    return datetime.combine(leave.ends_on + ONE_DAY, MORNING, SHANGHAI)


def _moment_of(line: Any) -> datetime:
    return datetime.fromisoformat(line.after["quiet_until"])
