"""目标调整 (O32): asked for by the lead before the cut-off, decided with a document, in force from a day on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.assignments.contents import targets_of
from actions.assignments.facts import facts_of
from actions.assignments.loading import assignment_of, planned_of
from actions.assignments.several import hear_all
from actions.context import Act
from actions.firing import fire
from actions.scoring.noting import note_adjusted
from actions.shortfalls.following import follow_figures
from actions.snapshots import kept, take
from actions.subjects import Subject
from actions.telling import Told
from config.readings import verified_by
from config.stages import By
from models.indicators import Target
from models.items import ItemTarget
from models.types import DIGITS
from models.writing import insert_rows
from states.assignment import AssignmentFacts
from states.shortfall import ShortfallEnd
from workdays.wording import say_day

KIND = "adjustment"
"""What was asked for is kept as a snapshot of this kind, under the assignment's id."""
WHAT = {"what": "目标调整申请"}


class Wanted(Data):
    """One target, and what it is to become."""

    target: str = Field(min_length=1, description="目标名称")
    value: Decimal | None = Field(default=None, max_digits=DIGITS, description="调整后的目标值")
    text: str = Field(default="", description="调整后的文字要求（非数值目标）")


class Request(Data):
    """An application."""

    assignment: int = Field(description="指标任务编号")
    targets: tuple[Wanted, ...] = Field(min_length=1, description="申请调整的各目标")
    reason: str = Field(default="", description="理由，必填")


class Reply(Data):
    """上级批复, where the superior set the target."""

    document_no: str = Field(min_length=1, description="批复文号")
    dated_on: date = Field(description="批复日期")
    scan: int | None = Field(default=None, description="批复件：印证材料版本编号")


class Share(Data):
    """The share of an item in an adjusted target."""

    item: int = Field(description="二级指标编号")
    target: str = Field(min_length=1, description="目标名称")
    value: Decimal = Field(max_digits=DIGITS, description="调整后承担多少")


class Ruling(Data):
    """The decision on an application."""

    assignment: int = Field(description="指标任务编号")
    agreed: bool = Field(description="是否同意")
    words: str = Field(default="", description="意见，必填")
    document_no: str = Field(default="", description="批准文号；同意的必填")
    effective_on: date | None = Field(default=None, description="自何日起执行；不写则为当日")
    reply: Reply | None = Field(default=None, description="上级批复；目标由上级下达的必填")
    shares: tuple[Share, ...] = Field(default=(), description="各二级指标随之调整的分解值；只有一项承担的不用写")


@act("request_adjustment", label="申请调整目标", data=Request)
def request_adjustment(act: Act, data: Request) -> Done:
    """牵头单位在截止日前申请调整目标。"""
    subject = assignment_of(act, data.assignment)
    facts = facts_of(act, subject, words=data.reason)
    hear_all(act, subject, "request_adjustment", facts, list(_wrong(act, subject, data.targets)))
    take(act, KIND, subject.id, {"targets": [one.model_dump() for one in data.targets], "reason": data.reason})
    fire(act, subject, "request_adjustment", facts, words=WHAT)
    return Done(f"已申请调整“{subject.title}”的目标", ids={"assignment": subject.id})


def _wrong(act: Act, subject: Subject[AssignmentFacts], wanted: Sequence[Wanted]) -> Iterator[str]:
    standing = {row.name: row for row in targets_of(act.tx, subject.row)}
    for one in wanted:
        target = standing.get(one.target)
        if target is None:
            yield f"本任务没有名为“{one.target}”的目标"
        elif (target.value is None) != (one.value is None) or (one.value is None) == (not one.text):
            yield f"“{one.target}”是{'数值目标，请写 value' if target.value is not None else '文字目标，请写 text'}"
        elif target.value == one.value and target.text == one.text:
            yield f"“{one.target}”与现行目标相同"


@act("decide_adjustment", label="审批目标调整", data=Ruling)
def decide_adjustment(act: Act, data: Ruling) -> Done:
    """审批目标调整申请：同意的按文号、自执行日起调整，原目标保留备查。"""
    subject = assignment_of(act, data.assignment)
    from_above = verified_by(subject.published.scheme) is By.SUPERIOR
    facts = facts_of(
        act,
        subject,
        words=data.words,
        target_set_above=data.agreed and from_above,
        has_reply_from_above=data.reply is not None,
    )
    told = kept(act, KIND, subject.id) or {"targets": []}
    wanted = [Wanted.model_validate(one) for one in told["targets"]] if data.agreed else []
    hear_all(act, subject, "decide_adjustment", facts, list(_lacking(act, subject, data, wanted)))
    changes = _adjust(act, subject, data, wanted)
    if data.agreed:
        act.record(
            subject.kind.value,
            subject.id,
            act="adjust_target",
            assessment_id=subject.row.assessment_id,
            before={name: was for name, (was, _) in changes.items()},
            after={name: becomes for name, (_, becomes) in changes.items()},
            reason=data.words,
            basis=_basis(data),
        )
    fire(act, subject, "decide_adjustment", facts, basis=_basis(data), words=WHAT)
    said = _said(changes) if data.agreed else ""
    if data.agreed:
        follow_figures(act, subject.published, (subject.id,), ended=ShortfallEnd.ADJUSTED)
        _note(act, subject, data, wanted)
    _tell(act, subject, data, said)
    return Done(
        f"{'已同意' if data.agreed else '未同意'}调整“{subject.title}”的目标{said}", ids={"assignment": subject.id}
    )


def _lacking(act: Act, subject: Subject[AssignmentFacts], data: Ruling, wanted: Sequence[Wanted]) -> Iterator[str]:
    if data.agreed and not data.document_no.strip():
        yield "同意调整的，请登记批准文号"
    if not wanted:
        return
    standing = {row.name: row for row in targets_of(act.tx, subject.row)}
    shares = _shares(act, [standing[one.target].id for one in wanted])
    for one in wanted:
        carriers = shares.get(standing[one.target].id, {})
        told = {share.item: share.value for share in data.shares if share.target == one.target}
        if len(carriers) > 1 and carriers.keys() != told.keys():
            yield f"“{one.target}”分解到{len(carriers)}项二级指标，请逐项写明调整后的分解值"
        if told and (one.value is None or sum(told.values()) != one.value):
            yield f"“{one.target}”各项分解值合计{sum(told.values())}，与调整后的目标{one.value}不符"


def _shares(act: Act, target_ids: Sequence[int]) -> dict[int, dict[int, Decimal]]:
    found: dict[int, dict[int, Decimal]] = {}
    query = ItemTarget.t.select().where(ItemTarget.c.target_id.in_(target_ids))
    for row in act.tx.execute(query):
        found.setdefault(row.target_id, {})[row.item_id] = row.value
    return found


def _adjust(
    act: Act, subject: Subject[AssignmentFacts], data: Ruling, wanted: Sequence[Wanted]
) -> dict[str, tuple[Any, Any]]:
    """The target keeps its id and takes the new value; what it was stays as a row that ended the day before."""
    standing = {row.name: row for row in targets_of(act.tx, subject.row)}
    start = data.effective_on or act.now.date()
    for one in wanted:
        revise(act, standing[one.target], value=one.value, text=one.text, start=start, basis=_basis(data))
        _revise_shares(act, standing[one.target].id, one, data.shares)
    return {
        one.target: (standing[one.target].value or standing[one.target].text, one.value or one.text) for one in wanted
    }


def revise(act: Act, target: Any, *, value: Decimal | None, text: str, start: date, basis: str) -> None:
    """From a day on a target is another; its former value keeps the days before."""
    before = {**target._asdict(), "ended_on": date.fromordinal(start.toordinal() - 1)}
    del before["id"]
    act.tx.execute(
        update(Target.t)
        .where(Target.c.id == target.id)
        .values(value=value, text=text, revision=target.revision + 1, began_on=start, basis=basis)
    )
    insert_rows(act.tx, Target.t, [before])


def _note(act: Act, subject: Subject[AssignmentFacts], data: Ruling, wanted: Sequence[Wanted]) -> None:
    """The score asks for the target by the indicator that its rule belongs to."""
    code = planned_of(act, subject.published, subject.row).scored_as
    values = {one.target: one.value for one in wanted if one.value is not None}
    since = data.effective_on or act.now.date()
    note_adjusted(act, subject.published, subject.lead_unit_id, code, values, since=since)


def _revise_shares(act: Act, target_id: int, wanted: Wanted, told: Sequence[Share]) -> None:
    values = {share.item: share.value for share in told if share.target == wanted.target}
    for item_id in _shares(act, [target_id]).get(target_id, {}):
        value = values.get(item_id, wanted.value)
        act.tx.execute(
            update(ItemTarget.t)
            .where(ItemTarget.c.item_id == item_id, ItemTarget.c.target_id == target_id)
            .values(value=value)
        )


def _basis(data: Ruling) -> str:
    reply = data.reply
    above = [f"{reply.document_no}（{reply.dated_on.isoformat()}）"] if reply is not None else []
    return "；".join([one for one in (data.document_no,) if one] + above)


def _said(changes: Mapping[str, tuple[Any, Any]]) -> str:
    return "：" + "；".join(f"{name}由{was}调整为{becomes}" for name, (was, becomes) in changes.items())


def _tell(act: Act, subject: Subject[AssignmentFacts], data: Ruling, said: str) -> None:
    """Whoever asked learns what was decided."""
    if subject.row.last_mover is None:
        return
    start = data.effective_on or act.now.date()
    decision = f"已同意，自{say_day(start)}起执行{said}" if data.agreed else "未获同意"
    act.tell(
        Told(
            code="adjustment_decided",
            key=f"adjustment:{subject.id}:{subject.row.version}",
            person_id=subject.row.last_mover,
            words={
                "subject": subject.title,
                "decision": decision,
                "document": _basis(data) or "无",
                "reason": data.words,
            },
            overrides=subject.published.texts,
        )
    )
