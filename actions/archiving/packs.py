"""迎检资料包 and 归档目录 as files, for whoever asks and may have them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO

from sqlalchemy import ColumnElement, Connection, select

from actions.archiving.taking import allow_pack
from actions.archiving.volumes import volumes_of
from actions.context import begin
from actions.doors import Door
from actions.evidence.scanning import check_servable
from actions.performing import find_act
from config.errors import KaoheError
from config.zone import SHANGHAI
from documents.archives.inspections import InspectionFile, Piece, Volume, pages_of
from documents.archives.lists import Entry, catalogue
from documents.archives.packing import Sink
from documents.evidence import EvidenceStore
from models.assignments import Assignment
from models.database import Database
from models.indicators import Indicator
from models.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Some tasks of a year, or all that a unit leads."""

    assessment: int
    assignments: tuple[int, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A package that was written, and what an inspector would miss in it, by indicator."""

    digest: str
    volumes: int
    files: int
    missing: Sequence[tuple[str, str]]


class NothingToPack(KaoheError):
    """None of it exists, or the person sees none of it; which of the two is not told."""


def write_pack(database: Database, store: EvidenceStore, wanted: Wanted, sink: Sink, *, door: Door) -> Packed:
    """What is on record is read at one moment; the files are copied when the transaction is over."""
    with database.read() as tx:
        act = begin(tx, find_act("take_pack"), door=door)
        allow_pack(act, wanted.assessment, assignments=wanted.assignments, unit=wanted.unit)
        title = act.published(wanted.assessment).scheme.title
        if wanted.unit:
            title = f"{title}　{act.directory.units[act.directory.unit_ids[wanted.unit]].name}"
        volumes = volumes_of(act, _asked(act.office_id, wanted))
    if not volumes:
        raise NothingToPack("没有这样的指标任务，或您不能查看")
    reader = _Reader(database, store, door.now)
    stamp = f"资料截至{door.now.astimezone(SHANGHAI):%Y年%-m月%-d日}"
    file = InspectionFile(sink, f"{title}　迎检资料", stamp=stamp, open_file=reader.open)
    digest = file.write(volumes)
    return Packed(digest=digest, volumes=len(volumes), files=reader.opened, missing=file.missing)


def _asked(office_id: int, wanted: Wanted) -> ColumnElement[bool]:
    mine = Assignment.c.assessment_id == wanted.assessment
    if wanted.unit:
        # the unit as it is called now, under every number that it had
        return mine & Assignment.c.lead_unit_id.in_(
            Unit.t.select()
            .with_only_columns(Unit.c.id)
            .where(Unit.c.office_id == office_id, Unit.c.code == wanted.unit)
        )
    return mine & Assignment.c.id.in_(wanted.assignments)


def tasks_of(tx: Connection, assessment: int, code: str) -> tuple[int, ...]:
    """The tasks of one indicator. Raises `NothingToPack`."""
    query = select(Assignment.c.id).join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
    mine = (Assignment.c.assessment_id == assessment, Indicator.c.code == code)
    found = tuple(tx.scalars(query.where(*mine).order_by(Assignment.c.position, Assignment.c.id)))
    if not found:
        raise NothingToPack(f"没有编号为“{code}”的指标任务")
    return found


def write_catalogue(database: Database, store: EvidenceStore, assessment: int, *, door: Door) -> bytes:
    """归档目录 of a year: every document of every task that the person may see, by indicator."""
    with database.read() as tx:
        act = begin(tx, find_act("take_pack"), door=door)
        act.assessment(assessment)
        title = act.published(assessment).scheme.title
        volumes = volumes_of(act, Assignment.c.assessment_id == assessment)
    if not volumes:
        raise NothingToPack("这个年度没有您能查看的指标任务")
    reader = _Reader(database, store, door.now)
    listed = [(f"{each.code}　{each.title}", _entries(each, reader)) for each in volumes]
    return catalogue(f"{title}　归档目录", [(name, entries) for name, entries in listed if entries])


def _entries(volume: Volume, reader: "_Reader") -> list[Entry]:
    return [replace(each.entry, pages=_counted(each, reader)) for each in volume.pieces]


def _counted(piece: Piece, reader: "_Reader") -> str:
    if not piece.digest:
        return ""
    try:
        with reader.open(piece.digest) as stream:
            return pages_of(stream, piece.media_type)
    except KaoheError:  # gone or withheld: the list names the document all the same
        return ""


@dataclass(slots=True)
class _Reader:
    """Bytes of the store, after the scanner has seen them."""

    database: Database
    store: EvidenceStore
    now: datetime
    opened: int = 0

    def open(self, digest: str) -> IO[bytes]:
        stream = self.store.open(digest)
        try:
            check_servable(
                self.database, self.store, self.store.scanner, digest, name=f"{digest[:12]}…", now=self.now
            )  # fmt: skip
        except KaoheError:
            stream.close()
            raise
        self.opened += 1
        return stream
