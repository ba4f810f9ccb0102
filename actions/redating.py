"""New dates for what is still owed: an event started a clock, a year was announced, a day was overridden.

What was met stays as it was. A due moment that was changed for its own reasons (补报, an extension) keeps its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update

from actions.context import Act
from actions.ladders import next_look_of, standing_of
from actions.obligating import stored_deadline
from actions.publishing.schedule import window_key
from actions.telling import Told
from actions.wording import say_kind, say_last_moment
from checks.planned import Planned, Stage
from config.obligations import ObligationKind
from models.duties import Duty
from models.feeds import BREAKDOWN
from models.obligations import OPEN, Obligation
from models.packages import Package
from models.windows import Window
from states.ladder import DueMoment
from states.subjects import SubjectKind
from workdays.deadline import Deadline


@dataclass(frozen=True, slots=True)
class Redated:
    """One obligation whose due moment moved: the row as it was, and its new deadline."""

    row: Any
    deadline: Deadline


def affected(act: Act, assessment_id: int, planned: Planned, deadline: Deadline) -> list[Redated]:
    """Open obligations of this planned thing whose due moment would change."""
    query = select(Obligation.t).where(OPEN, Obligation.c.assessment_id == assessment_id, _of(assessment_id, planned))
    rows = act.tx.execute(query.order_by(Obligation.c.id).with_for_update()).all()
    own = [row for row in rows if row.due_at == row.original_due_at]
    return [
        Redated(row, deadline)
        for row in own
        if row.due_at != deadline.due_at or row.provisional is not deadline.provisional
    ]


def _of(assessment_id: int, planned: Planned) -> ColumnElement[bool]:
    """Which obligations a planned thing has become."""
    if planned.is_package:
        ours = select(Package.c.id).where(
            Package.c.assessment_id == assessment_id,
            Package.c.kind == (planned.code if planned.stage is Stage.WINDOW else BREAKDOWN),
            Package.c.period == planned.occasion,
        )
        kinds = (ObligationKind.CONSOLIDATION.value, ObligationKind.SEND_UP.value)
        return and_(
            Obligation.c.subject_kind == SubjectKind.PACKAGE.value,
            Obligation.c.subject_id.in_(ours),
            Obligation.c.kind.in_(kinds),
        )
    if planned.stage is Stage.DUTY:
        duty = select(Duty.c.id).where(Duty.c.assessment_id == assessment_id, Duty.c.code == planned.code)
        return and_(
            Obligation.c.subject_kind == "duty",
            Obligation.c.subject_id.in_(duty),
            Obligation.c.period == planned.occasion,
        )
    period = window_key(planned.code, planned.occasion) if planned.stage is Stage.WINDOW else ""
    return and_(Obligation.c.kind == (planned.kind.value if planned.kind else ""), Obligation.c.period == period)


def redate(act: Act, assessment_id: int, planned: Planned, deadline: Deadline) -> list[Redated]:
    """Write the new dates of a planned thing; the obligations that moved."""
    if planned.stage is Stage.WINDOW and not planned.is_package:
        act.tx.execute(
            update(Window.t)
            .where(
                Window.c.assessment_id == assessment_id,
                Window.c.code == planned.code,
                Window.c.occasion == planned.occasion,
            )
            .values(
                due_at=deadline.due_at,
                deadline=stored_deadline(deadline),
                provisional=deadline.provisional,
                version=Window.c.version + 1,
            )
        )
    moved = affected(act, assessment_id, planned, deadline)
    for one in moved:
        act.tx.execute(
            update(Obligation.t)
            .where(Obligation.c.id == one.row.id)
            .values(**_dates(act, one.row, deadline), version=Obligation.c.version + 1)
        )
    return moved


def _dates(act: Act, row: Any, deadline: Deadline) -> dict[str, Any]:
    return {
        "due_at": deadline.due_at,
        "original_due_at": deadline.due_at,
        "deadline": stored_deadline(deadline),
        "provisional": deadline.provisional,
        "next_look_at": _next_look(act, row, deadline),
    }


def _next_look(act: Act, row: Any, deadline: Deadline) -> Any:
    """The clock looks again where the ladder stands; a date in the past is found at the next tick."""
    if row.ladder is None or deadline.due_at is None:
        return None
    due = DueMoment(
        due_at=deadline.due_at,
        remind_on=deadline.remind_on,
        before_grace=deadline.before_grace,
        provisional=deadline.provisional,
    )
    return next_look_of(act, row, standing=standing_of(row), due=due)


def listed(moved: Sequence[Redated]) -> list[dict[str, Any]]:
    """The difference, for a person to look at."""
    return [
        {"obligation": one.row.id, "title": one.row.title, "before": one.row.due_at, "after": one.deadline.due_at}
        for one in moved
    ]


def tell_moved(act: Act, moved: Redated, source: str) -> None:
    """The post is told what moved from when to when, and why."""
    row = moved.row
    act.tell(
        Told(
            code="dates_changed",
            key=f"dates:{row.id}:{row.version}",
            post_id=row.post_id,
            words={
                "unit": act.directory.units[row.unit_id].shown,
                "what": say_kind(row),
                "subject": row.title,
                "before": _said(row.due_at),
                "due": _said(moved.deadline.due_at),
                "reason": source,
            },
            wanted_while=row.id,
        )
    )


def _said(moment: Any) -> str:
    return say_last_moment(moment) if moment is not None else "未定"
