"""What an act is told, from a YAML or JSON file or from the standard input. Numbers stay exact."""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from cli.groups import say_trouble
from config.errors import KaoheError
from config.loading import read_source
from config.problems import SchemeErrors
from config.source import text_of
from config.syntax import Unreadable
from config.tree import plain

STDIN = "-"


class UnreadableData(KaoheError):
    """The file does not hold what an act could be told."""


def read_data(where: str | None) -> dict[str, Any]:
    """The fields by name; nothing where no file is given."""
    if where is None:
        return {}
    shown = "标准输入" if where == STDIN else where
    try:
        text = text_of(sys.stdin.buffer.read() if where == STDIN else Path(where).read_bytes())
    except OSError as error:
        raise UnreadableData(say_trouble(error)) from error
    except Unreadable as error:
        raise UnreadableData(f"{shown}:{error.fault.spot.line}:{error.fault.spot.column}: {error}") from error
    if not text.strip():
        return {}
    return _json(text, shown) if text.lstrip().startswith("{") else _yaml(text, shown)


def _json(text: str, shown: str) -> dict[str, Any]:
    try:
        told = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        # {a: 1} is YAML too
        try:
            return _yaml(text, shown)
        except UnreadableData:
            raise UnreadableData(f"{shown}:{error.lineno}:{error.colno}: 不是有效的 JSON") from error
    return dict(told)


def _yaml(text: str, shown: str) -> dict[str, Any]:
    try:
        source, faults = read_source(text, name=shown)
    except SchemeErrors as errors:
        raise UnreadableData(
            "\n".join(f"{each.file}:{each.line}:{each.column}: {each.message}" for each in errors.problems)
        ) from errors
    if faults:
        raise UnreadableData(
            "\n".join(f"{shown}:{each.spot.line}:{each.spot.column}: {each.sentence}" for each in faults)
        )
    return dict(plain(source.root))
