"""A scheme's text laid out as people write it: lists and trees line by line, small things on one line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from config.written import written

_WIDEST = 110
_ALWAYS_TALL = frozenset({"indicators", "children", "segments", "units", "findings", "answers", "documents", "figures"})


def laid_out(data: Mapping[str, Any]) -> str:
    return "\n".join(_entries(data, 0)) + "\n"


def _entries(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(f"{' ' * indent}{written(key)}:", key, value, indent)


def _entry(head: str, key: str, value: Any, indent: int) -> Iterator[str]:
    line = f"{head} {written(value)}"
    if not isinstance(value, Mapping | list) or not value or (_is_short(line) and not _is_tall(key, value)):
        yield line
        return
    yield head
    if isinstance(value, Mapping):
        yield from _entries(value, indent + 2)
    else:
        yield from _items(value, indent + 2)


def _items(values: Sequence[Any], indent: int) -> Iterator[str]:
    for value in values:
        line = f"{' ' * indent}- {written(value)}"
        if not isinstance(value, Mapping) or (_is_short(line) and not any(key in _ALWAYS_TALL for key in value)):
            yield line
            continue
        first, *rest = _entries(value, indent + 2)
        yield f"{' ' * indent}- {first.lstrip()}"
        yield from rest


def _is_short(line: str) -> bool:
    return len(line) <= _WIDEST and "\n" not in line


def _is_tall(key: str, value: Any) -> bool:
    return key in _ALWAYS_TALL and isinstance(value, list)
