"""Where the types object: from pydantic's locations to places that are written in the file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.faults import CUSTOM
from config.pointers import pointer_of
from config.problems import Finding
from config.walking import Steps, Visit, is_model, members, visits
from config.wording import Case, said_of

KEY = "[key]"


def findings_of(error: ValidationError, model: type[BaseModel], data: Any) -> Iterator[Finding]:
    """Every objection as a finding, in the order in which pydantic has them."""
    places: defaultdict[Steps, list[Visit]] = defaultdict(list)
    for visit in visits(model, data):
        places[visit.steps].append(visit)
    for details in error.errors(include_url=False):
        if not _is_echo(details):
            yield _finding(details, data, places)


def _is_echo(details: ErrorDetails) -> bool:
    """A list whose items were all refused also counts as too short; the items have been told."""
    written = details["input"]
    return details["type"] == "too_short" and len(written) >= details["ctx"]["min_length"]


def _finding(details: ErrorDetails, data: Any, places: dict[Steps, list[Visit]]) -> Finding:
    context = details.get("ctx", {})
    location = (*details["loc"], *context.get("at", ())) if details["type"] == CUSTOM else details["loc"]
    at_key = location[-1:] == (KEY,)
    steps, rest = steps_in(data, location[:-1] if at_key else location)
    if details["type"] == "missing":
        steps, rest = (*steps, location[-1]), ()
    expected = _within(places.get(steps, []), rest)
    if details["type"] in ("union_tag_invalid", "literal_error") and isinstance(details["input"], dict):
        steps, rest = (*steps, "kind"), ()
    case = Case(
        details["type"],
        steps,
        details["input"],
        context,
        expected,
        tuple(places.get(steps[:-1], ())),
        at_key,
    )
    sentence, suggestion = said_of(case)
    return Finding(pointer_of(steps), sentence, suggestion, at_key=at_key or case.code == "extra_forbidden")


def steps_in(data: Any, location: Iterable[str | int]) -> tuple[Steps, Steps]:
    """The part of pydantic's location that is written, and what comes after it.

    Tags of unions are not written; the end of the location is not, where a short form stands for a mapping.
    """
    steps: list[str | int] = []
    rest: list[str | int] = []
    for step in location:
        if isinstance(data, dict) and str(step) in data:
            steps.append(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            steps.append(step)
        else:
            rest.append(step)
            continue
        data, rest = data[steps[-1]], []
    return tuple(steps), tuple(rest)


def _within(written: list[Visit], rest: Steps) -> tuple[Visit, ...]:
    """What is expected of the part that a short form stands for: the role of a seat written as a role alone."""
    for name in rest:
        fields = [
            Visit(visit.steps, info.annotation, tuple(info.metadata), visit.data, info)
            for visit in written
            for each in members(visit.expected)
            if is_model(each) and (info := each.model_fields.get(str(name)))
        ]
        written = fields or written
    return tuple(written)
