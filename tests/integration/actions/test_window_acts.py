"""A window is opened early by the office, closed, and opened again; what is closed takes no report."""

from pathlib import Path

import pytest

from actions.acts import Refused
from models.database import Database
from models.reports import Report
from models.windows import Window
from tests.integration.actions.year import Year, published


@pytest.fixture
def year(database: Database, tmp_path: Path) -> Year:
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


def move(year: Year, act: str, when: str, by: str = "desk") -> None:
    year.do(act, by, when, assessment=year.assessment, window="march", reason="县里提前要数")


def test_window_opened_by_hand_is_not_opened_again_by_the_clock(year: Year) -> None:
    move(year, "open_window", "2019-03-12 09:00")
    counts = year.tick("2019-03-20 09:00")

    assert counts.opened == 0
    assert {row.state for row in year.rows(Report)} == {"filling"}
    assert len(year.told("window_opened")) == 1


def test_closed_window_takes_no_report_until_it_is_opened_again(year: Year) -> None:
    move(year, "open_window", "2019-03-12 09:00")
    move(year, "close_window", "2019-03-30 09:00")
    report = year.report("农机安全检查", "2019-03").id

    with pytest.raises(Refused) as refused:
        year.do("submit_nil_report", "farming_officer", "2019-04-01 09:00", report=report, reason="检查定在四月")
    move(year, "reopen_window", "2019-04-01 10:00")
    year.do("submit_nil_report", "farming_officer", "2019-04-01 11:00", report=report, reason="检查定在四月")

    assert refused.value.reasons == ("“3月进展情况”已截止，不再接收；确需补报的，请考核办重新开放",)
    assert year.one(Window).state == "open"


def test_window_is_moved_by_the_office_only(year: Year) -> None:
    with pytest.raises(Refused):
        move(year, "open_window", "2019-03-12 09:00", by="farming_officer")
