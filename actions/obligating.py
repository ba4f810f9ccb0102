"""Obligations are opened and settled here and nowhere else.

An obligation names a unit and a post, its due moment and a frozen ladder. When it is opened, the ladder says when the
clock has to look at it for the first time; when it is settled, the clock forgets it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from config.ladders import Ladder
from models.obligations import OPEN, Obligation, open_obligations_about, settle_obligations
from models.pleas import Plea, pending_pleas
from models.types import Key
from models.writing import change_row, insert_rows, reads_only
from states.ladder import ORDINARY, DueMoment, Hours, first_look
from states.obligations import ObligationKind, Outcome
from states.pleas import PleaKind, PleaState
from states.subjects import SubjectKind
from workdays.deadline import Deadline

if TYPE_CHECKING:
    from actions.context import Act

_OWED = (
    select(Obligation.t)
    .where(OPEN, Obligation.c.subject_kind == bindparam("b_kind"))
    .where(Obligation.c.subject_id == bindparam("b_id", type_=Key))
    .order_by(Obligation.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is to be owed. `opens_at`: from when on; before it, it is on the calendar but on nobody's desk."""

    kind: ObligationKind
    unit_id: int
    post_id: int
    subject_kind: str
    subject_id: int
    title: str
    deadline: Deadline | None = None
    due_at: datetime | None = None  # where there is no rule behind it
    backfilled: datetime | None = None  # 补报: the moment that counts instead (O25)
    exempt: bool = False  # 免追溯: written down, and settled at once (O25)
    period: str = ""
    assessment_id: int | None = None
    opens_at: datetime | None = None
    ladder: Ladder | None = None
    feeds_id: int | None = None

    @property
    def due(self) -> datetime | None:
        """The moment that counts."""
        return self.backfilled or self.original_due

    @property
    def original_due(self) -> datetime | None:
        return self.deadline.due_at if self.deadline is not None else self.due_at

    @property
    def moment(self) -> DueMoment | None:
        """What the ladder aims at; none while there is no date."""
        if self.due is None:
            return None
        own = self.deadline if self.backfilled is None else None
        return DueMoment(
            due_at=self.due,
            remind_on=own.remind_on if own is not None else None,
            before_grace=own.before_grace if own is not None else None,
            provisional=self.deadline is not None and self.deadline.provisional,
        )


class Obligations:
    """The book of what is owed, for one act."""

    def __init__(self, act: "Act") -> None:
        self._act = act

    def open(self, owed: Sequence[Owed]) -> list[int]:
        """Write them; their ids in the same order."""
        return insert_rows(self._act.tx, Obligation.t, [self._row(one) for one in owed])

    def settle(
        self, subject_kind: str, subject_id: int, *, kinds: Iterable[ObligationKind] | None = None,
        posts: Iterable[int] | None = None, period: str | None = None, outcome: Outcome = Outcome.DONE,
    ) -> list[Any]:  # fmt: skip
        """End what is still owed about a thing, of these kinds and posts; the rows as they stood."""
        rows = [
            row
            for row in open_obligations_about(self._act.tx, subject_kind, subject_id)
            if (kinds is None or row.kind in set(kinds))
            and (posts is None or row.post_id in set(posts))
            and (period is None or row.period == period)
        ]
        self.end([row.id for row in rows], outcome=outcome)
        return rows

    def end(self, ids: Sequence[int], *, outcome: Outcome = Outcome.DONE) -> None:
        if not ids:
            return
        settle_obligations(self._act.tx, ids, outcome=outcome, at=self._act.now, by=self._act.person_id)
        self._act.untell(ids)
        self._act.note_ended(ids, outcome)
        self._unask(ids)

    def _unask(self, ids: Sequence[int]) -> None:
        """Nobody needs more time for what is done, and nobody is asked for it any more."""
        for plea in pending_pleas(self._act.tx, ids, PleaKind.EXTENSION):
            values = {"state": PleaState.MOOT.value, "decided_at": self._act.now}
            change_row(self._act.tx, Plea.t, plea.id, version=plea.version, values=values)
            self.settle(
                SubjectKind.OBLIGATION.value,
                plea.obligation_id,
                kinds=(ObligationKind.DECISION,),
                period=plea.kind,
                outcome=Outcome.FREED,
            )

    def about(self, subject_kind: str, subject_id: int, *, locked: bool = False) -> Sequence[Any]:
        """What is still owed about a thing. `locked`: and nobody else ends it before this act is over."""
        if locked and not reads_only(self._act.tx):
            return open_obligations_about(self._act.tx, subject_kind, subject_id)
        return self._act.tx.execute(_OWED, {"b_kind": subject_kind, "b_id": subject_id}).all()

    def _row(self, owed: Owed) -> dict[str, Any]:
        # What began before the year was published was opened by publishing it: what lay before is not made up for.
        opened_at = max(owed.opens_at or self._act.now, self._act.now)
        return {
            "office_id": self._act.office_id,
            "assessment_id": owed.assessment_id,
            "kind": owed.kind.value,
            "unit_id": owed.unit_id,
            "post_id": owed.post_id,
            "subject_kind": owed.subject_kind,
            "subject_id": owed.subject_id,
            "period": owed.period,
            "title": owed.title,
            "opened_at": opened_at,
            "due_at": owed.due,
            "original_due_at": owed.original_due,
            "deadline": stored_deadline(owed.deadline),
            "provisional": owed.deadline is not None and owed.deadline.provisional,
            "feeds_id": owed.feeds_id,
            "ladder": owed.ladder.model_dump(mode="json") if owed.ladder is not None else None,
            "rung": 0,
            "standing": {},
            "next_look_at": None if owed.exempt else self._first_look(owed, opened_at),
            "settled_at": self._act.now if owed.exempt else None,
            "outcome": Outcome.EXEMPT_LATE_START.value if owed.exempt else None,
            "version": 0,
        }

    def _first_look(self, owed: Owed, opened_at: datetime) -> datetime | None:
        due = owed.moment
        if owed.ladder is None or due is None:
            return None
        return first_look(
            owed.ladder,
            due=due,
            opened_at=opened_at,
            calendar=self._act.calendar,
            hours=self._hours(owed.assessment_id),
        )

    def _hours(self, assessment_id: int | None) -> Hours:
        """When the scheme lets people be told."""
        if assessment_id is None:
            return ORDINARY
        return Hours.of(self._act.published(assessment_id).scheme.policy.messages)


def stored_deadline(deadline: Deadline | None) -> dict[str, Any] | None:
    """A deadline as it is kept: its public form, and the days that were judged and aimed at."""
    if deadline is None:
        return None
    return {**deadline.as_json(), "judged_on": deadline.judged_on, "remind_on": deadline.remind_on}
