"""撤销 and 重新认定: an assignment that is no longer to be done, and one whose result is looked at again."""

from pydantic import Field

from actions.acts import Data, Done, act
from actions.assignments.facts import facts_of
from actions.assignments.loading import assignment_of
from actions.context import Act
from actions.firing import fire


class Ending(Data):
    """Why, and by which paper."""

    assignment: int = Field(description="指标任务编号")
    reason: str = Field(default="", description="理由，必填")
    document_no: str = Field(default="", description="依据的文号")


@act("withdraw", label="撤销任务", data=Ending)
def withdraw(act: Act, data: Ending) -> Done:
    """撤销一项任务：不再要求任何单位办理，已报的材料保留。"""
    subject = assignment_of(act, data.assignment)
    fire(act, subject, "withdraw", facts_of(act, subject, words=data.reason), basis=data.document_no)
    return Done(f"已撤销“{subject.title}”", ids={"assignment": subject.id})


@act("reopen", label="重新认定", data=Ending)
def reopen(act: Act, data: Ending) -> Done:
    """已评分的任务重新认定、评分。"""
    subject = assignment_of(act, data.assignment)
    fire(act, subject, "reopen", facts_of(act, subject, words=data.reason), basis=data.document_no)
    return Done(f"“{subject.title}”重新认定", ids={"assignment": subject.id})
