"""The county of the demonstration: a sound scheme in any year, and everything said that its people would type."""

from collections import Counter
from datetime import datetime

import pytest

from actions.living.county import county_years
from checks.checking import check, has_errors
from config.readings import assignments_of
from config.zone import SHANGHAI
from workdays.seed import seeded_calendar


def test_county_has_about_twenty_units_and_sixty_indicators() -> None:
    _, year = county_years(datetime(2026, 11, 22, 9, tzinfo=SHANGHAI))
    planned = list(assignments_of(year.scheme))
    assert len({each.lead for each in planned}) == 18
    assert len(planned) == 60
    assert sorted(each.assignment for each in year.sample.breakdowns) == sorted(each.code for each in planned)


def test_every_unit_is_worth_a_hundred_points() -> None:
    _, year = county_years(datetime(2026, 11, 22, 9, tzinfo=SHANGHAI))
    points: Counter[str] = Counter()
    for each in assignments_of(year.scheme):
        points[each.lead] += int(each.points or 0)
    assert set(points.values()) == {100}


@pytest.mark.parametrize("now", ["2026-01-05 09:00", "2027-12-30 09:00", "2031-06-01 00:00"])
def test_county_is_sound_in_a_year_whose_holidays_nobody_has_announced_too(now: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    for year in county_years(moment):
        calendar = seeded_calendar(year.scheme.year, year.scheme.year + 1)
        assert not has_errors(check(year.scheme, calendar=calendar))
        assert year.sample.published_on.year == year.scheme.year
        assert all(event.period.startswith(str(year.scheme.year)) for event in year.sample.events)
        assert all(item.due_on.year == year.scheme.year for each in year.sample.breakdowns for item in each.items)
