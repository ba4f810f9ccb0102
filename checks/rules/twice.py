"""One finding that two indicators price would be deducted twice (R1.16)."""

from collections.abc import Iterator
from itertools import combinations

from checks.doubt import Doubt, warning
from config.pointers import pointer_of
from config.readings import indicators_of
from config.scheme import Scheme
from config.scoring.finders import priced_in
from config.scoring.measures import Match


def doubts_of_twice(scheme: Scheme) -> Iterator[Doubt]:
    """Rules of the same indicator for different groups price the findings of different units."""
    titles = {placed.indicator.code: placed.indicator.title for placed in indicators_of(scheme)}
    rules = [(place, rule, priced_in(scheme, rule.of)) for place, rule in enumerate(scheme.scoring.indicators)]
    kinds = {kind.code: kind.name for kind in scheme.scoring.findings}
    for (_, first, before), (place, second, after) in combinations(rules, 2):
        apart = first.groups and second.groups and not {*first.groups} & {*second.groups}
        if first.indicator == second.indicator or apart:
            continue
        both = dict.fromkeys(code for one in before for other in after for code in _shared(one, other))
        if both:
            names = "、".join(f"“{kinds[code]}”" for code in both)
            here, there = titles.get(second.indicator, second.indicator), titles.get(first.indicator, first.indicator)
            yield warning(
                pointer_of(("scoring", "indicators", place, "of")),
                f"{names}在“{there}”和“{here}”里都计分，同一条事项会算两次",
                "分成两种事项，或者用属性分开；确实都计的，在 basis 里写明依据",
            )


def _shared(first: Match, second: Match) -> Iterator[str]:
    """Kinds of which one finding could fit both."""
    keys = first.attributes.keys() & second.attributes.keys()
    if all({*first.attributes[key]} & {*second.attributes[key]} for key in keys):
        yield from (code for code in first.finding if code in second.finding)
