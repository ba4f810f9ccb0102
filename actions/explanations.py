"""说明 of doubts, as the gates read them (O28)."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.subjects import Subject
from models.assignments import Explanation
from states.doubts import Doubt


def explanations_of(act: Act, subject: Subject[Any], doubts: Iterable[Doubt]) -> Mapping[str, str]:
    """The 说明 of each doubt. One that was written to another sentence, before the numbers changed, does not count."""
    query = select(Explanation.c.doubt, Explanation.c.sentence, Explanation.c.words).where(
        Explanation.c.subject_kind == subject.kind.value, Explanation.c.subject_id == subject.id
    )
    told = {(row.doubt, row.sentence): row.words for row in act.tx.execute(query.order_by(Explanation.c.id))}
    return {doubt.key: told[doubt.key, doubt.sentence] for doubt in doubts if (doubt.key, doubt.sentence) in told}
