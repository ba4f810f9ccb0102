"""督查: a plan is reported, approved, and then the visit is made by its joint team (R2.27, R2.28)."""

from datetime import date

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.visit_plans import ask_for_decision, end_asking
from actions.visits import move_visit, parts_of, refuse_visit, visit_of, write_plan
from models.supervision import VisitNature, VisitState
from states.burden import Asks
from states.subjects import SubjectFacts, SubjectKind
from workdays.wording import say_day


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
    refuse_visit(act, burden, data.units, data.team, data.planned_on)
    written = data.model_dump(include={"assessment", "title", "purpose", "planned_on"})
    number = write_plan(act, written, visited=data.units, team=data.team)
    after = {"visit_id": number, "planned_on": data.planned_on, "units": list(data.units), "team": list(data.team)}
    act.record("visit", number, assessment_id=data.assessment, after=after, reason=data.purpose, decision=decision)
    units = "、".join(act.directory.unit(code).shown for code in data.units)
    ask_for_decision(act, number, data, wish=f"拟于{say_day(data.planned_on, year=False)}到{units}督查")
    return Done(f"已上报“{data.title}”督查计划，等候批准", ids={"visit": number})


@act("decide_visit", label="审批督查计划", data=Ruling, asks=Asks.VISIT)
def decide_visit(act: Act, data: Ruling) -> Done:
    """批准或不批准一份督查计划；本人上报的，由别人批。"""
    row = visit_of(act, data.visit)
    subject = SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id, submitter=row.planned_by)
    decision = allow(act, "decide_visit", subject)
    if row.state != VisitState.PLANNED.value:
        raise act.refused(f"这份计划{VisitState(row.state).label}，不再审批")
    if not data.agreed and not data.words.strip():
        raise act.refused("不批准的，要写明理由")
    if data.agreed:
        visited, team = parts_of(act, row.id)
        burden = act.published(row.assessment_id).scheme.policy.burden
        refuse_visit(act, burden, visited, team, row.planned_on)
    state = VisitState.APPROVED if data.agreed else VisitState.REFUSED
    decided = {"decided_by": act.person_id, "decided_at": act.now, "words": data.words}
    move_visit(act, row, state, decision, reason=data.words, document_no=data.document_no, **decided)
    end_asking(act, row.id, decided=True)
    return Done(f"“{row.title}”{state.label}", ids={"visit": row.id})


@act("record_visit", label="登记督查情况", data=Made)
def record_visit(act: Act, data: Made) -> Done:
    """登记一次督查的情况；计划没有批准的督查不得进行，也不予登记。"""
    row = visit_of(act, data.visit)
    decision = allow(act, "record_visit", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    burden = act.published(row.assessment_id).scheme.policy.burden
    allowed = {VisitState.APPROVED.value} | (set() if burden.joint_visits_only else {VisitState.PLANNED.value})
    reasons = []
    if row.nature == VisitNature.INSPECTION and not parts_of(act, row.id)[0]:
        reasons.append("还没有抽取，不知道到哪些单位")
    if row.state not in allowed:
        reasons.append(f"这次督查{VisitState(row.state).label}；督查要先报计划，批准后由联合督查组进行")
    if data.made_on > act.now.date():
        reasons.append("督查的日期晚于今天，去过后再登记")
    if (data.made_on.year, data.made_on.month) != (row.planned_on.year, row.planned_on.month):
        reasons.append("督查的日期不在计划的月份，请另报计划")
    if reasons:
        raise act.refused(*reasons)
    move_visit(act, row, VisitState.MADE, decision, reason=data.findings, made_on=data.made_on, findings=data.findings)
    end_asking(act, row.id, decided=False)
    return Done(f"已登记“{row.title}”的督查情况", ids={"visit": row.id})


@act("cancel_visit", label="取消督查", data=Ruling)
def cancel_visit(act: Act, data: Ruling) -> Done:
    """取消一次还没有进行的督查，名额退回当月。"""
    row = visit_of(act, data.visit)
    decision = allow(act, "record_visit", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    if row.state not in (VisitState.PLANNED.value, VisitState.APPROVED.value):
        raise act.refused(f"这次督查{VisitState(row.state).label}，不能取消")
    move_visit(act, row, VisitState.CANCELLED, decision, reason=data.words, words=data.words)
    end_asking(act, row.id, decided=False)
    return Done(f"已取消“{row.title}”", ids={"visit": row.id})
