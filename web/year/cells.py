"""One place of a scheme as an input: what kind of input, what it shows, and what was meant by what was typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from config.deadlines import DeadlineRule, OnDate
from config.errors import KaoheError
from config.events import EVENT_NAMES
from config.labels import Labelled
from config.loading import read_source
from config.patching import Edit
from config.tree import plain, scalar_value
from config.walking import annotation_of, is_model, members
from config.written import written
from workdays.phrases import RuleUnsayable, say_rule

SEPARATORS = re.compile(r"[、，,;；\n]+")
LISTS = {
    **dict.fromkeys(("unit", "parent", "leads", "co_units", "assessed", "assessors", "in_charge_of"), "units"),
    **dict.fromkeys(("liaison", "leader", "post"), "posts"),
    "chain": "chains",
    "ladder": "ladders",
    "kind": "kinds",
}
"""Which of the names in the scheme an input offers."""

ROLLS = {"none": "不变", "forward": "顺延", "back": "提前"}


@dataclass(frozen=True, slots=True)
class Column:
    """One key of an entry, or of a part of it (`after/n`)."""

    key: str
    label: str
    kind: str
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    offers: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """An input of the editor. Its name is the place itself."""

    pointer: str
    column: Column
    value: str
    line: int = 0


def column_of(model: type[BaseModel], path: str, label: str = "") -> Column:
    """What a place of a model is asked with; its label is the beginning of what the model says of it."""
    *above, key = path.split("/")
    for step in above:
        model = next(each for each in members(annotation_of(model.model_fields[step])) if is_model(each))
    info = model.model_fields[key]
    kind, choices = _kind(annotation_of(info))
    said = label or re.split("[：，；（]", info.description or key)[0]
    offers = "" if kind == "choice" else LISTS.get(key, "")
    return Column(path, said, kind, info.is_required(), choices, offers, info.description or "")


def _kind(expected: Any) -> tuple[str, tuple[tuple[str, str], ...]]:
    kinds = [each for each in members(expected) if each is not type(None)]
    if OnDate in kinds:
        return "words", ()
    if any(get_origin(each) in (tuple, dict) for each in kinds):
        return _of_list(next(each for each in kinds if get_origin(each) in (tuple, dict)))
    if len(kinds) == 1 and get_origin(kinds[0]) is Literal:
        return "choice", tuple((each, ROLLS.get(each, each)) for each in get_args(kinds[0]))
    for each in kinds:
        if isinstance(each, type) and issubclass(each, Labelled):
            return "choice", tuple((one.value, one.label) for one in each)
    if bool in kinds:
        return "flag", ()
    if any(each in (Decimal, int) for each in kinds):
        return "number", ()
    return ("raw" if any(is_model(each) for each in kinds) else "text"), ()


def _of_list(expected: Any) -> tuple[str, tuple[tuple[str, str], ...]]:
    inner = [*members(get_args(expected)[0])] if get_origin(expected) is tuple else []
    plain_words = bool(inner) and all(isinstance(each, type) and issubclass(each, str) for each in inner)
    return ("list" if plain_words else "raw"), ()


def at(data: Any, path: str) -> Any:
    """What stands at a path below, or nothing."""
    for step in path.split("/"):
        if isinstance(data, list):
            data = data[int(step)] if step.isdecimal() and int(step) < len(data) else None
        else:
            data = data.get(step) if isinstance(data, Mapping) else None
    return data


def shown(value: Any, kind: str) -> str:
    """A value as an input holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if kind == "words" and isinstance(value, dict):
        return said_rule(value)
    if kind == "list" and isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
        return "、".join(map(_scalar, value))
    return written(value) if isinstance(value, dict | list) else _scalar(value)


def _scalar(value: Any) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


@lru_cache(maxsize=1)
def rules() -> TypeAdapter[Any]:
    return TypeAdapter(DeadlineRule)


def said_rule(value: Any) -> str:
    """A deadline rule in the words of a notice; one that has none, as it is written."""
    try:
        return say_rule(rules().validate_python(value), events=EVENT_NAMES)
    except (ValidationError, RuleUnsayable, KaoheError):
        return written(value)


def meant(typed: str, column: Column, old: Any) -> Any:
    """The value that was meant. What is no number where one belongs stays as it was typed: the check-up says so."""
    text = typed.strip()
    match column.kind:
        case "flag":
            return {"true": True, "false": False}.get(text, text)
        case "number":
            return scalar_value(text)
        case "list":
            parts = [part.strip() for part in SEPARATORS.split(text) if part.strip()]
            return parts[0] if len(parts) == 1 and not isinstance(old, list) else parts
        case "raw":
            return _read(text)
    return text.replace("\r\n", "\n")


def _read(text: str) -> Any:
    try:
        source, faults = read_source(f"v: {text}")
    except KaoheError:
        return text
    return text if faults else plain(source.root)["v"]


def edit_of(pointer: str, typed: str, column: Column, old: Any) -> Edit | None:
    """The change that was typed into an input, if any."""
    if typed.strip().replace("\r\n", "\n") == shown(old, column.kind).strip():
        return None
    if typed.strip():
        return Edit(pointer, value=meant(typed, column, old))
    return Edit(pointer, "cut") if old is not None else None
