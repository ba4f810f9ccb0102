"""申请复核: asked for by a unit within its window, taken up or not, upheld or corrected."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import func, select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.evidence.keeping import use_evidence
from actions.facts import circumstances
from actions.firing import Fired, fire
from actions.guarding import allow
from actions.letters.facts import is_kept
from actions.obligating import Owed
from actions.results.loading import REEXAMINATION, request_of, result_of
from actions.results.telling import tell_of_decision
from actions.subjects import Subject
from actions.telling import Told
from actions.wording import say_last_moment
from models.evidence import EvidenceVersion
from models.results import Result, ReviewRequest
from models.writing import find_row, insert_rows
from states.permissions import may
from states.results.request import OPEN, Applying, RequestFacts, RequestState, against
from states.subjects import SubjectFacts
from states.timing import in_workdays


class Application(Data):
    """What a unit asks to be looked at again."""

    result: int = Field(description="考核结果编号")
    reason: str = Field(description="哪一项、为什么")
    evidence: int | None = Field(default=None, description="印证材料版本编号，必附")
    unit: str = Field(default="", description="哪个单位（编码）；一人在几个单位任职的要写")


class One(Data):
    """One request."""

    request: int = Field(description="复核申请编号")
    words: str = Field(default="", description="说明；不予受理、维持、同意更正的写明理由")


@act("apply_for_reexamination", label="申请复核", data=Application)
def apply_for_reexamination(act: Act, data: Application) -> Done:
    """在期限内对本单位的考核结果申请复核，写明理由、附印证材料。"""
    subject = result_of(act, data.result)
    unit = _unit(act, subject, data.unit)
    about = SubjectFacts(kind=REEXAMINATION, office=act.office_id, lead_unit=unit)
    decision = allow(act, "apply_reexamination", about)
    if subject.place.process.reexamination is None:
        raise act.refused("方案没有设复核")
    wish = _wish(act, subject, unit, reason=data.reason, has_evidence=data.evidence is not None)
    if reasons := [*against(wish), *_unknown(act, data.evidence)]:
        raise act.refused(*reasons)
    row = {
        "office_id": act.office_id,
        "assessment_id": subject.row.assessment_id,
        "result_id": subject.id,
        "unit_id": act.directory.unit_ids[unit],
        "against": subject.row.in_force or subject.row.laid,
        "state": RequestState.SUBMITTED.value,
        "submitted_by": act.person_id,
        "reason": data.reason,
        "evidence_version_id": data.evidence,
        "requested_at": act.now,
        **dict.fromkeys(("returned_by", "came_from", "decision"), ""),
        "version": 0,
    }
    (number,) = insert_rows(act.tx, ReviewRequest.t, [row])
    _use(act, data.evidence, number)
    act.record(
        REEXAMINATION.value,
        number,
        assessment_id=subject.row.assessment_id,
        after={"state": row["state"], "against": row["against"], "evidence": data.evidence},
        reason=data.reason,
        decision=decision,
    )
    _owe(act, request_of(act, number))
    return Done("已申请复核，等候受理", ids={"request": number, "result": subject.id})


def may_apply(act: Act, subject: Subject[Any], unit: str) -> bool:
    """Whether the actor could ask for this unit now, with a reason and a document."""
    about = SubjectFacts(kind=REEXAMINATION, office=act.office_id, lead_unit=unit)
    if subject.place.process.reexamination is None or not may(act.actor, "apply_reexamination", about).ok:
        return False
    return not against(_wish(act, subject, unit, reason="（待填写）", has_evidence=True))


def _wish(act: Act, subject: Subject[Any], unit: str, *, reason: str, has_evidence: bool) -> Applying:
    return Applying(
        reason=reason,
        has_evidence=has_evidence,
        is_ranked=unit in subject.facts.co_units,
        has_open_request=_is_open(act, subject.id, act.directory.unit_ids[unit]),
        opened_at=subject.row.requests_open_at,
        until=window_of(subject.row, unit),
        now=act.now,
    )


def _unknown(act: Act, version: int | None) -> Iterator[str]:
    if version is not None and not is_kept(act, version):
        yield f"没有编号为 {version} 的印证材料版本（要写 version 后面的编号；纸质备查的，先扫描提交）"


def _use(act: Act, version: int | None, request: int) -> None:
    """The document stands behind the request, and is frozen when that is decided."""
    evidence = act.tx.scalar(select(EvidenceVersion.c.evidence_id).where(EvidenceVersion.c.id == version))
    if evidence is not None:
        use_evidence(act, evidence, REEXAMINATION, request, note="复核申请")


def window_of(row: Any, unit: str) -> datetime | None:
    """Until when this unit may ask: everybody after publication, whom a correction concerns after that too."""
    again = datetime.fromisoformat(row.reopened[unit]) if unit in row.reopened else None
    moments = [moment for moment in (row.requests_end_at, again) if moment is not None]
    return max(moments, default=None)


def _unit(act: Act, subject: Subject[Any], told: str) -> str:
    own = list(dict.fromkeys(seat.unit for seat in act.actor.seats))
    if told and told not in own:
        raise act.refused(f"您不在“{told}”任职，不能替它申请")
    if not told and len(own) != 1:
        own = [unit for unit in own if unit in subject.facts.co_units]
    if not own:
        raise act.refused("请指明哪个单位")
    return told or own[0]


def _is_open(act: Act, result_id: int, unit_id: int) -> bool:
    query = select(func.count()).where(
        ReviewRequest.c.result_id == result_id, ReviewRequest.c.unit_id == unit_id, ReviewRequest.c.state.in_(OPEN)
    )
    return bool(act.tx.scalar(query))


def _owe(act: Act, subject: Subject[RequestFacts]) -> None:
    """To take it up or not is owed from now."""
    awaits = subject.machine.states[subject.state].awaits
    posts = act.directory.seating.owing(awaits, subject.facts) if awaits is not None else ()
    if awaits is None or not posts:
        raise act.refused("没有可以受理复核的岗位，请在方案的 result_process.reexamination.by 里写明")
    due = in_workdays(act.now, awaits.days or 0, calendar=act.calendar)
    owed = [
        Owed(
            kind=awaits.kind,
            unit_id=act.directory.post(code).unit_id,
            post_id=act.directory.post(code).id,
            subject_kind=REEXAMINATION.value,
            subject_id=subject.id,
            title=subject.title,
            due_at=due,
            assessment_id=subject.published.assessment_id,
            ladder=subject.ladder_for(awaits.kind),
        )
        for code in posts
    ]
    for one, number in zip(owed, act.obligations.open(owed), strict=True):
        act.tell(
            Told(
                code="to_do",
                key=f"turn:{number}:{one.post_id}",
                post_id=one.post_id,
                words={
                    "unit": act.directory.units[one.unit_id].shown,
                    "subject": one.title,
                    "state": "待受理",
                    "what": awaits.kind.label,
                    "due": say_last_moment(due),
                },
                overrides=subject.published.texts,
                wanted_while=number,
            )
        )


@act("accept_request", label="受理复核申请", data=One)
def accept_request(act: Act, data: One) -> Done:
    """受理复核申请，在期限内作出决定。"""
    return _move(act, data, "accept_request", "已受理")


@act("refuse_request", label="不予受理复核申请", data=One)
def refuse_request(act: Act, data: One) -> Done:
    """不予受理，写明理由。"""
    return _move(act, data, "refuse_request", "不予受理")


@act("uphold_result", label="复核维持", data=One)
def uphold_result(act: Act, data: One) -> Done:
    """复核后维持原结果，写明理由。"""
    return _move(act, data, "uphold", "经复核，维持原结果")


@act("grant_correction", label="复核同意更正", data=One)
def grant_correction(act: Act, data: One) -> Done:
    """复核后同意更正：改正事实后，公布前的退回重新汇总，公布后的提请更正。"""
    return _move(act, data, "grant_correction", "经复核，同意更正")


@act("withdraw_reexamination", label="撤回复核申请", data=One)
def withdraw_reexamination(act: Act, data: One) -> Done:
    """撤回还没有决定的复核申请。"""
    return _move(act, data, "withdraw", "已撤回")


def _move(act: Act, data: One, trigger: str, said: str) -> Done:
    subject = request_of(act, data.request)
    fired = fire_request(act, subject, trigger, data.words)
    if trigger not in ("accept_request", "withdraw"):
        tell_decided(act, subject, said, data.words)
    return Done(f"{subject.title}：{said}", ids={"request": subject.id}, details={"state": fired.move.dest.code})


def fire_request(act: Act, subject: Subject[RequestFacts], trigger: str, words: str) -> Fired:
    facts = RequestFacts(**circumstances(act, subject, words=words))
    return fire(act, subject, trigger, facts, values={"decision": words} if words else None)


def tell_decided(act: Act, subject: Subject[RequestFacts], said: str, words: str) -> None:
    result = find_row(act.tx, Result.t, subject.row.result_id)
    title = result.title if result is not None else subject.title
    tell_of_decision(act, subject, title, said, f"理由：{words.rstrip('。')}。" if words else "")


def carry_out(act: Act, result_id: int) -> None:
    """What was granted is done: the requests that waited for it are met."""
    clock = act.as_clock()
    query = select(ReviewRequest.c.id).where(
        ReviewRequest.c.result_id == result_id, ReviewRequest.c.state == RequestState.TO_CORRECT.value
    )
    for number in act.tx.scalars(query.order_by(ReviewRequest.c.id)).all():
        fire_request(clock, request_of(clock, number), "carry_out", "已更正")
