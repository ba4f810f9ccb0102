"""Walks plain data beside the types that describe it, so that a place in a file knows what it is meant to be.

Works on data that is not valid yet: what does not fit its type is simply not entered.
"""

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from config.later import Later

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A place in the data and what is expected there. `info` is the field that the place belongs to."""

    steps: Steps
    expected: Any
    marks: tuple[Any, ...]
    data: Any
    info: FieldInfo | None


def visits(model: type[BaseModel], data: Any) -> Iterator[Visit]:
    """Every place that the types describe, outside in."""
    return _visits(Visit((), model, (), data, None))


def _visits(at: Visit) -> Iterator[Visit]:
    for mark in at.marks:
        if isinstance(mark, Later):
            others = tuple(each for each in at.marks if each is not mark)
            yield from _visits(replace(at, expected=mark.expected, marks=others))
            return
    if isinstance(at.expected, TypeAliasType):
        yield from _visits(replace(at, expected=at.expected.__value__))
        return
    if get_origin(at.expected) is Annotated:
        expected, *marks = get_args(at.expected)
        yield from _visits(Visit(at.steps, expected, (*at.marks, *marks), at.data, at.info))
        return
    yield at
    for inner in _inner(at):
        yield from _visits(inner)


def _inner(at: Visit) -> Iterator[Visit]:
    origin, args = get_origin(at.expected), get_args(at.expected)
    if origin in (Union, types.UnionType):
        yield from (Visit(at.steps, each, at.marks, at.data, at.info) for each in _alternatives(args, at.data))
    elif origin in (tuple, list) and isinstance(at.data, list):
        yield from (Visit((*at.steps, place), args[0], (), item, at.info) for place, item in enumerate(at.data))
    elif origin in (tuple, list):  # one thing written without the list around it
        yield Visit(at.steps, args[0], (), at.data, at.info)
    elif origin is dict and isinstance(at.data, dict):
        yield from (Visit((*at.steps, key), args[1], (), value, at.info) for key, value in at.data.items())
    elif is_model(at.expected) and isinstance(at.data, dict):
        for name, info in at.expected.model_fields.items():
            if name in at.data:
                yield Visit((*at.steps, name), info.annotation, tuple(info.metadata), at.data[name], info)


def annotation_of(info: FieldInfo) -> Any:
    """What a field holds, also where its annotation only names it."""
    return _named_later(tuple(info.metadata)) or info.annotation


def is_model(expected: Any) -> bool:
    return isinstance(expected, type) and issubclass(expected, BaseModel)


def members(expected: Any) -> Iterator[Any]:
    """The plain types that a union, however nested or named, is made of."""
    if isinstance(expected, TypeAliasType):
        yield from members(expected.__value__)
        return
    origin, args = get_origin(expected), get_args(expected)
    if origin is Annotated:
        yield from members(_named_later(args[1:]) or args[0])
    elif origin in (Union, types.UnionType):
        for each in args:
            yield from members(each)
    else:
        yield expected


def kind_of(model: type[BaseModel]) -> str | None:
    """The one value of a model's `kind`, where it has such a mark of its kind."""
    info = model.model_fields.get("kind")
    args = get_args(info.annotation) if info and get_origin(info.annotation) is Literal else ()
    return args[0] if len(args) == 1 else None


def _alternatives(args: tuple[Any, ...], data: Any) -> Iterable[Any]:
    """The members of a union that this data can be; a mapping with a `kind` is one model only."""
    if not isinstance(data, dict):
        return _plain(args)
    kinds = _kinds(args)
    same_kind = [model for model, kind in kinds if kind is not None and kind == data.get("kind")]
    kindless = [model for model, kind in kinds if kind is None]
    return same_kind or [each for each in kindless if _resembles(each, data)] or kindless


@cache  # a scheme of a thousand indicators asks the same few unions many thousand times
def _plain(args: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(each for arg in args for each in _marked_members(arg))


@cache
def _kinds(args: tuple[Any, ...]) -> tuple[tuple[type[BaseModel], str | None], ...]:
    models = [each for member in _plain(args) if is_model(each := next(members(member)))]
    return tuple((each, kind_of(each)) for each in models)


def _marked_members(arg: Any) -> Iterator[Any]:
    """As `members`, but what stands on a single alternative (a reference, say) stays on it."""
    if get_origin(arg) is Annotated:
        arg = _named_later(get_args(arg)[1:]) or arg
    if isinstance(arg, TypeAliasType):
        arg = arg.__value__
    origin, args = get_origin(arg), get_args(arg)
    if origin is Annotated and get_origin(args[0]) in (Union, types.UnionType):
        yield from _marked_members(args[0])
    elif origin in (Union, types.UnionType):
        for each in args:
            yield from _marked_members(each)
    else:
        yield arg


def _resembles(model: type[BaseModel], data: dict[str, Any]) -> bool:
    return not data or any(key in model.model_fields for key in data)


def _named_later(marks: tuple[Any, ...]) -> Any:
    """The type that an annotation only names, if it does."""
    return next((mark.expected for mark in marks if isinstance(mark, Later)), None)
