"""欠账: opened by figures, climbed by the clock that only drafts, closed by a verified figure at pace."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.database import Database
from models.journal import Journal
from models.letters import Letter
from models.shortfalls import Shortfall, ShortfallRung
from tests.acceptance.requirements.asking import bodies, refusal
from tests.acceptance.requirements.falling_short import DESK, JOBS, found_above, report_jobs, shortfalls, verified
from tests.integration.actions.year import Year, published

SEPTEMBER = "2019-09-10 10:00"
OCTOBER = "2019-10-10 10:00"


def fall_short(county: Year) -> int:
    """August closes with 500 of the 600 that are due: red."""
    county.tick("2019-09-05 09:00")
    return report_jobs(county, "2019-08", "500", when=SEPTEMBER)


def taken(county: Year) -> list[tuple[str, str]]:
    return [(f"{row.taken_at:%m-%d}", row.rung) for row in county.rows(ShortfallRung)]


@pytest.mark.closes("R2.17", "W7")
def test_figure_behind_its_pace_opens_one_shortfall_and_the_clock_drafts_the_warning(county: Year) -> None:
    fall_short(county)

    (opened,) = county.rows(Shortfall)
    assert (opened.period, opened.expected, opened.actual, opened.gap) == ("2019-08", 600, 500, 100)
    assert (opened.criterion, opened.is_verified, opened.outcome) == ({"light": "red"}, False, None)

    assert county.tick("2019-09-10 10:05").climbed == 1
    assert county.tick("2019-09-10 10:10").climbed == 0
    (letter,) = county.rows(Letter)
    assert (letter.kind, letter.state, letter.shortfall_id, letter.rung) == (
        "warning",
        "drafting",
        opened.id,
        "warning",
    )
    assert "欠账100人" in letter.facts["fact"]
    assert letter.facts["verified"] is False
    assert taken(county) == [("09-10", "warning")]


@pytest.mark.closes("O05")
def test_late_report_opens_no_shortfall(county: Year) -> None:
    """The whole autumn in silence: everything is late, nothing is behind."""
    for day in ("2019-09-20", "2019-10-21", "2019-11-20", "2019-12-20"):
        county.tick(f"{day} 09:00")
    assert (county.rows(Shortfall), county.rows(Letter)) == ([], [])
    assert [row for row in county.rows(Journal) if row.act == "ladder.list_overdue"] != []


def test_ladder_climbs_by_workdays_and_drafts_each_paper_once(county: Year) -> None:
    """10, 20, 30 and 40 workdays from its opening; 29 September and 12 October are worked."""
    fall_short(county)
    days = [date.fromordinal(day) for day in range(date(2019, 9, 10).toordinal(), date(2019, 11, 30).toordinal())]
    for day in days:
        county.tick(f"{day} 10:30")

    assert taken(county) == [
        ("09-10", "warning"), ("09-25", "supervision"), ("10-14", "talk"), ("10-28", "circular"), ("11-11", "study"),
    ]  # fmt: skip
    assert [row.kind for row in county.rows(Letter)] == ["warning", "order", "talk"]
    assert [code for code, _ in bodies(county, "shortfall_listed")] == [DESK, "county_office_head"]


@pytest.fixture
def judged_above(sqlite_database: Database, tmp_path: Path) -> Year:
    """The same county, where the city finds what each report is worth."""
    other = {"    reports: office\n": "    reports: superior\n"}
    return published(sqlite_database, "ningshan-2019", when="2019-09-04 09:00", folder=tmp_path, other=other)


def test_nothing_waits_for_the_superior_until_a_figure_would_close_a_shortfall(judged_above: Year) -> None:
    fall_short(judged_above)
    assert judged_above.owed(kind="verification") == []
    judged_above.tick("2019-10-08 09:00")
    september = report_jobs(judged_above, "2019-09", "700", when=OCTOBER)

    (owed,) = judged_above.owed(kind="verification")
    assert (owed.subject_id, f"{owed.due_at:%m-%d}") == (september, "10-11")
    found_above(judged_above, september, when="2019-10-14 10:00")
    assert [each["outcome"] for each in shortfalls(judged_above)] == ["caught_up"]
    assert judged_above.owed(kind="verification") == []


@pytest.mark.closes("O20")
def test_figure_that_would_close_it_is_verified_first_and_meanwhile_the_ladder_holds(county: Year) -> None:
    august = fall_short(county)
    county.tick("2019-09-10 10:05")
    county.tick("2019-10-08 09:00")
    before = taken(county)
    september = report_jobs(county, "2019-09", "700", when=OCTOBER)

    (held,) = shortfalls(county)
    assert (held["latest"], held["gap"], held["outcome"], held["held"]) == ("2019-09", 0, None, True)
    ((person, words),) = bodies(county, "verify_urgently")
    assert person == DESK
    assert "完成700人，占年度任务（900人）的77.8%，达到序时进度" in words
    due = {row.subject_id: f"{row.due_at:%m-%d}" for row in county.owed(kind="verification")}
    assert due == {august: "09-18", september: "10-11"}
    county.tick("2019-11-29 10:00")
    assert taken(county) == before

    verified(county, september, when="2019-12-02 10:00")
    assert [each["outcome"] for each in shortfalls(county)] == ["caught_up"]
    assert [row.subject_id for row in county.owed(kind="verification")] == [august]
    county.tick("2019-12-30 10:00")
    assert taken(county) == before


def test_verified_figure_that_is_still_behind_lets_the_ladder_go_on(county: Year) -> None:
    fall_short(county)
    county.tick("2019-09-10 10:05")
    county.tick("2019-10-08 09:00")
    september = report_jobs(county, "2019-09", "700", when=OCTOBER)
    verified(county, september, when="2019-10-14 10:00", cumulative="520")

    (open_still,) = shortfalls(county)
    assert (open_still["gap"], open_still["outcome"], open_still["held"]) == (Decimal(155), None, False)
    county.tick("2019-10-14 10:05")
    assert taken(county) == [("09-10", "warning"), ("10-08", "supervision")]
    county.tick("2019-10-18 17:00")
    county.tick("2019-10-21 09:00")
    assert taken(county)[2:] == [("10-21", "talk")]


def test_second_time_is_a_shortfall_of_its_own(county: Year) -> None:
    fall_short(county)
    county.tick("2019-10-08 09:00")
    september = report_jobs(county, "2019-09", "700", when=OCTOBER)
    verified(county, september, when="2019-10-14 10:00")
    county.tick("2019-12-04 09:00")
    report_jobs(county, "2019-11", "700", when="2019-12-10 10:00")

    assert [(row.ordinal, row.period, row.outcome) for row in county.rows(Shortfall)] == [
        (1, "2019-08", "caught_up"),
        (2, "2019-11", None),
    ]


@pytest.mark.closes("O05")
def test_report_that_comes_late_does_not_touch_the_ladder_of_the_shortfall(county: Year) -> None:
    """September's report is overdue; August's shortfall climbs on its own days."""
    fall_short(county)
    county.tick("2019-09-10 10:05")
    county.tick("2019-10-25 10:00")
    assert len(county.owed(kind="report", period="monthly/2019-09", subject_id=county.assignment(JOBS))) == 1
    assert [rung for _, rung in taken(county)] == ["warning", "supervision"]


def test_withdrawn_task_ends_its_shortfall(county: Year) -> None:
    fall_short(county)
    told = {"assignment": county.assignment(JOBS), "reason": "任务取消", "document_no": "县考函〔2019〕示例2号"}
    county.do("withdraw", "county_office_head", "2019-09-12 10:00", **told)
    assert [each["outcome"] for each in shortfalls(county)] == ["withdrawn"]
    assert county.tick("2019-10-30 10:00").climbed == 0 or taken(county) == []


@pytest.mark.closes("A41")
def test_pause_stands_still_until_its_day_and_then_goes_on(county: Year) -> None:
    fall_short(county)
    county.tick("2019-09-10 10:05")
    (row,) = county.rows(Shortfall)
    told = {"shortfall": row.id, "until": "2019-10-15", "reason": "受灾停工，县领导同意暂缓"}
    assert refusal(county, "pause_shortfall", "labour_head", "2019-09-11 09:00", **told) != ()
    county.do("pause_shortfall", "county_office_head", "2019-09-11 09:00", **told)

    county.tick("2019-10-14 10:00")
    assert [rung for _, rung in taken(county)] == ["warning"]
    county.tick("2019-10-15 09:00")
    assert taken(county)[-1] == ("10-15", "supervision")


def test_everything_that_became_of_it_is_in_the_journal(county: Year) -> None:
    fall_short(county)
    county.tick("2019-09-10 10:05")
    county.tick("2019-10-08 09:00")
    september = report_jobs(county, "2019-09", "700", when=OCTOBER)
    verified(county, september, when="2019-10-14 10:00")

    lines = county.rows(Journal, subject_kind="shortfall")
    assert [(row.act, row.via) for row in lines] == [
        (act, "clock")
        for act in (
            "open_shortfall", "ladder.draft_warning", "ladder.draft_supervision", "hold_shortfall", "close_shortfall",
        )
    ]  # fmt: skip
    assert "应完成900×8/12=600人" in lines[0].reason


def test_figure_of_a_withdrawn_task_makes_no_shortfall_again(county: Year) -> None:
    """August is corrected after the task was withdrawn: nothing is asked of it any more."""
    august = fall_short(county)
    told = {"assignment": county.assignment(JOBS), "reason": "任务取消", "document_no": "县考函〔2019〕示例2号"}
    county.do("withdraw", "county_office_head", "2019-09-12 10:00", **told)
    verified(county, august, when="2019-09-16 10:00", cumulative="400")
    assert [each["outcome"] for each in shortfalls(county)] == ["withdrawn"]
