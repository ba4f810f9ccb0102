"""年终: what a past year has left open is laid before the head of the office, once a week."""

from pathlib import Path

from actions.ending_year import end_years
from models.assignments import Assignment
from models.database import Database
from models.outbox import OutboxMessage
from models.posts import Post
from tests.integration.actions.breakdowns import concluded
from tests.integration.actions.year import Year, at, published


def ended(year: Year, when: str) -> dict[str, int]:
    return end_years(year.database, now=at(when))


def test_what_is_left_is_told_once_a_week_on_a_workday_at_the_hour_of_the_scheme(town: Year) -> None:
    within, early = ended(town, "2019-12-31 09:35"), ended(town, "2020-01-02 08:35")
    rest_day = ended(town, "2020-01-04 10:00")
    first, again = ended(town, "2020-01-02 09:35"), ended(town, "2020-01-03 09:35")
    next_week = ended(town, "2020-01-06 09:35")

    nothing = {"listed": 0, "open": 0, "archived": 0}
    assert [within, early, rest_day] == [nothing] * 3
    assert first == again == next_week == {"listed": 1, "open": len(town.owed()), "archived": 0}
    told = town.rows(OutboxMessage, kind="year_end")
    assert len(told) == 2
    assert {row.code for row in town.rows(Post) if row.id == told[0].post_id} == {"desk"}
    count = len(town.owed())
    assert told[0].subject.endswith(f"年度已经结束，还有{count}件没有办结")
    assert told[0].body.splitlines()[0] == (
        f"年度已经结束，还有{count}件没有办结：0件等审核、认定、评分或审批，要逐件办理；{count}件核对后可以年终清理。"
        "没有待认定、待归档的指标任务。"
    )
    assert told[0].body.splitlines()[1] == "1. 农业站　指标分解“新建高标准农田”"


def test_scored_tasks_are_archived_when_the_scheme_says(sqlite_database: Database, tmp_path: Path) -> None:
    stage = "  verification: {by: office, days: 3}\n"
    other = {stage: f"{stage}  archive: {{due: 2020-02-28}}\n"}
    town = published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)
    number = concluded(town)
    town.do("verify", "desk", "2020-01-08 09:00", assignment=number, figures={"建成面积": "805"}, words="与台账一致")
    town.do("enter_score", "desk", "2020-01-10 09:00", assignment=number, points="60", basis="附件第一项")

    assert ended(town, "2020-02-28 09:35")["archived"] == 0
    assert "已评分、待归档的指标任务1项" in town.rows(OutboxMessage, kind="year_end")[-1].body
    assert ended(town, "2020-03-02 09:35")["archived"] == 1
    assert town.one(Assignment, id=number).state == "archived"


def test_year_that_is_over_and_done_is_silent(town: Year) -> None:
    town.do("close_open_ends", "desk", "2020-01-02 09:00", assessment=town.assessment, apply=True, reason="年度已结束")

    assert town.owed() == []
    assert ended(town, "2020-01-02 09:35") == {"listed": 0, "open": 0, "archived": 0}
