"""A draft as acts find it, and what they write of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from actions.acts import Conflict
from actions.context import Act
from actions.guarding import allow
from config.errors import KaoheError
from config.loading import read_source, scheme_hash
from config.tree import plain
from models.drafts import DraftText, SchemeDraft
from models.persons import Person
from models.writing import change_row, insert_rows, lock_row
from states.actors import Decision
from states.subjects import SubjectFacts, SubjectKind

VERB = "draft_scheme"
UNTITLED = "（还没有名称）"


def may_draft(act: Act) -> Decision:
    """Raises `Refused` where the author is not one who drafts in this office."""
    return allow(act, VERB, SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))


def draft_for_change(act: Act, number: int) -> tuple[Any, Decision]:
    """The living draft, kept for this transaction; enters its office."""
    row = lock_row(act.tx, SchemeDraft.t, number)
    if row is None or row.dropped_at is not None:
        raise act.refused(f"没有编号为 {number} 的草稿，或已经删除")
    act.enter(row.office_id)
    return row, may_draft(act)


def text_of(tx: Connection, draft: int, number: int) -> str | None:
    """A text of a draft as it was saved."""
    query = select(DraftText.c.text).where(DraftText.c.draft_id == draft, DraftText.c.number == number)
    return tx.scalars(query).one_or_none()


def heading_of(text: str) -> tuple[str, int | None]:
    """How a text calls itself and its year, as far as it can be read: a draft may be full of errors."""
    try:
        source, _ = read_source(text)
    except KaoheError:
        return UNTITLED, None
    told = plain(source.root)
    title, year = told.get("title"), told.get("year")
    return (title if isinstance(title, str) and title else UNTITLED), (year if isinstance(year, int) else None)


def lines_of(text: str) -> str:
    """The text with the ends of lines that a scheme has: a browser sends those of Windows."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def refuse_stale(act: Act, draft: Any, base: int) -> None:
    """Whoever began from an older text would undo what another saved since."""
    if draft.number == base:
        return
    name = act.tx.scalar(select(Person.c.name).where(Person.c.id == draft.saved_by)) or "系统"
    raise Conflict(
        act.entry.label,
        (f"{name}已经保存了第{draft.number}稿，您改的是第{base}稿；请把您的改动另存，刷新以后再合并",),
    )


def write_text(act: Act, draft: Any, text: str, *, words: str, decision: Decision) -> int:
    """The next text of a draft; its number."""
    text, number = lines_of(text), int(draft.number) + 1
    title, year = heading_of(text)
    values = {
        "number": number,
        "title": title,
        "year": year,
        "hash": scheme_hash(text),
        "saved_at": act.now,
        "saved_by": act.person_id,
    }
    if not change_row(act.tx, SchemeDraft.t, draft.id, version=draft.version, values=values):
        raise Conflict(act.entry.label, ("这份草稿刚刚被别人保存过，请刷新后再试",))
    keep_texts(act, [(draft.id, number, text, words)])
    act.record(
        SubjectKind.OFFICE.value,
        draft.office_id,
        before={"draft_id": draft.id, "number": draft.number, "hash": draft.hash},
        after={"draft_id": draft.id, "number": number, "hash": values["hash"]},
        reason=words,
        decision=decision,
    )
    return number


def keep_texts(act: Act, texts: Sequence[tuple[int, int, str, str]]) -> None:
    rows = [
        {
            "office_id": act.office_id,
            "draft_id": draft,
            "number": number,
            "text": text,
            "words": words,
            "saved_at": act.now,
            "saved_by": act.person_id,
        }
        for draft, number, text, words in texts
    ]
    insert_rows(act.tx, DraftText.t, rows)
