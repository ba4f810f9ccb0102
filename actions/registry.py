"""All acts. Importing a use-case module registers its acts; this module imports them all."""

from actions import people
from actions.acts import REGISTERED, Registered
from actions.publishing import publishing

USE_CASES = (publishing, people)


def registry() -> dict[str, Registered]:
    """Every act by name."""
    return REGISTERED
