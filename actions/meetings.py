"""衔接汇报 with the superior (R2.13), and 推进会 whose decisions are owed (R2.19)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.burden.asking import task_ladder
from actions.burden.gate import Demand, Weighed, note, weigh
from actions.context import Act
from actions.guarding import allow
from actions.leaders import desk_of
from actions.obligating import Owed
from actions.telling import Told
from actions.wording import say_last_moment
from config.deadlines import ClockTime
from config.obligations import ObligationKind
from models.indicators import Indicator
from models.supervision import LiaisonReport, Meeting
from models.writing import insert_rows
from states.burden import Asks
from states.subjects import SubjectFacts, SubjectKind
from workdays.deadline import due_at, instant


class Spoken(Data):
    """What was said to the superior, and what came back."""

    assessment: int = Field(description="考核年度编号")
    unit: str = Field(min_length=1, description="哪个单位去衔接的（编码）")
    indicator: str = Field(default="", description="就哪项指标（编码）；不限一项的不写")
    reported_on: date = Field(description="哪一天")
    counterpart: str = Field(min_length=1, description="上级哪个部门")
    content: str = Field(min_length=1, description="汇报了什么")
    reply: str = Field(default="", description="上级的答复和要求")


class Resolved(Data):
    """One thing that a meeting decided: who does what by when."""

    what: str = Field(min_length=1, description="议定了什么")
    post: str = Field(min_length=1, description="由哪个岗位办（编码）")
    due_on: date = Field(description="何日前办结（含当日）")
    hour: ClockTime | None = Field(default=None, description="当日几点前；不写则到当日24时")


class Held(Data):
    """A meeting."""

    assessment: int = Field(description="考核年度编号")
    title: str = Field(min_length=1, description="会议名称")
    held_on: date = Field(description="哪一天")
    chaired_by: str = Field(min_length=1, description="主持人职务，如 县考核委员会主任")
    minutes: str = Field(min_length=1, description="会议纪要")
    document_no: str = Field(default="", description="纪要文号")
    decisions: tuple[Resolved, ...] = Field(default=(), description="议定事项，每条成为一件交办事项")


@act("record_liaison_report", label="登记衔接汇报", data=Spoken)
def record_liaison_report(act: Act, data: Spoken) -> Done:
    """登记一次与上级主管部门的衔接汇报。"""
    act.published(data.assessment)
    if data.unit not in act.directory.unit_ids:
        raise act.refused(f"没有编码为“{data.unit}”的单位")
    decision = allow(
        act, "record_liaison", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id, lead_unit=data.unit)
    )
    indicator = _indicator(act, data)
    if data.reported_on > act.now.date():
        raise act.refused("日期晚于今天，汇报后再登记")
    row = {
        "office_id": act.office_id,
        "assessment_id": data.assessment,
        "unit_id": act.directory.unit_ids[data.unit],
        "indicator_id": indicator,
        **data.model_dump(include={"reported_on", "counterpart", "content", "reply"}),
        "recorded_by": act.person_id,
        "recorded_at": act.now,
    }
    (number,) = insert_rows(act.tx, LiaisonReport.t, [row])
    after = {"unit_id": row["unit_id"], "indicator_id": indicator, "reported_on": data.reported_on}
    act.record(
        "liaison_report", number, assessment_id=data.assessment, after=after, reason=data.content, decision=decision
    )
    return Done(f"已登记与{data.counterpart}的衔接汇报", ids={"liaison_report": number})


def _indicator(act: Act, data: Spoken) -> int | None:
    if not data.indicator:
        return None
    query = select(Indicator.c.id).where(
        Indicator.c.assessment_id == data.assessment, Indicator.c.code == data.indicator
    )
    found = act.tx.scalars(query).first()
    if found is None:
        raise act.refused(f"本年度没有编码为“{data.indicator}”的指标")
    return int(found)


@act("record_meeting", label="登记推进会", data=Held, asks=Asks.REQUEST)
def record_meeting(act: Act, data: Held) -> Done:
    """登记一次推进会；每条议定事项成为有单位、岗位和期限的交办事项。"""
    act.published(data.assessment)
    decision = allow(act, "record_meeting", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    if reasons := _wrong(act, data):
        raise act.refused(*reasons)
    weighed = _weighed(act, data)
    row = {
        "office_id": act.office_id,
        "assessment_id": data.assessment,
        **data.model_dump(include={"title", "held_on", "chaired_by", "minutes", "document_no"}),
        "recorded_by": act.person_id,
        "recorded_at": act.now,
    }
    (number,) = insert_rows(act.tx, Meeting.t, [row])
    for each in weighed:
        note(act, each, decision)
    opened = _give_out(act, number, data)
    over = [said for each in weighed for said in each.over.values()]
    act.record(
        "meeting",
        number,
        assessment_id=data.assessment,
        after={"held_on": data.held_on, "obligations": opened, **({"over": over} if over else {})},
        reason=data.title,
        basis=data.document_no,
        decision=decision,
    )
    return Done(f"已登记“{data.title}”，交办{len(opened)}件", ids={"meeting": number}, details={"obligations": opened})


def _wrong(act: Act, data: Held) -> list[str]:
    reasons = ["日期晚于今天，开过会再登记"] if data.held_on > act.now.date() else []
    for place, one in enumerate(data.decisions, start=1):
        if one.post not in act.directory.post_ids:
            reasons.append(f"第{place}条：没有编码为“{one.post}”的岗位")
        if instant(due_at(one.due_on, cutoff=one.hour)) <= instant(act.now):
            reasons.append(f"第{place}条：期限要晚于现在")
    return reasons


def _weighed(act: Act, data: Held) -> list[Weighed]:
    """What it gives out counts once for each unit and month; beyond the cap whoever took the chair has agreed to it."""
    by_month: defaultdict[date, dict[int, datetime]] = defaultdict(dict)
    for one in data.decisions:
        unit = act.directory.post(one.post).unit_id
        if not act.directory.units[unit].is_host:
            by_month[one.due_on.replace(day=1)][unit] = due_at(one.due_on, cutoff=one.hour)
    weighed = [
        weigh(
            act,
            Demand(
                assessment_id=data.assessment,
                units=tuple(dues),
                matter=f"meeting:{data.held_on}:{data.title}",
                title=data.title,
                due_at=max(dues.values()),
                agreed_by=data.chaired_by,
            ),
        )
        for dues in by_month.values()
    ]
    if reasons := [reason for each in weighed for reason in each.reasons]:
        raise act.refused(*reasons)
    return weighed


def _give_out(act: Act, meeting: int, data: Held) -> list[int]:
    ladder = task_ladder(act, data.assessment)
    posts = [act.directory.post(one.post) for one in data.decisions]
    owed = [
        Owed(
            kind=ObligationKind.TASK,
            unit_id=post.unit_id,
            post_id=post.id,
            subject_kind="meeting",
            subject_id=meeting,
            period=str(place),
            title=one.what,
            due_at=due_at(one.due_on, cutoff=one.hour),
            assessment_id=data.assessment,
            ladder=ladder,
        )
        for place, (one, post) in enumerate(zip(data.decisions, posts, strict=True), start=1)
    ]
    opened = act.obligations.open(owed)
    _tell(act, data, owed, opened)
    return opened


def _tell(act: Act, data: Held, owed: Sequence[Owed], opened: Sequence[int]) -> None:
    texts = act.published(data.assessment).texts
    for one, number in zip(owed, opened, strict=True):
        words = {
            "unit": act.directory.units[one.unit_id].shown,
            "meeting": data.title,
            "subject": one.title,
            "due": say_last_moment(one.due_at) if one.due_at else "",
            "state": f"由“{data.title}”议定",
            "what": one.kind.label,
            "reader": act.directory.posts[one.post_id].title,
        }
        for place, code in desk_of(act.directory, one.post_id, "task_assigned"):
            told = Told(code=code, key=f"task:{number}:{place}", post_id=place, words=words,
                        overrides=texts, wanted_while=number)  # fmt: skip
            act.tell(told)
