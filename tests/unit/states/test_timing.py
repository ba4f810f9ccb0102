"""On time or late, 补正, 补报: the rules for the hard cases."""

from datetime import datetime, timedelta

import pytest

from config.policy import LateStart
from states.timing import Judged, LateStarted, Start, Submission, Timeliness, in_workdays, judged, revision_due, started
from tests.unit.states.office import at
from workdays.calendar import WorkCalendar
from workdays.deadline import due_at

DUE = at("2019-05-20 17:00")
LATER = at("2019-06-01 09:00")
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("filed", "timeliness"),
    [(DUE - INSTANT, "on_time"), (DUE, "on_time"), (DUE + INSTANT, "late"), (DUE + timedelta(seconds=1), "late")],
)
def test_due_moment_itself_is_on_time(filed: datetime, timeliness: str) -> None:
    assert judged([Submission(at=filed)], due=DUE, now=LATER) == Judged(Timeliness(timeliness), filed)


def test_first_submission_that_passed_the_pre_check_decides() -> None:
    tried, passed = Submission(at=at("2019-05-17 10:00"), passed=False), Submission(at=at("2019-05-20 16:00"))
    again = Submission(at=at("2019-05-24 10:00"))
    assert judged([again, tried, passed], due=DUE, now=LATER) == Judged(Timeliness.ON_TIME, passed.at)


def test_voided_submission_counts_as_none() -> None:
    """视为未报."""
    voided = Submission(at=at("2019-05-20 16:00"), voided=True)
    assert judged([voided], due=DUE, now=LATER) == Judged(Timeliness.MISSING)
    again = Submission(at=at("2019-05-22 10:00"))
    assert judged([voided, again], due=DUE, now=LATER) == Judged(Timeliness.LATE, again.at)


def test_overdue_is_a_reading_of_the_clock() -> None:
    assert judged([], due=DUE, now=DUE) == Judged(Timeliness.WAITING)
    assert judged([], due=DUE, now=DUE + INSTANT) == Judged(Timeliness.MISSING)
    assert judged([], due=None, now=LATER) == Judged(Timeliness.UNDATED)


def test_august_figures_filed_after_the_break_are_judged_by_the_roll(calendar: WorkCalendar) -> None:
    """E09: filed 2019-09-16 09:00; kept on 09-15 or brought forward to 09-12 it is late, put off to 09-16 on time."""
    filed = [Submission(at=at("2019-09-16 09:00"))]
    days = {"keep": "2019-09-15", "forward": "2019-09-16", "back": "2019-09-12"}
    due = {name: due_at(at(f"{day} 00:00").date()) for name, day in days.items()}
    assert calendar.on_or_after(at("2019-09-15 00:00").date()) == at("2019-09-16 00:00").date()
    assert {name: judged(filed, due=each, now=LATER).timeliness.value for name, each in due.items()} == {
        "keep": "late",
        "forward": "on_time",
        "back": "late",
    }


def test_return_gives_two_workdays(calendar: WorkCalendar) -> None:
    """Returned on a Friday: Saturday and Sunday do not count."""
    returned = at("2019-05-24 16:00")
    assert revision_due(original=DUE, returned_at=returned, calendar=calendar) == due_at(at("2019-05-28 00:00").date())


def test_revision_is_never_due_before_the_original_moment(calendar: WorkCalendar) -> None:
    early = at("2019-05-14 09:00")
    assert revision_due(original=DUE, returned_at=early, calendar=calendar) == DUE
    assert revision_due(original=None, returned_at=early, calendar=calendar) == due_at(at("2019-05-16 00:00").date())


def test_days_of_a_step_are_workdays(calendar: WorkCalendar) -> None:
    """2019-09-29 is a working Sunday, 10-01 to 10-07 is the break, 10-12 a working Saturday."""
    assert in_workdays(at("2019-09-28 10:00"), 1, calendar=calendar) == due_at(at("2019-09-29 00:00").date())
    assert in_workdays(at("2019-09-30 10:00"), 2, calendar=calendar) == due_at(at("2019-10-09 00:00").date())
    assert in_workdays(at("2019-09-30 10:00"), 0, calendar=calendar) == due_at(at("2019-09-30 00:00").date())
    assert in_workdays(at("2019-10-05 10:00"), 0, calendar=calendar) == due_at(at("2019-10-08 00:00").date())


def test_late_start_is_made_up_for_or_not_asked(calendar: WorkCalendar) -> None:
    """O25: never overdue from the first day."""
    published = at("2019-09-04 10:00")
    past, ahead = at("2019-07-15 23:59"), at("2019-09-16 23:59")
    ask = {"published_at": published, "days": 5, "calendar": calendar}
    assert started(ahead, choice=LateStart.EXEMPT, **ask) == LateStarted(Start.AS_PLANNED, ahead)
    assert started(past, choice=LateStart.EXEMPT, **ask) == LateStarted(Start.EXEMPT, None)
    assert started(past, choice=LateStart.BACKFILL, **ask) == LateStarted(
        Start.BACKFILL, due_at(at("2019-09-11 00:00").date())
    )
    assert started(published, choice=LateStart.BACKFILL, **ask) == LateStarted(Start.AS_PLANNED, published)
