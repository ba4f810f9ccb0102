"""Whether a message leaves, when, and whether with the digest of a morning."""

from datetime import timedelta

import pytest

from config.manners import Manner
from config.policy import Messages
from states.messages import GATHERING, Leaving, Pending, is_quiet, unwanted
from states.messages import leaving as leaves
from tests.unit.states.office import at
from workdays.calendar import WorkCalendar

POLICY = Messages()


def leaving(decided: str, calendar: WorkCalendar, *policies: Messages, manner: Manner = Manner.DIGEST,
            due: str | None = None, is_first: bool = True) -> Leaving:  # fmt: skip
    pending = Pending(manner=manner, decided_at=at(decided), due_at=at(due) if due else None, is_first=is_first)
    return leaves(pending, policies=policies or (POLICY,), calendar=calendar)


def digest(moment: str) -> Leaving:
    return Leaving(at(moment), together=True)


def alone(moment: str) -> Leaving:
    return Leaving(at(moment))


@pytest.mark.parametrize(
    ("decided", "morning"),
    [
        ("2019-05-13 08:00", "2019-05-13 09:10"),
        ("2019-05-13 09:00", "2019-05-13 09:10"),
        ("2019-05-13 09:05", "2019-05-13 09:10"),
        ("2019-05-13 09:11", "2019-05-14 09:10"),
        ("2019-05-10 17:30", "2019-05-13 09:10"),
        ("2019-05-11 10:00", "2019-05-13 09:10"),
        ("2019-04-30 18:00", "2019-05-05 09:10"),
        ("2019-10-11 18:00", "2019-10-12 09:10"),
    ],
)
def test_digest_leaves_in_the_next_working_morning(decided: str, morning: str, calendar: WorkCalendar) -> None:
    """Over a weekend, over the Labour Day break to the working Sunday, and on a make-up Saturday."""
    assert leaving(decided, calendar) == digest(morning)


def test_urgent_leaves_at_once_on_whatever_day(calendar: WorkCalendar) -> None:
    assert leaving("2019-05-11 22:30", calendar, manner=Manner.URGENT) == alone("2019-05-11 22:30")


@pytest.mark.parametrize(
    ("decided", "leaves"),
    [
        ("2019-05-13 14:03", alone("2019-05-13 14:03")),
        ("2019-05-13 20:00", digest("2019-05-14 09:10")),
        ("2019-05-14 07:59", digest("2019-05-14 09:10")),
        ("2019-05-14 08:00", alone("2019-05-14 08:00")),
        ("2019-09-28 10:00", digest("2019-09-29 09:10")),  # Saturday; the Sunday after it is worked (调休)
        ("2019-09-30 21:00", digest("2019-10-08 09:10")),  # across National Day
    ],
)
def test_what_goes_at_once_waits_for_the_morning_at_night_and_on_a_rest_day(
    decided: str, leaves: Leaving, calendar: WorkCalendar
) -> None:
    assert leaving(decided, calendar, manner=Manner.AT_ONCE) == leaves


def test_beyond_the_known_calendar_weeks_go_as_weeks_do(calendar: WorkCalendar) -> None:
    assert calendar.last_day.year < 2030
    assert leaving("2030-11-22 14:00", calendar, manner=Manner.AT_ONCE) == alone("2030-11-22 14:00")
    assert leaving("2030-11-22 14:00", calendar) == digest("2030-11-25 09:10")


def test_first_of_its_kind_goes_at_once_and_the_others_of_the_day_wait(calendar: WorkCalendar) -> None:
    now = "2019-05-13 14:03"

    assert leaving(now, calendar, manner=Manner.FIRST) == alone(now)
    assert leaving(now, calendar, manner=Manner.FIRST, is_first=False) == digest("2019-05-14 09:10")
    assert leaving(now, calendar, manner=Manner.AT_ONCE, is_first=False) == alone(now)


def test_nothing_leaves_by_itself_while_the_digest_is_gathered(calendar: WorkCalendar) -> None:
    assert leaving("2019-05-13 08:59", calendar, manner=Manner.AT_ONCE) == alone("2019-05-13 08:59")
    assert leaving("2019-05-13 09:00", calendar, manner=Manner.AT_ONCE) == digest("2019-05-13 09:10")
    assert leaving("2019-05-13 09:00", calendar, manner=Manner.URGENT) == alone("2019-05-13 09:00")


@pytest.mark.parametrize(
    ("due", "leaves"),
    [
        ("2019-05-13 17:00", alone("2019-05-13 14:00")),
        ("2019-05-14 09:10", alone("2019-05-13 14:00")),
        ("2019-05-14 09:11", digest("2019-05-14 09:10")),
        ("2019-05-13 13:59", digest("2019-05-14 09:10")),  # overdue already: it is no news any more
    ],
)
def test_what_is_due_before_the_next_digest_does_not_wait_for_it(
    due: str, leaves: Leaving, calendar: WorkCalendar
) -> None:
    assert leaving("2019-05-13 14:00", calendar, due=due) == leaves


def test_office_that_writes_on_rest_days_says_so(calendar: WorkCalendar) -> None:
    assert leaving("2019-05-10 17:30", calendar, Messages(rest_days=True)) == digest("2019-05-11 09:10")


@pytest.mark.parametrize(("hour", "morning"), [("07:00", "08:10"), ("21:00", "08:10"), ("08:00", "08:10")])
def test_digest_in_a_quiet_hour_waits_for_its_end(hour: str, morning: str, calendar: WorkCalendar) -> None:
    assert leaving("2019-05-13 06:00", calendar, Messages(digest_at=hour)) == digest(f"2019-05-13 {morning}")


def test_of_several_schemes_of_one_office_the_quietest_counts(calendar: WorkCalendar) -> None:
    loud = Messages(rest_days=True, digest_at="08:00", quiet_from="22:00", quiet_until="07:00")
    late = Messages(digest_at="09:30", quiet_from="18:00", quiet_until="06:00")

    assert leaving("2019-05-10 17:30", calendar, loud, late) == digest("2019-05-13 09:40")
    assert leaving("2019-05-13 19:00", calendar, loud, manner=Manner.AT_ONCE) == alone("2019-05-13 19:00")
    assert leaving("2019-05-13 19:00", calendar, loud, late, manner=Manner.AT_ONCE) == digest("2019-05-14 09:40")
    assert leaving("2019-05-13 06:30", calendar, loud, late, manner=Manner.AT_ONCE) == digest("2019-05-13 09:40")


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2019-05-13 07:59", True),
        ("2019-05-13 08:00", False),
        ("2019-05-13 19:59", False),
        ("2019-05-13 20:00", True),
        ("2019-05-14 00:00", True),
    ],
)
def test_quiet_hours_go_round_midnight(moment: str, quiet: bool) -> None:
    assert is_quiet(at(moment), policies=[POLICY]) is quiet


def test_quiet_hours_within_a_day() -> None:
    noon = Messages(quiet_from="12:00", quiet_until="14:00")
    assert [is_quiet(at(f"2019-05-13 {hour}"), policies=[noon]) for hour in ("11:59", "12:00", "13:59", "14:00")] == [
        False,
        True,
        True,
        False,
    ]


def test_message_is_asked_again_before_it_leaves() -> None:
    """A8: all further notices stop when the thing is done."""
    assert unwanted(is_settled=False) is None
    assert unwanted(is_settled=True) == "所涉事项已办结，不再发送"
    assert unwanted(is_settled=False, is_put_off=True) == "期限已经改变，按原期限写的不再发送"
    assert unwanted(is_settled=False, is_told=True) == "收件人已在系统内阅知，不再发送"
    assert unwanted(is_settled=False, has_reader=False) == "收件人已不在岗，不再发送"


def test_morning_gathers_two_ticks() -> None:
    assert timedelta(minutes=10) == GATHERING
