"""What a summary says (一月一汇总、一季一通报): what was owed and what came, unit by unit in order.

A summary counts; it judges nobody. What is late is told with its days, what lags with its light, and a light that
nobody has verified says so (O20).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from config.labels import Labelled
from states.pace import Light
from workdays.calendar import WorkCalendar
from workdays.deadline import local_day


class SummaryKind(Labelled):
    """What it is: a quarterly one goes to all units as a circular, the others are presented to the heads."""

    MONTHLY = "monthly_summary", "月度汇总"
    QUARTERLY = "quarterly_circular", "季度通报"
    OVERDUE = "overdue_list", "逾期名单"
    MEETING = "meeting_material", "推进会材料"


class SummaryState(Labelled):
    """A summary is drawn up by the clock and issued by a person."""

    DRAFT = "draft", "拟稿"
    ISSUED = "issued", "已呈报"
    AS_CIRCULAR = "as_circular", "已转为通报拟稿"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One report that was owed. `came_at`: its first submission, which decides (`design.md`, time of a submission)."""

    unit: str
    title: str
    due_at: datetime
    came_at: datetime | None = None
    urged: int = 0  # 催办 by hand and by the ladder

    @property
    def is_late(self) -> bool:
        return self.came_at is not None and self.came_at > self.due_at

    def is_missing(self, now: datetime) -> bool:
        return self.came_at is None and now > self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Lit:
    """The light of one target, and the sentence that explains it."""

    unit: str
    title: str
    light: Light
    is_hollow: bool
    sentence: str
    is_shortfall: bool = False  # an open 欠账


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit's row."""

    unit: str
    owed: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    urged: int = 0
    green: int = 0
    yellow: int = 0
    red: int = 0
    unlit: int = 0
    shortfalls: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """One report that came late or not at all, with its days: workdays after the due day."""

    unit: str
    title: str
    workdays: int
    came: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Something that is owed and late, with its days and how far its ladder has gone."""

    unit: str
    what: str
    workdays: int
    taken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a meeting gave out, and what became of it."""

    unit: str
    what: str
    due: str
    is_done: bool
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything that one summary tells, as of one moment."""

    as_of: datetime
    lines: tuple[UnitLine, ...]
    overdue: tuple[Overdue, ...]
    lagging: tuple[Lit, ...]
    late: tuple[Late, ...] = ()
    meeting: str = ""
    decided: tuple[Decided, ...] = ()

    @property
    def total(self) -> UnitLine:
        counts = {name: sum(getattr(line, name) for line in self.lines) for name in COUNTS}
        return UnitLine(unit="合计", **counts)


COUNTS = ("owed", "on_time", "late", "missing", "urged", "green", "yellow", "red", "unlit", "shortfalls")


def summarise(
    units: Sequence[str], asked: Iterable[Asked], lit: Iterable[Lit], *, now: datetime, calendar: WorkCalendar
) -> Contents:
    """`units` in official order; one that owes nothing and has no target is left out. Not yet due, not yet counted."""
    due = [each for each in asked if each.came_at is not None or now > each.due_at]
    lights = [*lit]
    lines = (_line(unit, due, lights, now=now) for unit in units)
    order = {unit: place for place, unit in enumerate(units)}
    return Contents(
        as_of=now,
        lines=tuple(line for line in lines if any(getattr(line, name) for name in COUNTS)),
        overdue=tuple(
            _overdue(each, now=now, calendar=calendar)
            for each in sorted(due, key=lambda each: (order[each.unit], each.due_at, each.title))
            if each.is_late or each.is_missing(now)
        ),
        lagging=tuple(
            each
            for each in sorted(lights, key=lambda each: (order[each.unit], each.title))
            if each.light is Light.RED or each.is_shortfall
        ),
    )


def _line(unit: str, asked: Sequence[Asked], lights: Sequence[Lit], *, now: datetime) -> UnitLine:
    own = [each for each in asked if each.unit == unit]
    lit = [each for each in lights if each.unit == unit]
    return UnitLine(
        unit=unit,
        owed=len(own),
        on_time=sum(each.came_at is not None and not each.is_late for each in own),
        late=sum(each.is_late for each in own),
        missing=sum(each.is_missing(now) for each in own),
        urged=sum(each.urged for each in own),
        green=_count(lit, Light.GREEN),
        yellow=_count(lit, Light.YELLOW),
        red=_count(lit, Light.RED),
        unlit=_count(lit, Light.NONE),
        shortfalls=sum(each.is_shortfall for each in lit),
    )


def _count(lit: Iterable[Lit], light: Light) -> int:
    return sum(each.light is light for each in lit)


def _overdue(each: Asked, *, now: datetime, calendar: WorkCalendar) -> Overdue:
    until = each.came_at or now
    days = calendar.workdays_between(local_day(each.due_at), local_day(until))
    return Overdue(unit=each.unit, title=each.title, workdays=days, came=each.came_at is not None)
