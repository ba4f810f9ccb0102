"""Bytes that nothing points at, swept out of the store: uploads that were refused afterwards, or never registered.

What a version of a document holds is never swept, nor what a line of the journal cites; nor what was brought within
the last days, for whoever brought it may be about to register it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Text, cast, or_, select

from documents.evidence import EvidenceStore
from documents.evidence_shelf import Lying
from models.books import ReturnedBook
from models.database import Database
from models.evidence import EvidenceVersion
from models.journal import Journal
from models.prints import LetterPrint

YOUNG = timedelta(days=7)
_AT_ONCE = 100
_SAID = (Journal.c.before, Journal.c.after, Journal.c.reason, Journal.c.basis)


@dataclass(frozen=True, slots=True)
class Swept:
    """What was removed, or would be; and how much stays."""

    removed: tuple[Lying, ...]
    kept: int
    leftovers: int

    @property
    def size(self) -> int:
        return sum(each.size for each in self.removed)


def sweep(database: Database, store: EvidenceStore, *, now: datetime, dry_run: bool) -> Swept:
    """Looks at everything; removes nothing where it is only tried."""
    lying = list(store.lying())
    old = [each for each in lying if each.since < now - YOUNG]
    doomed: list[Lying] = []
    for start in range(0, len(old), _AT_ONCE):
        chunk = old[start : start + _AT_ONCE]
        with database.read() as tx:
            cited = cited_among(tx, [each.digest for each in chunk])
        doomed += [each for each in chunk if each.digest not in cited]
    leftovers = 0
    if not dry_run:
        for each in doomed:
            store.remove(each.digest)
        leftovers = store.tidy(now=now)
    return Swept(tuple(doomed), len(lying) - len(doomed), leftovers)


def cited_among(tx: Connection, digests: Sequence[str]) -> set[str]:
    """Those of these hashes that anything on record still needs."""
    wanted = set(digests)
    found: set[str] = set()
    for holder in HOLDERS:
        found |= set(tx.scalars(select(holder).where(holder.in_(wanted)).distinct()))
    return found | (set(_in_journal(tx, sorted(wanted - found))) & wanted)


HOLDERS = (
    EvidenceVersion.c.hash,
    LetterPrint.c.pdf_hash,
    LetterPrint.c.docx_hash,
    LetterPrint.c.template_hash,
    ReturnedBook.c.hash,
)
"""Columns that name bytes of the store; a test finds one that is missing here."""


def _in_journal(tx: Connection, digests: Sequence[str]) -> Iterator[str]:
    """The journal is searched as text: whatever an act wrote there about a file, in whatever field, keeps it."""
    texts = [cast(column, Text) for column in _SAID]
    for digest in digests:
        mentions = or_(*(text.like(f"%{digest}%") for text in texts))
        if tx.execute(select(Journal.c.id).where(mentions).limit(1)).first() is not None:
            yield digest
