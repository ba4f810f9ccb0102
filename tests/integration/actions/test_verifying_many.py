"""批量核验: what is on pace is taken as reported; whatever raises a question is looked at by itself."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from models.database import Database
from models.reports import Report, ReportRow
from tests.integration.actions.test_shortfall_acts import TOGETHER, hand_in
from tests.integration.actions.year import Year, published

Refusing = Callable[..., tuple[str, ...]]
WHEN = "2019-03-28 15:00"


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=TOGETHER)


def handed_in(town: Year, february: str, march: str) -> list[int]:
    numbers = hand_in(town, february, march)
    for number in numbers:
        town.do("approve", "farming_head", "2019-03-28 11:00", kind="report", id=number)
    return numbers


def items(town: Year, numbers: list[int]) -> list[dict[str, int]]:
    return [{"report": number, "version": town.one(Report, id=number).version} for number in numbers]


def test_reports_on_pace_are_taken_as_reported(town: Year) -> None:
    numbers = handed_in(town, "140", "210")

    done = town.do("verify_reports", "desk", WHEN, items=items(town, numbers))

    assert done.summary == "已按上报值核验2件"
    found = [row.verified_cumulative for number in numbers for row in town.rows(ReportRow, report_id=number)]
    assert found == [Decimal(140), Decimal(210)]


def test_one_behind_its_pace_is_left_and_does_not_keep_the_others(town: Year) -> None:
    february, march = handed_in(town, "140", "150")

    done = town.do("verify_reports", "desk", WHEN, items=items(town, [february, march]))

    assert [result["ok"] for result in done.details["results"]] == [True, False]
    assert done.details["results"][1]["reasons"] == ["“新建高标准农田”是红灯，请打开逐件核验"]
    assert (town.one(Report, id=february).state, town.one(Report, id=march).state) == ("verified", "submitted")
    assert "1件没有办理" in done.summary


def test_falling_figure_is_looked_at_by_itself(town: Year, refused: Refusing) -> None:
    numbers = handed_in(town, "260", "270")
    town.do("verify_report", "desk", WHEN, report=numbers[0])
    with town.database.write() as tx:
        line = ReportRow.t.update().where(ReportRow.c.report_id == numbers[1])
        tx.execute(line.values(previous_cumulative=Decimal(280)))

    (reason,) = refused(town, "verify_reports", "desk", WHEN, items=items(town, numbers[1:]))

    assert "低于上期累计280亩，请打开逐件核验" in reason


def test_report_in_words_alone_and_one_that_changed_are_left(town: Year, refused: Refusing) -> None:
    numbers = handed_in(town, "140", "210")
    words = int(town.report("农机安全检查", "2019-03").id)

    reasons = refused(
        town, "verify_reports", "desk", WHEN, items=[{"report": numbers[0], "version": 99}, {"report": words}]
    )

    assert "已有变化，请刷新后再办" in reasons[0]
    assert "没有可以与序时进度比较的数，请打开逐件核验" in reasons[1]


def test_unit_does_not_verify_its_own(town: Year, refused: Refusing) -> None:
    numbers = handed_in(town, "140", "210")

    assert refused(town, "verify_reports", "farming_head", WHEN, items=items(town, numbers))
