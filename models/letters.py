"""Letters: what is drafted, signed, numbered, delivered and answered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    Index,
    UniqueConstraint,
    and_,
    bindparam,
    column,
    or_,
    select,
    update,
)

from config.letters import LetterKind
from models.base import Row, day, document, is_null, key, moment, one_of, only_one, ref
from models.types import Key
from models.writing import insert_new
from states.letters.facts import LetterState


class Letter(Row, table=True):
    """文书: a warning, a supervision order, a talk or a circular. Its wording is in its versions."""

    __table_args__ = (
        one_of("kind", LetterKind),
        one_of("state", LetterState, open_prefix="review:"),
        UniqueConstraint("shortfall_id", "rung"),  # the clock drafts one letter for each rung
        UniqueConstraint("office_id", "kind", "series_year", "series_number"),
        CheckConstraint(
            or_(is_null("series_number"), and_(column("series_number") > 0, column("number") != "")), name="numbered"
        ),
        only_one("office_id", "number", where=column("number") != "", name="uq_letter_number"),
        Index("ix_letter_state", "assessment_id", "kind", "state"),
        Index("ix_letter_unit", "unit_id", "drafted_at"),
        Index("ix_letter_origin", "origin_id"),
        Index("ix_letter_issued", "issued_at"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    kind: str
    nature: str = ""  # of a circular: 工作通报 or 通报批评
    unit_id: int = ref("unit")  # whom it is about; of a circular its issuer
    issuer_unit_id: int = ref("unit")
    assignment_id: int | None = ref("assignment", default=None)
    shortfall_id: int | None = ref("shortfall", default=None)
    rung: str = ""  # of the ladder that drafted it
    origin_id: int | None = ref("letter", default=None)  # the warning behind an order, the order behind a talk
    title: str
    facts: dict[str, Any] = document(default_factory=dict)  # what the text was drafted from
    reply: dict[str, Any] | None = document(default=None)  # by when it has to be answered; at_issue until it is signed
    state: str
    round: int = 0
    returned_by: str = ""
    came_from: str = ""
    submitted_by: int | None = ref("person", default=None)
    last_mover: int | None = ref("person", default=None)
    number: str = ""  # 编号 or 发文字号
    series_year: int | None = None  # of an own number
    series_number: int | None = None
    issued_at: datetime | None = moment(default=None)
    issued_text: str = ""  # whole, as it was signed
    sealed_on: date | None = day(default=None)
    seal_words: str = ""
    sealed_evidence_id: int | None = ref("evidence_version", default=None)  # the scan that is served after 用印
    delivered_at: datetime | None = moment(default=None)
    delivered_how: str = ""
    received_at: datetime | None = moment(default=None)  # by the last of its units
    meeting_at: datetime | None = moment(default=None)  # of a talk
    meeting_place: str = ""
    record_evidence_id: int | None = ref("evidence_version", default=None)
    drafted_at: datetime = moment()
    drafted_by: int | None = ref("person", default=None)  # nobody: the clock
    closed_at: datetime | None = moment(default=None)
    version: int = 0


class LetterVersion(Row, table=True):
    """文稿版本: every wording that a letter ever had, and who wrote it."""

    __table_args__ = (UniqueConstraint("letter_id", "number"),)

    id: int = key()
    office_id: int = ref("office")
    letter_id: int = ref("letter")
    number: int
    title: str
    body: str
    basis: str
    written_at: datetime = moment()
    written_by: int | None = ref("person", default=None)
    reason: str = ""


class LetterUnit(Row, table=True):
    """收文单位: whom a letter goes to, when it came there and who signed for it."""

    __table_args__ = (
        UniqueConstraint("letter_id", "unit_id"),
        Index("ix_letter_unit_unit", "unit_id", "letter_id"),
        Index("ix_letter_unit_delivered", "office_id", "delivered_at"),
    )

    id: int = key()
    office_id: int = ref("office")
    letter_id: int = ref("letter")
    unit_id: int = ref("unit")
    position: int = 0
    delivered_at: datetime | None = moment(default=None)
    acknowledged_at: datetime | None = moment(default=None)
    acknowledged_by: int | None = ref("person", default=None)
    version: int = 0


class LetterReply(Row, table=True):
    """反馈: what a unit answered or committed to, and what became of the answer."""

    __table_args__ = (
        UniqueConstraint("letter_id", "number"),
        one_of("kind", ("measures", "reply", "commitment")),
        one_of("outcome", ("accepted", "sent_back")),
    )

    id: int = key()
    office_id: int = ref("office")
    letter_id: int = ref("letter")
    number: int
    unit_id: int = ref("unit")
    kind: str
    words: str
    due_on: date | None = day(default=None)  # of a commitment
    replied_at: datetime = moment()
    replied_by: int | None = ref("person", default=None)
    recorded_by: int | None = ref("person", default=None)
    outcome: str | None = None
    judged_at: datetime | None = moment(default=None)
    judged_by: int | None = ref("person", default=None)
    judged_words: str = ""
    version: int = 0


class LetterSeries(Row, table=True):
    """编号序列: the last number that was taken, per kind and year."""

    __table_args__ = (UniqueConstraint("office_id", "kind", "year"), one_of("kind", LetterKind))

    id: int = key()
    office_id: int = ref("office")
    kind: str
    year: int
    last: int = 0


TAKE = (
    update(LetterSeries.t)
    .where(
        LetterSeries.c.office_id == bindparam("b_office", type_=Key),
        LetterSeries.c.kind == bindparam("b_kind"),
        LetterSeries.c.year == bindparam("b_year"),
    )
    .values(last=LetterSeries.c.last + 1)
    .returning(LetterSeries.c.last)
)
VERSIONS = (
    select(LetterVersion.t)
    .where(LetterVersion.c.letter_id == bindparam("b_letter", type_=Key))
    .order_by(LetterVersion.c.number)
)
UNITS = (
    select(LetterUnit.t)
    .where(LetterUnit.c.letter_id == bindparam("b_letter", type_=Key))
    .order_by(LetterUnit.c.position, LetterUnit.c.id)
)
REPLIES = (
    select(LetterReply.t)
    .where(LetterReply.c.letter_id == bindparam("b_letter", type_=Key))
    .order_by(LetterReply.c.number)
)


def take_number(tx: Connection, *, office_id: int, kind: LetterKind, year: int) -> int:
    """The next number of a series. Its row stays locked until the act is over: an act that is undone leaves no gap."""
    row = {"office_id": office_id, "kind": kind.value, "year": year, "last": 0}
    insert_new(tx, LetterSeries.t, [row], unique=("office_id", "kind", "year"))
    return int(tx.execute(TAKE, {"b_office": office_id, "b_kind": kind.value, "b_year": year}).scalar_one())
