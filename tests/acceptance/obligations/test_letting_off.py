"""Let off, asked for after all, left open at the end of the year: each by an act with its reason."""

from collections.abc import Callable

import pytest

from models.journal import Journal
from models.obligations import Obligation
from models.reports import Report
from models.windows import Window
from tests.integration.actions.breakdowns import handed_in
from tests.integration.actions.year import Year, at

Refused = Callable[..., tuple[str, ...]]
DESK = "county_office_desk"


def test_duty_is_let_off_and_a_report_is_not(county: Year, refused: Refused) -> None:
    duty = next(row for row in county.owed(kind="self_check") if row.period == "2019-10")
    report = county.owed(kind="report")[0]
    county.do("waive_obligation", DESK, "2019-10-08 10:00", obligation=duty.id, reason="本月专项巡查已覆盖")

    assert county.one(Obligation, id=duty.id).outcome == "waived"
    assert county.rows(Journal, act="waive_obligation")[-1].reason == "本月专项巡查已覆盖"
    assert refused(county, "waive_obligation", DESK, "2019-10-08 10:00", obligation=report.id, reason="不必") == (
        f"进展报送“{report.title}”不能免办；进展报告请用“免报”",
    )
    assert refused(county, "waive_obligation", "labour_officer", "2019-10-08 10:00",
                   obligation=county.owed(kind="self_check")[0].id, reason="忙") != ()  # fmt: skip


@pytest.mark.closes("O25")
def test_what_was_let_go_of_is_asked_for_after_all_with_a_new_date(county: Year, refused: Refused) -> None:
    """July was over when the notice came, and was not asked for; now it is, with ten days."""
    report = next(row for row in county.rows(Report, state="waived"))
    window = county.one(Window, id=report.window_id)
    told = {"assignment": report.assignment_id, "window": window.code, "occasion": window.occasion}
    assert refused(county, "demand_report", DESK, "2019-09-10 10:00", **told, until="2019-09-09", reason="要") == (
        "补报的期限要晚于现在",
    )
    county.do("demand_report", DESK, "2019-09-10 10:00", **told, until="2019-09-20", reason="市里要累计数")

    rows = [row for row in county.owed(kind="report", subject_id=report.assignment_id)
            if row.period == f"{window.code}/{window.occasion}"]  # fmt: skip
    assert {(row.due_at, row.original_due_at, row.title[-4:]) for row in rows} == {
        (at("2019-09-20 23:59:59.999999"), window.due_at, "（补报）")
    }
    assert (county.one(Report, id=report.id).state, county.one(Window, id=window.id).state) == ("filling", "open")
    assert [row.body for row in county.told("dates_changed")][-1].endswith("原因：补报，市里要累计数。")
    for day in ("18", "20", "23"):
        county.tick(f"2019-09-{day} 09:00")
    about = [row.created_at for row in county.told("reminder") if rows[0].title in row.body]
    urged = [row.created_at for row in county.told("urge") if rows[0].title in row.body]
    assert (about, urged) == ([at("2019-09-18 09:00")], [at("2019-09-23 09:00")])


def test_year_leaves_nothing_open_silently(town: Year, refused: Refused) -> None:
    handed_in(town, "2019-03-14 10:00")
    review = town.owed(kind="review")[0]
    before = town.dump()
    done = town.do("close_open_ends", "desk", "2020-01-06 10:00", assessment=town.assessment, reason="清理")
    assert (done.summary, town.dump()) == ("年终还有4件没有办结，其中3件可以办结（尚未改动）", before)

    assert refused(town, "close_open_ends", "desk", "2019-12-31 10:00", assessment=town.assessment,
                   reason="清理", apply=True) == ("2019年度还没有结束",)  # fmt: skip
    assert refused(town, "close_open_ends", "desk", "2020-01-06 10:00", assessment=town.assessment, reason="清理",
                   obligations=[review.id], apply=True) == (
        f"审核“{review.title}”还等着办理，不能这样办结",
    )  # fmt: skip
    town.do("close_open_ends", "desk", "2020-01-06 10:00", assessment=town.assessment, reason="年度已结束，不再补报",
            apply=True)  # fmt: skip

    assert [row.kind for row in town.owed()] == ["review"]
    lines = town.rows(Journal, act="close_open_ends")
    assert ({row.reason for row in lines}, len(lines)) == ({"年度已结束，不再补报"}, 3)
