"""What the journal says of coming and going: who, when, from which address; never what was typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from models.journal import write_journal
from states.subjects import SubjectKind


def note(
    tx: Connection,
    act: str,
    *,
    person: int | None,
    now: datetime,
    office: int | None = None,
    post: int | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """One line, of the office where the person sits. `person`: none where nobody knows who knocked.

    No unit stands in it: when a colleague comes and goes is nothing that his unit reads (O15).
    """
    line: dict[str, Any] = {
        "office_id": office,
        "assessment_id": None,
        "act": act,
        "subject_kind": SubjectKind.PERSON.value,
        "subject_id": person,
        "person_id": person,
        "unit_id": None,
        "post_id": post,
        "on_behalf_of": None,
        "recorded_by": None,
        "via": "page",
        "marks": [],
        "effective_at": now,
        "recorded_at": now,
        "before": None,
        "after": after,
        "reason": reason,
        "basis": "",
    }
    write_journal(tx, [line])
