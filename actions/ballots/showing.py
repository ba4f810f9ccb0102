"""What may be told of sealed totals: of a group with few ballots nothing, and nothing from which it could be found out.

Where a group is small, either the sub-totals of the others are shown or the total of all, never both: the scheme says
which, by what it scores.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from config.scheme import Scheme
from config.scoring.parts import parts_like
from config.scoring.pricing import Raters, Votes
from states.balloting.tallies import Tally, few, total

ALL = "合计"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line: a unit, a group or all of them, and the numbers; none where they may not be told."""

    unit: str
    group: str
    tally: Tally | None

    @property
    def said(self) -> str:
        """有效、无效、弃权, and how the valid ones fell out."""
        if self.tally is None:
            return f"{self.unit}　{self.group}：有效票太少，不出小计"
        counted = f"有效{self.tally.valid}、无效{self.tally.invalid}、弃权{self.tally.abstained}"
        votes = "、".join(f"{grade}{count}" for grade, count in self.tally.votes.items())
        return f"{self.unit}　{self.group}：{counted}" + (f"（{votes}）" if votes else "")


def shown(scheme: Scheme, rating: str, units: Mapping[str, Mapping[str, Tally]], *, shown_from: int) -> list[Shown]:
    """The lines of a round: its groups by unit, in the order in which they are given."""
    by_group = _is_scored_by_group(scheme, rating)
    return [
        line
        for unit, groups in units.items()
        for line in _of_unit(unit, groups, shown_from=shown_from, by_group=by_group)
    ]


def _of_unit(unit: str, groups: Mapping[str, Tally], *, shown_from: int, by_group: bool) -> Iterator[Shown]:
    hidden, whole = few(groups, shown_from=shown_from), total(groups.values())
    divided = len(groups) > 1
    for name, tally in groups.items():
        told = name not in hidden and (by_group or not hidden)
        yield Shown(unit, name or ALL, tally if told else None)
    if divided:
        told = not hidden or (not by_group and whole.valid >= shown_from)
        yield Shown(unit, ALL, whole if told else None)


def _is_scored_by_group(scheme: Scheme, rating: str) -> bool:
    parts: Sequence[Any] = [part for _, part in parts_like(Votes, scheme.scoring) if part.ballot == rating]
    parts = [*parts, *(part for _, part in parts_like(Raters, scheme.scoring) if part.rating == rating)]
    return not parts or all(part.group for part in parts)
