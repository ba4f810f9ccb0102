"""应收、已收、缺报: counted standing by standing, and never more than was asked for."""

from datetime import date
from pathlib import Path

import pytest

from actions.reports.receiving import (
    Standing,
    Wanted,
    count_all,
    count_by_indicator,
    count_by_unit,
    late_reports,
    receipt_lines,
    receipts_of,
    windows_opened,
)
from models.database import Database
from models.units import Office
from tests.integration.actions.test_shortfall_acts import TOGETHER, hand_in
from tests.integration.actions.year import Year, at, published


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    """February and March are asked for at once, until 29 March 17:00."""
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=TOGETHER)


@pytest.fixture
def anywhere(database: Database, tmp_path: Path) -> Year:
    """The same, on both databases."""
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=TOGETHER)


def wanted(town: Year, when: str, **more: object) -> Wanted:
    month = date(2019, 3, 1), date(2019, 3, 31)
    return Wanted(office_id=town.one(Office).id, now=at(when), month=month, **more)  # type: ignore[arg-type]


def counts(town: Year, when: str) -> tuple[int, ...]:
    with town.database.read() as tx:
        found = count_all(tx, wanted(town, when))
    return found.asked, found.came, found.came_late, found.today, found.late, found.coming


def test_reports_stand_where_the_clock_and_the_units_put_them(town: Year) -> None:
    assert counts(town, "2019-03-19 09:00") == (0, 0, 0, 0, 0, 0)

    hand_in(town, "140", "210")

    assert counts(town, "2019-03-28 11:00") == (4, 2, 0, 0, 0, 2)
    assert counts(town, "2019-03-29 17:00") == (4, 2, 0, 2, 0, 0)
    assert counts(town, "2019-03-29 17:01") == (4, 2, 0, 0, 2, 0)


def test_late_report_counts_as_come_and_as_late(town: Year) -> None:
    town.tick("2019-03-20 09:00")
    hand_in(town, "140", "210", when="2019-04-02 10:00")

    assert counts(town, "2019-04-02 11:00") == (4, 2, 2, 0, 2, 0)


def test_units_and_tasks_add_up_to_the_whole(anywhere: Year) -> None:
    hand_in(anywhere, "140", "210")
    asked = wanted(anywhere, "2019-04-01 09:00")
    with anywhere.database.read() as tx:
        units, tasks, whole = count_by_unit(tx, asked), count_by_indicator(tx, asked), count_all(tx, asked)

    assert [(each.name, each.asked, each.late) for each in units] == [("农业站", 4, 2)]
    assert [(each.name, each.asked, each.came) for each in tasks] == [
        ("A1 新建高标准农田", 2, 2),
        ("A2 农机安全检查", 2, 0),
    ]
    assert sum(each.asked for each in tasks) == whole.asked


def test_what_was_put_off_is_due_later_and_what_was_let_off_is_not_asked_for(town: Year) -> None:
    town.tick("2019-03-20 09:00")
    owed = next(row for row in town.owed(kind="report") if "农机" in row.title)
    data = {"obligation": owed.id, "until": "2019-04-03", "reason": "等检测结果"}
    plea = town.do("request_extension", "farming_officer", "2019-03-27 10:00", **data).ids["plea"]
    town.do("grant_extension", "desk", "2019-03-27 15:00", plea=plea)
    assert counts(town, "2019-04-01 09:00") == (4, 0, 0, 0, 2, 2)

    town.do(
        "waive_report", "desk", "2019-04-01 10:00", report=town.report("农机安全检查", "2019-02").id, reason="无检查"
    )
    assert counts(town, "2019-04-01 11:00")[0] == 3


def test_lines_say_what_can_be_urged(anywhere: Year) -> None:
    hand_in(anywhere, "140", "210")
    asked = wanted(anywhere, "2019-04-01 09:00")
    with anywhere.database.read() as tx:
        lines = receipts_of(tx, tx.execute(receipt_lines(tx, asked)).all())
        late = late_reports(tx, asked, limit=1)

    told = {(each.title, each.standing, each.obligation is not None) for each in lines}
    assert told == {("新建高标准农田", Standing.IN, False), ("农机安全检查", Standing.LATE, True)}
    assert [each.title for each in late] == ["农机安全检查"]


def test_one_window_and_one_period(town: Year) -> None:
    town.tick("2019-03-20 09:00")
    with town.database.read() as tx:
        (window,) = windows_opened(tx, town.one(Office).id)
        one = Wanted(
            office_id=town.one(Office).id, now=at("2019-03-21 09:00"), window=window.id, period=window.periods[0][0]
        )
        assert (window.key, len(window.periods), count_all(tx, one).asked) == ("march", 2, 2)
