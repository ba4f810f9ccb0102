"""The indicators of the draft."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from documents.notices.drafting.draft import Pen
from documents.notices.indicators import ReadIndicator, ReadSegment
from documents.notices.leads import Charge
from documents.notices.passages import Told
from documents.notices.targets import FoundTarget
from documents.notices.units import is_group

At = tuple[str | int, ...]
Coded = dict[int, str]
_ROLES = ("leads", "co_units", "assessors")


def drafted_tree(pen: Pen, roots: Iterable[ReadIndicator], codes: Coded) -> list[dict[str, Any]]:
    return [_indicator(pen, each, ("indicators", place), codes) for place, each in enumerate(roots)]


def coded(roots: Iterable[ReadIndicator], above: str = "") -> Iterator[tuple[ReadIndicator, str]]:
    """A code for each by its place in the tree: I1, I1.2, I1.2.3."""
    for place, each in enumerate(roots, start=1):
        code = f"{above}.{place}" if above else f"I{place}"
        yield each, code
        yield from coded(each.children, code)


def _indicator(pen: Pen, read: ReadIndicator, at: At, codes: Coded) -> dict[str, Any]:
    data: dict[str, Any] = {"code": codes[id(read)]}
    pen.put(data, at, "title", read.title)
    if read.text is not None and read.text.value != read.title.value:
        pen.put(data, at, "text", read.text)
    pen.put(data, at, "points", read.points)
    if read.star is not None:
        data["star"] = True
        pen.cite((*at, "star"), read.star)
    is_parted = bool(read.segments) and not read.children
    _charge(pen, data, at, read.charge, with_leads=not is_parted)
    if not is_parted:
        _targets(pen, data, at, read.targets)
        if not read.targets and read.is_leaf and read.goal is not None:
            data["targets"] = [{"name": read.goal.value, "text": read.goal.value}]
            pen.cite((*at, "targets", 0), read.goal)
    data["basis"] = pen.basis(read.words)
    if read.children:
        data["children"] = [
            _indicator(pen, each, (*at, "children", place), codes) for place, each in enumerate(read.children)
        ]
    if is_parted:
        code = codes[id(read)]
        data["segments"] = [
            _segment(pen, each, (*at, "segments", place), f"{code}-{place + 1}")
            for place, each in enumerate(read.segments)
        ]
    return data


def _segment(pen: Pen, read: ReadSegment, at: At, code: str) -> dict[str, Any]:
    data: dict[str, Any] = {"code": code}
    pen.put(data, at, "title", read.title)
    _charge(pen, data, at, read.charge, with_leads=True)
    _targets(pen, data, at, read.targets)
    data["basis"] = pen.basis(read.words)
    return data


def _charge(pen: Pen, data: dict[str, Any], at: At, charge: Charge, *, with_leads: bool) -> None:
    for role in _ROLES:
        units: tuple[Told[str], ...] = getattr(charge, role)
        named = list({unit.value: unit for unit in units if not is_group(unit.value)}.values())
        for unit in units:
            if is_group(unit.value):
                pen.leave(f"“{unit.value}”不是一个单位：是哪几家，逐个写明", unit)
        if named and (with_leads or role != "leads"):
            data[role] = [unit.value for unit in named]
            for place, unit in enumerate(named):
                pen.cite((*at, role, place), unit)
    for leader in charge.leader:
        pen.leave(f"责任领导“{leader.value}”：方案里写岗位，不写姓名；在 posts 里设岗后填 leader", leader)


def _targets(pen: Pen, data: dict[str, Any], at: At, targets: Iterable[FoundTarget]) -> None:
    drafted: list[dict[str, Any]] = []
    names: set[str] = set()
    for target in targets:
        name = target.name.value
        name = name if name not in names else f"{name}（{target.words.value}）"
        if name in names:
            continue
        names.add(name)
        place = len(drafted)
        value: Decimal = target.value.value
        drafted.append({"name": name, "value": value, "unit": target.unit.value, "comparator": target.comparator.value})
        pen.cite((*at, "targets", place, "name"), target.name)
        pen.cite((*at, "targets", place, "value"), target.value)
        pen.cite((*at, "targets", place, "unit"), target.unit)
    if drafted:
        data["targets"] = drafted
