"""Handing in a breakdown, first and after a return; what was handed in is kept, so that the next shows what changed."""

from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.assignments.contents import breakdown_of, content_of
from actions.assignments.differing import say_changes
from actions.assignments.loading import assignment_of
from actions.assignments.parts import name_missing_parts
from actions.assignments.reviewable import ASSIGNMENTS
from actions.context import Act
from actions.firing import Fired
from actions.reviewing.gathering import Said
from actions.reviewing.moving import held, move
from actions.snapshots import as_kept, differences, kept, take
from actions.subjects import Subject
from states.assignment import AssignmentFacts


class Handing(Data):
    """One assignment's breakdown."""

    assignment: int = Field(description="指标任务编号")
    words: str = Field(default="", description="附言")
    without: tuple[str, ...] = Field(default=(), description="注明尚未提供配合材料、先行报送的配合单位（单位编码）")


@act("submit_breakdown", label="报送分解结果", data=Handing)
def submit_breakdown(act: Act, data: Handing) -> Done:
    """报送指标分解结果，进入审核；缺项逐一指出，疑点须先说明。"""
    return _hand_in(act, data, "submit_breakdown")


@act("resubmit", label="重新送审", data=Handing)
def resubmit(act: Act, data: Handing) -> Done:
    """退回修改后重新送审：直送退回人；数字或目标有变动的，按方案从头审核或只告知。"""
    return _hand_in(act, data, "resubmit")


def _hand_in(act: Act, data: Handing, verb: str) -> Done:
    subject = assignment_of(act, data.assignment)
    name_missing_parts(act, subject, data.without)
    before = kept(act, subject.kind.value, subject.id)
    content = as_kept(content_of(breakdown_of(act.tx, subject.row)))
    changes = list(differences(before, content)) if before is not None else []
    fired = _fire(act, subject, verb, data.words, said=say_changes(before, content) if before is not None else "")
    take(act, subject.kind.value, subject.id, content)
    return Done(
        f"已送审“{subject.title}”{subject.what}，现为“{fired.move.dest.label}”",
        ids={"assignment": subject.id},
        details={
            "state": fired.move.dest.code,
            "changes": [{"path": one.path, "before": one.before, "after": one.after} for one in changes],
        },
    )


def _fire(act: Act, subject: Subject[AssignmentFacts], verb: str, words: str, *, said: str) -> Fired:
    values: dict[str, Any] = {"submitted_by": act.person_id, "round": subject.row.round + 1}
    if subject.row.first_submitted_at is None:
        # the first submission that passed the pre-check decides on time or late
        values["first_submitted_at"] = act.effective_at
    holding = held(act, ASSIGNMENTS, subject, Said(words=words))
    return move(act, holding, verb, values=values, words={"difference": said})
