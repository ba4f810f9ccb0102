"""A last place that several share and the scheme leaves to a person: which awards wait, and who may be chosen."""

from collections.abc import Collection, Iterator

from scoring.awarding import Awarded
from scoring.outcome import Outcome


def open_awards(outcome: Outcome) -> Iterator[Awarded]:
    """Those that wait for a person."""
    yield from (awarded for awarded in outcome.awards.values() if any(each.is_open for each in awarded.considered))


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
