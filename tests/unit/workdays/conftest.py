import pytest

from workdays.calendar import WorkCalendar
from workdays.seed import seeded_calendar


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    """Every year that the package knows, and two that nobody has announced."""
    return seeded_calendar(2004, 2028)
