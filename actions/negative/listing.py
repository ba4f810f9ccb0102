"""列入清单 and 移出清单: what must not happen, under the task of the units that answer for it."""

from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.assignments.loading import planned_of
from actions.carrying.sharing import bearers
from actions.carrying.tasks import locked_task
from actions.context import Act
from actions.firing import fire
from actions.guarding import decide
from actions.negative.checking import free_self_checks, owe_self_checks
from actions.negative.facts import facts_of
from actions.negative.loading import item_of, units_of
from actions.published import Published
from config.indicators import Strategy
from config.readings import kind_of
from models.negative import NegativeItem
from models.writing import insert_rows
from states.negative import NegativeState
from states.subjects import SubjectFacts, SubjectKind


class Listing(Data):
    """One matter that must not happen."""

    assignment: int = Field(description="负面清单类的指标任务编号：由它的牵头、配合单位承担")
    title: str = Field(min_length=1, description="什么情形，如 发生较大以上生产安全事故")
    basis: str = Field(default="", description="依据：哪份文件的哪一条，必填")


class Removing(Data):
    """What is not on the list any more, and why."""

    item: int = Field(description="负面清单事项编号")
    reason: str = Field(min_length=1, description="理由")


@act("list_negative_item", label="列入负面清单", data=Listing)
def list_negative_item(act: Act, data: Listing) -> Done:
    """把一种情形列入负面清单；从此各承担单位按期对标自查，没有发现问题也要报。"""
    task = locked_task(act, data.assignment)
    published = act.published(task.assessment_id)
    kind = kind_of(published.scheme, planned_of(act, published, task))
    reasons = [*decide(act, "list_item", _whose(act, published, task)).reasons]
    if kind is None or kind.strategy is not Strategy.NEGATIVE_LIST:
        reasons.append(f"“{task.title}”不是负面清单类的指标")
    if not data.basis.strip():
        reasons.append("请写明依据：哪份文件的哪一条")
    if reasons:
        raise act.refused(*reasons)
    (number,) = insert_rows(act.tx, NegativeItem.t, [_row(act, task, data)])
    subject = item_of(act, number)
    fire(act, subject, "list_item", facts_of(act, subject), basis=data.basis)
    asked = owe_self_checks(act, subject, units_of(act, subject))
    return Done(f"已列入负面清单：“{data.title}”，对标自查{len(asked)}次", ids={"item": number})


def _whose(act: Act, published: Published, task: Any) -> SubjectFacts:
    lead, *others = bearers(act, published, task)
    return SubjectFacts(
        kind=SubjectKind.NEGATIVE,
        office=act.office_id,
        state=NegativeState.PLANNED.value,
        lead_unit=lead,
        co_units=frozenset(others),
    )


def _row(act: Act, task: Any, data: Listing) -> dict[str, Any]:
    return {
        "office_id": act.office_id,
        "assessment_id": task.assessment_id,
        "assignment_id": task.id,
        "title": data.title,
        "basis": data.basis,
        "state": NegativeState.PLANNED.value,
        "listed_at": act.now,
        "listed_by": act.person_id,
        **dict.fromkeys(("occurrence", "version"), 0),
        **dict.fromkeys(("happening", "came_from", "returned_by"), ""),
    }


@act("remove_negative_item", label="移出负面清单", data=Removing)
def remove_negative_item(act: Act, data: Removing) -> Done:
    """把没有发生的情形移出负面清单，写明理由。"""
    subject = item_of(act, data.item)
    fire(act, subject, "remove_item", facts_of(act, subject, words=data.reason))
    free_self_checks(act, subject)
    return Done(f"“{subject.title}”已移出负面清单", ids={"item": subject.id})
