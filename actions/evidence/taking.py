"""Taking a file in: the bytes first, outside any transaction; then, through the door of acts, what they are."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from actions.acts import Done, Refused
from actions.doors import Door
from actions.performing import perform
from documents.evidence import EvidenceHeld, EvidenceStore
from models.database import Database


def take_in(
    database: Database, store: EvidenceStore, stream: BinaryIO, *, name: str, whose: Mapping[str, Any], door: Door
) -> dict[str, Any]:
    """Keep the bytes; what an act is told of them. `whose`: the office and the unit, by their codes.

    Where the file bears a mark of secrecy nothing of it is kept, and the office is told. Raises `EvidenceRefused`.
    """
    try:
        kept = store.keep(stream, name=Path(name).name)
    except EvidenceHeld as held:
        told = {"office": whose.get("office", ""), "unit": whose.get("unit", ""), "mark": held.mark}
        with suppress(Refused):  # whoever may not hand anything in is refused all the same
            perform(database, "note_withheld", told, door=door)
        raise
    return {"hash": kept.hash, "size": kept.size, "media_type": kept.media_type, "file_name": kept.file_name}


def add_file(
    database: Database, store: EvidenceStore, stream: BinaryIO, *, name: str, told: dict[str, Any], door: Door
) -> Done:
    """Keep the bytes, then register them. A refusal leaves bytes that nothing points at; sweeping removes them.

    Raises `EvidenceRefused` where the file is not allowed, `Refused` where the person is not.
    """
    file = take_in(database, store, stream, name=name, whose=told, door=door)
    return perform(database, "add_evidence", {**told, **file}, door=door)
