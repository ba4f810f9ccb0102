"""The ledger as scoring reads it: what is known now, or was known at a moment."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, or_, select

from config.scoring.words import FindingState
from models.evidence import Evidence, EvidenceUse
from models.findings import Finding, findings_known
from models.units import Unit
from scoring.facts import FindingFact, Known
from states.subjects import SubjectKind


def findings_as_stored(tx: Connection, assessment_id: int, *, as_of: datetime | None = None) -> list[FindingFact]:
    """Every finding of a year that was told, as it stands, or stood at `as_of`; its state says whether it counts.

    What its unit does not know of is not among the facts at all: nothing made of them can give it away (O26).
    """
    units = {row.id: row for row in tx.execute(select(Unit.c.id, Unit.c.code, Unit.c.name))}
    evidence = _evidence(tx, assessment_id, as_of)
    known = (row for row in findings_known(tx, assessment_id, at=as_of) if row.number is not None)
    return [_fact(row, units, evidence) for row in known if row.state != FindingState.DRAFTED]


def _fact(row: Any, units: Mapping[int, Any], evidence: Mapping[int, tuple[str, ...]]) -> FindingFact:
    ref = f"第{row.number}号事项"
    return FindingFact(
        ref,
        units[row.unit_id].code,
        row.kind,
        row.happened_on,
        times=Fraction(row.times),
        problem=f"第{row.problem_id}号问题" if row.problem_id is not None else "",
        person=row.person,
        attributes=dict(row.attributes),
        state=FindingState(row.state),
        is_excused=row.excused,
        is_rectified=row.rectified_on is not None,
        known=Known(
            recorded_at=row.recorded_at,
            evidence=evidence.get(row.id, ()),
            finder=units[row.issuer_unit_id].name,
            verified_by=row.settled_by,
            ref=ref,
        ),
    )


def _evidence(tx: Connection, assessment_id: int, as_of: datetime | None) -> dict[int, tuple[str, ...]]:
    """Titles of what stood behind each."""
    query = (
        select(EvidenceUse.c.subject_id, Evidence.c.title)
        .join(Evidence.t, Evidence.c.id == EvidenceUse.c.evidence_id)
        .join(Finding.t, Finding.c.id == EvidenceUse.c.subject_id)
        .where(EvidenceUse.c.subject_kind == SubjectKind.FINDING.value, Finding.c.assessment_id == assessment_id)
        .order_by(EvidenceUse.c.id)
    )
    if as_of is None:
        query = query.where(EvidenceUse.c.removed_at.is_(None))
    else:
        removed = or_(EvidenceUse.c.removed_at.is_(None), EvidenceUse.c.removed_at > as_of)
        query = query.where(EvidenceUse.c.added_at <= as_of, removed)
    found: dict[int, list[str]] = defaultdict(list)
    for number, title in tx.execute(query):
        found[number].append(title)
    return {number: tuple(titles) for number, titles in found.items()}
