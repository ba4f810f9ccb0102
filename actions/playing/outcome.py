"""What became of an attempt to do something."""

from enum import Enum


class Outcome(Enum):
    """NOT_YET: it waits for others, and is looked at again; REFUSED: the rules did not let it be done."""

    DONE = "done"
    NOT_YET = "not_yet"
    REFUSED = "refused"


def told(done: object | None) -> Outcome:
    """The outcome of a single act."""
    return Outcome.REFUSED if done is None else Outcome.DONE
