"""Everything doubtful in a scheme's scoring."""

from collections.abc import Iterator

from checks.doubt import Doubt
from checks.rules.awards import doubts_of_awards
from checks.rules.bands import doubts_of_bands
from checks.rules.branches import doubts_of_branches
from checks.rules.circles import doubts_of_circles
from checks.rules.finders import doubts_of_finders
from checks.rules.given import doubts_of_given
from checks.rules.keys import doubts_of_keys
from checks.rules.measured import doubts_of_measures
from checks.rules.own import doubts_of_own
from checks.rules.readings import doubts_of_readings
from checks.rules.slots import doubts_of_slots
from checks.rules.sums import doubts_of_sums
from checks.rules.twice import doubts_of_twice
from config.scheme import Scheme


def doubts_of_rules(scheme: Scheme) -> Iterator[Doubt]:
    yield from doubts_of_keys(scheme)
    yield from doubts_of_circles(scheme)
    yield from doubts_of_bands(scheme)
    yield from doubts_of_branches(scheme)
    yield from doubts_of_sums(scheme)
    yield from doubts_of_measures(scheme)
    yield from doubts_of_finders(scheme)
    yield from doubts_of_twice(scheme)
    yield from doubts_of_given(scheme)
    yield from doubts_of_slots(scheme)
    yield from doubts_of_own(scheme)
    yield from doubts_of_awards(scheme)
    yield from doubts_of_readings(scheme)
