"""拟定: which rating, which units, who rates; then the roster is fixed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import Field
from sqlalchemy import delete, select

from actions.acts import Data, Done, act
from actions.ballots.form import forms_of
from actions.ballots.loading import ballot_of, facts_of
from actions.context import Act
from actions.firing import fire
from actions.guarding import allow
from actions.subjects import Subject
from config.entry import Count
from config.scoring.catalogue import Rating
from config.scoring.words import Recusal
from models.ballots import BallotGroup, BallotRound, BallotUnit
from models.writing import insert_rows
from states.balloting.facts import BallotFacts, BallotState
from states.subjects import SubjectFacts, SubjectKind


class RaterGroup(Data):
    """打分人的一组."""

    name: str = Field(default="", description="哪一组；不分组的不写")
    roster: int = Field(gt=0, description="名册上几人")
    avoids: dict[str, Count] = Field(default_factory=dict, description="要回避的：被评单位编码到几人")


class Plan(Data):
    """一轮投票、打分的安排."""

    assessment: int = Field(description="考核年度编号")
    rating: str = Field(description="哪次投票、打分（编码）")
    title: str = Field(min_length=1, description="名称，如 2019年度民主测评")
    units: tuple[str, ...] = Field(min_length=1, description="被评单位编码，按票上的次序")
    groups: tuple[RaterGroup, ...] = Field(min_length=1, description="由谁评：各组的名册人数")
    held_on: date | None = Field(default=None, description="哪天投票、打分")


class Change(Data):
    """名册定稿以前改动."""

    ballot: int = Field(description="投票、打分的编号")
    title: str = Field(min_length=1, description="名称")
    units: tuple[str, ...] = Field(min_length=1, description="被评单位编码，按票上的次序")
    groups: tuple[RaterGroup, ...] = Field(min_length=1, description="由谁评：各组的名册人数")
    held_on: date | None = Field(default=None, description="哪天投票、打分")


class One(Data):
    """一轮."""

    ballot: int = Field(description="投票、打分的编号")
    words: str = Field(default="", description="说明、理由")


@act("plan_ballot", label="拟定投票、打分", data=Plan)
def plan_ballot(act: Act, data: Plan) -> Done:
    """拟定一轮民主测评、领导评价或公众评议：评哪些单位，由哪几组人评，各多少人。"""
    scheme = act.published(data.assessment).scheme
    subject = SubjectFacts(kind=SubjectKind.BALLOT, office=act.office_id, state=BallotState.DRAFTING.value)
    decision = allow(act, "plan_ballot", subject)
    rating = next((one for one in scheme.scoring.ratings if one.code == data.rating), None)
    reasons = list(_unrated(rating, data.rating))
    reasons += _wrong(act, data.units, data.groups, rating)
    reasons += _taken(act, data.assessment, data.rating, data.units)
    if reasons or rating is None:
        raise act.refused(*dict.fromkeys(reasons))
    row = {
        "office_id": act.office_id,
        "assessment_id": data.assessment,
        **data.model_dump(include={"rating", "title", "held_on"}),
        "rule": rating.model_dump(mode="json", include={"name", "least", "most", "groups", "ballots"}),
        "state": BallotState.DRAFTING.value,
        "came_from": "",
        "returned_by": "",
        "planned_at": act.now,
        "planned_by": act.person_id,
        "version": 0,
    }
    (number,) = insert_rows(act.tx, BallotRound.t, [row])
    _write(act, number, data.assessment, data.rating, data)
    after = {"rating": data.rating, "units": list(data.units), "roster": _said(data.groups)}
    act.record(SubjectKind.BALLOT.value, number, assessment_id=data.assessment, after=after, decision=decision)
    return Done(f"已拟定“{data.title}”", ids={"ballot": number})


@act("edit_ballot", label="修改投票、打分的安排", data=Change)
def edit_ballot(act: Act, data: Change) -> Done:
    """名册定稿以前，改被评单位、各组和人数。"""
    subject = ballot_of(act, data.ballot)
    rating = Rating.model_validate({"code": subject.row.rating, **subject.row.rule})
    reasons = [*_wrong(act, data.units, data.groups, rating)]
    reasons += _taken(act, subject.row.assessment_id, subject.row.rating, data.units, but=subject.id)
    if reasons:
        raise act.refused(*dict.fromkeys(reasons))
    fire(act, subject, "edit_ballot", facts_of(act, subject), values={"title": data.title, "held_on": data.held_on})
    act.tx.execute(delete(BallotUnit.t).where(BallotUnit.c.round_id == subject.id))
    act.tx.execute(delete(BallotGroup.t).where(BallotGroup.c.round_id == subject.id))
    _write(act, subject.id, subject.row.assessment_id, subject.row.rating, data)
    return Done(f"已修改“{data.title}”", ids={"ballot": subject.id})


@act("settle_roster", label="名册定稿", data=One)
def settle_roster(act: Act, data: One) -> Done:
    """名册定稿，给出各组评价票的样张，可以印票、发票。"""
    subject = _fired(act, data, "settle_roster")
    return Done(f"“{subject.title}”名册已定稿", ids={"ballot": subject.id}, details={"forms": forms_of(act, subject)})


@act("reopen_roster", label="重定名册", data=One)
def reopen_roster(act: Act, data: One) -> Done:
    """还没有发票的，名册重新拟定，写明理由。"""
    subject = _fired(act, data, "reopen_roster")
    return Done(f"“{subject.title}”名册重新拟定", ids={"ballot": subject.id})


def _fired(act: Act, data: One, trigger: str) -> Subject[BallotFacts]:
    subject = ballot_of(act, data.ballot)
    fire(act, subject, trigger, facts_of(act, subject, words=data.words))
    return subject


def _unrated(rating: Rating | None, code: str) -> Iterator[str]:
    if rating is None:
        yield f"方案的打分和投票里没有“{code}”"
    elif rating.ballots is None:
        yield f"方案没有写“{rating.name}”的票怎么发、怎么收，先在这一项写 ballots"


def _wrong(act: Act, units: Sequence[str], groups: Sequence[RaterGroup], rating: Rating | None) -> Iterator[str]:
    yield from (f"没有编码为“{code}”的单位" for code in dict.fromkeys(units) if code not in act.directory.unit_ids)
    yield from (f"单位“{code}”写了不止一次" for code in dict.fromkeys(units) if units.count(code) > 1)
    names = [group.name for group in groups]
    yield from (f"“{name or '全体'}”组写了不止一次" for name in dict.fromkeys(names) if names.count(name) > 1)
    for group in groups:
        yield from (f"要回避的“{code}”不在被评单位里" for code in group.avoids if code not in units)
    if rating is None or rating.ballots is None:
        return
    known = rating.groups or ("",)
    said = "、".join(rating.groups) or "（不分组）"
    yield from (f"“{rating.name}”没有“{name or '全体'}”这一组，有：{said}" for name in names if name not in known)
    if rating.ballots.recusal is Recusal.NONE and any(group.avoids for group in groups):
        yield f"方案没有规定“{rating.name}”要回避"


def _taken(act: Act, assessment: int, rating: str, units: Sequence[str], *, but: int | None = None) -> Iterator[str]:
    """A unit is rated once."""
    wanted = {act.directory.unit_ids[code]: code for code in units if code in act.directory.unit_ids}
    query = (
        select(BallotUnit.c.unit_id, BallotRound.c.title)
        .join(BallotRound.t, BallotRound.c.id == BallotUnit.c.round_id)
        .where(
            BallotUnit.c.assessment_id == assessment,
            BallotUnit.c.rating == rating,
            BallotUnit.c.unit_id.in_([*wanted]),
            BallotUnit.c.voided_at.is_(None),
            BallotUnit.c.round_id != (but or 0),
        )
    )
    for row in act.tx.execute(query.order_by(BallotUnit.c.id)):
        name = act.directory.units[row.unit_id].shown
        yield f"{name}已在“{row.title}”里评；要重评的，先把那一轮作废"


def _write(act: Act, number: int, assessment: int, rating: str, data: Plan | Change) -> None:
    ids, below = act.directory.unit_ids, {"office_id": act.office_id, "round_id": number}
    year = {**below, "assessment_id": assessment, "rating": rating}
    insert_rows(
        act.tx,
        BallotUnit.t,
        [{**year, "unit_id": ids[code], "position": place} for place, code in enumerate(data.units)],
    )
    insert_rows(
        act.tx,
        BallotGroup.t,
        [{**below, **group.model_dump(), "position": place, "version": 0} for place, group in enumerate(data.groups)],
    )


def _said(groups: Sequence[RaterGroup]) -> Mapping[str, Any]:
    return {group.name or "全体": group.roster for group in groups}
