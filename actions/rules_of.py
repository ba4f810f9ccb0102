"""Under which rules a thing that is under way goes on when the year's rules have changed.

As the rules are now; a thing that stands in a state which they no longer have goes on by the latest that had it, until
it has left that state. What is no longer in the scheme is read from the latest that had it.
"""

from collections.abc import Callable
from itertools import chain
from typing import Any, TypeVar

from actions.published import Edition, Published
from config.scheme import Scheme
from states.engine import Machine
from states.facts import Circumstances
from states.year import YearMachines, machines_of

F = TypeVar("F", bound=Circumstances)
T = TypeVar("T")

REMEMBERED = ("state", "returned_by", "resume_state")
"""The columns in which a thing keeps states of its machine."""


def rules_for(
    published: Published, row: Any, pick: Callable[[YearMachines], Machine[F] | None]
) -> tuple[Machine[F], Scheme]:
    """The machine of a thing, and the scheme that it comes from."""
    wanted = {state for name in REMEMBERED if (state := getattr(row, name, None))}
    found = ((pick(_machines(edition)), edition.scheme) for edition in published.latest_first)
    standing = ((machine, scheme) for machine, scheme in found if machine is not None)
    first = next(standing)
    return next((each for each in chain((first,), standing) if wanted <= each[0].states.keys()), first)


def latest_with(published: Published, find: Callable[[Edition], T | None]) -> T:
    """What the rules in effect say of a thing; of one that they no longer have, the latest that did."""
    return next(found for edition in published.latest_first if (found := find(edition)) is not None)


def _machines(edition: Edition) -> YearMachines:
    return machines_of(edition.scheme, scheme_hash=edition.scheme_hash)
