"""Confirmed judgements, amounts set for lateness and self-marks, as facts for scoring, as of any moment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, bindparam, select

from actions.judgements.slots import lateness_slot, slots_of
from actions.published import Published
from config.scheme import Scheme
from config.scoring.uses import SLOTS, indicators_using
from models.assignments import Assignment
from models.evidence import Evidence, EvidenceVersion
from models.indicators import Indicator
from models.judgements import Judgement, JudgementVersion
from models.knowing import known_at
from models.lateness import Deduction, DeductionState
from models.units import Unit
from models.verdicts import Score
from scoring.facts import JudgementFact, Known

BENEATH = -1
"""A mark on oneself never hides what another confirmed, however much later it was made."""


def judgements_as_stored(
    tx: Connection, published: Published, *, as_of: datetime | None = None
) -> tuple[JudgementFact, ...]:
    """Everything that a person gave, as it was known at `as_of`; without it, as it is known now."""
    return (
        *_self_marks(tx, published, as_of),
        *_confirmed(tx, published, as_of),
        *_of_lateness(tx, published, as_of),
    )


def _confirmed(tx: Connection, published: Published, as_of: datetime | None) -> Iterator[JudgementFact]:
    """What was confirmed; and what a unit said of itself, which waits beneath it."""
    standing = known_at(as_of, recorded=JudgementVersion.c.confirmed_at, replaced=JudgementVersion.c.replaced_at)
    own = [code for code, rule in slots_of(published.scheme).items() if rule.is_self_mark]
    if own:
        waiting = known_at(as_of, recorded=JudgementVersion.c.proposed_at, replaced=JudgementVersion.c.decided_at)
        standing |= waiting & Judgement.c.slot.in_(own)
    by, confirmer = Unit.t.alias("by"), Unit.t.alias("confirmer")
    query = (
        select(
            JudgementVersion.t,
            Judgement.c.slot,
            Judgement.c.period,
            Unit.c.code.label("unit"),
            by.c.name.label("by"),
            confirmer.c.name.label("confirmer"),
        )
        .join(Judgement.t, Judgement.c.id == JudgementVersion.c.judgement_id)
        .join(Unit.t, Unit.c.id == Judgement.c.unit_id)
        .outerjoin(by, by.c.id == JudgementVersion.c.proposed_by_unit_id)
        .outerjoin(confirmer, confirmer.c.id == JudgementVersion.c.decided_by_unit_id)
        .where(Judgement.c.assessment_id == published.assessment_id, standing)
        .order_by(JudgementVersion.c.id)
    )
    rows, office = tx.execute(query).all(), published.scheme.office.name
    papers = _titles(tx, {number for row in rows for number in row.evidence})
    for row in rows:
        is_known = row.confirmed_at is not None and (as_of is None or row.confirmed_at <= as_of)
        judge = (row.confirmer or office) if is_known else ""
        yield JudgementFact(
            row.unit,
            row.slot,
            Fraction(row.points),
            row.reason,
            proposed_by=row.by or "",
            confirmed_by=judge,
            period=row.period,
            known=Known(
                recorded_at=row.confirmed_at if is_known else row.proposed_at,
                evidence=tuple(papers[number] for number in row.evidence if number in papers),
                layer=0 if is_known else BENEATH,
                ref=f"酌定第{row.judgement_id}号",
            ),
        )


def _titles(tx: Connection, versions: Iterable[int]) -> Mapping[int, str]:
    query = (
        select(EvidenceVersion.c.id, Evidence.c.title)
        .join(Evidence.t, Evidence.c.id == EvidenceVersion.c.evidence_id)
        .where(EvidenceVersion.c.id.in_(bindparam("b_ids", expanding=True)))
    )
    return dict(tx.execute(query, {"b_ids": sorted(versions)}).tuples().all())


def _of_lateness(tx: Connection, published: Published, as_of: datetime | None) -> Iterator[JudgementFact]:
    """R2.8: what the office set, all of one unit's together; what is only proposed has no amount yet."""
    rule = lateness_slot(published.scheme)
    if rule is None:
        return
    query = (
        select(Deduction.t, Unit.c.code.label("unit"))
        .join(Unit.t, Unit.c.id == Deduction.c.unit_id)
        .where(
            Deduction.c.assessment_id == published.assessment_id,
            Deduction.c.state == DeductionState.SET.value,
            *([Deduction.c.decided_at <= as_of] if as_of is not None else []),
        )
        .order_by(Deduction.c.decided_at, Deduction.c.id)
    )
    by_unit: dict[str, list[Any]] = defaultdict(list)
    for row in tx.execute(query):
        by_unit[row.unit].append(row)
    for unit, rows in by_unit.items():
        yield JudgementFact(
            unit,
            rule.slot,
            sum((Fraction(row.amount) for row in rows), Fraction(0)),
            "；".join(f"“{row.title}”扣{row.amount}分：{row.words}" for row in rows),
            proposed_by="督办阶梯",
            confirmed_by=published.scheme.office.name,
            known=Known(
                recorded_at=rows[-1].decided_at,
                evidence=tuple(dict.fromkeys(row.basis for row in rows if row.basis)),
                ref="、".join(f"扣分建议第{row.id}号" for row in rows),
            ),
        )


def _self_marks(tx: Connection, published: Published, as_of: datetime | None) -> Iterator[JudgementFact]:
    """O08: a mark on oneself waits for another unit's; then it is that one which counts."""
    slots = _own_slots(published.scheme)
    if not slots:
        return
    by, lead = Unit.t.alias("by"), Unit.t.alias("lead")
    query = (
        select(
            Score.t,
            Indicator.c.code.label("indicator"),
            Assignment.c.segment,
            lead.c.code.label("unit"),
            lead.c.name.label("lead"),
            by.c.name.label("by"),
        )
        .join(Assignment.t, Assignment.c.id == Score.c.assignment_id)
        .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
        .join(lead, lead.c.id == Assignment.c.lead_unit_id)
        .outerjoin(by, by.c.id == Score.c.by_unit_id)
        .where(
            Assignment.c.assessment_id == published.assessment_id,
            known_at(as_of, recorded=Score.c.entered_at, replaced=Score.c.replaced_at),
        )
        .order_by(Score.c.id)
    )
    found: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for row in tx.execute(query):
        for slot in slots.get(row.indicator, ()) or slots.get(row.segment, ()):
            found[slot, row.unit][row.kind] = row
    for (slot, _), rows in found.items():
        yield _mark(slot, rows, office=published.scheme.office.name)


def _own_slots(scheme: Scheme) -> dict[str, list[str]]:
    """The slots in which a unit marks itself, by the indicators that use them."""
    using, found = indicators_using(scheme), defaultdict[str, list[str]](list)
    for code, rule in slots_of(scheme).items():
        for indicator in sorted(using.get((SLOTS, code), ())) if rule.is_self_mark else ():
            found[indicator].append(code)
    return dict(found)


def _mark(slot: str, rows: Mapping[str, Any], *, office: str) -> JudgementFact:
    own = rows.get("self")
    found = rows.get("superior") or rows.get("assessor")
    row = found if found is not None else rows["self"]
    judge = (row.by or office) if found is not None else ""
    return JudgementFact(
        row.unit,
        slot,
        Fraction(row.points),
        row.words or row.basis or ("认定" if found is not None else "自评"),
        proposed_by=row.lead if own is not None else "",
        confirmed_by=judge,
        known=Known(
            recorded_at=row.entered_at,
            evidence=(row.basis,) if row.basis else (),
            layer=0 if judge else BENEATH,
            ref=f"得分第{row.id}号",
        ),
    )
