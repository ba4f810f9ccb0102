"""What the clock does with results: 公示 ends when its days are over."""

from collections.abc import Sequence
from typing import Any

from actions.context import Act
from actions.results.loading import result_of
from actions.results.moving import step


def end_notices(act: Act, rows: Sequence[Any]) -> int:
    """A row that was ended is not found again."""
    for row in rows:
        step(act, result_of(act, row.id), "end_notice")
    return len(rows)
