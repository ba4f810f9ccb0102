"""A year whose rules change while it runs: which of two plans counts for what. Pure.

What was due before the change takes effect stays under the rules before it; what is due from that day on follows the
new ones. What the new rules would ask for an earlier day was never asked, so it is asked now only as a year that starts
late asks (补报、免追溯).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from checks.planned import Planned
from config.zone import SHANGHAI

Key = tuple[str, str, str, str, bool]


def key_of(planned: Planned) -> Key:
    """The same thing in two plans."""
    kind = planned.kind.value if planned.kind else ""
    return planned.stage.value, kind, planned.code, planned.occasion, planned.is_package


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=SHANGHAI)


def is_before(planned: Planned, since: date) -> bool:
    """Due before the change; what has no date yet is still to come."""
    due = planned.deadline.due_at
    return due is not None and due < start_of(since)


def folded(before: Sequence[Planned], after: Sequence[Planned], *, since: date) -> tuple[Planned, ...]:
    """The plan of the year as the change leaves it: in the order of the new rules, then what only the old ones had."""
    old = {key_of(each): each for each in before}
    return (*_taken(old, after, since), *_left(old, after, since))


def _taken(old: dict[Key, Planned], after: Sequence[Planned], since: date) -> Iterator[Planned]:
    for each in after:
        was = old.get(key_of(each))
        yield was if was is not None and is_before(was, since) else each


def _left(old: dict[Key, Planned], after: Sequence[Planned], since: date) -> Iterator[Planned]:
    kept = {key_of(each) for each in after}
    yield from (each for key, each in old.items() if key not in kept and is_before(each, since))
