"""The ladder of a shortfall: which one a scheme has, and when the clock looks at it. Its due moment is its opening."""

from datetime import datetime
from typing import Any

from actions.context import Act
from actions.published import Published
from config.ladders import Ladder
from config.scheme import Scheme
from states.ladder import DueMoment, Hours, Look, Standing, look
from states.ladder import look_again as next_look


def basis_of(ladder: Ladder) -> str:
    """The clause that its papers cite."""
    return f"{ladder.basis.clause}“{ladder.basis.quote}”" if ladder.basis else ""


def shortfall_ladder(scheme: Scheme) -> Ladder | None:
    """The ladder for 欠账; a scheme without one has no shortfalls, only lights."""
    return next((ladder for ladder in scheme.ladders.values() if ladder.for_shortfalls), None)


def look_at(act: Act, published: Published, ladder: Ladder, standing: Standing) -> Look:
    return look(ladder, standing=standing, **_circumstances(act, published, standing))


def look_again(act: Act, published: Published, ladder: Ladder, standing: Standing) -> datetime | None:
    """When the clock has to look next, as things stand now."""
    return next_look(ladder, standing=standing, **_circumstances(act, published, standing))


def _circumstances(act: Act, published: Published, standing: Standing) -> dict[str, Any]:
    return {
        "due": DueMoment(due_at=standing.opened_at),
        "now": act.now,
        "calendar": act.calendar,
        "hours": Hours.of(published.scheme.policy.messages),
    }
