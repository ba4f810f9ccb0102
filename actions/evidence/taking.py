"""Taking a file in: the bytes first, outside any transaction; then, through the door of acts, what they are."""

from pathlib import Path
from typing import Any, BinaryIO

from actions.acts import Done
from actions.doors import Door
from actions.performing import perform
from documents.evidence import EvidenceStore
from models.database import Database


def add_file(
    database: Database, store: EvidenceStore, stream: BinaryIO, *, name: str, told: dict[str, Any], door: Door
) -> Done:
    """Keep the bytes, then register them. A refusal leaves bytes that nothing points at; tidying removes them.

    Raises `EvidenceRefused` where the file is not allowed, `Refused` where the person is not.
    """
    kept = store.keep(stream, name=Path(name).name)
    file = {"hash": kept.hash, "size": kept.size, "media_type": kept.media_type, "file_name": kept.file_name}
    return perform(database, "add_evidence", {**told, **file}, door=door)
