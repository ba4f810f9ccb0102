"""The deadlines of a scheme in the words of notices, each with its concrete dates; and what new words would mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from checks.known_days import YEARS_AFTER, YEARS_BEFORE, calendar_for
from checks.planned import Planned
from checks.year import year_plan
from config.deadlines import DeadlineRule, OnDate
from config.events import EVENT_NAMES
from config.pointers import pointer_of
from config.scheme import Scheme
from config.walking import members, visits
from config.windowing import under_policy
from web.year.cells import Cell, Column, at, shown
from workdays.phrases import Closest, Falls, PhraseRefused, falls_in, periods_for, read_phrase, say_rule
from workdays.seed import seeded_calendar
from workdays.wording import say_deadline

WORDS = Column("", "期限", "words")
SHOWN = 14


@dataclass(frozen=True, slots=True)
class Dated:
    """One deadline of the scheme: where it stands, its words, and what it comes to."""

    cell: Cell
    where: str
    dates: tuple[str, ...]
    more: int = 0
    provisional: bool = False


def places_of(data: dict[str, Any]) -> Iterator[str]:
    """Where a deadline may be written and is, outermost only."""
    last = "?"
    for visit in visits(Scheme, data):
        pointer = pointer_of(visit.steps)
        if visit.data is None or pointer == last or pointer.startswith(f"{last}/"):
            continue
        if OnDate in set(members(visit.expected)):
            last = pointer
            yield pointer


def dated(scheme: Scheme | None, data: dict[str, Any]) -> list[Dated]:
    """In the order of the scheme. Without a typed scheme nothing can be computed: the words alone."""
    plan = _plan(scheme)
    return [_dated(pointer, data, plan) for pointer in places_of(data)]


def _plan(scheme: Scheme | None) -> Sequence[Planned]:
    return () if scheme is None else year_plan(scheme, calendar_for(scheme))


def _dated(pointer: str, data: dict[str, Any], plan: Sequence[Planned]) -> Dated:
    words = shown(at(data, pointer.strip("/")), "words")
    above = pointer.rpartition("/")[0]
    due = [each for each in plan if pointer.endswith("/due") and each.pointer in (pointer, above)]
    told = tuple(dict.fromkeys(_said(each) for each in due))
    return Dated(
        Cell(pointer, WORDS, words),
        _where(pointer, data),
        told[:SHOWN],
        max(len(told) - SHOWN, 0),
        any(each.deadline.provisional for each in due),
    )


def _said(planned: Planned) -> str:
    return say_deadline(planned.deadline, events=EVENT_NAMES)


def _where(pointer: str, data: dict[str, Any]) -> str:
    """The way there in words: 报送 “{period}进展情况” 何时前报送."""
    steps = pointer.strip("/").split("/")
    found: list[str] = []
    model: Any = Scheme
    at_data: Any = data
    for step in steps:
        at_data = at(at_data, step)
        fields = getattr(model, "model_fields", {})
        if step in fields:
            found.append(str(fields[step].description or step).partition("；")[0].partition("，")[0].partition("：")[0])
            model = next((each for each in _models(fields[step]) if hasattr(each, "model_fields")), None)
        elif isinstance(at_data, dict):
            name = next((at_data[key] for key in ("title", "label", "name") if key in at_data), step)
            found.append(f"“{name}”")
    return " ".join(found)


def _models(info: Any) -> Iterator[Any]:
    for each in members(info.annotation):
        yield from (each, *getattr(each, "__args__", ()))


@dataclass(frozen=True, slots=True)
class Reading:
    """What words mean: the rule said back and its dates, or why they cannot be read and what could be written."""

    words: str
    said: str = ""
    falls: tuple[Falls, ...] = ()
    refused: str = ""
    closest: tuple[Closest, ...] = ()


def read(words: str, *, scheme: Scheme | None, year: int) -> Reading:
    try:
        rule: DeadlineRule = read_phrase(words)
    except PhraseRefused as refused:
        return Reading(words, refused=refused.sentence, closest=tuple(refused.closest))
    calendar = calendar_for(scheme) if scheme else seeded_calendar(year - YEARS_BEFORE, year + YEARS_AFTER)
    ruled = under_policy(rule, scheme.policy) if scheme else rule
    falls = falls_in(periods_for(rule, year), ruled, calendar=calendar)
    return Reading(words, said=say_rule(rule, events=EVENT_NAMES), falls=tuple(falls))
