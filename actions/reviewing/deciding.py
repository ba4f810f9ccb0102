"""同意 and 会签: one at a time, or many ticked at once with a result for each."""

from collections.abc import Sequence
from typing import Any

from pydantic import Field

from actions.acts import Conflict, Data, Done, Parts, Refused, act
from actions.context import Act
from actions.firing import Fired
from actions.reviewing.gathering import Said
from actions.reviewing.moving import About, Held, hold, move
from states.ballots import Vote
from states.reviewing import voting_post

MANY, AT_ONCE = "批量同意", 10


class Approval(About):
    """Consent, with words if there are any."""

    words: str = Field(default="", description="意见、批示")


class Ticked(Data):
    """Several things, each ticked by hand."""

    items: tuple[About, ...] = Field(min_length=1, max_length=100, description="勾选的事项，每次至多100件")
    words: str = Field(default="", description="意见、批示")


@act("approve", label="同意", data=Approval)
def approve(act: Act, data: Approval) -> Done:
    """审核同意；会签未满时记录本席位的同意。"""
    holding = hold(act, data, Said(words=data.words))
    fired = move(act, holding, "approve")
    return Done(_said(act, holding, fired), ids={data.kind.value: data.id}, details={"state": fired.move.dest.code})


def _few_at_a_time(data: Ticked) -> list[Ticked]:
    """Ten are approved within the tenth of a second that a click may have to wait for others."""
    tens = range(0, len(data.items), AT_ONCE)
    return [data.model_copy(update={"items": data.items[start : start + AT_ONCE]}) for start in tens]


def _together(parts: Sequence[Done]) -> Done:
    results = [result for part in parts for result in part.details["results"]]
    refused = [(number, result) for number, result in enumerate(results, start=1) if not result["ok"]]
    if len(refused) == len(results):
        raise Refused(MANY, tuple(f"第{number}件：{'；'.join(result['reasons'])}" for number, result in refused))
    said = f"已同意{len(results) - len(refused)}件" + (f"，{len(refused)}件没有办理" if refused else "")
    return Done(said, details={"results": results})


@act("approve_many", label=MANY, data=Ticked, parts=Parts(_few_at_a_time, _together))
def approve_many(act: Act, data: Ticked) -> Done:
    """批量同意：逐件办理、逐件告知结果，一件不成不影响其余（A30）。"""
    results = [_one_of_many(act, item, data.words) for item in data.items]
    return Done(f"已办理{len(results)}件", details={"results": results})


def _one_of_many(act: Act, item: About, words: str) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": item.kind.value, "id": item.id}
    try:
        with act.attempt():
            holding = hold(act, item, Said(words=words))
            fired = move(act, holding, "approve")
    except Refused as refused:
        return {**told, "ok": False, "reasons": list(refused.reasons), "may_repeat": isinstance(refused, Conflict)}
    return {**told, "ok": True, "said": _said(act, holding, fired), "state": fired.move.dest.code}


def _said(act: Act, holding: Held, fired: Fired) -> str:
    if not fired.move.stays:
        return f"已同意{holding.named}，现为“{fired.move.dest.label}”"
    post = voting_post(act.actor, holding.facts.subject.awaited_posts)
    after = holding.facts.ballot.with_vote(Vote(post, act.person_id, agrees=True))
    return f"已会签同意{holding.named}，还需{after.missing}个席位同意"
