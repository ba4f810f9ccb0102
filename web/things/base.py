"""What the queries of things have in common."""

from typing import Any

from sqlalchemy import Select, select

from config.roles import Role
from states.subjects import SubjectKind
from web.kernel.visit import Visit

Query = Select[Any]
OFFICE = (Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD, Role.UNIT_OFFICE)


def of(visit: Visit, table: Any, kind: SubjectKind, *columns: Any) -> Query:
    """The rows of the desk's office that this reader may see."""
    return select(table.c.id, *columns).where(table.c.office_id == visit.at.office_id, visit.sees(kind))
