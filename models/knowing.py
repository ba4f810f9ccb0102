"""What was known at a moment: recorded by then, and not yet replaced by something else."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_


def known_at(
    moment: datetime | None, *, recorded: ColumnElement[Any], replaced: ColumnElement[Any]
) -> ColumnElement[bool]:
    """The condition on rows of which none is written over. Without a moment: what stands now, if it was recorded."""
    stands = replaced.is_(None)
    if moment is None:
        return and_(recorded.is_not(None), stands)
    return and_(recorded <= moment, or_(stands, replaced > moment))
