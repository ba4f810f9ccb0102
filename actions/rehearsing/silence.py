"""What silence costs: counted in a year in which nobody does anything."""

from collections import Counter
from collections.abc import Iterable, Sequence

from actions.rehearsing.rehearsal import Counted, Played, Silence


def cost_of(silent: Played, *, units: Sequence[str]) -> Silence:
    """Which rungs for how many obligations of whom, and how many messages to whom. `units`: in official order (O19)."""
    rungs = [each for each in silent.rungs if not each.again]
    return Silence(
        obligations=len({(each.unit, each.what, each.title) for each in rungs}),
        messages=len(silent.messages),
        arrivals=len(silent.arrivals),
        rungs=_counted(each.label for each in rungs),
        units=_counted(sorted((each.unit for each in rungs), key=units.index)),
        persons=_counted(each.person for each in silent.messages),
    )


def _counted(names: Iterable[str]) -> tuple[Counted, ...]:
    """In the order in which the names first occur."""
    return tuple(Counted(name, count) for name, count in Counter(names).items())
