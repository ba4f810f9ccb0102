"""The base of every error that a caller can act on; subclasses live beside their thing."""


class KaoheError(Exception):
    """What happened, to which object, and what to do, in the user's words."""
