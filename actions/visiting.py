"""督查: a plan is reported, approved, and then the visit is made by its joint team (R2.27, R2.28)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from pydantic import Field
from sqlalchemy import func, select

from actions.acts import Conflict, Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.visit_plans import ask_for_decision, end_asking
from config.policy import Burden
from models.supervision import Visit, VisitPart, VisitState, VisitUnit
from models.writing import change_row, insert_rows, lock_row
from states.actors import Decision
from states.burden import Asks
from states.subjects import SubjectFacts, SubjectKind
from states.visits import VisitFacts, against

STANDING = (VisitState.APPROVED.value, VisitState.MADE.value)


class Plan(Data):
    """Whom to visit, why, and who goes."""

    assessment: int = Field(description="考核年度编号")
    title: str = Field(min_length=1, description="督查名称")
    purpose: str = Field(min_length=1, description="事由和内容")
    planned_on: date = Field(description="哪一天")
    units: tuple[str, ...] = Field(min_length=1, description="被督查单位编码")
    team: tuple[str, ...] = Field(min_length=1, description="督查组由哪些单位组成（编码）")


class Ruling(Data):
    """The answer to a plan."""

    visit: int = Field(description="督查编号")
    agreed: bool = Field(description="是否批准")
    document_no: str = Field(default="", description="批准文号")
    words: str = Field(default="", description="意见；不批准的必填")


class Made(Data):
    """What was seen."""

    visit: int = Field(description="督查编号")
    made_on: date = Field(description="哪一天去的")
    findings: str = Field(min_length=1, description="督查情况")


@act("plan_visit", label="上报督查计划", data=Plan, asks=Asks.VISIT)
def plan_visit(act: Act, data: Plan) -> Done:
    """上报督查计划：督查谁、为什么、由哪些单位联合督查。"""
    burden = act.published(data.assessment).scheme.policy.burden
    decision = allow(act, "plan_visit", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    unknown = [code for code in (*data.units, *data.team) if code not in act.directory.unit_ids]
    if unknown:
        raise act.refused(*(f"没有编码为“{code}”的单位" for code in dict.fromkeys(unknown)))
    if data.planned_on < act.now.date():
        raise act.refused("督查要提前上报计划，日期不能早于今天")
    _refuse(act, burden, data.units, data.team, data.planned_on)
    row = {
        "office_id": act.office_id,
        "assessment_id": data.assessment,
        **data.model_dump(include={"title", "purpose", "planned_on"}),
        "state": VisitState.PLANNED.value,
        "planned_by": act.person_id,
        "planned_at": act.now,
        "document_no": "",
        "words": "",
        "findings": "",
        "version": 0,
    }
    (number,) = insert_rows(act.tx, Visit.t, [row])
    parts = [(code, VisitPart.VISITED) for code in data.units] + [(code, VisitPart.TEAM) for code in data.team]
    insert_rows(
        act.tx,
        VisitUnit.t,
        [
            {
                "office_id": act.office_id,
                "visit_id": number,
                "unit_id": act.directory.unit_ids[code],
                "part": part.value,
            }
            for code, part in dict.fromkeys(parts)
        ],
    )
    after = {"visit_id": number, "planned_on": data.planned_on, "units": list(data.units), "team": list(data.team)}
    act.record("visit", number, assessment_id=data.assessment, after=after, reason=data.purpose, decision=decision)
    ask_for_decision(act, number, data)
    return Done(f"已上报“{data.title}”督查计划，等候批准", ids={"visit": number})


@act("decide_visit", label="审批督查计划", data=Ruling, asks=Asks.VISIT)
def decide_visit(act: Act, data: Ruling) -> Done:
    """批准或不批准一份督查计划；本人上报的，由别人批。"""
    row = _visit(act, data.visit)
    subject = SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id, submitter=row.planned_by)
    decision = allow(act, "decide_visit", subject)
    if row.state != VisitState.PLANNED.value:
        raise act.refused(f"这份计划{VisitState(row.state).label}，不再审批")
    if not data.agreed and not data.words.strip():
        raise act.refused("不批准的，要写明理由")
    if data.agreed:
        visited, team = _parts(act, row.id)
        burden = act.published(row.assessment_id).scheme.policy.burden
        _refuse(act, burden, visited, team, row.planned_on)
    state = VisitState.APPROVED if data.agreed else VisitState.REFUSED
    decided = {"decided_by": act.person_id, "decided_at": act.now, "words": data.words}
    _move(act, row, state, decision, reason=data.words, document_no=data.document_no, **decided)
    end_asking(act, row.id, decided=True)
    return Done(f"“{row.title}”{state.label}", ids={"visit": row.id})


@act("record_visit", label="登记督查情况", data=Made)
def record_visit(act: Act, data: Made) -> Done:
    """登记一次督查的情况；计划没有批准的督查不得进行，也不予登记。"""
    row = _visit(act, data.visit)
    decision = allow(act, "record_visit", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    burden = act.published(row.assessment_id).scheme.policy.burden
    allowed = {VisitState.APPROVED.value} | (set() if burden.joint_visits_only else {VisitState.PLANNED.value})
    reasons = []
    if row.state not in allowed:
        reasons.append(f"这次督查{VisitState(row.state).label}；督查要先报计划，批准后由联合督查组进行")
    if data.made_on > act.now.date():
        reasons.append("督查的日期晚于今天，去过后再登记")
    if (data.made_on.year, data.made_on.month) != (row.planned_on.year, row.planned_on.month):
        reasons.append("督查的日期不在计划的月份，请另报计划")
    if reasons:
        raise act.refused(*reasons)
    _move(act, row, VisitState.MADE, decision, reason=data.findings, made_on=data.made_on, findings=data.findings)
    end_asking(act, row.id, decided=False)
    return Done(f"已登记“{row.title}”的督查情况", ids={"visit": row.id})


@act("cancel_visit", label="取消督查", data=Ruling)
def cancel_visit(act: Act, data: Ruling) -> Done:
    """取消一次还没有进行的督查，名额退回当月。"""
    row = _visit(act, data.visit)
    decision = allow(act, "record_visit", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    if row.state not in (VisitState.PLANNED.value, VisitState.APPROVED.value):
        raise act.refused(f"这次督查{VisitState(row.state).label}，不能取消")
    _move(act, row, VisitState.CANCELLED, decision, reason=data.words, words=data.words)
    end_asking(act, row.id, decided=False)
    return Done(f"已取消“{row.title}”", ids={"visit": row.id})


def _visit(act: Act, number: int) -> Any:
    row = lock_row(act.tx, Visit.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的督查")
    act.published(row.assessment_id)
    return row


def _parts(act: Act, visit: int) -> tuple[list[str], list[str]]:
    rows = act.tx.execute(VisitUnit.t.select().where(VisitUnit.c.visit_id == visit).order_by(VisitUnit.c.id)).all()
    units = act.directory.units
    of = {part: [units[row.unit_id].code for row in rows if row.part == part.value] for part in VisitPart}
    return of[VisitPart.VISITED], of[VisitPart.TEAM]


def _refuse(act: Act, burden: Burden, visited: Iterable[str], team: Iterable[str], day: date) -> None:
    ids = {act.directory.unit(code).id: act.directory.unit(code).shown for code in visited}
    facts = VisitFacts(
        team=frozenset(act.directory.unit(code).shown for code in team),
        visited=frozenset(ids.values()),
        visits_before={ids[unit]: count for unit, count in _in_month(act, ids, day).items()},
        per_month=burden.visits_per_month,
        joint_only=burden.joint_visits_only,
    )
    if reasons := list(against(facts)):
        raise act.refused(*reasons)


def _in_month(act: Act, units: Iterable[int], day: date) -> dict[int, int]:
    """How many visits of that month to each of these units are approved or made."""
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    query = (
        select(VisitUnit.c.unit_id, func.count())
        .join(Visit.t, Visit.c.id == VisitUnit.c.visit_id)
        .where(
            Visit.c.office_id == act.office_id,
            Visit.c.state.in_(STANDING),
            Visit.c.planned_on >= first,
            Visit.c.planned_on < after,
            VisitUnit.c.part == VisitPart.VISITED.value,
            VisitUnit.c.unit_id.in_(list(units)),
        )
        .group_by(VisitUnit.c.unit_id)
    )
    return dict(act.tx.execute(query).tuples().all())


def _move(act: Act, row: Any, state: VisitState, decision: Decision, *, reason: str, **values: Any) -> None:
    if not change_row(act.tx, Visit.t, row.id, version=row.version, values={"state": state.value, **values}):
        raise Conflict(act.entry.label, ("这件事刚刚被别人办理过，请刷新后再试",))
    act.record(
        "visit",
        row.id,
        assessment_id=row.assessment_id,
        before={"state": row.state},
        after={"state": state.value},
        reason=reason,
        decision=decision,
    )
