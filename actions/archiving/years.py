"""A year out of the database and the store: all rows of one moment first, then the files that they name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from documents.archives.manifest import Head, Manifest
from documents.archives.packing import Sink
from documents.archives.years import YearFile
from documents.evidence import EvidenceStore
from documents.evidence_shelf import EvidenceMissing
from models.assessments import Assessment
from models.database import Database
from models.schema import HEAD
from models.schemes import SchemeVersion
from models.units import Office
from models.yearly import as_stored, kept_tables, of_year

AT_ONCE = 500

Step = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was written: its list, and the digest of all its bytes."""

    manifest: Manifest
    digest: str

    @property
    def rows(self) -> int:
        return sum(each.rows or 0 for each in self.manifest.members)

    @property
    def files(self) -> int:
        return sum(each.name.startswith("files/") for each in self.manifest.members)


def write_year(
    database: Database, store: EvidenceStore, assessment_id: int, sink: Sink, *, now: datetime,
    step: Step = lambda _done, _total: None,
) -> Made:  # fmt: skip
    """The transaction ends before the first file of the store is opened."""
    with database.read() as tx:
        archive = YearFile(sink, _head(tx, assessment_id, now=now))
        with archive:
            _write_rows(tx, archive, assessment_id)
    with archive:
        wanted = sorted(archive.wanted)
        for number, digest in enumerate(wanted):
            _write_file(archive, store, digest)
            step(number + 1, len(wanted))
        return Made(*archive.close())


def _head(tx: Connection, assessment_id: int, *, now: datetime) -> Head:
    query = select(Assessment.t, Office.c.code, Office.c.name).join(Office.t, Office.c.id == Assessment.c.office_id)
    row = tx.execute(query.where(Assessment.c.id == assessment_id)).one()
    return Head(
        office=row.code,
        office_name=row.name,
        scheme=row.scheme_code,
        year=row.year,
        title=row.title,
        tables=HEAD,
        made_at=now.isoformat(timespec="seconds"),
    )


def _write_rows(tx: Connection, archive: YearFile, assessment_id: int) -> None:
    office_id = tx.execute(select(Assessment.c.office_id).where(Assessment.c.id == assessment_id)).scalar_one()
    schemes = of_year(SchemeVersion.t, office_id=office_id, assessment_id=assessment_id)
    for row in tx.execute(select(SchemeVersion.t).where(schemes).order_by(SchemeVersion.c.id)):
        archive.scheme(row.code, row.revision, row.text)
    for table in kept_tables():
        archive.table(table.name, _rows(tx, table, office_id, assessment_id))


def _rows(tx: Connection, table: Table, office_id: int, assessment_id: int) -> Iterator[Mapping[str, Any]]:
    mine = of_year(table, office_id=office_id, assessment_id=assessment_id)
    query = select(*as_stored(table)).where(mine).order_by(table.c.id)
    for row in tx.execute(query, execution_options={"yield_per": AT_ONCE}):
        yield row._asdict()


def _write_file(archive: YearFile, store: EvidenceStore, digest: str) -> None:
    try:
        stream = store.open(digest)
    except EvidenceMissing:
        archive.absent(digest)
        return
    with stream:
        archive.file(digest, stream)
