"""The names that inputs of the editor offer: units, posts, chains, ladders, kinds, as a scheme calls them."""

from collections.abc import Iterator, Mapping
from typing import Any

KEYED = ("chains", "ladders", "kinds")


def names_of(data: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """By list, pairs of what is written and what it is called."""
    found = {"units": _entries(data.get("units"), "name"), "posts": _entries(data.get("posts"), "title")}
    for name in KEYED:
        told = data.get(name)
        found[name] = [(str(code), _label(each)) for code, each in told.items()] if isinstance(told, dict) else []
    found["indicators"] = [*_indicators(data.get("indicators"))]
    return found


def _indicators(entries: Any) -> Iterator[tuple[str, str]]:
    yield from _entries(entries, "title")
    for row in entries if isinstance(entries, list) else ():
        if isinstance(row, dict):
            yield from _indicators(row.get("children"))


def _entries(entries: Any, called: str) -> list[tuple[str, str]]:
    rows = entries if isinstance(entries, list) else []
    return [(str(row.get("code", "")), str(row.get(called, ""))) for row in rows if isinstance(row, dict)]


def _label(entry: Any) -> str:
    return str(entry.get("label", "")) if isinstance(entry, dict) else ""
