"""Which units a result ranks: the members of the groups that have a total, in the official order."""

from config.scheme import Scheme


def ranked_units(scheme: Scheme) -> tuple[str, ...]:
    scoring = scheme.scoring
    named = {code for result in scoring.results for code in result.groups}
    every = not scoring.results or any(not result.groups for result in scoring.results)
    members = {unit for group in scoring.groups if every or group.code in named for unit in group.units}
    return tuple(unit.code for unit in scheme.units if unit.code in members)
