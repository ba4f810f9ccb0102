"""The form of an act, made from its data model: what is asked, how it is typed in, what was typed before.

Pages with forms of their own need none of this; it stands behind every act that has no page, and behind each refusal.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from config.labels import Labelled
from config.walking import annotation_of, is_model, members
from web.kernel.field import Choice, Field
from web.kernel.pairs import MARK, pairs
from web.kernel.told import GIVEN, LINES, SAID

LONG = frozenset({"words", "reason", "text", "basis", "note", "content", "summary"})
"""Fields in which people write sentences."""

MEANT = re.compile(r"(?<![A-Za-z_-])([a-z_]+) ([\u4e00-\u9fff][^，；：]*?)(?=$|[，；：]|、[a-z])")
ONLY = re.compile(r"false (.+)，true 才?(.+)")
WHICH, DECISION, OPINION = "哪一种", "决定", "意见"
ROWS = 4


YES_OR_NO = (Choice("true", "是"), Choice("false", "否"))


def form_of(model: type[BaseModel], filled: Mapping[str, Sequence[str]]) -> tuple[Field, ...]:
    """The inputs of a model. Parts of lists that a page typed by place stay as they were typed."""
    return tuple(_fields(model, filled))


def _fields(model: type[BaseModel], filled: Mapping[str, Sequence[str]]) -> Iterator[Field]:
    for name, info in _in_order(model):
        parts = {typed: values for typed, values in filled.items() if typed.startswith((f"{name}.", f"{name}{MARK}."))}
        field = _field(name, info, _values(name, filled), parts)
        if not parts or field.kind == "pairs" or _shows(field, parts):
            yield field
        elif rows := _typed_rows(name, info, parts):
            yield replace(field, kind="rows", rows=rows)
        else:
            yield from (_part(typed, info, values, parts) for typed, values in parts.items())


def _in_order(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """As the model lists them; what it only inherits and nobody has to fill in stands last."""
    own = model.__annotations__
    return sorted(model.model_fields.items(), key=lambda each: each[0] not in own and not each[1].is_required())


def _values(name: str, filled: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(next((filled[typed] for typed in (name, f"{name}[]", f"{name}:json") if typed in filled), ()))


def _shows(field: Field, parts: Mapping[str, Sequence[str]]) -> bool:
    """Whether what was typed stands in this field already: the parts of one thing."""
    return field.kind == "rows" and len(field.rows) == 1 and {each.name for each in field.rows[0]} >= parts.keys()


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


def _part(name: str, info: FieldInfo, values: Sequence[str], parts: Mapping[str, Sequence[str]]) -> Field:
    """第2项 value, as a page named it; in a row of which the page knew something, whose it is."""
    if LINES in name:
        return _said_part(name, info, values, parts)
    place = name.partition(".")[2]
    said = "·".join(f"第{int(step) + 1}项" if step.isdecimal() else step for step in place.split("."))
    long = any(len(value) > 40 or "\n" in value for value in values)
    return Field(name, f"{info.description or name} {said}", "long" if long else "text", False, tuple(values))


def _said_part(name: str, info: FieldInfo, values: Sequence[str], parts: Mapping[str, Sequence[str]]) -> Field:
    row, is_said, _ = name.partition(f".{SAID}.")
    if not is_said or name.endswith(".key"):
        return Field(name, "", "hidden", False, tuple(values))
    whose = next(iter(parts.get(f"{row}.{GIVEN}.unit", ())), "")
    place = [each for each in parts if each.startswith(f"{row}.{SAID}.")].index(name)
    keys, is_named = [*_keys(name, parts)], name.removesuffix("[]").endswith(".value")
    which = "、".join([*keys, *([] if (keys and is_named) or not place else [str(place + 1)])])
    label = f"{whose or _short(info)}{f'（{which}）' if which else ''}"
    return Field(name, label, "several" if name.endswith("[]") else "text", False, tuple(values))


def _keys(name: str, parts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The names that the page gave to what the input belongs to: `领导、优秀`."""
    for found in re.finditer(rf"{MARK}\.\d+(?=\.)", name):
        yield from parts.get(f"{name[: found.end()]}.key", ())[:1]


def _short(info: FieldInfo) -> str:
    return (info.description or "").partition("，")[0]


def _field(name: str, info: FieldInfo, values: tuple[str, ...], parts: Mapping[str, Sequence[str]]) -> Field:
    expected = annotation_of(info)
    kinds = [each for each in members(expected) if each is not type(None)]
    label = info.description or name
    if len(kinds) == 1 and is_model(kinds[0]):
        return Field(name, label, "rows", info.is_required(), rows=(_within(name, info, kinds[0], parts),))
    if len(kinds) == 1 and get_origin(kinds[0]) is dict and (value := _value_kind(kinds[0])):
        keys = _choices(get_args(kinds[0])[0])
        return pairs(name, label, required=info.is_required(), value=value, keys=keys, typed=parts)
    if not values and (rows := _rows(name, kinds)):
        return Field(name, label, "rows", info.is_required(), rows=rows)
    kind, choices = _kind(name, kinds)
    label, choices = _said(name, label, kind, choices)
    if kind == "yes" and info.is_required() and not choices:
        choices = YES_OR_NO  # a box that is not ticked tells nothing: who says no has to be able to say so
    kind = "choice" if choices and kind == "yes" else kind
    typed = {"several": f"{name}[]", "data": f"{name}:json"}.get(kind, name)
    if not values and not info.is_required() and info.default is not None and kind not in ("several", "data"):
        values = _written(info.default)
    return Field(typed, label, kind, info.is_required(), values, choices)


def _within(
    name: str, info: FieldInfo, model: type[BaseModel], parts: Mapping[str, Sequence[str]]
) -> tuple[Field, ...]:
    """The parts of one thing; of one that may be left out, none has to be written."""
    typed = {each.removeprefix(f"{name}."): values for each, values in parts.items()}
    return tuple(
        replace(each, name=f"{name}.{each.name}", required=each.required and info.is_required())
        for each in form_of(model, typed)
    )


def _value_kind(mapping: Any) -> str | None:
    """How what belongs to a name is typed in; None for more than one box can hold."""
    kind, _ = _kind("", [next(members(get_args(mapping)[1]))])
    return kind if kind in ("text", "number", "several") else None


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
    parts = [each for each in form_of(inner, {}) if each.required or each.kind not in ("data", "rows")]
    if any(each.kind in ("data", "rows") for each in parts):
        return ()
    unsaid = [replace(each, values=()) if each.kind == "yes" or not each.required else each for each in parts]
    return tuple(tuple(_at(each, f"{name}.{place}.") for each in unsaid) for place in range(count))


def _at(field: Field, place: str) -> Field:
    """The field as it is named in one row of a list."""
    rows = tuple(tuple(_at(each, place) for each in row) for row in field.rows)
    return replace(field, name=f"{place}{field.name}", rows=rows)


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
        inner = next(members(next(iter(get_args(kinds[0])), str)))
        if inner in (str, int, Decimal) or (isinstance(inner, type) and issubclass(inner, Enum)):
            return "several", _choices(inner)
        return "data", ()
    for plain, kind in PLAIN:
        if plain in kinds:
            return kind, ()
    if name == "hour":
        return "hour", ()
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
