"""The course (去向) of a thing under review: what the next recall and the next resubmission have to know."""

from dataclasses import dataclass
from typing import Any

from states.facts import Circumstances, ReviewFacts
from states.rules import Move

RETURNS = frozenset({"return_for_revision", "record_superior_return"})
RECALLS = frozenset({"recall"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where a thing came from, who returned it, whose step was the last: what the next recall and resubmission need.

    A new attempt begins with every step that changes the state; votes belong to one attempt.
    """

    came_from: str = ""
    returned_by: str = ""
    last_mover: int | None = None
    is_new_attempt: bool = False


def course_after(move: Move[Any], facts: Circumstances) -> Course:
    """A staying move and a skip change nothing that a person could take back."""
    before = facts if isinstance(facts, ReviewFacts) else None
    came_from, returned_by = (before.came_from, before.returned_by) if before else ("", "")
    if move.stays:
        return Course(came_from=came_from, returned_by=returned_by, last_mover=facts.subject.last_mover)
    if move.rule.verb == "skip":
        return Course(came_from=came_from, last_mover=facts.subject.last_mover, is_new_attempt=True)
    if move.rule.verb in RECALLS:
        return Course(returned_by=returned_by, is_new_attempt=True)
    return Course(
        came_from=move.source.code,
        returned_by=_returner(move, returned_by),
        last_mover=facts.actor.person_id,
        is_new_attempt=True,
    )


def _returner(move: Move[Any], before: str) -> str:
    """Remembered until the returner, having it again, lets it go: a recall in between must still know him."""
    if move.rule.verb in RETURNS:
        return move.source.code
    is_there_again = move.dest.code == before
    goes_home = move.rule.verb == "resubmit" and not move.dest.code.startswith("review:")
    return before if is_there_again or goes_home else ""
