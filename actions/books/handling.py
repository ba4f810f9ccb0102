"""From a preview to the act: whose writing it is, what was chosen, and the book that is given back marked."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from actions.acts import Done, Refused
from actions.books.base import as_data
from actions.books.importing import LABEL, Importing, in_parts, together
from actions.books.issuing import issued_book
from actions.books.previewing import Preview, Standing, preview, writers
from actions.context import Act, begin
from actions.doors import Door
from actions.looking import LOOK
from actions.performing import perform
from documents.books.marking import mark
from documents.evidence import EvidenceStore
from models.books import ReturnedBook
from models.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """Who deals with a returned book, and when; `writer`: for whom it is entered, where that was chosen."""

    by: int | None
    now: datetime
    writer: int | None = None


@dataclass(frozen=True, slots=True)
class Handled:
    """A returned book as its desk sees it. `writers`: for whom it may be entered, the usual one first."""

    found: Preview
    writers: list[tuple[Any, str]]
    writer: int | None
    unit: str

    @property
    def row(self) -> Any:
        return self.found.row


def handled(
    tx: Connection, store: EvidenceStore, number: int, desk: Desk, *, chosen: Mapping[str, str] | None = None
) -> Handled | None:
    """The book with everything that it would change; None where there is none."""
    row = tx.execute(select(ReturnedBook.t).where(ReturnedBook.c.id == number)).one_or_none()
    if row is None:
        return None
    act = _look(tx, row.office_id, desk)
    issued = issued_book(tx, row.issued_id)
    possible = writers(act, issued)
    writer = next((person.id for person, _ in possible if desk.writer in (None, person.id)), None)
    door = _door(desk, row, writer)
    unit = act.directory.units[row.unit_id].shown if row.unit_id in act.directory.units else ""
    return Handled(preview(tx, row, store.at_hand(row.hash), door=door, chosen=chosen), possible, writer, unit)


def _look(tx: Connection, office: int, desk: Desk) -> Act:
    act = begin(tx, LOOK, door=Door(now=desk.now, by=desk.by))
    act.enter(office)
    return act


def _door(desk: Desk, row: Any, writer: int | None) -> Door:
    received = row.received_at if writer is not None else None
    return Door(now=desk.now, by=desk.by, entered_for=writer, received_at=received)


def _nobody(_done: int, _all: int) -> None:
    """Nobody watches."""


def import_it(
    database: Database, store: EvidenceStore, number: int, desk: Desk, *,
    chosen: Mapping[str, str] | None = None, hands_in: bool = False, tell: Callable[[int, int], None] = _nobody,
) -> Done:  # fmt: skip
    """Look once more, and do what is seen. Raises `Refused` where it is not ready. `tell`: how many parts are done."""
    with database.read() as tx:
        book = handled(tx, store, number, desk, chosen=chosen)
    if book is None:
        raise Refused(LABEL, (f"没有编号为 {number} 的交回的表",))
    found = book.found
    if found.standing not in (Standing.READY, Standing.SAME):
        raise Refused(LABEL, tuple(why_not(found)))
    data = Importing(returned=number, edits=tuple(map(as_data, found.edits)), hands_in=hands_in)
    parts, done = in_parts(data), []
    for place, part in enumerate(parts, start=1):
        done.append(perform(database, "import_book", part, door=_door(desk, found.row, book.writer)))
        tell(place, len(parts))
    return together(done)


def why_not(found: Preview) -> list[str]:
    """Everything that speaks against importing it now."""
    if found.why:
        return [found.why]
    if found.standing in (Standing.DONE, Standing.DROPPED):
        return [f"“{found.row.file_name}”{found.standing.value}，不再办理"]
    return [*map(str, found.faults), *(f"{each.spot}：{each.sentence}，请选择" for each in found.questions)]


def marked_copy(store: EvidenceStore, found: Preview) -> bytes:
    """The book with its wrong cells coloured and commented."""
    file = io.BytesIO()
    mark(store.at_hand(found.row.hash), found.faults, file)
    return file.getvalue()
