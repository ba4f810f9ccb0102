"""说明 of doubts, as the gates read them (O28)."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select

from actions.context import Act
from actions.subjects import Subject
from models.assignments import Explanation
from models.types import Key
from states.doubts import Doubt
from states.subjects import SubjectKind

Doubted = tuple[str, str]
"""A doubt's key, and the sentence to which the 说明 was written."""

_WRITTEN = (
    select(Explanation.c.doubt, Explanation.c.sentence, Explanation.c.words)
    .where(Explanation.c.subject_kind == bindparam("b_kind"), Explanation.c.subject_id == bindparam("b_id", type_=Key))
    .order_by(Explanation.c.id)
)


def explanations_of(act: Act, subject: Subject[Any], doubts: Iterable[Doubt]) -> Mapping[str, str]:
    """The 说明 of each doubt. One that was written to another sentence, before the numbers changed, does not count."""
    rows = act.tx.execute(_WRITTEN, {"b_kind": subject.kind.value, "b_id": subject.id})
    told = {(row.doubt, row.sentence): row.words for row in rows}
    return answering(told, doubts)


def explanations_of_each(tx: Connection, kind: SubjectKind, ids: Iterable[int]) -> dict[int, dict[Doubted, str]]:
    """What was written about many things of a kind, by thing."""
    found: dict[int, dict[Doubted, str]] = {}
    query = select(Explanation.t).where(Explanation.c.subject_kind == kind.value, Explanation.c.subject_id.in_([*ids]))
    for row in tx.execute(query.order_by(Explanation.c.id)):
        found.setdefault(row.subject_id, {})[row.doubt, row.sentence] = row.words
    return found


def answering(told: Mapping[Doubted, str], doubts: Iterable[Doubt]) -> Mapping[str, str]:
    """Of what was written, that which answers these very doubts."""
    return {doubt.key: told[doubt.key, doubt.sentence] for doubt in doubts if (doubt.key, doubt.sentence) in told}
