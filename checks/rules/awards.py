"""Awards that everybody gets: as many places as there are units to win them (O37)."""

from collections.abc import Iterator

from checks.doubt import Doubt, warning
from config.scheme import Scheme
from config.scoring.grading import Award


def doubts_of_awards(scheme: Scheme) -> Iterator[Doubt]:
    for place, award in enumerate(scheme.scoring.awards):
        size = len(_competing(scheme, award))
        if award.places is not None and award.places >= size:
            many = f"正好 {size} 家" if award.places == size else f"只有 {size} 家"
            yield warning(
                f"/scoring/awards/{place}/places",
                f"“{award.name}”名额 {award.places} 个，参加评选的{many}：家家都能得",
                "核对名额和分组；原文本来如此的，可以不理",
                award.basis,
            )


def _competing(scheme: Scheme, award: Award) -> frozenset[str]:
    scoring = scheme.scoring
    rankings = {ranking.code: ranking for ranking in scoring.rankings}
    groups = rankings[award.ranking].group if award.ranking is not None else award.group
    return frozenset(
        unit for group in scoring.groups if group.code in groups for unit in (*group.units, *group.outside)
    )
