import pytest

from workdays.calendar import WorkCalendar
from workdays.seed import seeded_calendar


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    """With 2027, which is not announced."""
    return seeded_calendar(2018, 2027)
