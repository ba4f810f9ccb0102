"""A file that came back, taken in: kept, recognised, registered. Many at once, each with its own result (O17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from actions.acts import Refused
from actions.books.asking import Asked
from actions.books.drawn import issue
from actions.books.issuing import issued_book
from actions.books.matching import Matched, matched
from actions.context import begin
from actions.doors import Door
from actions.looking import LOOK
from actions.performing import perform
from documents.books.reading import Returned
from documents.evidence import EvidenceRefused, EvidenceStore
from documents.workbooks.entering import UnreadableWorkbook
from models.database import Database
from states.books import BookKind


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: the number under which it is registered, or why it was not taken."""

    name: str
    returned: int | None = None
    why: str = ""


def take_in(
    database: Database,
    store: EvidenceStore,
    files: Iterable[tuple[str, BinaryIO]],
    *,
    office: tuple[int, str],
    received_at: datetime | None,
    door: Door,
) -> list[Taken]:
    """Every file by itself: what cannot be opened is named, the others are registered. `office`: number and code."""
    return [
        _one(database, store, name, stream, office=office, received_at=received_at, door=door) for name, stream in files
    ]


def _one(
    database: Database, store: EvidenceStore, name: str, stream: BinaryIO, *, office: tuple[int, str],
    received_at: datetime | None, door: Door,
) -> Taken:  # fmt: skip
    try:
        kept = store.keep(stream, name=name)
        returned = Returned(store.at_hand(kept.hash), name=kept.file_name)
        match = _match(database, returned, office=office[0], door=door)
        told = {"office": office[1], "hash": kept.hash, "size": kept.size, "file_name": kept.file_name,
                "issued": match.issued.id if match.issued is not None else None, "unit": match.unit,
                "received_at": received_at}  # fmt: skip
        done = perform(database, "receive_book", told, door=door)
    except UnreadableWorkbook as error:
        return Taken(name, why=str(error))
    except (EvidenceRefused, Refused) as refused:
        return Taken(name, why="；".join(getattr(refused, "reasons", (str(refused),))))
    return Taken(name, done.ids["returned"], match.why)


def _match(database: Database, returned: Returned, *, office: int, door: Door) -> Matched:
    """A report without a stamp that was never exported is compared with what there is now."""
    with database.read() as tx:
        act = begin(tx, LOOK, door=door)
        act.enter(office)
        found = matched(act, returned, returned.name)
        unit = act.directory.units[found.unit].code if found.unit is not None else None
    if found.issued is not None or found.window is None:
        return found
    number = issue(database, Asked(kind=BookKind.REPORT, window=found.window, unit=unit), door=door).number
    with database.read() as tx:
        return Matched(issued_book(tx, number), found.unit, found.window)
