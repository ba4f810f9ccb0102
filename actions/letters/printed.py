"""Prints: a letter's files are made once, when it is issued, and kept with their hashes; what is shown later is they.

Files are made outside of any transaction. What breaks is set aside with its reason and tried again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any

from sqlalchemy import Connection, select, update

from actions.clockwork import CLOCK, RETRY, write
from actions.context import Act
from actions.doors import Door
from actions.letters.loading import letter_of
from actions.letters.papering import paper_of_letter
from actions.looking import look
from config.letters import LetterKind
from documents.evidence import EvidenceStore
from documents.letters.desk import Desk
from documents.letters.model import LETTERS, AnyLetter
from models.care import end_asides, put_aside
from models.database import Database
from models.letters import Letter
from models.prints import LetterPrint, letters_to_print
from models.writing import find_row, insert_rows
from states.letters.facts import LetterState
from states.subjects import SubjectKind

RUN = "print"
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class PrintedLetter:
    """What is shown of a letter. `files` are those that were kept when it was issued, by their hashes."""

    letter: AnyLetter
    at: datetime
    scan: int | None
    has_record: bool
    files: Mapping[str, str]


def printed_letter(act: Act, number: int) -> PrintedLetter:
    """As it was printed when it was issued; a draft as it would be now. Raises `Refused` where there is none."""
    row = letter_of(act, number).row
    kept = print_of(act.tx, row) if row.state != LetterState.VOIDED else None  # a voided one says so
    return PrintedLetter(
        letter=LETTERS.validate_python(kept.content) if kept is not None else paper_of_letter(act, number),
        at=row.issued_at or act.now,
        scan=row.sealed_evidence_id,
        has_record=row.kind == LetterKind.TALK and bool(row.issued_text),
        files={"pdf": kept.pdf_hash, "docx": kept.docx_hash} if kept is not None else {},
    )


def print_of(tx: Connection, row: Any) -> Any | None:
    """The print of the text that a letter has now."""
    if not row.issued_text:
        return None
    query = select(LetterPrint.t).where(
        LetterPrint.c.letter_id == row.id, LetterPrint.c.text_hash == _hashed(row.issued_text)
    )
    return tx.execute(query).one_or_none()


def keep_prints(database: Database, store: EvidenceStore, desk: Desk, *, now: datetime) -> int:
    """Prints every letter that was signed or changed since; answers how many. Safe to run twice."""
    with database.read() as tx:
        waiting = letters_to_print(tx, run=RUN, now=now, limit=AT_ONCE)
    done = sum(_one(database, store, desk, number, now=now) for number in waiting)
    write(database, lambda tx: end_asides(tx, run=RUN, now=now))
    return done


def _one(database: Database, store: EvidenceStore, desk: Desk, number: int, *, now: datetime) -> int:
    try:
        return _print(database, store, desk, number, now=now)
    except Exception as error:  # noqa: BLE001 -- one bad letter must not keep the others
        reason = f"{type(error).__name__}: {error}"
        write(database, partial(_set_aside, number=number, reason=reason, now=now))
        return 0


def _set_aside(tx: Connection, *, number: int, reason: str, now: datetime) -> None:
    put_aside(tx, run=RUN, subject_kind="letter", subject_id=number, reason=reason, now=now, retry_at=now + RETRY)


def _print(database: Database, store: EvidenceStore, desk: Desk, number: int, *, now: datetime) -> int:
    with database.read() as tx:
        row: Any = find_row(tx, Letter.t, number)
        kept = print_of(tx, row)
        letter = paper_of_letter(look(tx, by=None, now=now), number)
    if kept is not None:
        write(database, partial(_seen, row=row))
        return 0
    made = _made(store, desk, letter, now=row.issued_at)
    write(database, partial(_keep, row=row, made={**made, "printed_at": now}, now=now))
    return 1


def _made(store: EvidenceStore, desk: Desk, letter: AnyLetter, *, now: datetime) -> dict[str, Any]:
    """The files first: a row never points to what is not there."""
    template = desk.templates.template_for(letter)
    files = {"pdf": desk.pdf(letter, now=now).content, "docx": desk.docx(letter)}
    kept = {kind: store.keep(BytesIO(made), name=f"{letter.name}.{kind}").hash for kind, made in files.items()}
    content = LETTERS.dump_python(letter, mode="json")
    return {
        "content": content,
        "content_hash": _hashed(json.dumps(content, ensure_ascii=False, sort_keys=True)),
        "pdf_hash": kept["pdf"],
        "docx_hash": kept["docx"],
        "template": template.path.name if template.path is not None else "",
        "template_hash": template.hash,
    }


def _keep(tx: Connection, *, row: Any, made: Mapping[str, Any], now: datetime) -> None:
    act = Act(tx, CLOCK, door=Door(now=now))
    act.enter(row.office_id)
    told = {"office_id": row.office_id, "letter_id": row.id, "text_hash": _hashed(row.issued_text)}
    insert_rows(tx, LetterPrint.t, [{**told, **made, "seen_version": row.version}])
    hashes = {name: made[name] for name in ("content_hash", "pdf_hash", "docx_hash", "template")}
    act.record(SubjectKind.LETTER.value, row.id, act="print_letter", assessment_id=row.assessment_id, after=hashes)
    act.close()


def _seen(tx: Connection, *, row: Any) -> None:
    mine = (LetterPrint.c.letter_id == row.id, LetterPrint.c.text_hash == _hashed(row.issued_text))
    tx.execute(update(LetterPrint.t).where(*mine).values(seen_version=row.version))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
