"""更正 of a published result, one after the other: from which version to which, why, and for whom something changed."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, select

from actions.published import Published
from actions.results.versions import Kept, kept_version
from models.journal import Journal
from models.results import Result
from scoring.differing import Differs, differences
from states.results.facts import ResultState
from states.subjects import SubjectKind


@dataclass(frozen=True, slots=True)
class Correction:
    """`is_waiting`: nobody has consented yet, and what is published stands."""

    before: Kept
    after: Kept
    is_waiting: bool
    changed: tuple[Differs, ...]


def corrections_of(tx: Connection, published: Published, result: int, *, sees_waiting: bool) -> list[Correction]:
    """The latest first. What waits for consent is for those who work on it or decide it."""
    row: Any = tx.execute(select(Result.t).where(Result.c.id == result)).one()
    numbers = _in_force(tx, row)
    pairs = [(before, after, False) for before, after in pairwise(numbers)]
    if sees_waiting and row.state == ResultState.CORRECTING.value and row.proposed is not None:
        pairs.append((row.in_force, row.proposed, True))
    kept = {number: kept_version(tx, published, result, number) for pair in pairs for number in pair[:2]}
    return [
        Correction(
            kept[before], kept[after], waits, tuple(differences(kept[before].outcome, kept[after].outcome))
        )
        for before, after, waits in reversed(pairs)
    ]  # fmt: skip


def _in_force(tx: Connection, row: Any) -> list[int]:
    """The versions that were published, in their order: the one that was laid, then what the journal tells of."""
    if row.in_force is None:
        return []
    mine = (Journal.c.subject_kind == SubjectKind.RESULT.value, Journal.c.subject_id == row.id)
    told = tx.scalars(select(Journal.c.after).where(*mine).order_by(Journal.c.id))
    later = [int(after["in_force"]) for after in told if after and after.get("in_force") is not None]
    return list(dict.fromkeys([row.laid, *later]))
