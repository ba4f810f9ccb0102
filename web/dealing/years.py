"""The years of the desk's office, to choose from."""

from dataclasses import dataclass

from sqlalchemy import select

from models.assessments import Assessment
from states.assessment import AssessmentState
from states.subjects import SubjectKind
from web.kernel.visit import Visit


@dataclass(frozen=True, slots=True)
class Year:
    id: int
    year: int
    title: str
    state: str


def years_of(visit: Visit) -> list[Year]:
    """The newest first."""
    query = (
        select(Assessment.c.id, Assessment.c.year, Assessment.c.title, Assessment.c.state)
        .where(Assessment.c.office_id == visit.at.office_id, visit.sees(SubjectKind.ASSESSMENT))
        .order_by(Assessment.c.year.desc(), Assessment.c.id.desc())
    )
    return [Year(*row) for row in visit.tx.execute(query)]


def chosen(visit: Visit, years: list[Year]) -> Year | None:
    """The year that was asked for, else the newest that runs: one that is published ahead waits for its day."""
    wanted = visit.query.get("year", "")
    running = (each for each in years if each.state == AssessmentState.RUNNING.value)
    return next((each for each in years if str(each.id) == wanted), next(running, years[0] if years else None))
