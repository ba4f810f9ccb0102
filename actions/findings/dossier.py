"""One finding whole: what it said version by version, what was objected and answered, what proves it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from actions.acts import Refused
from actions.findings.listing import Listed, listed_findings
from config.scoring.words import FindingState
from models.evidence import Evidence, EvidenceUse
from models.findings import Finding, FindingObjection, contents_of
from models.writing import find_row
from states.subjects import SubjectKind

DECISIONS = {"upheld": "维持", "changed": "变更", "revoked": "撤销"}


@dataclass(frozen=True, slots=True)
class Version:
    """What was known from a moment on."""

    number: int
    recorded_at: datetime
    state: FindingState
    happened_on: date
    times: str
    attributes: dict[str, str]
    matter: str
    excused_by: str
    rectified_on: date | None
    settled_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Objection:
    """What the unit said, and the answer."""

    words: str
    objected_at: datetime
    decision: str
    decided_at: datetime | None
    decided_words: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """`again`, `evidence` and drafts: empty for whoever does not sit at the office or where it was registered."""

    finding: Listed
    again: str
    versions: tuple[Version, ...]
    objections: tuple[Objection, ...]
    evidence: tuple[str, ...]


def finding_dossier(connection: Connection, number: int, *, now: datetime, person_id: int | None) -> Dossier:
    """Raises `Refused` where there is none, or none that this person may see: to him it is the same."""
    row = find_row(connection, Finding.t, number)
    listed = [] if row is None else listed_findings(connection, row.assessment_id, now=now, person_id=person_id)
    line = next((each for each in listed if each.id == number), None)
    if row is None or line is None:
        raise Refused("查看", (f"没有编号为 {number} 的加减分事项",))
    versions = [_version(each) for each in contents_of(connection, number)]
    told = [each for each in versions if each.state is not FindingState.DRAFTED]
    return Dossier(
        finding=line,
        again=row.again if line.is_inside else "",
        versions=tuple(versions if line.is_inside else told),
        objections=tuple(map(_objection, _objections(connection, number))),
        evidence=_evidence(connection, number, inside=line.is_inside, note="异议"),
    )


def _version(row: Any) -> Version:
    return Version(
        number=row.number,
        recorded_at=row.recorded_at,
        state=FindingState(row.state),
        happened_on=row.happened_on,
        times=f"{row.times.normalize():f}",
        attributes=dict(row.attributes),
        matter=row.matter,
        excused_by=row.excused_by,
        rectified_on=row.rectified_on,
        settled_by=row.settled_by,
        reason=row.reason,
    )


def _objections(connection: Connection, number: int) -> list[Any]:
    query = select(FindingObjection.t).where(FindingObjection.c.finding_id == number)
    return list(connection.execute(query.order_by(FindingObjection.c.id)))


def _objection(row: Any) -> Objection:
    decision = DECISIONS.get(row.decision or "", "")
    return Objection(row.words, row.objected_at, decision, row.decided_at, row.decided_words)


def _evidence(connection: Connection, number: int, *, inside: bool, note: str) -> tuple[str, ...]:
    """Titles. The unit sees what it brought itself; what proves the finding stays with the office (O26)."""
    query = (
        select(Evidence.c.title, EvidenceUse.c.note)
        .join(Evidence.t, Evidence.c.id == EvidenceUse.c.evidence_id)
        .where(
            EvidenceUse.c.subject_kind == SubjectKind.FINDING.value,
            EvidenceUse.c.subject_id == number,
            EvidenceUse.c.removed_at.is_(None),
        )
    )
    rows = connection.execute(query.order_by(EvidenceUse.c.id))
    return tuple(f"{row.title}（{row.note}）" for row in rows if inside or row.note == note)
