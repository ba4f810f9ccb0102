"""How an office writes to people: what the schemes of its living years say, all of them together."""

from sqlalchemy import Connection, bindparam, select

from actions.published import published_of
from config.policy import Messages
from models.assessments import Assessment
from models.types import Key
from states.assessment import AssessmentState

LIVING = (AssessmentState.PUBLISHED.value, AssessmentState.RUNNING.value)
USUAL = (Messages(),)
_LIVING = (
    select(Assessment.c.id)
    .where(Assessment.c.office_id == bindparam("b_office", type_=Key), Assessment.c.state.in_(LIVING))
    .order_by(Assessment.c.id)
)


def policies_of(tx: Connection, office_id: int) -> tuple[Messages, ...]:
    """Of each living year; before the first is published, the usual one."""
    years = tx.scalars(_LIVING, {"b_office": office_id}).all()
    return tuple(published_of(tx, year).scheme.policy.messages for year in years) or USUAL
