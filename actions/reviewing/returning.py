"""退回修改 and 撤回: back to the writer or to an earlier step with a reason; taken back while nobody has acted."""

from typing import Any

from pydantic import Field

from actions.acts import Done, act
from actions.context import Act
from actions.firing import Fired
from actions.reviewing.gathering import Said
from actions.reviewing.kinds import kind_of
from actions.reviewing.moving import About, Held, held, hold, move
from actions.reviewing.seats import step_rule
from actions.subjects import Subject
from config.chains import DRAFT
from states.permissions import may


class Returning(About):
    """Where it goes back to, and why."""

    reason: str = Field(default="", description="退回的理由，必填")
    to: str = Field(default=DRAFT, description="退回到哪里：draft 退回填报人，或此前环节的编码")


class Recalling(About):
    """Taken back by whoever sent it on."""

    reason: str = Field(default="", description="撤回的原因")


@act("return_for_revision", label="退回修改", data=Returning)
def return_for_revision(act: Act, data: Returning) -> Done:
    """退回修改：写明理由，退给填报人或此前环节；会签的其余席位不需再办理。"""
    holding = hold(act, data, Said(words=data.reason, return_to=data.to))
    _refuse_elsewhere(act, holding, data.to)
    fired = move(act, holding, "return_for_revision")
    said = "已记录您的不同意意见，其余席位继续会签" if fired.move.stays else "已退回"
    return Done(f"{said}{holding.named}", ids={data.kind.value: data.id}, details={"state": fired.move.dest.code})


def _refuse_elsewhere(act: Act, holding: Held, to: str) -> None:
    """A step says where it may return to."""
    step, chain = step_rule(holding.subject), holding.subject.chain
    if step is None or chain is None or to in step.may_return_to:
        return
    labels = {DRAFT: "填报人", **{each.code: each.label for each in chain.steps}}
    allowed = "、".join(f"{code}（{labels[code]}）" for code in step.may_return_to)
    raise act.refused(
        f"“{step.label}”不能退回到“{to}”，可以退回到：{allowed}" if allowed else f"“{step.label}”不能退回"
    )


@act("recall", label="撤回", data=Recalling)
def recall(act: Act, data: Recalling) -> Done:
    """撤回：送出后对方还没有办理的，可以撤回，对方的待办随之取消。"""
    holding = hold(act, data, Said(words=data.reason))
    fired = move(act, holding, "recall")
    return Done(f"已撤回{holding.named}", ids={data.kind.value: data.id}, details={"state": fired.move.dest.code})


def send_back(act: Act, subject: Subject[Any], *, reason: str) -> Fired:
    """Back to the writer as a part of something else (one item of a package): by the same hand where that may."""
    kind = kind_of(act, subject.kind)
    by = act if may(act.actor, "return_for_revision", subject.facts).ok else act.as_clock()
    return move(by, held(by, kind, subject, Said(words=reason)), "return_for_revision")
