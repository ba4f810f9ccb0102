"""Rest days, make-up Sundays, Spring Festival, a holiday announced late: on which days the ladder climbs."""

import pytest

from actions.behaviours import read_behaviour
from actions.rehearsing.rehearsal import Played
from actions.rehearsing.rehearsing import play
from config.loading import load_scheme
from tests.integration.rehearsing.conftest import text_of

MARCH = '      date: 2019-03-29\n      cutoff: "17:00"\n'
OPENS = "    opens: 2019-03-20\n"
SILENT = "title: 试\nrules:\n  - {what: report, when: 不办}\n"


def played(day: str, *, roll: str = "forward", also: str = "", opens: str = "2019-03-20") -> Played:
    """The small year with its report due on another day, and nobody who hands it in."""
    text = (
        text_of("tiny")
        .replace(MARCH, f"      date: {day}\n      roll: {roll}\n")
        .replace(OPENS, f"    opens: {opens}\n")
    )
    return play(text, behaviour=read_behaviour(SILENT + also, load_scheme(text).scheme), sample=None, progress=None)


def climbed(year: Played) -> list[tuple[str, str]]:
    """Of one of the two reports, which go alike."""
    rungs = [each for each in year.rungs if each.what == "进展报送" and "农机" in each.title]
    return [(f"{each.at:%m-%d %H:%M}", each.label) for each in rungs]


def reminded(year: Played) -> set[str]:
    return {f"{each.at:%m-%d}" for each in year.messages if each.kind == "reminder" and "进展报送" in each.subject}


@pytest.mark.closes("D08", "O35")
@pytest.mark.parametrize(
    ("roll", "reminder", "rungs"),
    [
        # Sunday 15 September lies in Mid-Autumn: the workday before it is Thursday the 12th, the one after Monday
        ("forward", "09-11", [("09-17 09:00", "催报"), ("09-18 09:00", "呈阅")]),
        ("back", "09-11", [("09-16 09:00", "催报"), ("09-17 09:00", "呈阅")]),
        ("none", "09-11", [("09-16 09:00", "催报"), ("09-17 09:00", "呈阅")]),
    ],
)
def test_sunday_in_a_holiday_under_each_rule(roll: str, reminder: str, rungs: list[tuple[str, str]]) -> None:
    year = played("2019-09-15", roll=roll, opens="2019-09-02")

    assert (reminded(year), climbed(year)) == ({reminder}, rungs)


@pytest.mark.closes("D05", "A03")
@pytest.mark.parametrize(
    ("day", "opens", "rungs"),
    [
        ("2019-09-27", "2019-09-16", [("09-29 09:00", "催报"), ("09-30 09:00", "呈阅")]),  # Sunday 29th is worked
        ("2019-12-31", "2019-12-20", [("01-02 09:00", "催报"), ("01-03 09:00", "呈阅")]),  # New Year's Day is not
        ("2020-01-23", "2020-01-13", [("02-03 09:00", "催报"), ("02-04 09:00", "呈阅")]),  # Spring Festival of 2020
        ("2020-01-17", "2020-01-13", [("01-19 09:00", "催报"), ("01-20 09:00", "呈阅")]),  # its make-up Sunday
    ],
)
def test_ladder_climbs_on_worked_days_only(day: str, opens: str, rungs: list[tuple[str, str]]) -> None:
    assert climbed(played(day, opens=opens)) == rungs


MAY_DAY = """holidays:
  - announced_on: 2019-03-22
    source: 国办发明电〔2019〕3号
    days:
      - {date: 2019-05-02, kind: holiday, was: workday, name: 劳动节}
      - {date: 2019-05-03, kind: holiday, was: workday, name: 劳动节}
      - {date: 2019-05-04, kind: holiday, was: rest, name: 劳动节}
      - {date: 2019-05-05, kind: workday, was: rest}
      - {date: 2019-04-28, kind: workday, was: rest}
"""


@pytest.mark.closes("D08", "O35")
def test_holiday_that_is_announced_late_moves_what_is_still_owed_and_says_so() -> None:
    """May Day of 2019 was made longer on 22 March; what was due on 2 May is due on Sunday the 5th, which is worked.

    It is asked for before the holiday all the same (O35).
    """
    year = played("2019-05-02", opens="2019-04-22", also=MAY_DAY)

    shown, done = (each.summary for each in year.acts if each.act == "override_days")
    assert (shown, done) == ("将有2项应办事项的期限改变（尚未改动）", "已调整，2项应办事项的期限随之改变")
    changed = {each.body for each in year.messages if each.kind == "dates_changed"}
    assert len(changed) == 2
    assert all("5月2日（周四）下班前" in body and "5月5日（周日）下班前" in body for body in changed)
    assert (reminded(year), climbed(year)) == ({"04-29"}, [("05-06 09:00", "催报"), ("05-07 09:00", "呈阅")])


def test_day_that_is_announced_after_the_date_moves_the_ladder_alone() -> None:
    """Due on 23 January 2020; on the 27th the Festival was made longer, so that nobody is urged on the 31st."""
    longer = """holidays:
  - announced_on: 2020-01-27
    source: 国办发明电〔2020〕1号
    days:
      - {date: 2020-01-31, kind: holiday, was: workday, name: 春节}
      - {date: 2020-02-01, kind: holiday, was: workday, name: 春节}
"""
    assert climbed(played("2020-01-23", opens="2020-01-13", also=longer)) == [
        ("02-03 09:00", "催报"),
        ("02-04 09:00", "呈阅"),
    ]
