import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.basis import Basis
from config.zone import SHANGHAI
from tests.profiles import cases
from tests.unit.workdays.rules import at, rule
from workdays.calendar import WorkCalendar
from workdays.deadline import NaiveMoment, due_at, instant, is_late, local_day, read_deadline, reminder_day
from workdays.periods import Period
from workdays.resolving import resolve
from workdays.seed import seeded_calendar

BASIS = Basis(document="晋残联通〔2019〕1号", clause="三", quote="5月13日下午17点前")


@pytest.fixture(params=["America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Shanghai"])
def host_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server whose own clock stands elsewhere, in zones that change theirs."""
    monkeypatch.setitem(os.environ, "TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_due_at_is_the_last_permitted_instant() -> None:
    assert due_at(date(2019, 5, 13), cutoff="17:00") == at("2019-05-13 17:00")
    assert due_at(date(2019, 5, 13)) == at("2019-05-13 23:59:59.999999")
    assert due_at(date(2019, 5, 13), cutoff="24:00") == at("2019-05-13 23:59:59.999999")
    assert due_at(date(2019, 3, 1), inclusive=False) == at("2019-02-28 23:59:59.999999")
    assert due_at(date(2020, 3, 1), cutoff="12:00", inclusive=False) == at("2020-02-29 12:00")
    assert due_at(date(2020, 1, 1), inclusive=False) == at("2019-12-31 23:59:59.999999")


def test_due_at_is_eight_hours_ahead_of_utc() -> None:
    assert due_at(date(2019, 5, 13), cutoff="17:00").isoformat() == "2019-05-13T17:00:00+08:00"
    assert due_at(date(2019, 5, 13)).astimezone(UTC) == datetime(2019, 5, 13, 15, 59, 59, 999999, tzinfo=UTC)


@settings(max_examples=cases(200, full=5000))
@given(
    st.dates(date(1985, 1, 1), date(2035, 12, 31)),
    st.integers(1, 400),
    st.one_of(st.none(), st.times().map(lambda t: f"{t:%H:%M}")),
    st.booleans(),
)
def test_due_at_is_aware_on_its_own_day_and_later_for_a_later_day(
    day: date, later: int, cutoff: str | None, inclusive: bool
) -> None:
    """1986–1991 China moved its clocks: dates must not notice."""
    ends = due_at(day, cutoff=cutoff, inclusive=inclusive)
    assert ends.utcoffset() is not None
    assert local_day(ends) == (day if inclusive else day - timedelta(days=1))
    assert instant(ends) < instant(due_at(day + timedelta(days=later), cutoff=cutoff, inclusive=inclusive))


def test_a_day_in_the_summer_time_of_1986_ends_with_its_last_microsecond() -> None:
    for day in (date(1986, 5, 4), date(1986, 9, 13), date(1986, 9, 14), date(1991, 9, 15)):
        assert local_day(due_at(day)) == day
        assert local_day(instant(due_at(day)) + timedelta(microseconds=1)) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (at("2019-05-13 16:59:59.999999"), False),
        (at("2019-05-13 17:00"), False),
        (at("2019-05-13 17:00:00.000001"), True),
        (datetime(2019, 5, 13, 9, 0, tzinfo=UTC), False),
        (datetime(2019, 5, 13, 9, 0, 1, tzinfo=UTC), True),
        (datetime(2019, 5, 13, 5, 0, tzinfo=timezone(timedelta(hours=-4))), False),
    ],
)
def test_a_due_moment_itself_is_on_time(calendar: WorkCalendar, moment: datetime, late: bool) -> None:
    due = resolve(rule("on", date="2019-05-13", cutoff="17:00"), calendar=calendar)
    assert is_late(moment, due) is late


def test_the_hour_that_happened_twice_is_told_apart() -> None:
    """On 14 September 1986 the clock went back from two to one: 01:30 named two instants; the first one is due."""
    due = resolve(rule("on", date="1986-09-14", cutoff="01:30", roll="none"), calendar=seeded_calendar(1986, 1986))
    first = at("1986-09-14 01:30")
    second = first.replace(fold=1)
    assert instant(second) - instant(first) == timedelta(hours=1)
    assert [is_late(moment, due) for moment in (first, second)] == [False, True]


def test_a_naive_moment_is_refused(calendar: WorkCalendar) -> None:
    due = resolve(rule("on", date="2019-05-13"), calendar=calendar)
    naive = datetime(2019, 5, 13, 9, 0)  # noqa: DTZ001 -- the error under test
    with pytest.raises(NaiveMoment, match="没有时区"):
        is_late(naive, due)
    with pytest.raises(NaiveMoment):
        local_day(naive)


def test_local_day_is_the_date_in_shanghai() -> None:
    assert local_day(datetime(2019, 5, 13, 15, 59, 59, tzinfo=UTC)) == date(2019, 5, 13)
    assert local_day(datetime(2019, 5, 13, 16, 0, tzinfo=UTC)) == date(2019, 5, 14)


def test_reminder_day_never_lies_after_the_last_day_named(calendar: WorkCalendar) -> None:
    assert reminder_day(date(2019, 9, 15), calendar=calendar) == date(2019, 9, 12)
    assert reminder_day(date(2019, 9, 16), calendar=calendar) == date(2019, 9, 16)
    assert reminder_day(date(2019, 9, 16), calendar=calendar, inclusive=False) == date(2019, 9, 12)


def test_as_json_names_the_day_of_the_notice_and_local_moments(calendar: WorkCalendar) -> None:
    monthly = rule("day_of_month", day=15, month="next", cutoff="17:00", basis=BASIS)
    due = resolve(monthly, period=Period.month(2019, 8), calendar=calendar, whom="各责任单位")
    assert due.as_json() == {
        "due_on": "2019-09-15",
        "cutoff": "17:00",
        "due_at": "2019-09-16T17:00:00+08:00",
        "inclusive": True,
        "whom": "各责任单位",
        "rule": {"kind": "day_of_month", "day": 15, "month": "next", "cutoff": "17:00", "inclusive": True},
        "basis": {"document": "晋残联通〔2019〕1号", "clause": "三", "quote": "5月13日下午17点前"},
        "provisional": False,
    }


@pytest.mark.parametrize(
    "written",
    [
        {"kind": "on", "date": "2019-05-13", "cutoff": "17:00", "basis": BASIS.model_dump()},
        {"kind": "day_of_month", "day": 15, "month": "next", "inclusive": False},
        {"kind": "unknown"},
        {"kind": "offset", "n": 3, "unit": "workdays", "direction": "after", "anchor": {"event": "received"}},
        {"kind": "offset", "n": 36, "unit": "hours", "direction": "after", "anchor": {"event": "issued"}},
        {"kind": "at_issue"},
    ],
)
def test_a_deadline_reads_back_from_its_json(calendar: WorkCalendar, written: dict[str, object]) -> None:
    events = {"issued": at("2019-05-13 09:30:15")}
    due = resolve(rule(**written), period=Period.month(2019, 8), calendar=calendar, events=events, whom="办公室")  # type: ignore[arg-type]
    assert read_deadline(due.as_json(), calendar=calendar) == due


def test_a_host_elsewhere_shifts_nothing(calendar: WorkCalendar, host_zone: str) -> None:
    """Around the nights on which those hosts change their clocks."""
    for day in (date(2019, 3, 10), date(2019, 3, 31), date(2019, 10, 6), date(2019, 11, 3), date(2011, 12, 30)):
        due = resolve(rule("on", date=day.isoformat(), cutoff="02:30", roll="none"), calendar=calendar)
        assert due.due_at == datetime(day.year, day.month, day.day, 2, 30, tzinfo=timezone(timedelta(hours=8)))
        assert due.as_json()["due_at"] == f"{day.isoformat()}T02:30:00+08:00"
        assert local_day(due_at(day)) == day


def test_the_zone_is_shanghai() -> None:
    assert str(due_at(date(2019, 5, 13)).tzinfo) == str(SHANGHAI) == "Asia/Shanghai"
