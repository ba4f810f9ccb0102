"""What units share and a person decides: who gets the last place of an award, in which order those stand who tie."""

from collections.abc import Iterable
from dataclasses import dataclass

from actions.results.ordering import open_orders
from actions.results.reading import View
from scoring.outcome import Decided
from scoring.tying import open_awards
from states.engine import Offer


@dataclass(frozen=True, slots=True)
class Tie:
    """A last place that several share and the scheme leaves to a person. `left`: how many of them may have it."""

    code: str
    name: str
    left: int | None
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Units that share a place of a ranking, or did until their order was decided."""

    ranking: str
    name: str
    place: int
    units: tuple[tuple[str, str, int | None], ...]  # code, name, and its place among them

    @property
    def is_decided(self) -> bool:
        return all(place is not None for _, _, place in self.units)


def ties_of(offers: Iterable[Offer], view: View) -> list[Tie]:
    """What waits for a decision, for whom may write it down."""
    if not _may(offers, "decide_tie"):
        return []
    return [
        Tie(
            code=awarded.award.code,
            name=awarded.award.name,
            left=awarded.award.places - len(awarded.winners) if awarded.award.places is not None else None,
            units=tuple((each.unit, view.scheme.unit(each.unit).name) for each in awarded.considered if each.is_open),
        )
        for awarded in open_awards(view.outcome)
    ]


def sharing_of(offers: Iterable[Offer], view: View, decided: Decided) -> list[Sharing]:
    """For whom may write down who of them stands first; the open ones before those that are decided."""
    if not _may(offers, "decide_order"):
        return []
    found = [
        _shared(view, code, units)
        for code in view.outcome.standings
        for units in open_orders(view.outcome, decided, code)
    ]
    return sorted(found, key=lambda each: each.is_decided)


def _shared(view: View, ranking: str, units: frozenset[str]) -> Sharing:
    standing = view.outcome.standings[ranking]
    there = [each for each in standing.ranked if each.unit in units]
    first = min(each.place or 0 for each in there)
    is_open = any(each.is_tied for each in there)
    return Sharing(
        ranking=ranking,
        name=standing.ranking.name,
        place=first,
        units=tuple(
            (each.unit, view.scheme.unit(each.unit).name, None if is_open else (each.place or 0) - first + 1)
            for each in there
        ),
    )


def _may(offers: Iterable[Offer], verb: str) -> bool:
    return any(offer.verb == verb and offer.ok for offer in offers)
