"""Whether, when and in which bundle a message leaves."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from config.policy import Messages
from states.messages import GATHERING, Bundle, Pending, bundles, is_quiet, leaves_at, unwanted
from tests.unit.states.office import at
from workdays.calendar import WorkCalendar

POLICY = Messages()


def pending(decided: str = "2019-05-13 09:00", *, key: str = "k", person: int = 1, **more: Any) -> Pending:
    return Pending(key=key, person=person, decided_at=at(decided), **{"urgent": False, **more})


def leaving(decided: str, calendar: WorkCalendar, *, policy: Messages = POLICY, **more: Any) -> datetime:
    return leaves_at(pending(decided, **more), policy=policy, calendar=calendar)


@pytest.mark.parametrize(
    ("decided", "leaves"),
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
def test_digest_leaves_in_the_next_working_morning(decided: str, leaves: str, calendar: WorkCalendar) -> None:
    """Over a weekend, over the Labour Day break to the working Sunday, and on a make-up Saturday."""
    assert leaving(decided, calendar) == at(leaves)


def test_urgent_leaves_at_once_on_whatever_day(calendar: WorkCalendar) -> None:
    assert leaving("2019-05-11 22:30", calendar, urgent=True) == at("2019-05-11 22:30")


def test_office_that_writes_on_rest_days_says_so(calendar: WorkCalendar) -> None:
    assert leaving("2019-05-10 17:30", calendar, policy=Messages(rest_days=True)) == at("2019-05-11 09:10")


def test_digest_in_a_quiet_hour_waits_for_its_end(calendar: WorkCalendar) -> None:
    night = Messages(digest_at="07:00")
    assert leaving("2019-05-13 06:00", calendar, policy=night) == at("2019-05-13 08:00")


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
    assert is_quiet(at(moment), policy=POLICY) is quiet


def test_quiet_hours_within_a_day() -> None:
    noon = Messages(quiet_from="12:00", quiet_until="14:00")
    assert [is_quiet(at(f"2019-05-13 {hour}"), policy=noon) for hour in ("11:59", "12:00", "13:59", "14:00")] == [
        False,
        True,
        True,
        False,
    ]


def test_one_digest_a_person_in_official_order() -> None:
    second = pending("2019-05-13 08:00", key="b", order=2)
    first = pending("2019-05-13 08:30", key="a", order=1)
    other = pending(key="c", person=2)
    urgent = pending("2019-05-13 08:59", key="d", urgent=True)
    assert bundles([second, first, other, urgent]) == (
        Bundle(1, (urgent,)),
        Bundle(2, (other,)),
        Bundle(1, (first, second)),
    )
    assert [each.is_digest for each in bundles([second, first, other])] == [False, True]


def test_message_is_asked_again_before_it_leaves() -> None:
    """A8: all further notices stop when the thing is done."""
    assert unwanted(is_settled=False) is None
    assert unwanted(is_settled=True) == "所涉事项已办结，不再发送"
    assert unwanted(is_settled=False, is_told=True) == "收件人已在系统内阅知，不再发送"
    assert unwanted(is_settled=False, has_reader=False) == "收件人已不在岗，不再发送"


def test_morning_gathers_two_ticks() -> None:
    assert timedelta(minutes=10) == GATHERING
