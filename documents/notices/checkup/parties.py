"""Units: groups that are not named, indicators nobody leads, who assesses himself, names that are no unit."""

import re
from collections.abc import Collection, Iterator, Sequence

from documents.notices.checkup.doubt import PaperDoubt, Topic, doubtful, noted
from documents.notices.findings import Findings
from documents.notices.indicators import ReadIndicator, leaves, walked
from documents.notices.leads import Charge
from documents.notices.passages import Told
from documents.notices.units import ends_as_unit, is_group

_OWN = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,8}?(?:省|市|县|区|州|盟))?(?P<own>[\u4e00-\u9fff]{2,14}?(?:局|委员会|联合会|办公室|厅|中心|院|处))(?![、，])"
)
_LISTED = re.compile(r"[^。；]*?等(?:单位|部门)?(?:发现|提供|移送|通报|考评|评价|核验)[^。；]{0,30}")
_MOST_QUOTED = 6


def doubts_of_parties(found: Findings, units: Collection[str]) -> Iterator[PaperDoubt]:
    yield from _groups(found)
    yield from _unled(found)
    yield from _self_assessed(found)
    yield from _own_among_finders(found)
    yield from _no_units(found, units)


def _charges(found: Findings) -> Iterator[tuple[ReadIndicator, Charge]]:
    for _, each in walked(found.indicators):
        yield each, each.charge
        for segment in each.segments:
            yield each, segment.charge


def _groups(found: Findings) -> Iterator[PaperDoubt]:
    named: dict[str, list[Told[str]]] = {}
    for _, charge in _charges(found):
        for unit in (*charge.leads, *charge.co_units, *charge.assessors):
            if is_group(unit.value):
                named.setdefault(unit.value, []).append(unit)
    for name, told in named.items():
        yield doubtful(
            Topic.UNITS,
            f"“{name}”不是一个单位，没有写明是哪几家（{len(told)} 处）",
            "逐个写明；每家各有一份任务的，写 assessed",
            *told[:_MOST_QUOTED],
        )


def _unled(found: Findings) -> Iterator[PaperDoubt]:
    """Where most of its neighbours have a lead, the one without is a gap; where none has, the paper does not assign."""
    for siblings, is_led in _families(found.indicators, is_led=False):
        ends = [each for each in siblings if each.is_leaf]
        unled = [each for each in ends if not (each.charge.leads or each.segments)]
        if not is_led and unled and len(unled) * 2 < len(ends):
            for each in unled:
                yield doubtful(Topic.UNITS, f"“{each.title.value}”没有读出牵头单位", "照原件补上牵头单位", each.title)


def _families(siblings: Sequence[ReadIndicator], *, is_led: bool) -> Iterator[tuple[Sequence[ReadIndicator], bool]]:
    yield siblings, is_led
    for each in siblings:
        yield from _families(each.children, is_led=is_led or bool(each.charge.leads))


def _self_assessed(found: Findings) -> Iterator[PaperDoubt]:
    for each in leaves(found.indicators):
        assessors = {unit.value: unit for unit in each.charge.assessors}
        for lead in each.charge.leads:
            if lead.value in assessors:
                yield doubtful(
                    Topic.UNITS,
                    f"“{lead.value}”既牵头又考评“{each.title.value}”",
                    "自己给自己打的只算自评分，写明由谁认定",
                    lead,
                    assessors[lead.value],
                )


def _own_among_finders(found: Findings) -> Iterator[PaperDoubt]:
    """The office that is assessed stands in the list of those whose findings cost points."""
    own = _own_name(found)
    if not own:
        return
    for passage in found.passages:
        for listed in _LISTED.finditer(passage.text):
            at = listed[0].find(own)
            if at >= 0 and listed[0].count("、") > 1 and not listed[0].startswith(own):
                start = listed.start() + at
                yield doubtful(
                    Topic.UNITS,
                    f"被考核的“{own}”自己也在提供问题线索的单位之列，有利益冲突",
                    "写明本单位发现的问题怎么办、由谁核验",
                    passage.told(own, start, start + len(own)),
                )


def _own_name(found: Findings) -> str:
    for told in (found.heading.issuer, found.heading.title):
        match = _OWN.match(told.value) if told else None
        if match:
            return match["own"]
    return ""


def _no_units(found: Findings, units: Collection[str]) -> Iterator[PaperDoubt]:
    unlisted: dict[str, Told[str]] = {}
    seen: set[str] = set()
    full = {unit.value for _, charge in _charges(found) for unit in (*charge.leads, *charge.assessors)}
    for _, charge in _charges(found):
        for unit in (*charge.leads, *charge.co_units, *charge.assessors):
            name = unit.value
            if name in seen or is_group(name):
                continue
            seen.add(name)
            if units and name not in units and unit in (*charge.leads, *charge.co_units):
                unlisted[name] = unit
            elif not ends_as_unit(name):
                yield doubtful(Topic.UNITS, f"“{name}”不像一个单位的名称", "与原件核对，改成单位的全称", unit)
            elif longer := next((each for each in full if each != name and each.endswith(name)), ""):
                yield noted(Topic.UNITS, f"“{name}”和“{longer}”是不是同一家", "是同一家的，写成一个名称", unit)
    if unlisted:
        # One doubt for all of them: a row of equal ones would hide the others.
        names = "、".join(f"“{name}”" for name in unlisted)
        count = f"（{len(unlisted)} 家）" if len(unlisted) > 1 else ""
        suggestion = "改成名单里的名称，或者把它加进名单"
        yield doubtful(Topic.UNITS, f"{names}不在单位名单里{count}", suggestion, *unlisted.values())
