"""Who records findings, and about whom: nobody is left to find fault with itself unseen (R1.8)."""

from collections.abc import Iterator

from checks.doubt import Doubt, warning
from config.pointers import pointer_of
from config.scheme import Scheme


def doubts_of_finders(scheme: Scheme) -> Iterator[Doubt]:
    scored = {unit for group in scheme.scoring.groups for unit in group.units}
    for place, kind in enumerate(scheme.scoring.findings):
        for nth, unit in enumerate(kind.finder):
            if unit in scored:
                yield warning(
                    pointer_of(("scoring", "findings", place, "finder", nth)),
                    f"“{scheme.unit(unit).name}”既登记“{kind.name}”，自己又被考核：登记自己的要有第二家核对",
                    "删去它，或由考核办核对它登记的本单位事项",
                    kind.basis,
                )
