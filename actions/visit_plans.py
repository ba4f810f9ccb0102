"""A plan for a 督查 waits on somebody's desk: to decide it is owed, as every answer is (R2.27)."""

from datetime import datetime, time, timedelta
from typing import Any

from actions.context import Act
from actions.laying import Laid, lay_before
from config.obligations import ObligationKind
from config.readings import ladder_for
from config.zone import SHANGHAI
from states.obligations import Outcome
from states.seating import DECIDERS
from states.subjects import SubjectFacts, SubjectKind
from states.timing import in_workdays

VISIT = "visit"
INSTANT = timedelta(microseconds=1)


def ask_for_decision(act: Act, visit: int, plan: Any, *, wish: str, what: str = "督查计划") -> None:
    """The first seat of the policy that somebody else sits in decides; refused where there is none."""
    published = act.published(plan.assessment)
    decider = _decider(act, published.scheme.policy.burden.visits_decided_by)
    if decider is None:
        raise act.refused("没有可以审批督查计划的岗位，请在方案的 policy.burden.visits_decided_by 里写明")
    laid = Laid(
        subject_kind=VISIT,
        subject_id=visit,
        assessment_id=plan.assessment,
        what=what,
        subject=plan.title,
        unit=act.by,
        wish=wish,
        reason=plan.purpose,
        due=_due(act, plan, published.scheme.policy.decision_days),
        ladder=ladder_for(published.scheme, ObligationKind.DECISION),
        key=f"visit_asked:{visit}",
        texts=published.texts,
    )
    lay_before(act, (decider,), laid)


def end_asking(act: Act, visit: int, *, decided: bool) -> None:
    """Nobody waits for the answer any more."""
    outcome = Outcome.DONE if decided else Outcome.FREED
    act.obligations.settle(VISIT, visit, kinds=(ObligationKind.DECISION,), outcome=outcome)


def _decider(act: Act, seats: Any) -> int | None:
    """The first in official order, as a plan is laid before one leader."""
    subject = SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id)
    for seat in (*seats, *DECIDERS):
        codes = {code for group in act.directory.seating.groups((seat,), subject) for code in group}
        seated = (post.id for post in act.directory.posts.values() if post.code in codes)
        if (decider := next((post for post in seated if _is_another(act, post)), None)) is not None:
            return decider
    return None


def _is_another(act: Act, post: int) -> bool:
    return bool({person.id for person in act.directory.on_duty(post)} - {act.person_id})


def _due(act: Act, plan: Any, days: int) -> datetime:
    """The days of a decision; before the day of the visit, where that leaves any time at all."""
    own = in_workdays(act.now, days, calendar=act.calendar)
    before = datetime.combine(plan.planned_on, time.min, tzinfo=SHANGHAI) - INSTANT
    return min(own, before) if before > act.now else own
