"""The administrator's year: rules change from a day on, the calendar shows what is owed now, lights keep the past."""

from decimal import Decimal
from typing import Any

import pytest

from models.journal import Journal
from models.outbox import OutboxMessage
from tests.acceptance.cli.conftest import Shell
from tests.acceptance.requirements.falling_short import DESK, JOBS, report_jobs
from tests.integration.actions.year import Year, scheme_text

BASIS = "县考核委员会会议纪要〔2019〕3号"


def place(year: Year) -> dict[str, str]:
    return {"KAOHE_DATABASE_URL": year.database.shown}


def amend(year: Year, when: str, *changes: tuple[str, str], since: str) -> Any:
    text = scheme_text("ningshan-2019").replace("revision: 1", "revision: 2")
    for said, instead in changes:
        assert said in text
        text = text.replace(said, instead)
    return year.do("amend_year", DESK, when, text=text, effective_on=since, basis=BASIS, apply=True)


def test_target_that_changes_from_a_day_on_leaves_the_lights_before_it(county: Year, shell: Shell) -> None:
    county.tick("2019-09-05 09:00")
    report_jobs(county, "2019-08", "500", when="2019-09-10 10:00")
    done = amend(county, "2019-09-20 10:00", ("value: 900", "value: 1200"), since="2019-10-01")

    assert done.details["targets"] == [f"“{JOBS}”的“新增就业人数”由900人改为1200人"]
    expected = {}
    for day in ("2019-09-25", "2019-10-08"):
        told = shell("lights", "--as-of", day, "--unit", "labour", "--json", environment=place(county)).told
        expected[day] = Decimal(told["items"][0]["expected"])
    assert expected == {"2019-09-25": 600, "2019-10-08": 800}  # 900×8/12, 1200×8/12


@pytest.mark.closes("D08", "D09")
def test_calendar_of_the_running_year_knows_changes_overrides_and_events(county: Year, shell: Shell) -> None:
    days = [{"date": "2019-11-15", "kind": "holiday", "name": "县庆"}]
    office = county.office
    county.do("override_days", DESK, "2019-09-06 10:00", office=office, days=days, source="县府通告", apply=True)
    moment = {"happened_at": "2019-09-18T10:00+08:00", "period": "2019-08"}
    county.do("record_event", DESK, "2019-09-18 11:00", assessment=county.assessment, event="city_feedback", **moment)
    day = "      day: 15\n      month: next\n      roll: forward              # 遇休息日"
    amend(county, "2019-09-20 10:00", (day, day.replace("15", "18")), since="2019-12-01")

    told = shell("calendar", "ningshan-2019", "--running", "--json", environment=place(county)).told

    due = {(each["code"], each["period"]): each["due_at"] for each in told["deadlines"]}
    assert told["revision"] == 2
    assert due["statistics", "2019-08"][:10] == "2019-09-20"
    assert due["monthly", "2019-10"][:10] == "2019-11-18"  # the 15th is a holiday of the county's own, then a weekend
    assert due["monthly", "2019-11"][:10] == "2019-12-18"  # changed from December on
    assert {"date": "2019-11-15", "kind": "holiday", "name": "县庆", "provisional": False} in told["days"]


def test_change_is_announced_to_each_post_once_and_journaled(county: Year) -> None:
    amend(county, "2019-09-20 10:00", ("    due: {kind: last_workday, of: month}\n    settled_by: self_check",
          "    due: {kind: day_of_month, day: 25}\n    settled_by: self_check"), since="2019-10-01")  # fmt: skip

    told = county.rows(OutboxMessage, kind="year_amended")
    people = [row.person_id for row in told]
    assert len(people) == len(set(people)) > 1
    assert all(f"依据：{BASIS}。" in row.body for row in told)
    lines = county.rows(Journal, act="amend_year")
    assert [row.subject_kind for row in lines[:2]] == ["assessment", "obligation"]
    assert {row.basis for row in lines} == {BASIS}
