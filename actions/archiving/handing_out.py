"""Handing a year or a package out as a file: it appears under its name only once it is on record who took it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from actions.archiving.packs import Packed, Wanted, write_pack
from actions.archiving.taking import allow_year
from actions.archiving.years import Made, Step, write_year
from actions.context import begin
from actions.doors import Door
from actions.performing import find_act, perform
from config.errors import KaoheError
from documents.evidence import EvidenceStore
from models.database import Database


class AlreadyThere(KaoheError):
    """A file is never written over."""


def hand_out_year(
    database: Database, store: EvidenceStore, assessment_id: int, path: Path, *, door: Door,
    step: Step = lambda _done, _total: None,
) -> Made:  # fmt: skip
    """Raises `Refused` before anything is gathered, `AlreadyThere`; what is half written is gone."""
    with database.read() as tx:
        act = begin(tx, find_act("take_archive"), door=door)
        allow_year(act, act.assessment(assessment_id))
    with arriving(path) as file:
        made = write_year(database, store, assessment_id, file, now=door.now, step=step)
        told = {"assessment": assessment_id, "digest": made.digest, "rows": made.rows, "files": made.files}
        perform(database, "take_archive", told, door=door)
    return made


def hand_out_pack(database: Database, store: EvidenceStore, wanted: Wanted, path: Path, *, door: Door) -> Packed:
    """Raises `Refused`, `NothingToPack`, `AlreadyThere`; what is half written is gone."""
    with arriving(path) as file:
        packed = write_pack(database, store, wanted, file, door=door)
        counts = {"digest": packed.digest, "volumes": packed.volumes, "files": packed.files}
        perform(database, "take_pack", {**asdict(wanted), **counts}, door=door)
    return packed


@contextmanager
def arriving(path: Path) -> Iterator[BinaryIO]:
    """A file beside its place, which it takes when the block ends well."""
    if path.exists():
        raise AlreadyThere(f"已有 {path}，没有覆盖；请换一个文件名")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)  # unlike a move, it refuses to take the place of what came meanwhile
    except FileExistsError as error:
        raise AlreadyThere(f"已有 {path}，没有覆盖；请换一个文件名") from error
    finally:
        Path(name).unlink(missing_ok=True)
