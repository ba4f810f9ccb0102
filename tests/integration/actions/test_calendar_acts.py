"""A day is overridden, a year is announced, an event starts a clock: what is still owed follows, what was met stays."""

from pathlib import Path
from typing import Any

import pytest

from actions.acts import Refused
from models.database import Database
from models.obligations import Obligation
from tests.integration.actions.year import Year, at, published, scheme_text


@pytest.fixture
def year(database: Database, tmp_path: Path) -> Year:
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


OVERRIDE: dict[str, Any] = {
    "days": [{"date": "2019-03-29", "kind": "holiday", "name": "赶集日"}],
    "source": "镇政〔2019〕5号",
}


def report_due(year: Year) -> set[object]:
    return {row.due_at for row in year.rows(Obligation, kind="report")}


def test_override_shows_the_difference_and_changes_nothing(year: Year) -> None:
    before = year.dump()

    done = year.do("override_days", "desk", "2019-03-05 10:00", office=year.office, **OVERRIDE)

    assert done.summary == "将有2项应办事项的期限改变（尚未改动）"
    assert [one["after"] for one in done.details["moved"]] == [at("2019-04-01 17:00")] * 2
    assert year.dump() == before


def test_override_applied_moves_what_is_owed_and_tells_those_concerned(year: Year) -> None:
    year.do("override_days", "desk", "2019-03-05 10:00", office=year.office, apply=True, **OVERRIDE)

    (told, *_) = year.told("dates_changed")
    assert report_due(year) == {at("2019-04-01 17:00")}
    assert told.body == (
        "农业站：进展报送“3月进展情况：新建高标准农田”的时限由3月29日（周五）17:00前调整为4月1日（周一）17:00前。"
        "原因：镇政〔2019〕5号。"
    )


def test_a_trial_leaves_nothing_behind_for_the_next_reading(year: Year) -> None:
    other: dict[str, Any] = {"days": [{"date": "2019-03-28", "kind": "holiday"}], "source": "镇政〔2019〕6号"}
    year.do("override_days", "desk", "2019-03-05 10:00", office=year.office, **OVERRIDE)

    done = year.do("override_days", "desk", "2019-03-05 10:05", office=year.office, apply=True, **other)

    assert done.summary == "已调整，0项应办事项的期限随之改变"
    assert report_due(year) == {at("2019-03-29 17:00")}


@pytest.mark.parametrize(
    ("known_on", "day", "kind", "comes", "what"),
    [
        # a worked Saturday: one workday after Friday
        ("2019-03-15 10:00", "2019-03-16", "workday", "2019-03-16 09:00", "urge"),
        # a Thursday off: one workday before Friday
        ("2019-03-12 10:00", "2019-03-14", "rest", "2019-03-13 09:00", "reminder"),
    ],
)
def test_what_a_changed_day_brings_forward_comes_on_its_new_day(
    year: Year, known_on: str, day: str, kind: str, comes: str, what: str
) -> None:
    year.tick(known_on)
    told = {"office": year.office, "days": [{"date": day, "kind": kind}], "source": "镇政〔2019〕7号", "apply": True}
    year.do("override_days", "desk", known_on, **told)

    year.tick(comes)

    assert [row.created_at for row in year.told(what)] == [at(comes)] * 2


def test_days_that_changed_rules_bring_forward_are_counted_again(year: Year) -> None:
    """The amended scheme works a Saturday: one workday after Friday."""
    year.tick("2019-03-15 10:00")
    worked = "\ncalendar:\n  overrides:\n    - {date: 2019-03-16, kind: workday, source: 镇政〔2019〕7号}\n"
    text = scheme_text("tiny").replace("revision: 1", "revision: 2") + worked
    told = {"text": text, "effective_on": "2019-03-15", "basis": "镇政〔2019〕7号", "apply": True}
    year.do("amend_year", "desk", "2019-03-15 10:05", **told)

    year.tick("2019-03-16 09:00")

    assert [row.created_at for row in year.told("urge")] == [at("2019-03-16 09:00")] * 2


def test_calendar_is_changed_by_the_office_only(year: Year) -> None:
    with pytest.raises(Refused):
        year.do("override_days", "farming_officer", "2019-03-05 10:00", office=year.office, **OVERRIDE)


@pytest.mark.closes("D16")
def test_year_that_nobody_announced_is_not_made_certain(year: Year) -> None:
    with pytest.raises(Refused) as refused:
        year.do("announce_year", "desk", "2019-03-05 10:00", office=year.office, year=2099)

    assert "还没有2099年的放假安排" in refused.value.reasons[0]


@pytest.mark.closes("D09", "O21")
def test_figure_is_owed_from_the_day_on_which_the_city_answered(database: Database, tmp_path: Path) -> None:
    county = published(database, "ningshan-2019", when="2019-09-04 09:00", folder=tmp_path)
    (before,) = county.rows(Obligation, kind="figure", period="statistics/2019-08")

    county.do(
        "record_event",
        "county_office_desk",
        "2019-09-18 11:00",
        assessment=county.assessment,
        event="city_feedback",
        period="2019-08",
        happened_at="2019-09-18T10:00+08:00",
    )

    (after,) = county.rows(Obligation, kind="figure", period="statistics/2019-08")
    assert (before.due_at, after.due_at) == (None, at("2019-09-20 23:59:59.999999"))
    assert len(county.told("clock_started")) == 1
