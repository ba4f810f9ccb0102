"""The year by whose rules a form speaks: the one that is told, else that of the thing, else the newest that runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from actions.published import published_of
from config.scheme import Scheme
from models.assessments import Assessment
from states.assessment import AssessmentState
from states.subjects import SubjectKind
from web.kernel.visit import Visit


@dataclass(frozen=True, slots=True)
class Year:
    id: int
    scheme: Scheme


def year_of(visit: Visit, given: Mapping[str, Sequence[str]]) -> Year | None:
    wanted = next(iter(given.get("assessment", ())), "")
    query = (
        select(Assessment.c.id, Assessment.c.state)
        .where(Assessment.c.office_id == visit.at.office_id, visit.sees(SubjectKind.ASSESSMENT))
        .order_by(Assessment.c.year.desc(), Assessment.c.id.desc())
    )
    rows = visit.tx.execute(query).all()
    running = (row for row in rows if row.state == AssessmentState.RUNNING.value)
    row = next((each for each in rows if str(each.id) == wanted), next(running, rows[0] if rows else None))
    return None if row is None else Year(row.id, published_of(visit.tx, row.id, day=visit.day).scheme)
