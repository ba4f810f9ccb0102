"""A letter on the office's own figures: a person chooses the task, the rest is what was reported or verified.

What is behind its pace is said as the clock says it, 据单位上报 until somebody has verified it. The draft takes the
rung of an open shortfall that asks for this paper, so that the clock does not draft it a second time.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.ladders import ladder_of
from actions.letters.drafting import draft, drafted_for
from actions.letters.loading import letter_of
from actions.letters.rungs import ACTS, reply_asked_by
from actions.letters.signing import chosen
from actions.letters.wording import compose_letter
from actions.letters.writing import allow_draft, may_write, refuse_past, rewrite
from actions.published import Published
from actions.shortfalls.following import OVER
from actions.shortfalls.ladders import basis_of, shortfall_ladder
from actions.shortfalls.tracking import Tracked, stated, tracked_of
from config.due import Due
from config.letters import LetterKind
from models.assignments import Assignment
from models.indicators import Target
from models.letters import Letter
from models.shortfalls import OPEN, Shortfall
from models.writing import change_row, find_row
from states.assignment import AssignmentState
from states.lights import Explained
from states.pace import Light


class Chosen(Data):
    """Whose figure it is."""

    target: str = Field(default="", description="目标名称；任务只有一个数值目标的不写")
    period: str = Field(default="", description="哪一期的数，如 2019-08；不写则用最近一期")


class OnFigures(Chosen):
    """A warning, an order or the proposal of a talk about one task."""

    assignment: int = Field(description="指标任务编号")
    kind: Literal["warning", "order", "talk"] = Field(description="warning 预警提示单、order 督办单、talk 约谈")
    basis: str = Field(default="", description="依据的文件和条款；不写则用欠账阶梯的依据")
    reply_by: date | None = Field(default=None, description="反馈期限；不写则按欠账阶梯的规则")


class Refreshing(Chosen):
    """A draft whose figures have moved."""

    letter: int = Field(description="文书编号（系统内）")


@dataclass(frozen=True, slots=True)
class _Rung:
    """The rung of an open shortfall that asks for a paper, and its shortfall."""

    shortfall_id: int | None = None
    code: str = ""
    reply: Due | None = None


@act("draft_letter_on_figures", label="按数拟稿", data=OnFigures)
def draft_letter_on_figures(act: Act, data: OnFigures) -> Done:
    """选定指标任务、目标和期次拟文书：数字、欠账、口径由系统填写，未经核验的写“据单位上报”；由人签发。"""
    published, kind = _year_of(act, data.assignment), LetterKind(data.kind)
    decision = allow_draft(act, published, kind)
    tracked = _tracked(act, published, data.assignment, data.target)
    light = _light(act, tracked, data.period)
    rung = _rung(act, published, tracked, kind)
    basis = data.basis or _basis(act, published)
    if data.reply_by is not None:
        refuse_past(act, data.reply_by)
    words = {"subject": tracked.title, **stated(light), "basis": basis, "assignment_id": data.assignment}
    number = draft(
        act,
        kind=kind,
        assessment_id=published.assessment_id,
        unit_id=tracked.row.lead_unit_id,
        shortfall_id=rung.shortfall_id,
        rung=rung.code,
        reply=rung.reply,
        words=words,
        occasion="人工拟稿",
        decision=decision,
    )
    if data.reply_by is not None:
        row = letter_of(act, number).row
        change_row(act.tx, Letter.t, number, version=row.version, values={"reply": chosen(row, data.reply_by)})
    return Done(f"已拟{kind.label}“{tracked.title}”：{light.source}，{light.fact}", ids={"letter": number})


@act("redraft_letter_on_figures", label="按最新数重拟", data=Refreshing)
def redraft_letter_on_figures(act: Act, data: Refreshing) -> Done:
    """还没有签发的文书，按系统内最新的数（或选定期次的数）重新拟稿；原稿保留。"""
    subject = letter_of(act, data.letter)
    decision = may_write(act, subject)
    row, kind = subject.row, LetterKind(subject.row.kind)
    if row.assignment_id is None:
        raise act.refused("这份文书没有对应的指标任务，请用“按新数字重拟”自行写明")
    tracked = _tracked(act, subject.published, row.assignment_id, data.target or _target_of(act, row.shortfall_id))
    facts = {**row.facts, **stated(_light(act, tracked, data.period))}
    wording = compose_letter(subject.published, kind, facts, unit=act.directory.units[row.unit_id].name)
    values: dict[str, Any] = {"title": wording.title, "facts": facts}
    return rewrite(act, subject, wording, values, reason="按最新数重拟", decision=decision)


def _year_of(act: Act, assignment: int) -> Published:
    row = find_row(act.tx, Assignment.t, assignment)
    if row is None:
        raise act.refused(f"没有编号为 {assignment} 的指标任务")
    if row.state in OVER:
        raise act.refused(f"“{row.title}”{AssignmentState(row.state).label}，不再为它拟文书")
    return act.published(row.assessment_id)


def _basis(act: Act, published: Published) -> str:
    ladder = shortfall_ladder(published.scheme)
    if ladder is None or not basis_of(ladder):
        raise act.refused("方案的欠账阶梯没有写依据，请写明依据的文件和条款")
    return basis_of(ladder)


def _tracked(act: Act, published: Published, assignment: int, target: str) -> Tracked:
    """The numeric target that is meant. Raises `Refused` naming those that there are."""
    known = tracked_of(act.tx, published.scheme, (assignment,), today=act.now.date())
    found = [each for each in known if not target or each.aim.name == target]
    if len(found) == 1:
        return found[0]
    names = "、".join(each.aim.name for each in known)
    if not known:
        raise act.refused("这项任务没有数值目标，请用“拟稿”自行写明")
    raise act.refused(f"请写明是哪个目标：{names}" if not target else f"这项任务没有目标“{target}”，有的是：{names}")


def _target_of(act: Act, shortfall_id: int | None) -> str:
    """Of the shortfall behind a letter."""
    row: Any = find_row(act.tx, Shortfall.t, shortfall_id) if shortfall_id is not None else None
    target: Any = find_row(act.tx, Target.t, row.target_id) if row is not None else None
    return target.name if target is not None else ""


def _light(act: Act, tracked: Tracked, period: str) -> Explained:
    """The figure of the period, where it is behind its pace."""
    told = {each.figure.period: each for each in tracked.periods if each.figure is not None}
    if not told:
        raise act.refused(f"“{tracked.title}”还没有报送过数")
    if period and period not in told:
        raise act.refused(f"“{tracked.title}”没有{period}的数，有的是：{'、'.join(told)}")
    light = told[period] if period else tracked.latest
    if light.light is Light.GREEN:
        raise act.refused(f"“{tracked.title}”{light.until}{light.fact}，没有落后；确需制发的，请用“拟稿”自行写明")
    return light


def _rung(act: Act, published: Published, tracked: Tracked, kind: LetterKind) -> _Rung:
    """Which rung this paper takes. Raises `Refused` where it has its paper already."""
    query = select(Shortfall.t).where(
        OPEN, Shortfall.c.assignment_id == tracked.assignment_id, Shortfall.c.target_id == tracked.target_id
    )
    row = act.tx.execute(query.with_for_update()).one_or_none()
    asked = [rung for rung in ladder_of(row).rungs if rung.act is ACTS[kind]] if row is not None else []
    if row is None or not asked:
        return _Rung(reply=reply_asked_by(published.scheme, kind))
    standing = drafted_for(act, row.id, asked[0].code, kind)
    if standing is not None:
        raise act.refused(f"这项欠账的{kind.label}已经拟出（文书编号 {standing}），数字有变化的请用“按最新数重拟”")
    return _Rung(row.id, asked[0].code, asked[0].reply)
