"""Who is away while a year is played, and who stands in for him."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from actions.playing.cast import Player


@dataclass(frozen=True, slots=True)
class Absence:
    """One approved leave. Without a substitute what he owes waits until he is back."""

    leave_id: int
    player: Player
    begins_on: date
    ends_on: date
    substitute: Player | None = None

    def covers(self, day: date) -> bool:
        return self.begins_on <= day <= self.ends_on


def stand_in(player: Player, absences: Iterable[Absence], *, day: date) -> Player | None:
    """Who acts for a person on a day: himself, his substitute, or nobody."""
    absence = next((each for each in absences if each.player == player and each.covers(day)), None)
    return player if absence is None else absence.substitute


def returns_on(player: Player, absences: Iterable[Absence], *, day: date) -> date:
    """The first day from this one on on which somebody acts for him."""
    known = tuple(absences)
    while stand_in(player, known, day=day) is None:
        day += timedelta(days=1)
    return day
