"""Schemes and the texts they rest on, read for tests."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from config.basis import Basis
from config.loading import load_scheme
from config.scheme import Scheme
from config.schemes import find_scheme

FIXTURES = Path(__file__).parents[2] / "fixtures"
# The source documents are no part of the repository; where they lie beside it, the shipped schemes are held to them.
SOURCES = Path(__file__).parents[3].parent / "shared" / "seeds"

_INVISIBLE = re.compile(r"\s+|\*\*")


@cache
def shipped_scheme(name: str) -> Scheme:
    return load_scheme(find_scheme(name)).scheme


def fixture_scheme(name: str) -> Scheme:
    return load_scheme(FIXTURES / "schemes" / f"{name}.yaml").scheme


def normalised(text: str) -> str:
    """Without spaces, line breaks and bold marks."""
    return _INVISIBLE.sub("", text)


def bases_of(part: object, pointer: str = "") -> Iterator[tuple[str, Basis]]:
    """Every basis in a scheme, with the place where it stands."""
    if isinstance(part, Basis):
        yield pointer, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from bases_of(getattr(part, name), f"{pointer}/{name}")
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from bases_of(value, f"{pointer}/{name}")
    elif isinstance(part, tuple):
        for place, value in enumerate(part):
            yield from bases_of(value, f"{pointer}/{place}")
