"""Which assignments of a past year have nothing left to report."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, select

from models.assessments import Assessment
from models.assignments import Assignment
from models.claiming import claimed, in_chunks
from models.reports import Report
from states.assessment import AssessmentState
from states.assignment import AssignmentState
from states.report import ReportState

FILED = (ReportState.SUBMITTED, ReportState.VERIFIED, ReportState.NIL, ReportState.WAIVED)


UNFILED = exists().where(
    Report.c.assignment_id == Assignment.c.id, Report.c.state.not_in([each.value for each in FILED])
)
TO_CONCLUDE = in_chunks(
    select(Assignment.t)
    .join(Assessment.t, Assessment.c.id == Assignment.c.assessment_id)
    .where(
        Assignment.c.state == AssignmentState.IN_EXECUTION.value,
        Assessment.c.state == AssessmentState.RUNNING.value,
        Assessment.c.year < bindparam("this_year"),
        ~UNFILED,
    )
    .order_by(Assignment.c.id),
    of=Assignment.t,
)


def assignments_to_conclude(tx: Connection, *, year: int, limit: int, **which: Any) -> Sequence[Row[Any]]:
    """In execution, of a running year before this one, with every report in."""
    return claimed(tx, TO_CONCLUDE, {"this_year": year, "limit": limit}, key=Assignment.c.id, **which)
