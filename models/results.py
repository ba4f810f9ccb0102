"""Results: how far a year's has come, every version that was computed, who answered, who asked for 复核."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, UniqueConstraint, bindparam, column, select
from sqlalchemy import Row as Found

from models.base import Row, document, found_by, in_words, key, moment, one_of, only_one, ref
from models.claiming import claimed, in_chunks
from models.guards import insert_only
from models.types import Key, Moment
from states.results.facts import ResultState
from states.results.request import OPEN, RequestState

IN_NOTICE = in_words(ResultState.NOTICE.value)


class Result(Row, table=True):
    """考核结果 of a year, or of a period of it. Versions are named by their numbers."""

    __table_args__ = (
        one_of("state", ResultState),
        UniqueConstraint("assessment_id", "period"),
        found_by("due_at", "id", where=column("state") == IN_NOTICE, name="ix_result_notice"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    period: str
    title: str
    state: str
    round: int = 0  # how often it has left 汇总审核
    returned_by: str = ""
    came_from: str = ""
    submitted_by: int | None = ref("person", default=None)
    last_mover: int | None = ref("person", default=None)
    opened_at: datetime = moment()
    opened_by: int | None = ref("person", default=None)
    due_at: datetime | None = moment(default=None)  # the last moment of the step that it stands in
    laid: int | None = None  # the version that left 汇总审核
    in_force: int | None = None  # the version that was published last
    proposed: int | None = None  # the correction that waits for consent
    decided: dict[str, Any] = document(
        default_factory=dict
    )  # of awards that a tie leaves open: given to whom, among whom
    document_no: str = ""
    keep_reason: str = ""  # why it was published as it was decided, though scores had changed
    published_at: datetime | None = moment(default=None)
    requests_open_at: datetime | None = moment(default=None)
    requests_end_at: datetime | None = moment(default=None)
    reopened: dict[str, str] = document(default_factory=dict)  # by unit: until when it may ask again after a correction
    version: int = 0


class ResultVersion(Row, table=True):
    """结果版本: what was computed at a moment, from what was known then, under which rules. Never changed."""

    __table_args__ = (UniqueConstraint("result_id", "number"), one_of("sort", ("draft", "correction")))

    id: int = key()
    office_id: int = ref("office")
    result_id: int = ref("result")
    number: int
    sort: str
    scheme_hash: str
    known_at: datetime = moment()  # what had been recorded by then
    computed_at: datetime = moment()
    computed_by: int | None = ref("person", default=None)
    reason: str = ""
    basis: str = ""
    digest: str  # of the outcome and every explanation
    outcome: dict[str, Any] = document(default_factory=dict)  # places, grades and awards with their reasons


class ResultLine(Row, table=True):
    """得分明细: one unit's total in one version, with the tree that it was worked out by. Never changed."""

    __table_args__ = (
        UniqueConstraint("version_id", "result_code", "unit_id"),
        Index("ix_result_line_unit", "unit_id", "version_id"),
    )

    id: int = key()
    office_id: int = ref("office")
    version_id: int = ref("result_version")
    unit_id: int = ref("unit")
    position: int  # in the official order
    result_code: str
    points: str | None = None  # exact: a decimal, or a fraction that never ends as one
    place: int | None = None
    grade: str = ""
    awards: list[str] = document(default_factory=list)
    reasons: list[str] = document(default_factory=list)  # why there is no total
    explanation: dict[str, Any] | None = document(default=None)


class ResultReply(Row, table=True):
    """答复: a self-check, a unit's word on its score, a body's opinion; whose word is still awaited has none yet."""

    __table_args__ = (
        one_of("sort", ("self_check", "feedback", "opinions")),
        UniqueConstraint("result_id", "round", "sort", "body"),
    )

    id: int = key()
    office_id: int = ref("office")
    result_id: int = ref("result")
    round: int
    sort: str
    position: int
    body: str  # the unit's code, or the name of a body outside
    unit_id: int | None = ref("unit", default=None)
    asked_at: datetime = moment()
    asked_about: str = ""
    replied_at: datetime | None = moment(default=None)
    replied_by: int | None = ref("person", default=None)
    agrees: bool | None = None
    words: str = ""
    document_no: str = ""
    evidence_version_id: int | None = ref("evidence_version", default=None)
    answered_at: datetime | None = moment(default=None)
    answered_by: int | None = ref("person", default=None)
    taken: bool | None = None  # whether the objection was taken up
    answer: str = ""
    version: int = 0


class ReviewRequest(Row, table=True):
    """复核申请: against which version, why, what became of it."""

    __table_args__ = (
        one_of("state", RequestState),
        only_one("result_id", "unit_id", where=column("state").in_(OPEN), name="uq_review_request_open"),
        Index("ix_review_request_result", "result_id", "state"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    result_id: int = ref("result")
    unit_id: int = ref("unit")
    against: int  # the number of the version
    state: str
    returned_by: str = ""
    came_from: str = ""
    submitted_by: int | None = ref("person", default=None)
    last_mover: int | None = ref("person", default=None)
    reason: str
    evidence_version_id: int | None = ref("evidence_version", default=None)
    requested_at: datetime = moment()
    decided_at: datetime | None = moment(default=None)
    decided_by: int | None = ref("person", default=None)
    decision: str = ""
    version: int = 0


insert_only(ResultVersion.t)
insert_only(ResultLine.t)

LINES = (
    select(ResultLine.t)
    .join(ResultVersion.t, ResultVersion.c.id == ResultLine.c.version_id)
    .where(ResultVersion.c.result_id == bindparam("b_result", type_=Key), ResultVersion.c.number == bindparam("b_nr"))
    .order_by(ResultLine.c.result_code, ResultLine.c.position)
)
VERSION = select(ResultVersion.t).where(
    ResultVersion.c.result_id == bindparam("b_result", type_=Key), ResultVersion.c.number == bindparam("b_nr")
)
REPLIES = (
    select(ResultReply.t)
    .where(
        ResultReply.c.result_id == bindparam("b_result", type_=Key),
        ResultReply.c.round == bindparam("b_round"),
        ResultReply.c.sort == bindparam("b_sort"),
    )
    .order_by(ResultReply.c.position)
)
_NOTICES = in_chunks(
    select(Result.t)
    .where(Result.c.state == IN_NOTICE, Result.c.due_at < bindparam("now", type_=Moment))
    .order_by(Result.c.due_at, Result.c.id)
)


def notices_to_end(tx: Connection, *, now: datetime, limit: int, **which: Any) -> Sequence[Found[Any]]:
    """公示 whose days are over."""
    return claimed(tx, _NOTICES, {"now": now, "limit": limit}, key=Result.c.id, **which)
