"""Who may see what of a result (O27): before it is published a unit sees its own points and nothing of the others.

What is worked out beside others is told as points only until then: a unit could read the others off its own working.
The one door: whatever shows a result, or tries one out, shows what `seen` leaves of it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from config.scheme import Scheme
from config.scoring.beside import indicators_beside, overrides_beside, results_beside
from config.scoring.words import FindingState
from scoring.facts import Facts
from scoring.outcome import Outcome
from scoring.standings import Placed, Standing, Total
from scoring.worked import How, Worked

HIDDEN = "与其他单位比较得出，公布后可看"
OTHERS = "还缺其他单位的数据"
UNTOLD = frozenset({FindingState.DRAFTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What somebody may see. `units`: whose points; `places`: whether the places of these units too."""

    everything: bool = False
    units: frozenset[str] = frozenset()
    places: bool = False

    def may_see(self, unit: str) -> bool:
        return self.everything or unit in self.units


def sight_of(units: Collection[str], *, is_office: bool, is_published: bool, open_ranks: bool) -> Sight:
    """`units`: those that the asker sits in. 阳光操作 shows a unit its own place beforehand, not the others'."""
    if is_office or is_published:
        return Sight(everything=True)
    return Sight(units=frozenset(units), places=open_ranks)


def told_facts(facts: Facts, sight: Sight) -> Facts:
    """Without the drafts of 加减分事项, which are nobody's but the office's until they are told (O26)."""
    if sight.everything:
        return facts
    return replace(facts, findings=tuple(each for each in facts.findings if each.state not in UNTOLD))


def seen(outcome: Outcome, scheme: Scheme, sight: Sight) -> Outcome:
    """The outcome as far as it may be seen."""
    if sight.everything:
        return outcome
    veil = _Veil(scheme, sight)
    return Outcome(
        period=outcome.period,
        results={code: veil.totals(code, totals) for code, totals in outcome.results.items()},
        standings={code: veil.standing(each) for code, each in outcome.standings.items()} if sight.places else {},
        grades={},
        awards={},
    )


@dataclass(frozen=True)
class _Veil:
    scheme: Scheme
    sight: Sight

    def totals(self, result: str, totals: Mapping[str, Total]) -> dict[str, Total]:
        return {unit: self._total(result, total) for unit, total in totals.items() if self.sight.may_see(unit)}

    def standing(self, standing: Standing) -> Standing:
        """Places alone: with whom somebody ties would tell of the others."""
        own = (Placed(each.unit, each.place, each.value) for each in standing.placed if self.sight.may_see(each.unit))
        missing = (OTHERS,) if standing.missing else ()
        return Standing(
            standing.ranking, tuple(own), self.totals(standing.ranking.result, standing.totals), missing
        )  # fmt: skip

    def _total(self, result: str, total: Total) -> Total:
        names = self._names_beside(total.unit)
        reasons = dict.fromkeys(OTHERS if any(name in said for name in names) else said for said in total.reasons)
        applied = tuple(each for each in total.applied if each.override.code not in self._overrides)
        return Total.of(total.unit, self._veiled(result, total.worked), tuple(reasons), applied)

    def _veiled(self, result: str, worked: Worked | None) -> Worked | None:
        if worked is None:
            return None
        return _closed(worked) if result in self._results else _shut(worked, self._indicators)

    def _names_beside(self, unit: str) -> frozenset[str]:
        """Every other unit, as reasons call it."""
        named = {each.name for each in self.scheme.units if each.code != unit}
        return frozenset(named | {name for group in self.scheme.scoring.groups for name in group.outside})

    @cached_property
    def _indicators(self) -> frozenset[str]:
        return indicators_beside(self.scheme)

    @cached_property
    def _results(self) -> frozenset[str]:
        return results_beside(self.scheme)

    @cached_property
    def _overrides(self) -> frozenset[str]:
        return overrides_beside(self.scheme)


def _shut(worked: Worked, indicators: frozenset[str]) -> Worked:
    """The same tree, with nothing below the indicators that were worked out beside others."""
    if worked.label in indicators:
        return _closed(worked)
    return replace(worked, parts=tuple(_shut(part, indicators) for part in worked.parts))


def _closed(worked: Worked) -> Worked:
    return replace(worked, how=How.GIVEN, parts=(), when=(), note=HIDDEN, record=None)
