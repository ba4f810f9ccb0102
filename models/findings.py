"""Findings, the problems behind them, and what was said of them. Nothing that scoring reads is ever overwritten."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Index, UniqueConstraint, bindparam, func, select
from sqlalchemy import Row as Found

from config.scoring.words import FindingState
from models.base import Row, day, document, found_by, is_null, key, moment, one_of, only_one, ref
from models.base import number as decimal
from models.claiming import claimed, in_chunks
from models.guards import insert_only
from models.types import Key, Moment
from states.problem import ProblemSource, ProblemState

NOTICE = "finding_notice"
"""What the obligation to look through a notice is about."""

DECISIONS = ("upheld", "changed", "revoked")


class Problem(Row, table=True):
    """问题: what was found with a unit, and what became of it. Many findings may stand on one problem (R1.16)."""

    __table_args__ = (
        one_of("source", ProblemSource),
        one_of("state", ProblemState),
        Index("ix_problem_unit", "office_id", "unit_id", "state"),
        Index("ix_problem_visit", "visit_id"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")  # in which it was found; others may use it
    unit_id: int = ref("unit")
    issuer_unit_id: int = ref("unit")  # who found it
    visit_id: int | None = ref("visit", default=None)
    source: str
    source_body: str = ""  # 哪个机关、哪次督查
    document_no: str = ""
    place: str = ""
    found_on: date = day()
    title: str
    matter: str
    informant: str = ""  # 线索来源: the office alone reads it
    state: str
    came_from: str = ""
    returned_by: str = ""
    recorded_by: int | None = ref("person", default=None)
    recorded_at: datetime = moment()
    last_mover: int | None = ref("person", default=None)
    told_at: datetime | None = moment(default=None)
    due_on: date | None = day(default=None)
    reply: str = ""
    closed_at: datetime | None = moment(default=None)
    version: int = 0


class FindingNotice(Row, table=True):
    """告知: what one unit was told together, and until when it may object."""

    __table_args__ = (Index("ix_finding_notice_unit", "assessment_id", "unit_id", "told_at"),)

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    unit_id: int = ref("unit")
    told_at: datetime = moment()
    told_by: int | None = ref("person", default=None)
    window_ends_at: datetime = moment()
    text: str


class Finding(Row, table=True):
    """加减分事项: whose it is and where it stands; what it says is in its versions. Numbered when it is told."""

    __table_args__ = (
        one_of("state", FindingState),
        only_one("assessment_id", "number", where=~is_null("number"), name="uq_finding_number"),
        Index("ix_finding_unit", "assessment_id", "unit_id", "state"),
        Index("ix_finding_kind", "assessment_id", "kind", "unit_id"),
        Index("ix_finding_problem", "problem_id", "unit_id"),
        Index("ix_finding_notice", "notice_id"),
        found_by("next_look_at", "id", where=~is_null("next_look_at"), name="ix_finding_next_look"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    unit_id: int = ref("unit")
    issuer_unit_id: int = ref("unit")  # 登记单位
    kind: str  # of scoring.findings
    number: int | None = None
    problem_id: int | None = ref("problem", default=None)
    again: str = ""  # why the same problem counts once more
    informant: str = ""  # 线索来源: the office alone reads it
    state: str
    came_from: str = ""
    returned_by: str = ""
    drafted_by: int | None = ref("person", default=None)
    drafted_at: datetime = moment()
    last_mover: int | None = ref("person", default=None)
    notice_id: int | None = ref("finding_notice", default=None)
    told_at: datetime | None = moment(default=None)
    window_ends_at: datetime | None = moment(default=None)
    agreed_at: datetime | None = moment(default=None)
    next_look_at: datetime | None = moment(default=None)  # the end of the window, for the clock
    closed_at: datetime | None = moment(default=None)
    version: int = 0


class FindingVersion(Row, table=True):
    """加减分事项的一版: what was known from `recorded_at` until the next version was recorded. Never changed."""

    __table_args__ = (
        one_of("state", FindingState),
        UniqueConstraint("finding_id", "number"),
        Index("ix_finding_version_recorded", "finding_id", "recorded_at"),
    )

    id: int = key()
    office_id: int = ref("office")
    finding_id: int = ref("finding")
    number: int
    state: str
    happened_on: date = day()
    times: Decimal = decimal()
    person: str = ""  # a code, never a name
    attributes: dict[str, str] = document(default_factory=dict)
    matter: str
    basis: str = ""
    excused: bool = False
    excused_by: str = ""  # who let it go, and by which document
    rectified_on: date | None = day(default=None)
    settled_by: str = ""  # who says that it stands
    reason: str = ""  # why there is this version
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)


class FindingObjection(Row, table=True):
    """异议: what a unit objected, and what was answered."""

    __table_args__ = (
        one_of("decision", DECISIONS),
        only_one("finding_id", where=is_null("decided_at"), name="uq_finding_objection_open"),
        Index("ix_finding_objection_finding", "finding_id"),
    )

    id: int = key()
    office_id: int = ref("office")
    finding_id: int = ref("finding")
    words: str
    objected_at: datetime = moment()
    objected_by: int | None = ref("person", default=None)
    recorded_by: int | None = ref("person", default=None)
    decision: str | None = None
    decided_at: datetime | None = moment(default=None)
    decided_by: int | None = ref("person", default=None)
    decided_words: str = ""
    version: int = 0


class FindingNil(Row, table=True):
    """零扣分确认 (O07): an assessor says that there is nothing of a kind against a unit in a period."""

    __table_args__ = (
        only_one(
            "assessment_id", "kind", "unit_id", "period", where=is_null("replaced_at"), name="uq_finding_nil_standing"
        ),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    kind: str
    unit_id: int = ref("unit")
    period: str  # 2019, 2019-Q1, 2019-05
    issuer_unit_id: int = ref("unit")
    words: str = ""
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
    replaced_at: datetime | None = moment(default=None)
    replaced_why: str = ""
    version: int = 0


class VisitDraw(Row, table=True):
    """抽取: from which list, with which seed, what came out; whoever has these three can draw it again."""

    __table_args__ = (UniqueConstraint("visit_id", "number"),)

    id: int = key()
    office_id: int = ref("office")
    visit_id: int = ref("visit")
    number: int
    seed: str
    size: int
    frame: list[str] = document(default_factory=list)  # codes that could be drawn, in official order
    left_out: dict[str, str] = document(default_factory=dict)  # codes that could not, and why
    drawn: list[str] = document(default_factory=list)
    reason: str = ""
    drawn_at: datetime = moment()
    drawn_by: int | None = ref("person", default=None)


for _kept in (FindingVersion, FindingNotice, VisitDraw):
    insert_only(_kept.t)


CONTENTS = (
    select(FindingVersion.t)
    .where(FindingVersion.c.finding_id == bindparam("b_finding", type_=Key))
    .order_by(FindingVersion.c.number)
)
_NEWEST = FindingVersion.t.alias()
LATEST = select(FindingVersion.t).where(
    FindingVersion.c.finding_id.in_(bindparam("b_findings", expanding=True)),
    FindingVersion.c.number
    == select(func.max(_NEWEST.c.number))
    .where(_NEWEST.c.finding_id == FindingVersion.c.finding_id)
    .correlate(FindingVersion.t)
    .scalar_subquery(),
)
_ANY = FindingVersion.t.alias()
_LATEST = select(func.max(_ANY.c.number)).where(_ANY.c.finding_id == Finding.c.id)
_THEN = _LATEST.where(_ANY.c.recorded_at <= bindparam("at", type_=Moment))
_SAID = tuple(column for column in FindingVersion.c if column.name not in {"id", "office_id", "finding_id", "number"})
_WHOSE = (Finding.c.id, Finding.c.number, Finding.c.kind, Finding.c.unit_id, Finding.c.issuer_unit_id)
_KNOWN = (
    select(*_WHOSE, Finding.c.problem_id, *_SAID)
    .join(FindingVersion.t, FindingVersion.c.finding_id == Finding.c.id)
    .where(Finding.c.assessment_id == bindparam("b_assessment", type_=Key))
    .order_by(Finding.c.id)
)
KNOWN_NOW = _KNOWN.where(FindingVersion.c.number == _LATEST.correlate(Finding.t).scalar_subquery())
KNOWN_THEN = _KNOWN.where(FindingVersion.c.number == _THEN.correlate(Finding.t).scalar_subquery())
WAITING = in_chunks(
    select(Finding.t)
    .where(Finding.c.next_look_at <= bindparam("now", type_=Moment))
    .order_by(Finding.c.next_look_at, Finding.c.id)
)


def contents_of(tx: Connection, finding_id: int) -> Sequence[Found[Any]]:
    """Every version of a finding, in order; the last one stands."""
    return tx.execute(CONTENTS, {"b_finding": finding_id}).all()


def latest_contents(tx: Connection, findings: Iterable[int]) -> dict[int, Found[Any]]:
    """The version that stands of each of these findings."""
    return {row.finding_id: row for row in tx.execute(LATEST, {"b_findings": [*findings]})}


def findings_known(tx: Connection, assessment_id: int, *, at: datetime | None = None) -> Sequence[Found[Any]]:
    """Each finding of a year with the version that stands now, or stood at a moment."""
    if at is None:
        return tx.execute(KNOWN_NOW, {"b_assessment": assessment_id}).all()
    return tx.execute(KNOWN_THEN, {"b_assessment": assessment_id, "at": at}).all()


def findings_to_look_at(tx: Connection, *, now: datetime, limit: int, **which: Any) -> Sequence[Found[Any]]:
    """Told, and their window has ended."""
    return claimed(tx, WAITING, {"now": now, "limit": limit}, key=Finding.c.id, **which)
