"""Handing in a breakdown, first and after a return; what was handed in is kept, so that the next shows what changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.assignments.contents import breakdown_of, content_of
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

WORDS = {
    "content": "具体工作内容",
    "requirement": "目标要求",
    "standard": "完成标准",
    "schedule": "进度安排",
    "due_on": "完成时限",
}


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


def say_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What a reviewer is told of a resubmission, item by item (W12)."""
    old = {item["id"]: item for item in before["items"]}
    new = {item["id"]: item for item in after["items"]}
    said = [f"增加“{item['content']}”" for number, item in new.items() if number not in old]
    said += [f"删去“{item['content']}”" for number, item in old.items() if number not in new]
    said += [one for number, item in new.items() if number in old for one in _said_of(old[number], item)]
    return "；".join(said) + ("。" if said else "")


def _said_of(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name, label in WORDS.items():
        if old[name] != new[name]:
            yield f"“{new['content']}”的{label}由“{old[name] or '空'}”改为“{new[name] or '空'}”"
    for target in dict.fromkeys((*old["shares"], *new["shares"])):
        was, becomes = (each["shares"].get(target, "无") for each in (old, new))
        if was != becomes:
            yield f"“{new['content']}”承担的{target}由{was}改为{becomes}"
    if (old["responsible_id"], old["officers"]) != (new["responsible_id"], new["officers"]):
        yield f"“{new['content']}”的责任人或承办人有调整"
