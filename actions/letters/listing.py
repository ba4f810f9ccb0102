"""The letters that there are, for whoever shows them; a person sees those that he may read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, false, or_, select

from actions.directory import directory_of
from actions.published import Published, published_of
from actions.rules_of import rules_for
from config.letters import LetterKind
from config.zone import SHANGHAI
from models.letters import Letter
from models.scoping import visible
from models.units import Office, Unit
from states.permissions import scope
from states.subjects import SubjectKind


@dataclass(frozen=True, slots=True)
class Listed:
    """One letter, on one line."""

    id: int
    kind: LetterKind
    number: str
    title: str
    unit: str
    state: str
    state_label: str
    drafted_at: datetime
    is_open: bool


def listed_letters(
    connection: Connection, *, now: datetime, person_id: int | None, kind: LetterKind | None, only_open: bool
) -> list[Listed]:
    """The newest first. Without a person, all of them: the console sees everything."""
    query = select(Letter.t, Unit.c.name.label("unit")).join(Unit.t, Unit.c.id == Letter.c.unit_id)
    if person_id is not None:
        query = query.where(seen_by(connection, person_id, now=now))
    if kind is not None:
        query = query.where(Letter.c.kind == kind.value)
    if only_open:
        query = query.where(Letter.c.closed_at.is_(None))
    rows = connection.execute(query.order_by(Letter.c.drafted_at.desc(), Letter.c.id.desc())).all()
    years = {number: published_of(connection, number) for number in {row.assessment_id for row in rows}}
    return [
        Listed(
            id=row.id,
            kind=LetterKind(row.kind),
            number=row.number,
            title=row.title,
            unit=row.unit,
            state=row.state,
            state_label=state_label(years[row.assessment_id], row),
            drafted_at=row.drafted_at,
            is_open=row.closed_at is None,
        )
        for row in rows
    ]


def seen_by(connection: Connection, person_id: int, *, now: datetime) -> ColumnElement[bool]:
    """What a person may read, through every seat that he has in any office."""
    day = now.astimezone(SHANGHAI).date()
    actors = [
        directory_of(connection, office, day=day).actor(person_id)
        for office in connection.scalars(select(Office.c.id)).all()
    ]
    kind = SubjectKind.LETTER
    return or_(false(), *(visible(scope(actor, kind), kind) for actor in actors))


def state_label(published: Published, row: Any) -> str:
    """What its kind calls the state: the machine of its own year says so."""
    kind = LetterKind(row.kind)
    machine, _ = rules_for(published, row, lambda machines: machines.letters[kind])
    return machine.states[row.state].label
