"""A person checks a summary, changes what needs changing, and presents it: that settles the duty."""

from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Conflict, Data, Done, act
from actions.climbing import posts_of
from actions.context import Act
from actions.guarding import allow
from actions.signalling import Raised
from actions.snapshots import take
from actions.summaries.collecting import contents_of
from actions.summaries.wording import text_of, told_by
from actions.telling import Told
from config.readings import assignments_of
from config.windows import Duty as DutyRule
from models.duties import Duty
from models.obligations import Obligation
from models.summaries import Summary
from models.writing import change_row
from states.actors import Decision
from states.signals import Signal
from states.subjects import SubjectFacts, SubjectKind
from states.summary import SummaryKind, SummaryState


class One(Data):
    """A summary."""

    summary: int = Field(description="汇总编号，见 kaohe summaries")


class Edited(One):
    """A summary in other words."""

    title: str = Field(default="", description="标题；不写则不改")
    body: str = Field(min_length=1, description="正文")


@act("edit_summary", label="修改汇总", data=Edited)
def edit_summary(act: Act, data: Edited) -> Done:
    """修改一份月度汇总的文字；改过以后不再自动更新，原稿留底。"""
    row, owed, decision = _draft(act, data.summary)
    take(act, "summary", row.id, {"title": row.title, "body": row.body})
    values = {"title": data.title or row.title, "body": data.body, "edited_at": act.now, "edited_by": act.person_id}
    _change(act, row, values)
    _record(act, row, owed, decision, after={"title": values["title"], "body": data.body})
    return Done(f"已修改“{values['title']}”", ids={"summary": row.id})


@act("redraw_summary", label="重新汇总", data=One)
def redraw_summary(act: Act, data: One) -> Done:
    """按此刻的数据重新拟一遍；人工修改的文字留底后作废，恢复每天自动更新。"""
    row, owed, decision = _draft(act, data.summary)
    take(act, "summary", row.id, {"title": row.title, "body": row.body})
    contents = contents_of(act, row.assessment_id, row.period, kind=SummaryKind(row.kind))
    text = text_of(act, owed, SummaryKind(row.kind), contents)
    values = {**told_by(contents, text), "drawn_at": act.now, "edited_at": None, "edited_by": None}
    _change(act, row, values)
    _record(act, row, owed, decision, after={"title": text.subject})
    return Done(f"已重新汇总“{text.subject}”", ids={"summary": row.id})


@act("present_summary", label="呈报汇总", data=One)
def present_summary(act: Act, data: One) -> Done:
    """把核对过的月度汇总、逾期名单或推进会材料呈报方案写明的领导；这项例行工作随之办结。"""
    row, owed, decision = _draft(act, data.summary)
    readers = _readers(act, row, owed)
    if not readers:
        raise act.refused("方案没有写明汇总呈报给谁（例行工作的 to），请管理员补充后再呈报")
    values = {"state": SummaryState.ISSUED.value, "issued_at": act.now, "issued_by": act.person_id}
    _change(act, row, values)
    act.obligations.end([owed.id])
    for post_id in readers:
        act.tell(
            Told(
                code="summary_presented",
                key=f"summary_presented:{row.id}:{post_id}",
                post_id=post_id,
                words={"title": row.title, "body": row.body},
                overrides=act.published(row.assessment_id).texts,
            )
        )
    act.signal(
        Raised(
            signal=Signal.SUMMARY_PRESENTED,
            about=SubjectKind.OBLIGATION,
            number=owed.id,
            name=f"{row.period}{SummaryKind(row.kind).label}",
            occasion=str(row.id),
            payload={"kind": row.kind, "period": row.period},
            assessment_id=row.assessment_id,
        )
    )
    _record(act, row, owed, decision, after={"state": SummaryState.ISSUED, "title": row.title})
    named = "、".join(act.directory.posts[post_id].title for post_id in readers)
    return Done(f"“{row.title}”已呈报{named}", ids={"summary": row.id, "obligation": owed.id})


def _draft(act: Act, number: int) -> tuple[Any, Any, Decision]:
    """A draft, and the duty that it settles; refused to whoever does not owe it."""
    row = act.tx.execute(select(Summary.t).where(Summary.c.id == number).with_for_update()).one_or_none()
    if row is None:
        raise act.refused(f"没有编号为 {number} 的汇总")
    act.enter(row.office_id)
    owed = act.tx.execute(select(Obligation.t).where(Obligation.c.id == row.obligation_id)).one()
    post = act.directory.posts[owed.post_id]
    subject = SubjectFacts(
        kind=SubjectKind.OBLIGATION,
        office=row.office_id,
        lead_unit=act.directory.units[owed.unit_id].code,
        awaited_posts=frozenset({post.code}),
        awaited_roles=frozenset({post.role}),
    )
    decision = allow(act, "settle", subject)
    if row.state != SummaryState.DRAFT.value:
        raise act.refused(f"“{row.title}”{SummaryState(row.state).label}，不能再改")
    return row, owed, decision


def _readers(act: Act, row: Any, owed: Any) -> tuple[int, ...]:
    """The posts that the scheme names, in official order."""
    rule = DutyRule.model_validate(act.tx.execute(select(Duty.c.rule).where(Duty.c.id == owed.subject_id)).scalar_one())
    scheme = act.published(row.assessment_id).scheme
    leads = dict.fromkeys(one.lead for one in assignments_of(scheme))
    found = {post for unit in leads for post in posts_of(act, rule.to, unit=unit)}
    return tuple(post for post in act.directory.posts if post in found)


def _change(act: Act, row: Any, values: dict[str, Any]) -> None:
    if not change_row(act.tx, Summary.t, row.id, version=row.version, values=values):
        raise Conflict(act.entry.label, ("别人刚刚改过这份汇总，请刷新后再办",))


def _record(act: Act, row: Any, owed: Any, decision: Decision, *, after: dict[str, Any]) -> None:
    act.record(
        SubjectKind.OBLIGATION.value,
        owed.id,
        assessment_id=row.assessment_id,
        before={"title": row.title, "state": row.state},
        after={"summary": row.id, **after},
        decision=decision,
    )
