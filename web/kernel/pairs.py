"""A mapping as people fill it in: a box for each name that is known, else rows of a name and what belongs to it.

`shares:pairs.0.key` is the name and `shares:pairs.0.value` what belongs to it: a name may hold any sign, and may be a
number. A name to which nothing was written tells nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from web.kernel.field import Choice, Field

MARK = ":pairs"
FREE = 6
"""Rows to fill in where nothing says what names there are."""


def pairs(
    name: str, label: str, *, required: bool, value: str, keys: Sequence[Choice], typed: Mapping[str, Sequence[str]]
) -> Field:
    """The boxes of one mapping. `value`: of what kind they are; `typed`: what stood in the inputs before."""
    base = f"{name.removesuffix(MARK)}{MARK}"
    told = _told(base, typed)
    named = Field(base, label, "pairs", required)
    if keys:
        return keyed(replace(named, rows=_free(base, value, told, count=len(told) + 1)), keys)
    return replace(named, rows=_free(base, value, told, count=max(FREE, len(told) + 1)))


def keyed(field: Field, keys: Sequence[Choice], choices: Mapping[str, Sequence[Choice]] | None = None) -> Field:
    """The same mapping with a box for each of these names. `choices`: what may be chosen for a name."""
    given = {key.value: value for key, value in field.rows if key.value and (value.value or value.choices)}
    known = {each.value for each in keys}
    listed = [*keys, *(Choice(key, key) for key in given if key not in known)]
    kind = field.rows[0][1].kind
    rows = tuple(
        _row(field.name, place, kind, each, given.get(each.value), (choices or {}).get(each.value, ()))
        for place, each in enumerate(listed)
    )
    return replace(field, rows=rows)


def _row(
    base: str, place: int, kind: str, key: Choice, before: Field | None, choices: Sequence[Choice]
) -> tuple[Field, ...]:
    values = before.values if before is not None else ()
    named = Field(f"{base}.{place}.key", key.label, "hidden", False, (key.value,))
    box = _box(base, place, kind, key.label, values)
    return named, replace(box, kind="named", choices=tuple(choices)) if choices else box


def _box(base: str, place: int, kind: str, label: str, values: tuple[str, ...]) -> Field:
    several = kind == "several"
    blanks = (*values, "", "") if several else values
    return Field(f"{base}.{place}.value{'[]' if several else ''}", label, kind, False, blanks)


def _free(
    base: str, kind: str, told: Sequence[tuple[str, tuple[str, ...]]], *, count: int
) -> tuple[tuple[Field, ...], ...]:
    rows = [*told, *((("", ()),) * (count - len(told)))]
    return tuple(
        (
            Field(f"{base}.{place}.key", "名称", "text", False, (key,) if key else ()),
            _box(base, place, kind, "内容" if kind in ("text", "long") else "数", values),
        )
        for place, (key, values) in enumerate(rows)
    )


def _told(base: str, typed: Mapping[str, Sequence[str]]) -> list[tuple[str, tuple[str, ...]]]:
    """What was written before, by place; also where a page named the inputs by the names themselves."""
    places = sorted(
        {step for name in typed if name.startswith(f"{base}.") and (step := _place(name, base)) is not None}
    )
    found = []
    for place in places:
        key = next(iter(typed.get(f"{base}.{place}.key", ())), "")
        values = typed.get(f"{base}.{place}.value", typed.get(f"{base}.{place}.value[]", ()))
        if key or any(values):
            found.append((key, tuple(value for value in values if value)))
    plain = base.removesuffix(MARK)
    found += [
        (name.removeprefix(f"{plain}."), tuple(values))
        for name, values in typed.items()
        if name.startswith(f"{plain}.") and any(values)
    ]
    return found


def _place(name: str, base: str) -> int | None:
    step = name.removeprefix(f"{base}.").partition(".")[0]
    return int(step) if step.isdecimal() and len(step) < 4 else None
