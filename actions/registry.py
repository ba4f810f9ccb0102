"""All acts. Importing a use-case module registers its acts; this module imports them all."""

from actions import people
from actions.acts import REGISTERED, Registered
from actions.evidence import keeping, using
from actions.publishing import publishing
from actions.reports import correcting, filling, submitting, verifying

USE_CASES = (
    publishing,
    people,
    filling,
    submitting,
    verifying,
    correcting,
    keeping,
    using,
)


def registry() -> dict[str, Registered]:
    """Every act by name."""
    return REGISTERED
