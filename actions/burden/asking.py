"""Asking units for what the plan does not have (临时要材料、要数据): counted, and owed until it is answered."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from actions.acts import Data, Done, act
from actions.burden.figures import REQUEST, Wanted, tasks_of
from actions.burden.gate import Demand, Excess, Weighed, note, weigh
from actions.context import Act
from actions.directory import PostEntry, UnitEntry
from actions.guarding import allow
from actions.obligating import Owed
from actions.telling import Told
from actions.wording import say_last_moment
from config.deadlines import ClockTime
from config.ladders import Ladder
from config.obligations import ObligationKind
from config.roles import Role
from states.actors import Decision
from states.burden import Asks
from states.subjects import SubjectFacts, SubjectKind
from workdays.deadline import due_at, instant
from workdays.periods import Period, PeriodError

Text = Annotated[str, Field(min_length=1)]
# who answers, and reads, for a unit, in this order
READERS = (Role.UNIT_OFFICE, Role.LIAISON, Role.DEPARTMENT_HEAD, Role.RESPONSIBLE_PERSON, Role.OFFICER)


class Figure(Data):
    """A figure that is wanted."""

    indicator: Text = Field(description="指标编码")
    period: Text = Field(description="期次，如 2019-06、2019-Q2")


class Sought(Excess):
    """What is wanted of which units by when, and why."""

    assessment: int = Field(description="考核年度编号")
    units: tuple[str, ...] = Field(min_length=1, description="向哪些单位要（编码）")
    title: Text = Field(max_length=60, description="要什么，如 重点项目清单")
    text: str = Field(default="", max_length=500, description="具体要求，不看链接也要能看懂")
    figures: tuple[Figure, ...] = Field(default=(), description="要数据的，写明指标和期次；报过的不能再要")
    due_on: date = Field(description="何日前报（含当日）")
    hour: ClockTime | None = Field(default=None, description="当日几点前；不写则到当日24时")
    reason: Text = Field(description="为什么要，依据什么")


@act("ask_units", label="向单位要材料", data=Sought, asks=Asks.REQUEST)
def ask_units(act: Act, data: Sought) -> Done:
    """向单位要方案以外的材料或数据：计入当月次数，报过的数不能再要；每家成为一件交办事项。"""
    act.published(data.assessment)
    decision = allow(act, "ask_units", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    units = _units(act, data.units)
    due = due_at(data.due_on, cutoff=data.hour)
    faults = list(_faults(act, units, due))
    weighed = weigh(
        act,
        Demand(
            assessment_id=data.assessment,
            units=tuple(unit.id for unit in units),
            matter=f"asked:{data.title}",
            title=data.title,
            due_at=due,
            figures=_wanted(act, data),
            excess=data,
        ),
    )
    if reasons := (*faults, *weighed.reasons):
        raise act.refused(*reasons)
    numbers, owed = open_answers(act, weighed, decision)
    _tell(act, data, owed, due)
    after = {"requests": numbers, "units": [unit.code for unit in units], "due_at": due, **weighed.noted}
    act.record("request", numbers[0], assessment_id=data.assessment, after=after, reason=data.reason, decision=decision)
    said = f"，其中{len(weighed.over)}家超过每月次数" if weighed.over else ""
    return Done(f"已向{len(units)}个单位要“{data.title}”{said}", ids={"request": numbers[0]})


def open_answers(act: Act, weighed: Weighed, decision: Decision) -> tuple[list[int], list[tuple[Owed, int]]]:
    """Note the request, and open what is owed in answer; the requests, and what was opened."""
    demand = weighed.demand
    numbers = note(act, weighed, decision)
    ladder = task_ladder(act, demand.assessment_id)
    owed = [
        Owed(
            kind=ObligationKind.TASK,
            unit_id=unit,
            post_id=post.id,
            subject_kind=REQUEST,
            subject_id=number,
            title=demand.title,
            due_at=demand.due_at,
            assessment_id=demand.assessment_id,
            ladder=ladder,
        )
        for number, unit in zip(numbers, demand.units, strict=True)
        for post in readers_of(act, unit)
    ]
    return numbers, list(zip(owed, act.obligations.open(owed), strict=True))


def task_ladder(act: Act, assessment_id: int) -> Ladder | None:
    """The ladder that climbs for what was given out besides the plan."""
    ladders = act.published(assessment_id).scheme.ladders.values()
    return next((one for one in ladders if ObligationKind.TASK in one.applies_to), None)


def readers_of(act: Act, unit: int) -> tuple[PostEntry, ...]:
    """The posts of the first role that the unit has."""
    found = (act.directory.posts_of(unit, role) for role in READERS)
    return next((posts for posts in found if posts), ())


def _units(act: Act, codes: Sequence[str]) -> tuple[UnitEntry, ...]:
    if lost := [code for code in codes if code not in act.directory.unit_ids]:
        raise act.refused(*(f"没有编码为“{code}”的单位" for code in lost))
    return tuple(act.directory.unit(code) for code in dict.fromkeys(codes))


def _faults(act: Act, units: Sequence[UnitEntry], due: datetime) -> Iterator[str]:
    if instant(due) <= instant(act.now):
        yield "期限要晚于现在"
    for unit in units:
        if not readers_of(act, unit.id):
            yield f"{unit.shown}没有可以办理的岗位"


def _wanted(act: Act, data: Sought) -> tuple[Wanted, ...]:
    found, lost = [], []
    for one in data.figures:
        tasks = tasks_of(act, data.assessment, one.indicator)
        try:
            period = Period.parse(one.period)
        except PeriodError as error:
            lost.append(str(error))
            continue
        if not tasks:
            lost.append(f"本年度没有编码为“{one.indicator}”的指标任务")
        found += [Wanted(task.id, task.title, period) for task in tasks]
    if lost:
        raise act.refused(*lost)
    return tuple(found)


def _tell(act: Act, data: Sought, owed: Sequence[tuple[Owed, int]], due: datetime) -> None:
    texts = act.published(data.assessment).texts
    for one, number in owed:
        words = {
            "unit": act.directory.units[one.unit_id].shown,
            "subject": data.title,
            "due": say_last_moment(due),
            "reason": data.reason,
            "text": f"要求：{data.text}" if data.text else "",
        }
        told = Told(code="material_asked", key=f"asked:{number}", post_id=one.post_id, words=words,
                    overrides=texts, wanted_while=number)  # fmt: skip
        act.tell(told)
