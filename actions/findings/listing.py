"""The ledger of findings, for whoever shows it; a person sees what he may read, and who wrote it only at the office."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from actions.directory import Directory, directory_of
from actions.published import Published, published_of
from actions.rules_of import latest_with
from config.scoring.finders import finding_kind
from config.scoring.words import FindingState
from config.zone import SHANGHAI
from models.findings import Finding, findings_known
from models.scoping import visible
from states.actors import Actor
from states.permissions import scope
from states.subjects import SubjectKind


@dataclass(frozen=True, slots=True)
class Listed:
    """One finding, on one line.

    `is_inside`: whoever asks sits at the office or where it was registered. Who registered it and who told of it is
    empty for everybody else (O26).
    """

    id: int
    number: int | None
    unit_code: str
    unit: str
    kind: str
    name: str
    happened_on: date
    times: Decimal
    matter: str
    attributes: dict[str, str]
    state: FindingState
    problem: int | None
    excused: bool
    rectified_on: date | None
    issuer: str
    window_ends_at: datetime | None
    is_inside: bool
    drafted_by: str
    informant: str


def listed_findings(
    connection: Connection, assessment_id: int, *, now: datetime, person_id: int | None
) -> list[Listed]:
    """In the order in which they were registered. Without a person, all of them: the console sees everything."""
    published = published_of(connection, assessment_id)
    directory = directory_of(connection, published.office_id, day=now.astimezone(SHANGHAI).date())
    actor = directory.actor(person_id) if person_id is not None else None
    query = select(Finding.t).where(Finding.c.assessment_id == assessment_id)
    if actor is not None:
        query = query.where(visible(scope(actor, SubjectKind.FINDING), SubjectKind.FINDING))
    seen = {row.id: row for row in connection.execute(query)}
    known = (row for row in findings_known(connection, assessment_id) if row.id in seen)
    return [_listed(published, directory, actor, seen[row.id], row) for row in known]


def _listed(published: Published, directory: Directory, actor: Actor | None, row: Any, said: Any) -> Listed:
    kind = latest_with(published, lambda edition: finding_kind(edition.scheme, row.kind))
    inside = _inside(directory, actor, row)
    return Listed(
        id=row.id,
        number=row.number,
        unit_code=directory.units[row.unit_id].code,
        unit=directory.units[row.unit_id].name,
        kind=row.kind,
        name=kind.name,
        happened_on=said.happened_on,
        times=said.times,
        matter=said.matter,
        attributes=dict(said.attributes),
        state=FindingState(row.state),
        problem=row.problem_id,
        excused=said.excused,
        rectified_on=said.rectified_on,
        issuer=directory.units[row.issuer_unit_id].name,
        window_ends_at=row.window_ends_at,
        is_inside=inside,
        drafted_by=_name(directory, row.drafted_by) if inside else "",
        informant=row.informant if inside else "",
    )


def _name(directory: Directory, person: int | None) -> str:
    return directory.persons[person].name if person in directory.persons else ""


def _inside(directory: Directory, actor: Actor | None, row: Any) -> bool:
    """At the office, or where it was registered; never from the unit that it is about."""
    if actor is None:
        return True
    seats = {directory.unit_ids[seat.unit] for seat in actor.seats}
    host = directory.host.id if directory.host is not None else None
    return row.unit_id not in seats and bool(seats & {host, row.issuer_unit_id})
