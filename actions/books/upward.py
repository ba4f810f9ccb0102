"""The superior's file, filled: planned from what was reported, written outside of any transaction, then recorded."""

import io
from dataclasses import dataclass
from pathlib import Path

from actions.books.superior import known_in, may_fill, names_in, table_asked
from actions.context import begin
from actions.doors import Door
from actions.looking import LOOK
from actions.performing import perform
from documents.books.filling import Filling, fill, plan
from models.database import Database


@dataclass(frozen=True, slots=True)
class Result:
    """The filled workbook, and what could not be filled."""

    content: bytes
    filling: Filling
    said: str


def filled(
    database: Database, path: Path, *, window: int, table: str, file_name: str, door: Door, records: bool = True
) -> Result:
    """Fill the superior's file. Raises `Refused`, WrongTemplate, UnreadableWorkbook; then nothing was recorded.

    Whoever only wants to see what it would hold does not have it recorded.
    """
    with database.read() as tx:
        look = begin(tx, LOOK, door=door)
        _, found = table_asked(look, window, table)
        may_fill(look)
        known, names = known_in(look, window), names_in(look, window)
    filling = plan(path, found, known, names=names)
    file = io.BytesIO()
    fill(path, filling, file)
    told = {"window": window, "table": table, "file_name": file_name, "cells": len(filling.cells),
            "left": len(filling.left)}  # fmt: skip
    said = perform(database, "fill_superior_table", told, door=door).summary if records else ""
    return Result(file.getvalue(), filling, said)
