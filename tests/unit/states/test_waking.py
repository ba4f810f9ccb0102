"""The clock works at night and on rest days; what it has to say leaves in the morning."""

from datetime import datetime

import pytest

from config.policy import Messages
from config.zone import SHANGHAI
from states.messages import waking_moment
from workdays.seed import seeded_calendar

CALENDAR = seeded_calendar(2019, 2020)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("decided", "leaves"),
    [
        ("2019-06-20T00:00", "2019-06-20T09:00"),  # a window opens at midnight
        ("2019-06-20T14:03", "2019-06-20T14:03"),
        ("2019-06-20T20:00", "2019-06-21T09:00"),
        ("2019-09-28T10:00", "2019-09-29T09:00"),  # Saturday; the Sunday after it is worked (调休)
        ("2019-09-30T21:00", "2019-10-08T09:00"),  # across National Day
        ("2020-01-01T00:00", "2020-01-02T09:00"),
    ],
)
def test_what_the_clock_says_at_night_or_on_a_rest_day_leaves_the_next_working_morning(
    decided: str, leaves: str
) -> None:
    assert waking_moment(at(decided), policy=Messages(), calendar=CALENDAR) == at(leaves)


def test_office_that_wants_messages_on_rest_days_gets_them_at_its_hour() -> None:
    policy = Messages(rest_days=True, digest_at="08:30")

    assert waking_moment(at("2019-10-03T02:00"), policy=policy, calendar=CALENDAR) == at("2019-10-03T08:30")
    assert waking_moment(at("2019-10-03T12:00"), policy=policy, calendar=CALENDAR) == at("2019-10-03T12:00")
