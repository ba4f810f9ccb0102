"""Facts are written here and nowhere else: what says the same stays, what says otherwise takes the other's place."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import update

from actions.context import Act
from actions.scoring.sheets import Line
from models.facts import StatedFact
from models.writing import insert_rows

WHO = "verified_by"


def write_facts(
    act: Act,
    assessment_id: int,
    lines: Sequence[Line],
    *,
    standing: Iterable[Any],
    source: Mapping[str, Any] | None = None,
    why: str = "",
) -> tuple[list[Line], list[Any]]:
    """`standing` is what the lines are to take the place of: of it, what no line repeats stands no longer.

    Answers with what was written and what was replaced. Who verified is told once: verifying the same again adds
    nothing.
    """
    before = {Line.key_of(row): row for row in standing}
    said = {line.key for line in lines}
    told = {key: _told(row.content) for key, row in before.items()}
    changed = [line for line in lines if told.get(line.key) != _told(line.content)]
    gone = [before[line.key] for line in changed if line.key in before]
    gone += [row for key, row in before.items() if key not in said]
    if gone:
        ids = [row.id for row in gone]
        act.tx.execute(
            update(StatedFact.t).where(StatedFact.c.id.in_(ids)).values(replaced_at=act.now, replaced_because=why)
        )
    insert_rows(act.tx, StatedFact.t, [_row(act, assessment_id, line, source or {}) for line in changed])
    return changed, gone


def _told(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != WHO}


def _row(act: Act, assessment_id: int, line: Line, source: Mapping[str, Any]) -> dict[str, Any]:
    nothing = {"document_no": "", "dated_on": None, "evidence_version_id": None, "reason": ""}
    return {
        "office_id": act.office_id,
        "assessment_id": assessment_id,
        "sort": line.sort,
        "unit_id": line.unit_id,
        "peer": line.peer,
        "code": line.code,
        "part": line.part,
        "period": line.period,
        "effective_on": line.since,
        "content": line.content,
        "said_by": act.by,
        "recorded_at": act.now,
        "recorded_by": act.person_id,
        "replaced_at": None,
        "replaced_because": "",
        **nothing,
        **source,
    }
