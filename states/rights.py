"""The table of rights (requirements 1.8): who may do which act to which thing. What no row allows is forbidden.

A row without `states` holds in every state; `review:*` stands for every step of a chain. `bars` refuse a person who
would otherwise be allowed, and say why. The rows stand in `states.granted`; nobody else asks them there.
"""

from functools import lru_cache
from itertools import groupby

from states.actors import Who
from states.granted.assignments import ASSIGNMENTS, YEAR
from states.granted.ballots import BALLOTS, JUDGEMENTS
from states.granted.common import READING, REVIEWS
from states.granted.findings import FINDINGS
from states.granted.letters import LETTERS
from states.granted.negative import NEGATIVE, VETOES
from states.granted.office import OFFICE
from states.granted.recorded import SIGNED, TYPED
from states.granted.reports import PACKAGES, REPORTS
from states.granted.results import RESULTS
from states.granted.rows import READ, REVIEWING, Right
from states.granted.scoring import SCORING
from states.subjects import SubjectKind

__all__ = ["READ", "REVIEWING", "RIGHTS", "SIGNED", "TYPED", "Right", "is_known", "rows_for", "who_may"]

RIGHTS: tuple[Right, ...] = (
    *READING, *REVIEWS, *YEAR, *ASSIGNMENTS, *REPORTS, *PACKAGES, *LETTERS, *SCORING,
    *FINDINGS,
    *NEGATIVE, *VETOES, *RESULTS, *BALLOTS, *JUDGEMENTS,
    *OFFICE,
)  # fmt: skip


def _key(right: Right) -> str:
    return right.act


_BY_ACT: dict[str, tuple[Right, ...]] = {act: tuple(rows) for act, rows in groupby(sorted(RIGHTS, key=_key), key=_key)}


@lru_cache(maxsize=4096)
def rows_for(act: str, *, kind: SubjectKind, state: str | None) -> tuple[Right, ...]:
    """The rows that speak of this act on this kind of thing in this state, or without one in any.

    A qualified verb is asked by its verb.
    """
    rows = (row for row in _BY_ACT.get(act.partition(":")[0], ()) if kind in row.kinds)
    return tuple(row for row in rows if state is None or row.holds_in(state))


def is_known(act: str, *, kind: SubjectKind) -> bool:
    """Whether the act exists for this kind of thing, in whatever state."""
    return any(kind in row.kinds for row in _BY_ACT.get(act.partition(":")[0], ()))


def who_may(act: str, *, kind: SubjectKind, state: str) -> tuple[Who, ...]:
    """Who the table allows, in its order and without repetition."""
    return tuple(dict.fromkeys(who for row in rows_for(act, kind=kind, state=state) for who in row.who))
