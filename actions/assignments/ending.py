"""撤销 and 重新认定: an assignment that is no longer to be done, and one whose result is looked at again."""

from collections.abc import Sequence

from pydantic import Field

from actions.acts import Data, Done, act
from actions.assignments.facts import facts_of
from actions.assignments.loading import assignment_of
from actions.context import Act
from actions.firing import fire
from actions.subjects import Subject
from actions.telling import Told
from config.obligations import ObligationKind
from states.assignment import AssignmentFacts
from states.rules import Await
from states.seating import WRITERS


class Ending(Data):
    """Why, and by which paper."""

    assignment: int = Field(description="指标任务编号")
    reason: str = Field(default="", description="理由，必填")
    document_no: str = Field(default="", description="依据的文号")


@act("withdraw", label="撤销任务", data=Ending)
def withdraw(act: Act, data: Ending) -> Done:
    """撤销一项任务：不再要求任何单位办理，已报的材料保留。"""
    subject = assignment_of(act, data.assignment)
    owing = _owing(act, subject)
    fire(act, subject, "withdraw", facts_of(act, subject, words=data.reason), basis=data.document_no)
    _tell(act, subject, owing, data.reason)
    return Done(f"已撤销“{subject.title}”", ids={"assignment": subject.id})


def _owing(act: Act, subject: Subject[AssignmentFacts]) -> list[int]:
    """The posts that owe something about it, and those that write for its lead."""
    writers = act.directory.seating.owing(Await(ObligationKind.REPORT, WRITERS), subject.facts)
    about = act.obligations.about(subject.kind.value, subject.id)
    return list(dict.fromkeys([*(act.directory.post_ids[code] for code in writers), *(row.post_id for row in about)]))


def _tell(act: Act, subject: Subject[AssignmentFacts], posts: Sequence[int], reason: str) -> None:
    for post_id in posts:
        act.tell(
            Told(
                code="withdrawn",
                key=f"withdrawn:assignment:{subject.id}:{post_id}",
                post_id=post_id,
                words={
                    "unit": act.directory.units[subject.lead_unit_id].shown,
                    "subject": subject.title,
                    "reason": reason,
                },
                overrides=subject.published.texts,
            )
        )


@act("reopen", label="重新认定", data=Ending)
def reopen(act: Act, data: Ending) -> Done:
    """已评分的任务重新认定、评分。"""
    subject = assignment_of(act, data.assignment)
    fire(act, subject, "reopen", facts_of(act, subject, words=data.reason), basis=data.document_no)
    return Done(f"“{subject.title}”重新认定", ids={"assignment": subject.id})
