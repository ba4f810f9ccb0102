"""The facts that every machine is asked with: who acts, on what, when, with which words, by which door."""

from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.subjects import Subject
from models.evidence import EvidenceVersion
from states.facts import Paper
from states.rules import Recorder


def circumstances(act: Act, subject: Subject[Any], *, words: str = "") -> dict[str, Any]:
    """Keyword arguments for the facts of any reviewable thing that is not just being voted on."""
    return {
        "actor": act.actor,
        "subject": subject.facts,
        "now": act.now,
        "words": words,
        "recorder": recorder(act),
        "paper": paper(act),
        "came_from": subject.row.came_from,
        "returned_by": subject.row.returned_by,
    }


def recorder(act: Act) -> Recorder | None:
    """The clerk at the keyboard, when the act is somebody else's."""
    door = act.door
    if door.paper is None and not door.is_typed:
        return None
    # nobody at the keyboard is the console: the table of rights says what that may record
    clerk = act.directory.clock if door.by is None else act.directory.actor(door.by)
    return Recorder(clerk, "record_paper_decision" if act.door.paper is not None else "enter_for")


def paper(act: Act) -> Paper | None:
    """The signed sheet behind the act (O03)."""
    signature = act.door.paper
    if signature is None:
        return None
    return Paper(signed_on=act.effective_at.date(), has_scan=_is_kept(act, signature.scan))


def _is_kept(act: Act, scan: int | None) -> bool:
    """Whether the scan is a document that this office keeps."""
    if scan is None:
        return False
    kept = select(EvidenceVersion.c.id).where(
        EvidenceVersion.c.id == scan, EvidenceVersion.c.office_id == act.office_id
    )
    return act.tx.execute(kept).first() is not None
