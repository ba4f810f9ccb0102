"""Turning to others: 转办, 会签 (a further seat), 加签 (advice, never a vote), 抄送, 催办."""

from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Done, act
from actions.burden.gate import refuse_urging
from actions.context import Act
from actions.reviewing.gathering import Said
from actions.reviewing.moving import About, Held, hold, move
from actions.reviewing.seats import Decision, open_seat, say
from actions.urging import note_urging
from config.obligations import ObligationKind
from models.reviews import Copy, Opinion, Review
from models.writing import insert_new, insert_rows
from states.burden import Asks
from states.reviewing import handed_post, voting_post


class Handing(About):
    """To whose hands it goes."""

    post: str = Field(description="转给哪个岗位（编码）")
    instead_of: str = Field(default="", description="代为转办时，转哪个岗位的审核；转自己的不写")
    words: str = Field(default="", description="说明")


class Asking(About):
    """Whom to ask, and what."""

    post: str = Field(description="哪个岗位（编码）")
    words: str = Field(default="", description="说明或所问的问题")


class Answer(About):
    """Advice."""

    words: str = Field(default="", description="意见，必填")


class Urging(About):
    """A reminder by hand."""

    words: str = Field(default="", description="附言")


@act("reassign", label="转办", data=Handing)
def reassign(act: Act, data: Handing) -> Done:
    """转办：把审核转给另一岗位，原岗位的待办取消，不影响会签人数。"""
    holding = hold(act, data, Said(words=data.words, asked=data.post, hands_over=data.instead_of))
    handed = open_seat(act, holding.gathered.seats, handed_post(holding.facts))
    move(act, holding, "reassign")
    if handed is not None:
        say(act, handed, Decision.REASSIGNED, words=data.words)
        _note_seat(act, holding, data.post, reassigned_from_id=handed.id)
    return _done(holding, data, f"已将{holding.named}转由“{_title(act, data.post)}”办理")


@act("countersign", label="会签", data=Asking)
def countersign(act: Act, data: Asking) -> Done:
    """会签：本环节增加一个须同意的席位。"""
    holding = hold(act, data, Said(words=data.words, asked=data.post))
    move(act, holding, "countersign")
    _note_seat(act, holding, data.post, called_in_by=act.person_id)
    return _done(holding, data, f"已请“{_title(act, data.post)}”会签{holding.named}")


@act("consult", label="加签", data=Asking)
def consult(act: Act, data: Asking) -> Done:
    """加签：请另一岗位提出意见，仅供参考，不计入审核结果（A24）。"""
    holding = hold(act, data, Said(words=data.words, asked=data.post))
    seat = open_seat(act, holding.gathered.seats, voting_post(act.actor, holding.facts.subject.awaited_posts))
    fired = move(act, holding, "consult")
    post = act.directory.post(data.post)
    row = {
        "office_id": act.office_id,
        "review_id": seat.id if seat is not None else None,
        "subject_kind": data.kind.value,
        "subject_id": data.id,
        "unit_id": post.unit_id,
        "post_id": post.id,
        "obligation_id": next(iter(fired.opened), None),
        "question": data.words,
        "asked_by": act.person_id,
        "asked_at": act.now,
        "words": "",
        "version": 0,
    }
    insert_rows(act.tx, Opinion.t, [row])
    return _done(holding, data, f"已就{holding.named}征求“{post.title}”的意见")


@act("give_opinion", label="填写加签意见", data=Answer)
def give_opinion(act: Act, data: Answer) -> Done:
    """填写加签意见，供审核人参考。"""
    holding = hold(act, data, Said(words=data.words))
    move(act, holding, "give_opinion")
    posts = [act.directory.post_ids[seat.post] for seat in act.actor.seats]
    asked = (
        Opinion.c.subject_kind == data.kind.value,
        Opinion.c.subject_id == data.id,
        Opinion.c.post_id.in_(posts),
        Opinion.c.closed_at.is_(None),
    )
    act.tx.execute(
        update(Opinion.t)
        .where(*asked)
        .values(
            words=data.words,
            person_id=act.person_id,
            given_at=act.effective_at,
            closed_at=act.now,
            version=Opinion.c.version + 1,
        )
    )
    return _done(holding, data, f"已提出对{holding.named}的意见")


@act("copy", label="抄送", data=Asking)
def copy(act: Act, data: Asking) -> Done:
    """抄送：给另一岗位知悉，不需办理。"""
    holding = hold(act, data, Said(words=data.words, asked=data.post))
    move(act, holding, "copy")
    row = {
        "office_id": act.office_id,
        "subject_kind": data.kind.value,
        "subject_id": data.id,
        "post_id": act.directory.post_ids[data.post],
        "copied_by": act.person_id,
        "copied_at": act.now,
    }
    insert_new(act.tx, Copy.t, [row], unique=("subject_kind", "subject_id", "post_id"))
    return _done(holding, data, f"已将{holding.named}抄送“{_title(act, data.post)}”")


@act("urge", label="催办", data=Urging, asks=Asks.URGING)
def urge(act: Act, data: Urging) -> Done:
    """催办：提醒当前办理岗位；次数和间隔有限，逐次记录（A28）。"""
    holding = hold(act, data, Said(words=data.words))
    awaited = [row for row in act.obligations.about(data.kind.value, data.id) if row.kind == ObligationKind.REVIEW]
    if reasons := [reason for row in awaited if (reason := refuse_urging(act, row))]:
        raise act.refused(*dict.fromkeys(reasons))
    move(act, holding, "urge")
    for row in awaited:
        note_urging(act, row.id, data.words)
    count = len(holding.facts.urged_at) + 1
    return _done(holding, data, f"已催办{holding.named}（第{count}次）")


def _done(holding: Held, data: About, said: str) -> Done:
    return Done(said, ids={data.kind.value: data.id}, details={"state": holding.subject.state})


def _title(act: Act, post: str) -> str:
    return act.directory.post(post).title


def _note_seat(act: Act, holding: Held, post: str, **note: Any) -> None:
    """How the newest seat of a post came to be in this step."""
    seat = (
        select(Review.c.id)
        .where(
            Review.c.subject_kind == holding.subject.kind.value,
            Review.c.subject_id == holding.subject.id,
            Review.c.post_id == act.directory.post_ids[post],
        )
        .order_by(Review.c.id.desc())
        .limit(1)
    )
    act.tx.execute(update(Review.t).where(Review.c.id == act.tx.execute(seat).scalar_one()).values(**note))
