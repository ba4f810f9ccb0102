"""The form of an act, made from its data model: what is asked, how it is typed in, what was typed before.

Pages with forms of their own need none of this; it stands behind every act that has no page, and behind each refusal.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from config.labels import Labelled
from config.walking import annotation_of, members

LONG = frozenset({"words", "reason", "text", "basis", "note", "content", "summary"})
"""Fields in which people write sentences."""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One input. `kind`: text, long, number, date, moment, yes, choice, several or data (JSON)."""

    name: str
    label: str
    kind: str
    required: bool
    values: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()

    @property
    def value(self) -> str:
        return self.values[-1] if self.values else ""


def form_of(model: type[BaseModel], filled: Mapping[str, Sequence[str]]) -> tuple[Field, ...]:
    """The inputs of a model. Parts of lists that a page typed by place stay as they were typed."""
    return tuple(_fields(model, filled))


def _fields(model: type[BaseModel], filled: Mapping[str, Sequence[str]]) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        parts = {typed: values for typed, values in filled.items() if typed.startswith(f"{name}.")}
        if parts:
            yield from (_part(typed, info, values) for typed, values in parts.items())
            continue
        values = next((filled[typed] for typed in (name, f"{name}[]", f"{name}:json") if typed in filled), ())
        yield _field(name, info, tuple(values))


def _part(name: str, info: FieldInfo, values: Sequence[str]) -> Field:
    """第2项 value, as a page named it."""
    place = name.partition(".")[2]
    said = "·".join(f"第{int(step) + 1}项" if step.isdecimal() else step for step in place.split("."))
    long = any(len(value) > 40 or "\n" in value for value in values)
    return Field(name, f"{info.description or name} {said}", "long" if long else "text", False, tuple(values))


def _field(name: str, info: FieldInfo, values: tuple[str, ...]) -> Field:
    expected = annotation_of(info)
    kinds = [each for each in members(expected) if each is not type(None)]
    kind, choices = _kind(name, kinds)
    typed = {"several": f"{name}[]", "data": f"{name}:json"}.get(kind, name)
    if not values and not info.is_required() and info.default is not None and kind not in ("several", "data"):
        values = _written(info.default)
    return Field(typed, info.description or name, kind, info.is_required(), values, choices)


def _written(default: Any) -> tuple[str, ...]:
    if isinstance(default, Enum):
        return (str(default.value),)
    if isinstance(default, bool):
        return ("true",) if default else ()
    return (str(default),) if isinstance(default, str | int | Decimal) and default != "" else ()


PLAIN = (
    (bool, "yes"),
    (datetime, "moment"),
    (date, "date"),
    (int, "number"),
    (Decimal, "number"),
)


def _kind(name: str, kinds: Sequence[Any]) -> tuple[str, tuple[Choice, ...]]:
    if len(kinds) == 1 and (choices := _choices(kinds[0])):
        return "choice", choices
    if len(kinds) == 1 and get_origin(kinds[0]) in (tuple, list, frozenset):
        inner = next(iter(get_args(kinds[0])), str)
        if inner in (str, int) or (isinstance(inner, type) and issubclass(inner, Enum)):
            return "several", _choices(inner)
        return "data", ()
    for plain, kind in PLAIN:
        if plain in kinds:
            return kind, ()
    if all(each is str for each in kinds):
        return ("long" if name in LONG else "text"), ()
    return "data", ()


def _choices(expected: Any) -> tuple[Choice, ...]:
    if isinstance(expected, type) and issubclass(expected, Labelled):
        return tuple(Choice(each.value, each.label) for each in expected)
    if isinstance(expected, type) and issubclass(expected, Enum):
        return tuple(Choice(str(each.value), str(each.value)) for each in expected)
    if get_origin(expected) is Literal:
        return tuple(Choice(str(each), str(each)) for each in get_args(expected))
    return ()


def as_json(value: Any) -> str:
    """For an input of kind `data`."""
    return json.dumps(value, ensure_ascii=False)
