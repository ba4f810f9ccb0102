"""督查 (R2.27): only after an approved plan, by a joint team, and not twice a month to the same unit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

JOINT = 2
"""So many units at least make a joint team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """A plan. `visits_before`: by name, how often each unit is visited in that month already."""

    team: frozenset[str]
    visited: frozenset[str]
    visits_before: Mapping[str, int]
    per_month: int
    joint_only: bool


def against(facts: VisitFacts) -> Iterator[str]:
    """Every reason why this visit may not be made."""
    if facts.joint_only and len(facts.team) < JOINT:
        yield "督查要由抽调相关单位组成的联合督查组进行，至少两个单位参加"
    if both := facts.team & facts.visited:
        yield f"{'、'.join(sorted(both))}不能督查本单位"
    for unit in sorted(facts.visited):
        if (count := facts.visits_before.get(unit, 0)) >= facts.per_month:
            yield f"本月对{unit}已安排督查{count}次，不能再安排（减负）"
