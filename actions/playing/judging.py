"""The end of the year: the superior's verdict recorded with its paper, or verified in the house; scored; archived."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from sqlalchemy import func, select

from actions.playing.cast import Player
from actions.playing.figures import evidence_text
from actions.playing.outcome import Outcome, told
from actions.playing.stage import Stage
from config.indicators import Strategy
from config.obligations import ObligationKind
from config.readings import PlannedAssignment, indicators_of, kind_of
from config.sample import MONTHS, SampleVerdict
from models.evidence import Evidence, EvidenceVersion
from models.obligations import OPEN, Obligation

DEDUCTING = frozenset({Strategy.NEGATIVE_LIST, Strategy.VETO})


def sign(stage: Stage, row: Any, now: datetime) -> Outcome:
    """责任书."""
    return told(stage.do("sign", {"assignment": row.subject_id}, by=stage.player(row.post_id), now=now))


def record_verdict(stage: Stage, row: Any, now: datetime) -> Outcome:
    """上级认定, as the sample's paper has it; a part's points stand for all that it holds (R0.2)."""
    planned = stage.places.assignments[row.subject_id]
    verdict = verdict_for(stage, planned)
    if verdict is None:
        return Outcome.NOT_YET
    player = stage.player(row.post_id)
    attachment = _paper(stage, verdict, by=player, now=now)
    if attachment is None:
        return Outcome.REFUSED
    data = {
        "assignment": row.subject_id,
        "attachment": attachment,
        "figures": dict(verdict.figures) if verdict.indicator == planned.code else {},
        **verdict.model_dump(include={"document_no", "dated_on", "result", "is_met", "points"}),
    }
    return told(stage.do("record_verdict", data, by=player, now=now))


def verdict_for(stage: Stage, planned: PlannedAssignment) -> SampleVerdict | None:
    """The verdict on the assignment itself, else on the nearest indicator above it."""
    verdicts = {verdict.indicator: verdict for verdict in stage.sample.verdicts}
    return next((verdicts[code] for code in _upwards(stage, planned) if code in verdicts), None)


def _upwards(stage: Stage, planned: PlannedAssignment) -> Iterator[str]:
    placed = next(each for each in indicators_of(stage.scheme) if each.indicator.code == planned.indicator)
    yield from (planned.code, planned.indicator, *(each.code for each in reversed(placed.above)))


def _paper(stage: Stage, verdict: SampleVerdict, *, by: Player, now: datetime) -> int | None:
    """The superior's paper, kept once however many verdicts stand in it."""
    query = (
        select(EvidenceVersion.c.id)
        .join(Evidence.t, Evidence.c.id == EvidenceVersion.c.evidence_id)
        .where(Evidence.c.office_id == stage.office_id, Evidence.c.document_no == verdict.document_no)
    )
    kept: list[int] = stage.read(lambda tx: list(tx.scalars(query)))
    if kept:
        return kept[0]
    about = {
        "office": stage.scheme.office.code,
        "unit": stage.scheme.office.unit,
        "title": "上级认定结果",
        "document_no": verdict.document_no,
    }
    text = evidence_text("上级认定结果", verdict.document_no, verdict.dated_on)
    done = stage.keep_file(BytesIO(text), name="上级认定结果.txt", told=about, by=by, now=now)
    return done.ids["version"] if done is not None else None


def verify_year(stage: Stage, row: Any, now: datetime) -> Outcome:
    """年度核验: what the year reached."""
    planned = stage.places.assignments[row.subject_id]
    data = {"assignment": row.subject_id, "figures": _reached(stage, planned), "result": "完成", "is_met": True}
    return told(stage.do("verify", data, by=stage.player(row.post_id), now=now))


def _reached(stage: Stage, planned: PlannedAssignment) -> dict[str, Decimal]:
    items = stage.sample.breakdown(planned.code).items
    found: dict[str, Decimal] = {target.name: Decimal(0) for target in planned.targets if target.value is not None}
    for item in items:
        if item.target in found:
            found[item.target] += item.monthly[MONTHS - 1]
    return found


def score(stage: Stage, row: Any, now: datetime) -> Outcome:
    """The points of the verdict, or of the indicator where the house scores; after the last, all is archived."""
    player = stage.player(row.post_id)
    planned = stage.places.assignments[row.subject_id]
    points = None if verdict_for(stage, planned) else _full(stage, planned)
    scored = stage.do("enter_score", {"assignment": row.subject_id, "points": points}, by=player, now=now)
    if scored is None:
        return Outcome.REFUSED
    if not _still_judging(stage):
        return told(stage.do("archive", {"assessment": stage.assessment_id}, by=player, now=now))
    return Outcome.DONE


def may_be_scored(stage: Stage, planned: PlannedAssignment) -> bool:
    """Whether there is anything to score by: points in the verdict, or in the scheme."""
    verdict = verdict_for(stage, planned)
    return (verdict.points if verdict is not None else _full(stage, planned)) is not None


def _full(stage: Stage, planned: PlannedAssignment) -> Decimal | None:
    """All that the indicator, or the part that holds it, is worth; a list that deducts deducts nothing."""
    kind = kind_of(stage.scheme, planned)
    if kind is not None and kind.strategy in DEDUCTING:
        return Decimal(0)
    points = {each.indicator.code: each.indicator.points for each in indicators_of(stage.scheme)}
    points[planned.code] = planned.points
    return next((points[code] for code in _upwards(stage, planned) if points.get(code) is not None), None)


def _still_judging(stage: Stage) -> bool:
    kinds = (ObligationKind.VERDICT.value, ObligationKind.VERIFICATION.value, ObligationKind.SCORE.value)
    query = select(func.count()).where(
        OPEN,
        Obligation.c.assessment_id == stage.assessment_id,
        Obligation.c.subject_kind == "assignment",
        Obligation.c.kind.in_(kinds),
    )
    return stage.read(lambda tx: tx.execute(query).scalar_one()) > 0
