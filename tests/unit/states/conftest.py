import pytest

from workdays.calendar import WorkCalendar
from workdays.seed import seeded_calendar


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    return seeded_calendar(2018, 2028)
