"""What differs between two years' schemes, in the reader's words; what merely moved with the year is no difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from config.comparing import Difference, compare, said
from config.deadlines import DeadlineRule, RuleBase
from config.loading import Loaded, load_scheme
from config.rolling import rolled
from config.scheme import Scheme
from workdays.phrases import say_rule


@dataclass(frozen=True, slots=True)
class Compared:
    """Two schemes beside each other. `moved`: the old one was carried to the year of the new one first."""

    old: Scheme
    new: Scheme
    moved: bool
    found: Sequence[Difference]


def compared(old: Loaded, new: Scheme) -> Compared:
    """A scheme of another year is first carried to the year of the new one."""
    if old.scheme.year == new.year:
        return Compared(old.scheme, new, moved=False, found=compare(old.scheme, new))
    carried = load_scheme(rolled(old.source.text, year=new.year).text).scheme
    return Compared(carried, new, moved=True, found=compare(carried, new))


def is_rule(value: Any) -> TypeGuard[DeadlineRule]:
    return isinstance(value, RuleBase)


def said_value(value: Any) -> str:
    """A value on one line; a deadline in the words of a notice."""
    return say_rule(value) if is_rule(value) else said(value)
