"""The form of an act, made from its data model: what is asked, how it is typed in, what was typed before.

Pages with forms of their own need none of this; it stands behind every act that has no page, and behind each refusal.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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

MEANT = re.compile(r"(?<![A-Za-z_-])([a-z_]+) ([\u4e00-\u9fff][^，；：]*?)(?=$|[，；：]|、[a-z])")
ONLY = re.compile(r"false (.+)，true 才?(.+)")
WHICH, DECISION, OPINION = "哪一种", "决定", "意见"
ROWS = 4


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


YES_OR_NO = (Choice("true", "是"), Choice("false", "否"))


@dataclass(frozen=True, slots=True)
class Field:
    """One input. `kind`: text, long, number, date, moment, yes, choice, several, rows, shares (a number for each unit)
    or data (JSON); where it is chosen by name (web/kernel/known.py) also named, choices, document and hidden.
    """

    name: str
    label: str
    kind: str
    required: bool
    values: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    rows: tuple[tuple["Field", ...], ...] = ()
    help: str = ""

    @property
    def value(self) -> str:
        return self.values[-1] if self.values else ""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Choices whose labels are names: nobody translates them."""
        return tuple((each.value, each.label) for each in self.choices)


def form_of(model: type[BaseModel], filled: Mapping[str, Sequence[str]]) -> tuple[Field, ...]:
    """The inputs of a model. Parts of lists that a page typed by place stay as they were typed."""
    return tuple(_fields(model, filled))


def _fields(model: type[BaseModel], filled: Mapping[str, Sequence[str]]) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        parts = {typed: values for typed, values in filled.items() if typed.startswith(f"{name}.")}
        if parts and (rows := _typed_rows(name, info, parts)):
            yield Field(name, info.description or name, "rows", info.is_required(), rows=rows)
            continue
        if parts:
            yield from (_part(typed, info, values) for typed, values in parts.items())
            continue
        values = next((filled[typed] for typed in (name, f"{name}[]", f"{name}:json") if typed in filled), ())
        yield _field(name, info, tuple(values))


def _typed_rows(name: str, info: FieldInfo, parts: Mapping[str, Sequence[str]]) -> tuple[tuple[Field, ...], ...]:
    """The rows as they were typed, where each part that was typed has an input of its own."""
    places = [int(step) for step in (typed.split(".")[1] for typed in parts) if step.isdecimal() and len(step) < 4]
    kinds = [each for each in members(annotation_of(info)) if each is not type(None)]
    rows = _rows(name, kinds, count=max(places, default=0) + 1) if places else ()
    if not {typed.removesuffix("[]") for typed in parts} <= {f.name.removesuffix("[]") for row in rows for f in row}:
        return ()
    return tuple(tuple(_refilled(each, parts) for each in row) for row in rows)


def _refilled(field: Field, parts: Mapping[str, Sequence[str]]) -> Field:
    values = parts.get(field.name, parts.get(field.name.removesuffix("[]"), ()))
    return replace(field, values=tuple(value for value in values if value or field.kind != "several"))


def _part(name: str, info: FieldInfo, values: Sequence[str]) -> Field:
    """第2项 value, as a page named it."""
    place = name.partition(".")[2]
    said = "·".join(f"第{int(step) + 1}项" if step.isdecimal() else step for step in place.split("."))
    long = any(len(value) > 40 or "\n" in value for value in values)
    return Field(name, f"{info.description or name} {said}", "long" if long else "text", False, tuple(values))


def _field(name: str, info: FieldInfo, values: tuple[str, ...]) -> Field:
    expected = annotation_of(info)
    kinds = [each for each in members(expected) if each is not type(None)]
    if not values and (rows := _rows(name, kinds)):
        return Field(name, info.description or name, "rows", info.is_required(), rows=rows)
    kind, choices = _kind(name, kinds)
    label, choices = _said(name, info.description or name, kind, choices)
    if kind == "yes" and info.is_required() and not choices:
        choices = YES_OR_NO  # a box that is not ticked tells nothing: who says no has to be able to say so
    kind = "choice" if choices and kind == "yes" else kind
    typed = {"several": f"{name}[]", "data": f"{name}:json", "shares": f"{name}:json"}.get(kind, name)
    if not values and not info.is_required() and info.default is not None and kind not in ("several", "data", "shares"):
        values = _written(info.default)
    return Field(typed, label, kind, info.is_required(), values, choices)


def _said(name: str, description: str, kind: str, choices: tuple[Choice, ...]) -> tuple[str, tuple[Choice, ...]]:
    """A description tells what each code means: `upheld 维持、changed 变更`. People choose among the meanings."""
    meant = dict(MEANT.findall(description))
    if kind == "yes" and (only := ONLY.fullmatch(description)):
        return f"{only[2]}（不勾选则{only[1]}）", ()
    if kind == "yes" and meant.keys() >= {"true", "false"}:
        return OPINION, tuple(Choice(each, meant[each]) for each in ("true", "false"))
    if not choices or not all(each.value in meant for each in choices):
        return description, choices
    before = description[: description.index(choices[0].value)].rstrip("：，、 ")
    asked = before or (DECISION if name == "decision" else WHICH)
    return asked, tuple(Choice(each.value, meant[each.value]) for each in choices)


def _rows(name: str, kinds: Sequence[Any], *, count: int = ROWS) -> tuple[tuple[Field, ...], ...]:
    """A list of things that have plain parts is a few rows to fill in; rows left empty tell nothing."""
    if len(kinds) != 1 or get_origin(kinds[0]) not in (tuple, list):
        return ()
    inner = next(iter(get_args(kinds[0])), None)
    if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
        return ()
    parts = [each for each in form_of(inner, {}) if each.required or each.kind not in ("data", "rows", "shares")]
    if any(each.kind in ("data", "rows", "shares") for each in parts):
        return ()
    unsaid = [replace(each, values=()) if each.kind == "yes" or not each.required else each for each in parts]
    return tuple(tuple(replace(each, name=f"{name}.{place}.{each.name}") for each in unsaid) for place in range(count))


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
    if len(kinds) == 1 and get_origin(kinds[0]) is dict and get_args(kinds[0])[1] is Decimal:
        return "shares", ()
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
