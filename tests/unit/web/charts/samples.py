"""A county's year as charts show it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from config.zone import SHANGHAI
from states.pace import Even, expected, read
from states.picture import main_way
from states.rules import Definition
from tests.unit.states.machines import year
from web.charts.bars import Bar, Part, bar_chart
from web.charts.chart import Chart
from web.charts.deadlines import Deadlines, Due
from web.charts.gantt import Gantt, Item, Node, gantt
from web.charts.pace import Course, Figure
from web.charts.ranking import Runner, ranking_chart
from web.charts.shares import Share, share_chart
from web.charts.standing import Step
from web.kernel.words import Words
from workdays.seed import seeded_calendar

WORDS = Words()
TODAY = date(2019, 9, 10)
UNITS = ("县教育局", "县民政局", "县残联", "县农业农村局", "县卫生健康局", "县应急管理局", "城关镇", "江口镇")


def deadlines() -> Deadlines:
    due = {date(2019, month, 12): Due(22, ("市考指标完成情况 22家",)) for month in range(2, 13)}
    due |= {date(2019, month, 28): Due(4, ("月度报表",)) for month in range(1, 13)}
    due |= {date(2019, 5, 13): Due(1, ("目标任务分解表",)), date(2019, 9, 14): Due(8, ("督办反馈",))}
    due[date(2019, 12, 26)] = Due(2, ("年度自查报告", "目标任务完成佐证"))
    return Deadlines(
        year=2019,
        title="2019年工作日历",
        calendar=seeded_calendar(2019, 2019),
        due=due,
        today=TODAY,
        href=lambda day: f"/deadlines/{day}",
    )


def course(**changes: Any) -> Course:
    target = Decimal(6000)
    planned = {month: expected(Even(), target=target, on=date(2019, month, 28)) for month in range(1, 13)}
    done = (400, 900, 1300, 1800, 2200, 2500, 2900, 3200)
    figures = [Figure(month, Decimal(value), month <= 6) for month, value in enumerate(done, start=1)]
    reading = read(Even(), target=target, actual=Decimal(3200), on=date(2019, 8, 31))
    told = {"title": "城镇新增就业", "unit": "人", "target": target, "planned": planned, "figures": figures}
    return Course(**{**told, "reading": reading, **changes})


def milestones() -> Gantt:
    items = [
        Item(
            "建立残疾儿童康复救助制度，实施残疾儿童抢救性康复项目",
            "康复部",
            (
                Node(date(2019, 3, 15), "出台方案", date(2019, 3, 14)),
                Node(date(2019, 6, 30), "完成筛查", date(2019, 7, 2)),
                Node(date(2019, 8, 31), "救助200名"),
                Node(date(2019, 12, 20), "救助350名"),
            ),
            begins_on=date(2019, 2, 10),
        ),
        Item("农村危房改造", "住建部", (Node(TODAY, "开工率100%"), Node(date(2020, 1, 15), "验收"))),
        Item("尚未排定的事项", "办公室", ()),
    ]
    return gantt(items, title="2019年进度安排", year=2019, today=TODAY, words=WORDS)


def places() -> Chart:
    months = ("3月", "4月", "5月", "6月", "7月", "8月")
    runners = [
        Runner(unit, tuple((at * 3 + month) % len(UNITS) + 1 for month in range(6)), is_own=at == 2)
        for at, unit in enumerate(UNITS)
    ]
    runners.append(Runner("新设单位", (None, None, 9, 9, 9, 9)))
    return ranking_chart(runners, title="各单位名次变化", times=months, head="单位", words=WORDS)


def receipts() -> Chart:
    parts = (Part("已收", "#146c43"), Part("缺报", "#b3261e"))
    bars = [Bar(unit, (at % 5 + 1, at % 3), f"/units/{at}") for at, unit in enumerate(UNITS)]
    says = "应收32项，已收25项，缺报7项。"
    return bar_chart(bars, title="8月份报送情况", says=says, head="单位", parts=parts, unit="项")


def scores() -> Chart:
    bars = [Bar(unit, (Decimal("91.25") - at * Decimal("1.3"),)) for at, unit in enumerate(UNITS)]
    bars.append(Bar("县信访局", (None,)))
    return bar_chart(bars, title="得分", says="按得分排序。", head="单位", parts=(Part("得分"),), unit="分")


def states() -> Chart:
    parts = (
        Share("执行中", 41, "#1a5a9e", "/assignments?state=running"),
        Share("待部门负责人审核", 6, "#b7791f"),
        Share("退回修改", 2, "#b3261e"),
        Share("已评分", 11, "#146c43"),
        Share("已撤销", 0),
    )
    return share_chart(parts, title="指标任务", head="状态", unit="项", words=WORDS)


def machine() -> Definition[Any]:
    return year("shanxi-cjr-2019").assignment.definition


def history(count: int = 3) -> tuple[str, tuple[Step, ...]]:
    """The first states of the main way, a day apart."""
    begun = datetime(2019, 5, 6, 9, 30, tzinfo=SHANGHAI)
    way = main_way(machine())[:count]
    steps = tuple(Step(state, begun + timedelta(days=at), "办理", "康复部负责人") for at, state in enumerate(way))
    return way[-1], steps
