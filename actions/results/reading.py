"""A result as somebody may read it: the office all of it, a unit its own until it is published, then everybody all.

Before it leaves 汇总审核 it is worked out anew for every reader; from then on the version that left is read, and once
it is published the one in force.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from actions.directory import Directory
from actions.published import Published, published_of
from actions.results.decided import decided_in
from actions.results.requesting import window_of
from actions.results.sight import EVERYTHING, directory_at, sight
from actions.results.versions import kept_version
from actions.scoring.reckoning import Reckoned, reckon, reckon_now
from config.errors import KaoheError
from config.scheme import Scheme
from config.windowing import period_label
from config.zone import SHANGHAI
from models.results import Result, ResultReply, ResultVersion, ReviewRequest
from scoring.differing import Differs, differences
from scoring.outcome import NOTHING_DECIDED, Outcome
from states.results.facts import PUBLIC, ResultState
from states.results.request import RequestState
from states.results.seeing import Sight, seen

LAID = frozenset(
    {ResultState.FEEDBACK, ResultState.OPINIONS, ResultState.COMMITTEE, ResultState.APPROVAL, ResultState.NOTICE,
     ResultState.ANNOUNCEMENT}
)  # fmt: skip


class NoSuchVersion(KaoheError):
    """There is no such version, or it is not for this reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """One unit or body that was asked in a step. `is_open`: the step is not over, an answer is still awaited."""

    reply: int
    step: str
    round: int
    body: str
    asked_at: datetime
    replied_at: datetime | None
    agrees: bool | None
    words: str
    answer: str
    is_open: bool

    @property
    def is_disputed(self) -> bool:
        """The office owes an answer to it."""
        return self.agrees is False and not self.answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested:
    request: int
    unit: str
    state: str
    requested_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is read. `version`: none where it was worked out for this reader just now."""

    title: str
    result: int | None
    state: str
    due_at: datetime | None
    version: int | None
    worked_at: datetime
    digest: str
    document_no: str
    published_at: datetime | None
    requests_end_at: datetime | None
    scheme: Scheme
    outcome: Outcome
    sight: Sight
    changed: tuple[Differs, ...] = ()
    replies: tuple[Replied, ...] = ()
    requests: tuple[Requested, ...] = ()


@dataclass(frozen=True, slots=True)
class _Looking:
    """One look into the books."""

    tx: Connection
    now: datetime
    published: Published
    directory: Directory
    row: Any
    person_id: int | None

    def sight(self, *, is_published: bool) -> Sight:
        if self.person_id is None:
            return EVERYTHING
        return sight(self.directory.actor(self.person_id), self.published, is_published=is_published)

    def version(self, wanted: int | None) -> int | None:
        """Which version is read; None for what is known now."""
        own = self.sight(is_published=False)
        row = self.row
        usual = (
            None if row is None else row.in_force if row.state in PUBLIC else row.laid if row.state in LAID else None
        )
        if wanted is None or wanted == usual:
            return usual
        if not own.everything or row is None or not self._has(wanted):
            raise NoSuchVersion(f"没有第{wanted}稿，或者您不能查看")
        return wanted

    def worked(self, number: int | None, period: str) -> tuple[Scheme, Outcome, datetime, str]:
        """The version, or what comes out now."""
        if number is None:
            found = self.reckoned(period)
            return found.scheme, found.outcome, self.now, ""
        kept = kept_version(self.tx, self.published, self.row.id, number)
        return kept.scheme, kept.outcome, kept.row.computed_at, kept.row.digest

    def changed(self, outcome: Outcome, scheme: Scheme, period: str, since: datetime) -> tuple[Differs, ...]:
        """What stood at a moment was never published, whatever came of it: each sees his own."""
        own = self.sight(is_published=False)
        before = self.reckoned(period, as_of=since).outcome
        return tuple(differences(seen(before, scheme, own), seen(outcome, scheme, own)))

    def reckoned(self, period: str, *, as_of: datetime | None = None) -> Reckoned:
        today, year = self.now.astimezone(SHANGHAI).date(), self.published.assessment_id
        decided = decided_in(self.row)
        if as_of is None and decided == NOTHING_DECIDED:
            return reckon_now(self.tx, year, today=today, period=period)
        return reckon(self.tx, year, today=today, as_of=as_of, period=period, decided=decided)

    def _has(self, number: int) -> bool:
        query = select(ResultVersion.c.id).where(
            ResultVersion.c.result_id == self.row.id, ResultVersion.c.number == number
        )
        return self.tx.execute(query).first() is not None


def read_result(
    tx: Connection, assessment_id: int, *, now: datetime, person_id: int | None = None, period: str = "",
    version: int | None = None, since: datetime | None = None,
) -> View:  # fmt: skip
    """`since`: also what has changed from that moment on, as far as this reader may see it."""
    published = published_of(tx, assessment_id, day=now.astimezone(SHANGHAI).date())
    period = period or str(published.year)
    query = select(Result.t).where(Result.c.assessment_id == assessment_id, Result.c.period == period)
    row: Any = tx.execute(query).one_or_none()
    looking = _Looking(tx, now, published, directory_at(tx, published, now), row, person_id)
    number = looking.version(version)
    is_public = number is not None and number == row.in_force
    may_see = looking.sight(is_published=is_public)
    scheme, outcome, worked_at, digest = looking.worked(number, period)
    return View(
        title=row.title if row is not None else f"{_title(published, period)}（还没有开始办理结果）",
        result=row.id if row is not None else None,
        state=ResultState(row.state).label if row is not None else "",
        due_at=row.due_at if row is not None else None,
        version=number,
        worked_at=worked_at,
        digest=digest,
        document_no=row.document_no if is_public else "",
        published_at=row.published_at if is_public else None,
        requests_end_at=_window(looking) if is_public else None,
        scheme=scheme,
        outcome=seen(outcome, scheme, may_see),
        sight=may_see,
        changed=looking.changed(outcome, scheme, period, since) if since is not None else (),
        replies=tuple(_replies(looking)) if row is not None else (),
        requests=tuple(_requests(looking)) if row is not None else (),
    )


def _title(published: Published, period: str) -> str:
    part = "" if period == str(published.year) else period_label(period)
    return f"{published.scheme.title}{part}"


def _window(looking: _Looking) -> datetime | None:
    """Until when the reader's own units may ask for 复核."""
    if looking.person_id is None:
        moment: datetime | None = looking.row.requests_end_at
        return moment
    units = {seat.unit for seat in looking.directory.actor(looking.person_id).seats}
    moments = [moment for unit in units if (moment := window_of(looking.row, unit)) is not None]
    return max(moments, default=None)


def _replies(looking: _Looking) -> Sequence[Replied]:
    """The office reads all of them, a unit its own."""
    query = select(ResultReply.t).where(ResultReply.c.result_id == looking.row.id)
    query = query.order_by(ResultReply.c.round, ResultReply.c.id)
    own = looking.sight(is_published=False)
    return [
        Replied(
            reply=row.id,
            step=ResultState(row.sort).label,
            round=row.round,
            body=row.body if row.unit_id is None else looking.directory.units[row.unit_id].shown,
            asked_at=row.asked_at,
            replied_at=row.replied_at,
            agrees=row.agrees,
            words=row.words,
            answer=row.answer,
            is_open=(row.sort, row.round) == (looking.row.state, looking.row.round),
        )
        for row in looking.tx.execute(query)
        if own.may_see(row.body)
    ]


def _requests(looking: _Looking) -> Sequence[Requested]:
    query = select(ReviewRequest.t).where(ReviewRequest.c.result_id == looking.row.id).order_by(ReviewRequest.c.id)
    own, units = looking.sight(is_published=False), looking.directory.units
    return [
        Requested(
            request=row.id,
            unit=units[row.unit_id].shown,
            state=RequestState(row.state).label,
            requested_at=row.requested_at,
        )
        for row in looking.tx.execute(query)
        if own.may_see(units[row.unit_id].code)
    ]
