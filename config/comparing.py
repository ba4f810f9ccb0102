"""What differs between two schemes: entries are told apart by their codes, not by where they stand.

Comments, order and layout are no difference, except that the order of units is one: it is the official order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from config.deadlines import RuleBase
from config.labels import Labelled
from config.scheme import Scheme

KEYS = ("code", "name", "n")
"""By which of its fields an entry of a list is told apart from its neighbours, the first that it has."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place. `where`: the way to it in the reader's words; `before` or `after` is None where nothing stands."""

    pointer: str
    where: tuple[str, ...]
    before: Any
    after: Any


def compare(old: Scheme, new: Scheme) -> tuple[Difference, ...]:
    """Everything that differs, in the order of the new scheme."""
    found = _models(old, new, "", ())
    units = [[unit.code for unit in scheme.units] for scheme in (old, new)]
    kept = [[code for code in order if code in set(units[0]) & set(units[1])] for order in units]
    moved = [Difference("/units", ("单位的规范序列",), *kept)] if kept[0] != kept[1] else []
    return (*found, *moved)


def _values(old: Any, new: Any, pointer: str, where: tuple[str, ...]) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, BaseModel) and type(old) is type(new) and not isinstance(old, RuleBase):
        yield from _models(old, new, pointer, where)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _keyed(old, new, pointer, where)
    elif (pair := _by_key(old, new)) is not None:
        yield from _keyed(*pair, pointer, where)
    else:
        yield Difference(pointer, where, old, new)


def _models(old: BaseModel, new: BaseModel, pointer: str, where: tuple[str, ...]) -> Iterator[Difference]:
    for name, info in type(new).model_fields.items():
        label = (info.description or name).partition("：")[0].partition("，")[0].partition("；")[0]
        yield from _values(getattr(old, name), getattr(new, name), f"{pointer}/{name}", (*where, label))


def _keyed(old: dict[Any, Any], new: dict[Any, Any], pointer: str, where: tuple[str, ...]) -> Iterator[Difference]:
    for key in dict.fromkeys((*new, *old)):
        one, other = old.get(key), new.get(key)
        shown = (*where, _named(other if other is not None else one, key))
        yield from _values(one, other, f"{pointer}/{key}", shown)


def _by_key(old: Any, new: Any) -> tuple[dict[Any, Any], dict[Any, Any]] | None:
    """Two lists of entries as mappings, where every entry has a key of its own."""
    if not (isinstance(old, list | tuple) and isinstance(new, list | tuple)):
        return None
    for key in KEYS:
        keys = [[getattr(each, key, None) for each in entries] for entries in (old, new)]
        if all(None not in each and len(set(each)) == len(each) for each in keys) and (old or new):
            return dict(zip(keys[0], old, strict=True)), dict(zip(keys[1], new, strict=True))
    return None


def _named(value: Any, key: Any) -> str:
    """How an entry is called, else its code."""
    name = next(
        (word for field in ("title", "name", "label") if isinstance(word := getattr(value, field, None), str)), None
    )
    return f"“{name}”" if name else str(key)


def said(value: Any) -> str:
    """A value on one line: an entry by its name, a list by its parts, nothing as nothing."""
    if value is None:
        return "（无）"
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, BaseModel):
        written = value.model_dump(mode="json", exclude_defaults=True)
        return "，".join(f"{name}={said(each)}" for name, each in written.items()) or type(value).__name__
    if isinstance(value, dict):
        return "，".join(f"{name}={said(each)}" for name, each in value.items()) or "（空）"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(said(each) for each in value) or "（空）"
    return str(value)
