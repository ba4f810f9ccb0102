"""The pictures of one task: its curve against pace, and where it stands in its machine."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from actions.shortfalls.tracking import Tracked
from config.pace import MONTHS
from states.pace import expected, is_low
from states.subjects import SubjectKind
from web.charts.chart import Chart
from web.charts.gantt import Gantt, Item, Node, gantt
from web.charts.pace import Course, Figure, pace_chart
from web.charts.standing import Step, standing_chart
from web.indicators.reading import Overview
from web.kernel.words import Words


def curve(target: Tracked, title: str, words: Words) -> Chart:
    """What should be done by each month's end, and what was reported and verified."""
    aim = target.aim
    year = target.today.year
    course = Course(
        title=title if target.alone else f"{title}（{aim.name}）",
        unit=aim.unit,
        target=aim.value,
        planned={month: _expected(target, year, month) for month in range(1, MONTHS + 1)},
        figures=[
            Figure(each.as_of.month, each.figure.actual, each.figure.is_verified)
            for each in target.periods
            if each.figure is not None and each.figure.actual is not None
        ],
        reading=target.latest.reading if target.periods else None,
        should_stay_low=is_low(aim.comparator),
    )
    return pace_chart(course, words)


def _expected(target: Tracked, year: int, month: int) -> Decimal:
    aim = target.aim
    if is_low(aim.comparator):
        return aim.value
    return expected(aim.plan, target=aim.value, on=date(year, month, monthrange(year, month)[1]))


def milestones(
    items: Iterable[tuple[Any, str, Iterable[Any]]], *, year: int, today: date, words: Words
) -> Gantt | None:
    """The items of a breakdown, each with who does it and its 进度节点; None where no milestone was set."""
    lines = [
        Item(item.content, owner, tuple(Node(each.due_on, each.title, each.done_on) for each in nodes))
        for item, owner, nodes in items
    ]
    own = [line for line in lines if line.nodes]
    return gantt(own, title=words("进度节点"), year=year, today=today, words=words) if own else None


def standing(it: Overview, words: Words) -> Chart:
    """The machine of the task with its present state lit and the way there."""
    kind = SubjectKind.ASSIGNMENT.value
    steps = [
        Step(each.state, each.at, each.what, each.who) for each in it.steps if each.subject[0] == kind and each.state
    ]
    definition = it.machine.definition
    return standing_chart(definition, it.task.state, steps, title=words("办理状态"), name="task", words=words)
