"""All acts. Importing a use-case module registers its acts; this module imports them all."""

from actions.acts import REGISTERED, Registered


def registry() -> dict[str, Registered]:
    """Every act by name."""
    return REGISTERED
