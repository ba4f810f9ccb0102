"""登记上级加减分: what the superior gave or took of a task travels down to the units that answer for it (R2.12, R2.24).

What he took for the negative list goes its own way (`actions.negative`): there a person confirms it, and it is doubled
by the same rule, once.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pydantic import Field

from actions.acts import Done, act
from actions.assignments.loading import planned_of
from actions.carrying.booking import (
    counted_already,
    sitting_points,
    sitting_shares,
    tell_shares,
    write_points,
    write_shares,
)
from actions.carrying.papers import Paper, is_whole, say_paper
from actions.carrying.sharing import NOT_CARRIED, Shares, bearers, say_points, say_shares, shared_out, worth_of
from actions.carrying.tasks import locked_task, record_on, task_facts, the_task, upstream_of
from actions.context import Act
from actions.guarding import decide
from actions.published import Published
from config.indicators import Strategy
from config.readings import kind_of
from models.carried import SuperiorPoints
from models.writing import lock_row
from states.actors import Decision

ELSEWHERE = {
    Strategy.NEGATIVE_LIST: "按负面清单事项登记、确认，只双倍一次",
    Strategy.VETO: "按一票否决提出、审定",
}
"""Kinds of indicator whose losses have a way of their own."""


class Given(Paper):
    """Which task, and who bears how much."""

    assignment: int | None = Field(
        default=None, description="落到哪项指标任务（编号）；与上级指标、上级的指标任务只写一样"
    )
    assessment: int | None = Field(default=None, description="考核年度编号；写上级指标或上级的指标任务时必写")
    indicator: str = Field(default="", description="上级指标的编码：落到它下面的任务")
    parent: int | None = Field(default=None, description="上级考核主体的指标任务编号：落到承接它的任务")
    shares: dict[str, Decimal] = Field(
        default_factory=dict, description="由人确定分担的：单位编码到分，合计等于上级的分"
    )
    words: str = Field(default="", description="说明")


class Corrected(Paper):
    """What the superior says instead."""

    given: int = Field(description="上级加减分编号")
    shares: dict[str, Decimal] = Field(
        default_factory=dict, description="由人确定分担的：单位编码到分；不写则按原来的比例"
    )
    reason: str = Field(min_length=1, description="上级为什么更正")


@act("record_superior_points", label="登记上级加减分", data=Given)
def record_superior_points(act: Act, data: Given) -> Done:
    """登记上级对一项指标的加减分，落到承担它的部门；双倍按方案的规则计。"""
    task = the_task(act, data)
    published = act.published(task.assessment_id)
    units, decision = bearers(act, published, task), decide(act, "record_points", task_facts(act, published, task))
    shares = shared_out(act, published.scheme.carried_down, units, data.points, data.shares)
    matter = f"task:{task.id}:{data.document_no}"
    reasons = [*decision.reasons, *_against(act, published, task, data), *_unshared(act, published, units, shares)]
    if not data.points:
        reasons.append("没有加减分的不用登记")
    if sitting_points(act, task.assessment_id, matter) is not None:
        reasons.append(f"{data.document_no}对“{task.title}”的加减分已经登记，上级改了的请登记更正")
    elif counted := counted_already(act, task, data, matter=matter):
        reasons.append(f"{counted}，同一件事只计一次，不能再双倍")
    if reasons:
        raise act.refused(*dict.fromkeys(reasons))
    upstream = upstream_of(act, published, task)
    points = write_points(act, task, data, matter=matter, upstream=upstream, item_id=None, words=data.words)
    return _share_out(act, published, task, points, shares, decision, reason=data.words)


@act("correct_superior_points", label="登记上级更正加减分", data=Corrected)
def correct_superior_points(act: Act, data: Corrected) -> Done:
    """上级更正了加减分：登记新的一版，原来的一版留着，各单位分担的跟着变。"""
    row = lock_row(act.tx, SuperiorPoints.t, data.given)
    if row is None:
        raise act.refused(f"没有编号为 {data.given} 的上级加减分")
    published, task = act.published(row.assessment_id), locked_task(act, row.assignment_id)
    if row.item_id is not None:
        raise act.refused("这是负面清单的扣分，请在负面清单事项上登记上级更正，重新划分、确认")
    units, decision = bearers(act, published, task), decide(act, "record_points", task_facts(act, published, task))
    sitting = sitting_points(act, row.assessment_id, row.matter)
    shares = shared_out(
        act, published.scheme.carried_down, units, data.points, data.shares, before=sitting_shares(act, row)
    )
    reasons = [*decision.reasons, *_against(act, published, task, data), *_unshared(act, published, units, shares)]
    if sitting is not None and (sitting.points, sitting.document_no) == (data.points, data.document_no):
        reasons.append("与现在登记的一样，没有更正")
    if counted := counted_already(act, task, data, matter=row.matter):
        reasons.append(f"{counted}，同一件事只计一次，不能再双倍")
    if reasons:
        raise act.refused(*dict.fromkeys(reasons))
    points = write_points(act, task, data, matter=row.matter, upstream=row.upstream, item_id=None, words=data.reason)
    return _share_out(act, published, task, points, shares, decision, reason=data.reason, before=sitting)


def _share_out(
    act: Act, published: Published, task: Any, points: Any, shares: Shares, decision: Decision, *,
    reason: str, before: Any = None,
) -> Done:  # fmt: skip
    write_shares(act, points, shares.of)
    worth, _ = worth_of(published.scheme, shares.of)
    record_on(
        act,
        task,
        decision,
        before={"points": before.points, "document_no": before.document_no} if before is not None else None,
        after={"points": points.points, "shares": {unit: str(share) for unit, share in shares.of.items()}},
        reason=reason,
        basis=say_paper(points.document_no, points.dated_on),
    )
    tell_shares(act, published, points, shares.of)
    said = f"上级对“{points.upstream}”{say_points(points.points)}：{say_shares(act, shares.of)}"
    return Done(
        f"已登记{said}",
        ids={"given": points.id, "assignment": task.id},
        details={"worth": {unit: say_points(value) for unit, value in worth.items()}, "version": points.ordinal},
    )


# What speaks against it


def _against(act: Act, published: Published, task: Any, data: Paper) -> Iterator[str]:
    if published.scheme.carried_down is None:
        yield NOT_CARRIED
    if not is_whole(act, data):
        yield "请登记上级认定的文件、日期和附件"
    kind = kind_of(published.scheme, planned_of(act, published, task))
    if kind is not None and kind.strategy in ELSEWHERE:
        yield f"{kind.label}的扣分{ELSEWHERE[kind.strategy]}，不在这里登记"


def _unshared(act: Act, published: Published, units: Sequence[str], shares: Shares) -> Iterator[str]:
    if shares.fault:
        yield shares.fault
    elif not shares.of:
        names = "、".join(act.directory.unit(unit).shown for unit in units)
        yield f"方案没有定怎么分担，请写明{names}各分担几分（shares）"
    elif fault := worth_of(published.scheme, shares.of)[1]:
        yield fault
