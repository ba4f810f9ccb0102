"""What the sheet of a breakdown sends: rows as people type and paste them, made into what the act is told.

`3月20日前` is a day of the year, `42,000` a number; a share without a number and a milestone without words are nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.assignments.drafting import Draft
from web.kernel.pages import Posted
from web.kernel.told import told

DAY = re.compile(r"(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?\s*(?:之?前)?")
SHARE = re.compile(r"items\.(\d+)\.shares\.(\d+)\.(target|value)")
MILESTONE = re.compile(r"items\.(\d+)\.milestones\.(\d+)\.(\w+)")
EXPLAINS = "_explain."
PLAIN = ("content", "requirement", "standard", "schedule", "due_on", "leader", "unit", "responsible", "officers")


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row as the sheet shows it: every cell a text."""

    id: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[str, str] = field(default_factory=dict)
    milestones: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """Everything that the sheet sent."""

    data: Mapping[str, Any]
    rows: tuple[FormRow, ...]
    wholes: Mapping[str, str]
    explanations: Mapping[str, str]
    without: tuple[str, ...]
    words: str


def sent(posted: Posted, *, assignment: int, year: int) -> Sent:
    inputs = [(name, _as_written(name, value, year)) for name, value in posted.inputs]
    kept = [*_worth_telling(inputs)]
    data: dict[str, Any] = {"items": [], **told(kept, Draft, label="保存分解"), "assignment": assignment}
    data.pop("words", None)
    wholes = {name: value for name, value in inputs if name in ("overview", "acceptance") or name.startswith("more.")}
    return Sent(
        data=_with_emptied(data, wholes),
        rows=tuple(_rows(inputs)),
        wholes=wholes,
        explanations={name.removeprefix(EXPLAINS): value for name, value in inputs if name.startswith(EXPLAINS)},
        without=tuple(posted.all("_without")),
        words=posted.get("words"),
    )


def _as_written(name: str, value: str, year: int) -> str:
    last, text = name.rpartition(".")[2], value.strip()
    if last in ("due_on", "done_on"):
        return day_typed(text, year=year)
    if last == "value" and ".shares." in name:
        return re.sub(r"[,，\s]", "", text)
    return text


def day_typed(text: str, *, year: int) -> str:
    """2019年3月20日、3月20日前、2019/3/20 as the calendar writes them; what is no day stays as it is."""
    found = DAY.fullmatch(text)
    if found is None:
        return text
    return f"{int(found[1] or year):04d}-{int(found[2]):02d}-{int(found[3]):02d}"


def _worth_telling(inputs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Without shares that carry no number, and milestones that say nothing."""
    values = dict(inputs)
    for name, value in inputs:
        if share := SHARE.fullmatch(name):
            if not values.get(f"items.{share[1]}.shares.{share[2]}.value"):
                continue
        elif stone := MILESTONE.fullmatch(name):
            place = f"items.{stone[1]}.milestones.{stone[2]}"
            if not values.get(f"{place}.title") and not values.get(f"{place}.due_on"):
                continue
        yield name, value


def _with_emptied(data: dict[str, Any], wholes: Mapping[str, str]) -> dict[str, Any]:
    """A text that was emptied is told as empty, not left as it was."""
    more = dict(data.get("more", {}))
    for name, value in wholes.items():
        if name.startswith("more."):
            more[name.removeprefix("more.")] = value
        else:
            data[name] = value
    return {**data, "more": more} if more else data


def _rows(inputs: Sequence[tuple[str, str]]) -> Iterator[FormRow]:
    """The rows again as they were typed, blank ones left out."""
    found: dict[int, dict[str, Any]] = {}
    for name, value in inputs:
        head, place, rest = (*name.split(".", 2), "", "")[:3]
        if head != "items" or not place.isdecimal() or not rest:
            continue
        row = found.setdefault(int(place), {"cells": {}, "shares": {}, "stones": {}})
        if rest in PLAIN:
            row["cells"][rest] = value
        elif rest == "id":
            row["id"] = value
        elif share := re.fullmatch(r"shares\.(\d+)\.(target|value)", rest):
            row["shares"].setdefault(share[1], {})[share[2]] = value
        elif stone := re.fullmatch(r"milestones\.(\d+)\.(\w+)", rest):
            row["stones"].setdefault(int(stone[1]), {})[stone[2]] = value
    for _, row in sorted(found.items()):
        shares = {one.get("target", ""): one.get("value", "") for one in row["shares"].values()}
        stones = [stone for _, stone in sorted(row["stones"].items()) if any(stone.values())]
        if row.get("id") or any(row["cells"].values()) or any(shares.values()) or stones:
            yield FormRow(row.get("id", ""), row["cells"], shares, stones)
