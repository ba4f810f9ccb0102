"""The time of a submission (design, rules for the hard cases): on time or late, 补正, 补报."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from config.labels import Labelled
from config.policy import LateStart
from workdays.calendar import WorkCalendar
from workdays.deadline import due_at, instant, local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One handing-in. `passed`: the pre-check let it through; `voided`: it was returned as 视为未报, with a reason."""

    at: datetime
    passed: bool = True
    voided: bool = False


class Timeliness(Labelled):
    """What the clock says about a submission; overdue is a reading, never written."""

    WAITING = "waiting", "未到期"
    ON_TIME = "on_time", "按时报送"
    LATE = "late", "逾期报送"
    MISSING = "missing", "逾期未报"
    UNDATED = "undated", "未定时限"


@dataclass(frozen=True, slots=True)
class Judged:
    """`at` is the submission that decided, if there was one."""

    timeliness: Timeliness
    at: datetime | None = None


def counted(submissions: Iterable[Submission]) -> Submission | None:
    """The first that passed the pre-check and was not voided: a later return does not make it late."""
    good = [each for each in submissions if each.passed and not each.voided]
    return min(good, key=lambda each: instant(each.at), default=None)


def judged(submissions: Iterable[Submission], *, due: datetime | None, now: datetime) -> Judged:
    """On time up to and including the due moment itself."""
    first = counted(submissions)
    if due is None:
        return Judged(Timeliness.UNDATED, first.at if first else None)
    if first is not None:
        late = instant(first.at) > instant(due)
        return Judged(Timeliness.LATE if late else Timeliness.ON_TIME, first.at)
    return Judged(Timeliness.MISSING if instant(now) > instant(due) else Timeliness.WAITING)


def revision_due(
    *, original: datetime | None, returned_at: datetime, calendar: WorkCalendar, days: int = 2
) -> datetime:
    """补正: by the end of the n-th workday after the return, never before the original due moment."""
    anew = in_workdays(returned_at, days, calendar=calendar)
    return anew if original is None else max(original, anew, key=instant)


def in_workdays(start: datetime, n: int, *, calendar: WorkCalendar) -> datetime:
    """The end of the n-th workday after the day of `start`; of that day itself, or the next workday, where n is 0."""
    day = local_day(start)
    return due_at(calendar.add_workdays(day, n) if n else calendar.on_or_after(day))


class Start(Labelled):
    """How an obligation enters a year that was published late (O25)."""

    AS_PLANNED = "as_planned", "按期"
    BACKFILL = "backfill", "补报"
    EXEMPT = "exempt", "免追溯"


@dataclass(frozen=True, slots=True)
class LateStarted:
    """`due` is None for 免追溯: nothing is owed."""

    start: Start
    due: datetime | None


def started(
    due: datetime, *, published_at: datetime, choice: LateStart, days: int, calendar: WorkCalendar
) -> LateStarted:
    """What was due before publication is never overdue: it gets a new date, or is not asked for."""
    if instant(due) >= instant(published_at):
        return LateStarted(Start.AS_PLANNED, due)
    if choice is LateStart.EXEMPT:
        return LateStarted(Start.EXEMPT, None)
    return LateStarted(Start.BACKFILL, in_workdays(published_at, days, calendar=calendar))
