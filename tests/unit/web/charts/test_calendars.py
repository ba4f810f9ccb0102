"""Deadlines by day, milestones by month."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.web.charts.samples import TODAY, WORDS, deadlines, milestones
from web.charts.deadlines import deadline_months
from web.charts.gantt import Item, Node, Stand, gantt, stand_of


def test_year_says_how_much_falls_due_and_when_most() -> None:
    chart = deadline_months(deadlines(), WORDS)
    assert chart.says == "2019年共301项，分布在26天；最多的一天是2019年2月12日，22项。其中5天是休息日。"
    assert ("2019年9月12日（四）", "工作日", "22", "市考指标完成情况 22家") in chart.table.rows
    assert ("2019年4月28日（日）", "调休上班", "4", "月度报表") in chart.table.rows


def test_day_with_deadlines_leads_to_them_and_tells_them() -> None:
    drawn = str(deadline_months(deadlines(), WORDS).drawing)
    assert drawn.count("<a ") == 26
    assert 'href="/deadlines/2019-09-12" aria-label="2019年9月12日 工作日：22项\n市考指标完成情况 22家"' in drawn
    assert "2019年9月13日 中秋节" in drawn


def test_what_falls_due_is_listed_below_its_month() -> None:
    listed = str(deadline_months(replace(deadlines(), listed=True), WORDS).drawing)
    assert "<ul><li><b>13日</b> 目标任务分解表</li>" in listed.replace("<li><b>12日</b> 市考指标完成情况 22家</li>", "")
    assert "<ul>" not in str(deadline_months(deadlines(), WORDS).drawing)


@pytest.mark.parametrize(
    ("done", "stand"),
    [(None, Stand.AHEAD), (TODAY, Stand.DONE), (date(2020, 1, 1), Stand.DONE)],
)
def test_milestone_is_on_time_on_its_day(done: date | None, stand: Stand) -> None:
    assert stand_of(Node(TODAY, "开工", done), TODAY) is stand


def test_milestone_is_late_the_day_after() -> None:
    assert stand_of(Node(date(2019, 9, 9), "开工"), TODAY) is Stand.LATE


def test_bar_runs_from_the_beginning_to_the_last_milestone() -> None:
    first, second, third = milestones().lines
    covered = [(cell.start, cell.width) for cell in first.cells]
    assert covered[0] == (0.0, 0.0)
    assert covered[1] == (32.1, 67.9)
    assert covered[5] == (0.0, 100.0)
    assert covered[11] == (0.0, 64.5)
    assert second.cells[8].start == 30.0, "without days of its own it begins with its first milestone"
    assert {(cell.start, cell.width) for cell in third.cells} == {(0.0, 0.0)}


def test_milestones_stand_in_their_months() -> None:
    shown = milestones()
    assert [[node.title for node in cell.nodes] for cell in shown.lines[0].cells if cell.nodes] == [
        ["出台方案"],
        ["完成筛查"],
        ["救助200名"],
        ["救助350名"],
    ]
    assert shown.other == ("2020年1月15日 验收",)
    assert shown.says == "共6个进度节点，已完成2个，已到时限未完成1个。"
    assert [cell.is_now for cell in shown.lines[0].cells].index(True) == 8


def test_bar_of_one_day_is_seen() -> None:
    item = Item("一日", "", (Node(date(2019, 1, 31), "会"),))
    [line] = gantt([item], title="", year=2019, today=TODAY, words=WORDS).lines
    assert (line.cells[0].start, line.cells[0].width) == (96.8, 3.2)
