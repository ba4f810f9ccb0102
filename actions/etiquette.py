"""How an office writes to people: what the schemes of its living years say, all of them together."""

from sqlalchemy import Connection, select

from actions.published import published_of
from config.policy import Messages
from models.assessments import Assessment
from states.assessment import AssessmentState

LIVING = (AssessmentState.PUBLISHED.value, AssessmentState.RUNNING.value)
USUAL = (Messages(),)


def policies_of(tx: Connection, office_id: int) -> tuple[Messages, ...]:
    """Of each living year; before the first is published, the usual one."""
    living = select(Assessment.c.id).where(Assessment.c.office_id == office_id, Assessment.c.state.in_(LIVING))
    years = tx.scalars(living.order_by(Assessment.c.id)).all()
    return tuple(published_of(tx, year).scheme.policy.messages for year in years) or USUAL
