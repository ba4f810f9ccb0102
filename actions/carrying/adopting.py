"""承接上级任务: a task of ours carries out one of another house; what that house gives or takes comes down to it."""

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.carrying.tasks import locked_task, record_on, task_facts
from actions.context import Act
from actions.guarding import decide
from models.assignments import Assignment
from models.writing import find_row


class Adopting(Data):
    """Whose task this one carries out."""

    assignment: int = Field(description="本考核主体的指标任务编号")
    parent: int = Field(description="上级考核主体的指标任务编号")


@act("adopt_assignment", label="承接上级任务", data=Adopting)
def adopt_assignment(act: Act, data: Adopting) -> Done:
    """登记一项任务承接的是上级考核主体的哪一项，上级的加减分由此落下来。"""
    task = locked_task(act, data.assignment)
    published = act.published(task.assessment_id)
    decision = decide(act, "adopt", task_facts(act, published, task))
    above = find_row(act.tx, Assignment.t, data.parent)
    reasons = list(decision.reasons)
    if above is None:
        reasons.append(f"没有编号为 {data.parent} 的指标任务")
    elif above.office_id == task.office_id:
        reasons.append("承接的应当是上级考核主体的任务，这一项是本考核主体自己的")
    if reasons:
        raise act.refused(*reasons)
    act.tx.execute(
        update(Assignment.t)
        .where(Assignment.c.id == task.id)
        .values(parent_id=data.parent, version=Assignment.c.version + 1)
    )
    record_on(act, task, decision, before={"parent_id": task.parent_id}, after={"parent_id": data.parent})
    return Done(f"“{task.title}”承接上级的“{above.title if above else ''}”", ids={"assignment": task.id})
