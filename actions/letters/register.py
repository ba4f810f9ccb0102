"""编号登记簿: which numbers were taken, by which letter; none is missing, and what was voided keeps its own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from actions.directory import directory_of
from actions.letters.listing import state_label
from actions.published import Published, published_of
from config.errors import KaoheError
from config.letters import LetterKind
from config.zone import SHANGHAI
from models.letters import Letter, LetterSeries
from models.units import Office, Unit
from states.letters.facts import LetterState
from states.permissions import scope
from states.scopes import All
from states.subjects import SubjectKind


class NotTheWholeRegister(KaoheError):
    """Who may read some letters only would see gaps that are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One number and the letter that has it. `place`: in its series, none where it came from the office's register."""

    number: str
    place: int | None
    letter: int
    title: str
    unit: str
    issued_at: datetime
    state_label: str
    is_voided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The numbers of one kind and year. `missing`: those that were taken and that no letter has."""

    office: str
    kind: LetterKind
    year: int
    is_own: bool
    entries: tuple[Entry, ...]
    missing: tuple[int, ...]


def registers_of(
    connection: Connection, *, now: datetime, person_id: int | None, kind: LetterKind | None = None
) -> list[Series]:
    """Series by series, the oldest first. Raises `NotTheWholeRegister` for whoever may not read all letters."""
    offices = dict(connection.execute(select(Office.c.id, Office.c.name)).tuples().all())
    wanted = [number for number in offices if person_id is None or _reads_all(connection, number, person_id, now)]
    if not wanted:
        raise NotTheWholeRegister("编号登记簿要能看到全部文书的人才能看：考核办、督查、纪检、审计管理员等")
    found = [
        _series(about, rows, offices[about[0]], last=_last(connection, about))
        for about, rows in _by_series(connection, wanted).items()
        if kind is None or about[1] == kind.value
    ]
    return sorted(found, key=lambda each: (each.office, each.year, list(LetterKind).index(each.kind), not each.is_own))


def _reads_all(connection: Connection, office_id: int, person_id: int, now: datetime) -> bool:
    directory = directory_of(connection, office_id, day=now.astimezone(SHANGHAI).date())
    return isinstance(scope(directory.actor(person_id), SubjectKind.LETTER), All)


About = tuple[int, str, int, bool]
"""Office, kind, year, and whether the office counts by itself."""


def _by_series(connection: Connection, offices: Sequence[int]) -> Mapping[About, list[Entry]]:
    query = (
        select(Letter.t, Unit.c.name.label("unit"))
        .join(Unit.t, Unit.c.id == Letter.c.unit_id)
        .where(Letter.c.number != "", Letter.c.issued_at.is_not(None), Letter.c.office_id.in_(offices))
    )
    found: dict[About, list[Entry]] = defaultdict(list)
    rows = connection.execute(query.order_by(Letter.c.series_number, Letter.c.issued_at, Letter.c.id)).all()
    years = {number: published_of(connection, number) for number in {row.assessment_id for row in rows}}
    for row in rows:
        is_own = row.series_number is not None
        year = row.series_year if is_own else row.issued_at.astimezone(SHANGHAI).year
        found[row.office_id, row.kind, year, is_own].append(_entry(row, years[row.assessment_id]))
    return found


def _entry(row: Any, published: Published) -> Entry:
    return Entry(
        number=row.number,
        place=row.series_number,
        letter=row.id,
        title=row.title,
        unit=row.unit,
        issued_at=row.issued_at,
        state_label=state_label(published, row),
        is_voided=row.state == LetterState.VOIDED.value,
    )


def _last(connection: Connection, about: About) -> int:
    """The last number that the series gave out."""
    office_id, kind, year, is_own = about
    query = select(LetterSeries.c.last).where(
        LetterSeries.c.office_id == office_id, LetterSeries.c.kind == kind, LetterSeries.c.year == year
    )
    return (connection.execute(query).scalar() or 0) if is_own else 0


def _series(about: About, entries: Sequence[Entry], office: str, *, last: int) -> Series:
    taken = {each.place for each in entries if each.place is not None}
    missing = tuple(sorted({*range(1, max(last, *taken, 0) + 1)} - taken))
    _, kind, year, is_own = about
    return Series(
        office=office,
        kind=LetterKind(kind),
        year=year,
        is_own=is_own,
        entries=tuple(entries),
        missing=missing if is_own else (),
    )
