"""发文字号 comes from the office's register: typed in, each once (O04). An own number is nobody's to choose."""

from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.subjects import Subject
from config.letters import LetterKind, NumberKind
from models.letters import Letter


def refuse_taken(act: Act, subject: Subject[Any], document_no: str) -> None:
    """Raises `Refused` where the number is another letter's, or the kind numbers itself."""
    row = subject.row
    if subject.published.scheme.letters.numbering(LetterKind(row.kind)).kind is NumberKind.OWN:
        raise act.refused(f"{LetterKind(row.kind).label}自编号，签发时取号，不录入发文字号")
    taken = select(Letter.c.title).where(
        Letter.c.office_id == row.office_id, Letter.c.number == document_no, Letter.c.id != row.id
    )
    found = act.tx.scalars(taken).first()
    if found is not None:
        raise act.refused(f"文号“{document_no}”已用于“{found}”")
