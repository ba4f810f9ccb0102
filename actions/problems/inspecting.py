"""察访核验 (O26): its plan is approved, then units are drawn by lot, and nobody knows before which they will be."""

import secrets
from datetime import date

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.visit_plans import ask_for_decision
from actions.visits import in_month, parts_of, refuse_visit, visit_of, write_parts, write_plan
from models.findings import VisitDraw
from models.supervision import VisitNature, VisitPart, VisitState
from models.writing import insert_rows
from scoring.sheets import units_by_name
from states.burden import Asks
from states.sampling import drawn
from states.subjects import SubjectFacts, SubjectKind
from workdays.wording import say_day


class Planned(Data):
    """From which units how many are drawn, why, and who goes."""

    assessment: int = Field(description="考核年度编号")
    title: str = Field(min_length=1, description="察访核验名称")
    purpose: str = Field(min_length=1, description="事由和内容")
    planned_on: date = Field(description="哪一天")
    frame: tuple[str, ...] = Field(default=(), description="从哪些单位里抽：编码或名称；不写则各分组里的所有单位")
    sample: int = Field(ge=1, description="抽几个单位")
    team: tuple[str, ...] = Field(min_length=1, description="察访组由哪些单位组成（编码）")


class Drawing(Data):
    """The lot."""

    visit: int = Field(description="察访核验编号")
    seed: str = Field(default="", description="种子；不写则由系统随机产生")
    witness: str = Field(default="", description="自己写种子的，写明现场监督的岗位")


@act("plan_inspection", label="上报察访核验方案", data=Planned, asks=Asks.VISIT)
def plan_inspection(act: Act, data: Planned) -> Done:
    """上报察访核验方案：从哪些单位里抽几个、核验什么、由哪些单位组成察访组。"""
    published = act.published(data.assessment)
    decision = allow(act, "plan_visit", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    frame = _frame(act, data)
    reasons = [f"没有编码为“{code}”的单位" for code in data.team if code not in act.directory.unit_ids]
    reasons += ["察访核验要提前上报方案，日期不能早于今天"] if data.planned_on < act.now.date() else []
    if data.sample > len(frame):
        reasons.append(f"要抽 {data.sample} 个单位，名单里只有 {len(frame)} 个")
    if reasons:
        raise act.refused(*dict.fromkeys(reasons))
    if both := [code for code in frame if code in data.team]:
        names = "、".join(act.directory.unit(code).shown for code in both)
        raise act.refused(f"{names}不能察访本单位，请不列入名单，或不参加察访组")
    refuse_visit(act, published.scheme.policy.burden, (), data.team, data.planned_on)
    written = data.model_dump(include={"assessment", "title", "purpose", "planned_on"})
    number = write_plan(act, written, team=data.team, frame=frame, sample=data.sample)
    after = {"visit_id": number, "planned_on": data.planned_on, "frame": frame, "sample": data.sample}
    act.record("visit", number, assessment_id=data.assessment, after=after, reason=data.purpose, decision=decision)
    day = say_day(data.planned_on, year=False)
    wish = f"拟于{day}从{len(frame)}个单位中抽取{data.sample}个察访核验"
    ask_for_decision(act, number, data, wish=wish, what="察访核验方案")
    return Done(f"已上报“{data.title}”察访核验方案，等候批准", ids={"visit": number})


def _frame(act: Act, data: Planned) -> list[str]:
    """The units that may be drawn, in official order."""
    scheme = act.published(data.assessment).scheme
    named = {written: units_by_name(scheme).get(written) for written in data.frame}
    unknown = [f"没有单位“{written}”" for written, code in named.items() if code not in act.directory.unit_ids]
    if unknown:
        raise act.refused(*unknown)
    wanted = set(named.values()) or {unit for group in scheme.scoring.groups for unit in group.units}
    if not wanted:
        raise act.refused("方案没有分组，请写明从哪些单位里抽")
    return [unit.code for unit in act.directory.units.values() if unit.stands and unit.code in wanted]


@act("draw_sample", label="抽取察访单位", data=Drawing, asks=Asks.VISIT)
def draw_sample(act: Act, data: Drawing) -> Done:
    """方案批准以后抽取要去的单位：记下名单、种子和结果，任何人都可以重抽一遍核对；只抽一次。"""
    row = visit_of(act, data.visit)
    decision = allow(act, "record_visit", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    reasons = [] if row.nature == VisitNature.INSPECTION else ["督查的单位写在计划里，不抽取"]
    reasons += [] if row.state == VisitState.APPROVED else [f"这份方案{VisitState(row.state).label}，批准以后才能抽取"]
    reasons += ["已经抽取过，不再重抽"] if _was_drawn(act, row.id) else []
    reasons += ["自己写种子的，要写明现场监督的岗位（witness）"] if data.seed and not data.witness.strip() else []
    if reasons:
        raise act.refused(*reasons)
    left_out = _left_out(act, row.frame, row.assessment_id, row.planned_on)
    frame = [code for code in row.frame if code not in left_out]
    if len(frame) < row.sample:
        raise act.refused(f"要抽 {row.sample} 个单位，可以抽的只有 {len(frame)} 个", *left_out.values())
    seed = data.seed or secrets.token_hex(8)
    chosen = drawn(frame, seed=seed, size=row.sample)
    draw = {
        "office_id": act.office_id,
        "visit_id": row.id,
        "number": 1,
        "seed": seed,
        "size": row.sample,
        "frame": frame,
        "left_out": left_out,
        "drawn": list(chosen),
        "reason": data.witness,
        "drawn_at": act.now,
        "drawn_by": act.person_id,
    }
    insert_rows(act.tx, VisitDraw.t, [draw])
    write_parts(act, row.id, VisitPart.VISITED, chosen)
    after = {"seed": seed, "frame": frame, "left_out": left_out, "drawn": list(chosen)}
    act.record("visit", row.id, assessment_id=row.assessment_id, after=after, reason=data.witness, decision=decision)
    names = "、".join(act.directory.unit(code).shown for code in chosen)
    return Done(
        f"“{row.title}”抽取{names}，种子 {seed}", ids={"visit": row.id}, details={"drawn": chosen, "seed": seed}
    )


def _was_drawn(act: Act, visit: int) -> bool:
    return (
        bool(parts_of(act, visit)[0])
        or act.tx.scalar(select(VisitDraw.c.id).where(VisitDraw.c.visit_id == visit)) is not None
    )


def _left_out(act: Act, frame: list[str], assessment_id: int, day: date) -> dict[str, str]:
    """A unit that was visited often enough that month is spared (减负); one that is no more cannot be visited."""
    per_month = act.published(assessment_id).scheme.policy.burden.visits_per_month
    ids = {act.directory.unit_ids[code]: code for code in frame if code in act.directory.unit_ids}
    gone = {code: f"{code}已撤销" for code in frame if code not in act.directory.unit_ids}
    often = {
        ids[unit]: f"本月对{act.directory.units[unit].shown}已安排督查{count}次，不列入（减负）"
        for unit, count in in_month(act, ids, day).items()
        if count >= per_month
    }
    return gone | often
