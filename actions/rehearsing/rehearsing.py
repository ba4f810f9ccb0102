"""The rehearsal of a year, from publication until nothing is left to look at."""

from collections.abc import Callable

from actions.behaviours import Behaviour
from actions.rehearsing.rehearsal import Advance, Rehearsal
from config.sample import Sample


def rehearse(
    scheme_text: str,
    *,
    behaviour: Behaviour,
    sample: Sample | None = None,
    progress: Callable[[Advance], None] | None = None,
) -> Rehearsal:
    """Play the whole year of a scheme in a database that is thrown away. Twice played, it answers the same.

    Raises `SchemeErrors` for a scheme that cannot be read, `Refused` where it cannot be published.
    """
    raise NotImplementedError
