"""A last place that several share and the scheme leaves to a person: the award once somebody has decided."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from scoring.awarding import Awarded, Winner
from scoring.outcome import Outcome

Decided = Mapping[str, Collection[str]]
"""By award, who of those that tie gets it."""


def open_awards(outcome: Outcome) -> Iterator[Awarded]:
    """Those that wait for a person."""
    yield from (awarded for awarded in outcome.awards.values() if any(each.is_open for each in awarded.considered))


def with_ties_decided(outcome: Outcome, decided: Decided) -> Outcome:
    awards = {
        code: replace(awarded, considered=tuple(_decided(each, decided[code]) for each in awarded.considered))
        if code in decided
        else awarded
        for code, awarded in outcome.awards.items()
    }
    return replace(outcome, awards=awards)


def _decided(winner: Winner, chosen: Collection[str]) -> Winner:
    if not winner.is_open:
        return winner
    is_given = winner.unit in chosen
    said = "经定得奖" if is_given else "经定不得奖"
    return replace(winner, is_given=is_given, is_open=False, because=f"{winner.because}；{said}")


def against(awarded: Awarded, chosen: Collection[str]) -> tuple[str, ...]:
    """What speaks against giving it to these."""
    tied = [each.unit for each in awarded.considered if each.is_open]
    reasons = []
    if strangers := [unit for unit in chosen if unit not in tied]:
        reasons.append(f"“{awarded.award.name}”并列的没有{'、'.join(strangers)}")
    if len(set(chosen)) != len(list(chosen)):
        reasons.append("同一单位写了两遍")
    places = awarded.award.places
    if places is not None and len(awarded.winners) + len(set(chosen)) > places:
        left = places - len(awarded.winners)
        reasons.append(f"“{awarded.award.name}”只剩{left}个名额，写了{len(set(chosen))}家")
    return tuple(reasons)
