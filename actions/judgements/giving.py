"""提出、确认、退回、撤销: what is confirmed counts until another proposal has been confirmed in its place."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import Field
from sqlalchemy import func, select, update

from actions.acts import Data, Done, act
from actions.assignments.several import hear_all
from actions.context import Act
from actions.firing import Fired, fire
from actions.judgements.asking import open_judgements, strangers
from actions.judgements.loading import facts_of, judgement_of, slot_named
from actions.subjects import Subject
from actions.telling import Told
from config.scoring.factsheet import Period
from models.evidence import EvidenceVersion
from models.judgements import JudgementVersion
from models.types import DIGITS
from models.writing import insert_rows
from scoring.pricing import out_of_bounds
from scoring.sheets import units_by_name
from states.judgement import JudgementFacts


class Proposal(Data):
    """提出的分."""

    assessment: int = Field(description="考核年度编号")
    slot: str = Field(description="哪一项酌定（编码）")
    unit: str = Field(description="被评单位：编码或名称")
    period: Period | None = Field(default=None, description="哪一期；不写则全年")
    points: Decimal = Field(max_digits=DIGITS, description="几分")
    reason: str = Field(min_length=1, description="理由：什么情节，为什么给这个分")
    evidence: tuple[int, ...] = Field(default=(), description="印证材料版本编号；方案规定要有的必填")


class Ruling(Data):
    """对提出的分的意见."""

    judgement: int = Field(description="酌定编号")
    words: str = Field(default="", description="意见；退回、撤销的必填")


@act("propose_judgement", label="提出酌定的分", data=Proposal)
def propose_judgement(act: Act, data: Proposal) -> Done:
    """对条文写“酌情”“视情况”的，在界限以内提出分值，写明理由，附印证材料。"""
    published = act.published(data.assessment)
    slot = slot_named(act, published, data.slot)
    unit = units_by_name(published.scheme).get(data.unit, data.unit)
    wrong = list(strangers(act, slot, (unit,)))
    if slot.rule.lateness:
        wrong.append(f"“{slot.name}”由考核办核定迟报的扣分，不另外提出")
    if wrong:
        raise act.refused(*wrong)
    number = open_judgements(act, published, data.slot, (unit,), data.period or "")[unit]
    subject = judgement_of(act, number)
    told = {
        "bounds": tuple(out_of_bounds(slot.rule, Fraction(data.points), slot.name)),
        "lacks_evidence": slot.rule.evidence and not data.evidence,
    }
    facts = facts_of(act, subject, words=data.reason, **told)
    hear_all(act, subject, "propose_judgement", facts, _missing(act, data.evidence))
    fired = fire(
        act, subject, "propose_judgement", facts, values={"submitted_by": act.person_id}, words={"what": "确认"}
    )
    _write(act, number, data, fired)
    return Done(f"已提出{subject.title}{data.points}分，待确认", ids={"judgement": number})


@act("confirm_judgement", label="确认酌定的分", data=Ruling)
def confirm_judgement(act: Act, data: Ruling) -> Done:
    """确认提出的分，从此参与评分；不能由提出人本人、也不能由被评单位确认。"""
    subject = judgement_of(act, data.judgement)
    latest = _latest(act, subject.id)
    fired = fire(act, subject, "confirm_judgement", facts_of(act, subject, words=data.words))
    _end(act, subject.id)
    _decide(act, latest, fired, "confirmed", data.words, confirmed_at=act.now)
    return Done(f"已确认{subject.title}{latest.points}分", ids={"judgement": subject.id})


@act("return_judgement", label="退回重提", data=Ruling)
def return_judgement(act: Act, data: Ruling) -> Done:
    """提出的分依据不足的，写明理由退回；此前确认过的仍然有效。"""
    subject = judgement_of(act, data.judgement)
    latest = _latest(act, subject.id)
    facts = facts_of(act, subject, words=data.words)
    fired = fire(act, subject, "return_judgement", facts, words={"what": "重新提出"})
    _decide(act, latest, fired, "returned", data.words)
    _tell(act, subject, latest, data.words)
    return Done(f"已退回{subject.title}{latest.points}分", ids={"judgement": subject.id})


@act("withdraw_judgement", label="撤销酌定的分", data=Ruling)
def withdraw_judgement(act: Act, data: Ruling) -> Done:
    """撤销一项酌定，写明理由；从此不再参与评分，此前的分仍可重算。"""
    subject = judgement_of(act, data.judgement)
    fire(act, subject, "withdraw", facts_of(act, subject, words=data.words))
    _end(act, subject.id)
    return Done(f"已撤销{subject.title}", ids={"judgement": subject.id})


def _missing(act: Act, versions: Sequence[int]) -> list[str]:
    wanted = list(dict.fromkeys(versions))
    query = select(EvidenceVersion.c.id).where(
        EvidenceVersion.c.id.in_(wanted), EvidenceVersion.c.office_id == act.office_id
    )
    kept = set(act.tx.scalars(query)) if wanted else set()
    return [f"没有编号为 {number} 的印证材料版本" for number in wanted if number not in kept]


def _write(act: Act, number: int, data: Proposal, fired: Fired) -> None:
    last = act.tx.scalar(select(func.max(JudgementVersion.c.ordinal)).where(JudgementVersion.c.judgement_id == number))
    row = {
        "office_id": act.office_id,
        "judgement_id": number,
        "ordinal": (last or 0) + 1,
        "points": data.points,
        "reason": data.reason,
        "evidence": list(data.evidence),
        "proposed_at": act.now,
        "proposed_by": act.person_id,
        "proposed_by_unit_id": _unit(act, fired),
        "decided_words": "",
        "version": 0,
    }
    insert_rows(act.tx, JudgementVersion.t, [row])


def _latest(act: Act, number: int) -> Any:
    query = select(JudgementVersion.t).where(JudgementVersion.c.judgement_id == number)
    return act.tx.execute(query.order_by(JudgementVersion.c.ordinal.desc()).limit(1)).one_or_none()


def _end(act: Act, number: int) -> None:
    """What counted counts no longer."""
    sitting = (
        JudgementVersion.c.judgement_id == number,
        JudgementVersion.c.confirmed_at.is_not(None),
        JudgementVersion.c.replaced_at.is_(None),
    )
    act.tx.execute(update(JudgementVersion.t).where(*sitting).values(replaced_at=act.now))


def _decide(act: Act, latest: Any, fired: Fired, outcome: str, words: str, **more: Any) -> None:
    told = {
        "outcome": outcome,
        "decided_at": act.now,
        "decided_by": act.person_id,
        "decided_by_unit_id": _unit(act, fired),
        "decided_words": words,
    }
    act.tx.execute(update(JudgementVersion.t).where(JudgementVersion.c.id == latest.id).values(**told, **more))


def _unit(act: Act, fired: Fired) -> int | None:
    seat = fired.move.decision.seat
    return act.directory.unit_ids[seat.unit] if seat is not None else None


def _tell(act: Act, subject: Subject[JudgementFacts], latest: Any, words: str) -> None:
    """Whoever proposed it learns why it came back."""
    if latest.proposed_by is None:
        return
    act.tell(
        Told(
            code="judgement_returned",
            key=f"judgement_returned:{subject.id}:{latest.ordinal}",
            person_id=latest.proposed_by,
            words={"subject": subject.title, "points": latest.points, "by": act.by, "reason": words},
            overrides=subject.published.texts,
        )
    )
