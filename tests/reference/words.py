"""The words in which clerk and product are spoken to and compared; a scheme laid out flat. No rule is judged here."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from config.ladders import Ladder, RungAct
from config.scheme import Scheme
from config.windows import Window

Key = tuple[str, str, str]
"""What (breakdown, report, self_check, shortfall), whose (an indicator or a unit), of which month."""


DRAFTS = (RungAct.DRAFT_WARNING, RungAct.DRAFT_SUPERVISION, RungAct.PROPOSE_TALK)


class Line(NamedTuple):
    """Told or drafted: when, what, about what, on which rung, to whom (a draft: about which unit), workdays late."""

    moment: datetime
    act: str
    about: Key
    rung: str
    whom: str
    late: int | None = None


class Event(NamedTuple):
    """What people do."""

    at: datetime
    what: str
    about: Key = ("", "", "")
    told: Any = None


class Due(NamedTuple):
    """`named` is the last day of the paper's words, `at` when it is due, `late` when it counts as late (grace)."""

    named: date
    at: datetime
    late: datetime
    provisional: bool = False


class Owed(NamedTuple):
    """One thing that a scheme asks of a unit: by whom, by which rule, for a period that ends then, on which ladder."""

    key: Key
    unit: str
    post: str
    rule: Any
    ends: date
    ladder: Ladder


def owed_by(scheme: Scheme) -> Iterator[Owed]:
    """A scheme laid out flat."""
    for task in scheme.indicators:
        unit, stage = task.leads[0], scheme.stages.breakdown
        yield _owed(scheme, ("breakdown", task.code, ""), unit, "officer", stage, 12)
        for window in scheme.windows:
            for month in months_of(window):
                yield _owed(scheme, ("report", task.code, f"{month}"), unit, "officer", window, month)
    for duty in scheme.duties:
        for unit in {task.leads[0]: True for task in scheme.indicators}:
            for month in range(1, 13) if duty.every == "month" else (3, 6, 9, 12):
                yield _owed(scheme, ("self_check", unit, f"{month}"), unit, "department_head", duty, month)


def months_of(window: Window) -> list[int]:
    """The months in which its periods end."""
    each = window.for_each
    assert each is not None
    return [*each.months] or [quarter * 3 for quarter in each.quarters]


def posts_of(scheme: Scheme, role: str, unit: str, *, of: str = "lead") -> list[str]:
    unit = scheme.office.unit if of == "office" else unit
    return [each.code for each in scheme.posts if each.role == role and unit in (each.unit, *each.in_charge_of)]


def month_end(year: int, month: int) -> date:
    """Months go on counting past December."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _owed(scheme: Scheme, key: Key, unit: str, role: str, told: Any, month: int) -> Owed:
    (post,) = posts_of(scheme, role, unit)
    return Owed(key, unit, post, told.due, month_end(scheme.year, month), scheme.ladders[told.ladder])
