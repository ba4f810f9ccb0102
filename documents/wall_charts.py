"""挂图: the year on one sheet, as data. What prints it (SVG here, docx and PDF elsewhere) adds only ink."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, takewhile

from checks.planned import Planned, Stage
from config.events import EVENT_NAMES
from config.readings import assignments_of
from config.scheme import Scheme
from config.windowing import PlannedWindow, asked_by, owers_of, windows_of
from workdays.calendar import WorkCalendar
from workdays.deadline import END_OF_DAY, Deadline, last_day
from workdays.months import Month, months_of
from workdays.phrases import say_rule
from workdays.wording import PROVISIONAL

_PERIODS = re.compile(r"（[^（）]*）$")
_MONTHS_AHEAD = re.compile(r"^\d{4}年(?:\d{1,2}月|第[一二三四]季度|[上下]半年|度)?(?=.)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line under a month: what falls due on a day, and how many units owe it (0: nobody in particular).

    `moved`: which day the notice named, where a rest day moved it.
    """

    day: date
    words: str
    hour: str = ""
    units: int = 0
    moved: str = ""
    provisional: bool = False

    @property
    def said(self) -> str:
        """市考指标完成情况 22家（15日顺延）."""
        hour = f" {self.hour}" if self.hour else ""
        units = f" {self.units}家" if self.units else ""
        notes = [note for note in (self.moved, PROVISIONAL if self.provisional else "") if note]
        return f"{self.words}{hour}{units}" + (f"（{'，'.join(notes)}）" if notes else "")


@dataclass(frozen=True, slots=True)
class ChartMonth:
    """A month of the sheet: the days, and what falls due in it."""

    month: Month
    entries: tuple[Entry, ...]

    def due_on(self, day: date) -> int:
        """How many things fall due on a day."""
        return sum(each.day == day for each in self.entries)


@dataclass(frozen=True, slots=True)
class WallChart:
    """The whole sheet. `later`: what falls due outside the year; `undated`: what has no date yet."""

    title: str
    office: str
    year: int
    as_of: date
    months: tuple[ChartMonth, ...]
    later: tuple[Entry, ...]
    undated: tuple[str, ...]

    @property
    def provisional(self) -> bool:
        """Whether the year's holidays are not announced yet."""
        return any(each.month.provisional for each in self.months)

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """The marks of the sheet and what they mean."""
        usual = (("due", "截止日"), ("holiday", "放假"), ("makeup", "调休上班"), ("rest", "周末"))
        return (*usual, ("provisional", "暂定：放假安排公布后核对")) if self.provisional else usual


def wall_chart(scheme: Scheme, plan: Sequence[Planned], calendar: WorkCalendar, *, as_of: date) -> WallChart:
    """A year's plan laid out: one entry for each thing and day, in the order of time, then of the scheme."""
    owing = _Owing(scheme)
    dated = (entry_at(each.deadline, short_title(each), units=owing.units(each)) for each in plan)
    return laid_out(
        scheme.title,
        [each for each in dated if each is not None],
        tuple(dict.fromkeys(_undated(plan))),
        office=scheme.office.name,
        year=scheme.year,
        calendar=calendar,
        as_of=as_of,
    )


def laid_out(
    title: str,
    dated: Iterable[Entry],
    undated: tuple[str, ...],
    *,
    office: str,
    year: int,
    calendar: WorkCalendar,
    as_of: date,
) -> WallChart:
    """What falls due, under its months; the same words on the same day stand once."""
    in_order = sorted(dated, key=lambda each: (each.day, each.hour or END_OF_DAY))
    entries = tuple(_merged(dict.fromkeys(in_order)))
    return WallChart(
        title=title,
        office=office,
        year=year,
        as_of=as_of,
        months=tuple(
            ChartMonth(month, tuple(each for each in entries if (each.day.year, each.day.month) == (year, number)))
            for number, month in enumerate(months_of(year, calendar), start=1)
        ),
        later=tuple(each for each in entries if each.day.year != year),
        undated=undated,
    )


def entry_at(deadline: Deadline, words: str, *, units: int = 0) -> Entry | None:
    """The line of a deadline; none where it has no day yet."""
    if deadline.judged_on is None or deadline.due_on is None:
        return None
    named = last_day(deadline.due_on, inclusive=deadline.inclusive)
    return Entry(
        day=deadline.judged_on,
        words=words,
        hour=deadline.cutoff or "",
        units=units,
        moved=_moved(named, deadline.judged_on),
        provisional=deadline.provisional,
    )


def _moved(named: date, judged: date) -> str:
    if named == judged:
        return ""
    day = f"{named.day}日" if named.month == judged.month else f"{named.month}月{named.day}日"
    return f"{day}{'顺延' if judged > named else '提前'}"


def _merged(entries: Iterable[Entry]) -> Iterator[Entry]:
    """党风廉政、平安建设检查督办和预警研判: what differs in its first words alone is one line of its day."""
    for _, group in groupby(entries, key=lambda each: (each.day, each.hour, each.units, each.moved, each.provisional)):
        alike: list[Entry] = []
        for each in group:
            if alike and not _shared((*alike, each)):
                yield _one_line(alike)
                alike = []
            alike.append(each)
        yield _one_line(alike)


def _one_line(alike: Sequence[Entry]) -> Entry:
    shared = _shared(alike)
    if len(alike) == 1 or not shared:
        return alike[0]
    return replace(alike[0], words="、".join(each.words.removesuffix(shared) for each in alike) + shared)


def _shared(alike: Sequence[Entry]) -> str:
    """The ending that all have, where it is the better part of each and something stands before it."""
    words = [each.words for each in alike]
    places = zip(*(reversed(each) for each in words), strict=False)
    ending = "".join(place[0] for place in takewhile(lambda place: len(set(place)) == 1, places))[::-1]
    return ending if all(len(ending) < len(each) <= 2 * len(ending) for each in words) else ""


def _undated(plan: Iterable[Planned]) -> Iterator[str]:
    for each in plan:
        if each.deadline.judged_on is None and each.stage is not Stage.REPLY:
            waits = each.deadline.status == "waiting_event"
            yield short_title(each) + (f"（{say_rule(each.deadline.rule, events=EVENT_NAMES)}）" if waits else "")


def short_title(planned: Planned) -> str:
    """As it stands on a wall: without its period, which the month says, and without what is said in brackets."""
    found = _MONTHS_AHEAD.sub("", _PERIODS.sub("", planned.title))
    return found.partition("，")[0] or planned.title


class _Owing:
    """How many units owe what: asked once for each window of the scheme."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._leads = len({one.lead for one in assignments_of(scheme)})
        self._windows: dict[str, int] = {one.window.code: self._owers(one) for one in windows_of(scheme)}

    def _owers(self, planned: PlannedWindow) -> int:
        window = planned.window
        asked = asked_by(self._scheme, window)
        return len({unit for one in asked for unit in owers_of(self._scheme, window, one)})

    def units(self, planned: Planned) -> int:
        if planned.is_package or planned.post is not None:
            return 0
        if planned.stage is Stage.WINDOW:
            return self._windows.get(planned.code, 0)
        return self._leads if planned.unit is None else 0
