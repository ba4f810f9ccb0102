"""Every part of the scoring of a scheme, with the steps that lead to it."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

from config.walking import Steps

T = TypeVar("T", bound=BaseModel)


def parts_of(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, BaseModel]]:
    """The model itself, then everything inside it, outside in."""
    if isinstance(value, BaseModel):
        yield steps, value
        for name in type(value).model_fields:
            yield from parts_of(getattr(value, name), (*steps, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from parts_of(inner, (*steps, key))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from parts_of(inner, (*steps, place))


def parts_like(kind: type[T], value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, T]]:
    yield from ((place, part) for place, part in parts_of(value, steps) if isinstance(part, kind))
