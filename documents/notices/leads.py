"""Who leads, who helps, who assesses: （机关党委牵头）, 牵头单位：…；配合单位：…, 由市教育部门负责牵头."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from documents.notices.passages import Passage, Span, Told
from documents.notices.units import units_of

Units = tuple[Told[str], ...]

_ROLES = (
    ("co_units", r"(?:配合|协办|协助|参与|参加|协同)(?:单位|部门|科室)?"),
    ("assessors", r"(?:考核|考评|评价|参评|认定|核验|评分|数据提供|考评责任)(?:单位|部门|科室)"),
    ("leader", r"(?:责任|分管|牵头|包抓|联系)(?:县级|市级|会|局|县)?领导"),
    ("leads", r"(?:牵头|责任|主办|承办|落实|实施)(?:责任)?(?:单位|部门|科室|部室|处室|股室|主体|部（室）)?"),
)
_LABEL = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _ROLES))
_LABELLED = re.compile(rf"(?:{'|'.join(words for _, words in _ROLES)})：")
_BRACKET = re.compile(r"（([^（）\n]{1,120}(?:（[^（）\n]{1,20}）[^（）\n]{0,80}){0,6})）")
_LAST = re.compile(r"（(?P<names>[^（）\d。：]{3,60})）[。；]?$")
_ORGAN = re.compile(
    r"^[^的是由将在和]{1,14}(?:局|委|办|部|厅|科|室|处|股|中心|院|政府|公司|镇|乡|街道|部门|管委会|委员会|联合会|工会|妇联|残联|法院|检察院)$"
)
_SENTENCE = re.compile(
    r"(?:^|(?<=[。；，）]))(?:由)?(?P<lead>[^，。；：（）]{2,40})(?:负责牵头|牵头负责|牵头)(?:负责)?(?:，(?P<help>[^，。；：]{2,80})(?:配合|协办|参与))?(?=[。；]|$)"
)
_SUFFIXED = re.compile(
    r"^(?P<names>.{1,100}?)(?:负责)?(?P<role>牵头|主办|承办|配合|协办|负责)(?:落实|实施|单位)?(?:[，；]|$)"
)
_BY = re.compile(
    r"(?P<what>[^，。；：:]{1,60}?)(?:工作)?(?:实施)?(?:，)?由(?P<names>[^，。；：]{2,40}?)(?P<apart>分别)?(?:负责牵头|牵头负责|牵头)(?!单位|部门)"
)


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is charged with what, and where the paper says so."""

    leads: Units = ()
    co_units: Units = ()
    assessors: Units = ()
    leader: Units = ()
    spans: tuple[Span, ...] = ()

    def __or__(self, other: "Charge") -> "Charge":
        """Both; a unit that both name stands once."""
        return Charge(
            _together(self.leads, other.leads),
            _together(self.co_units, other.co_units),
            _together(self.assessors, other.assessors),
            _together(self.leader, other.leader),
            self.spans + other.spans,
        )


def _together(units: Units, more: Units) -> Units:
    told: dict[str, Told[str]] = {}
    for unit in (*units, *more):
        told.setdefault(unit.value, unit)
    return tuple(told.values())


NOBODY = Charge()


def charge_in(passage: Passage) -> Charge:
    """What the brackets and the labels of a passage say."""
    charge = NOBODY
    for found in _BRACKET.finditer(passage.text):
        inner = passage.part(found.start(1), found.end(1))
        said = _inside(inner)
        if said is not NOBODY:
            charge |= Charge(said.leads, said.co_units, said.assessors, said.leader, inner.spans())
    if charge is NOBODY:
        charge = _after_labels(passage)
    return next((each for each in (charge, _at_the_end(passage), _in_words(passage)) if each is not NOBODY), NOBODY)


def _in_words(passage: Passage) -> Charge:
    """由县发改局牵头，县统计局、县财政局配合。 as a sentence of its own."""
    found = _SENTENCE.search(passage.text)
    if found is None:
        return NOBODY
    leads = units_of(passage.part(*found.span("lead")))
    helpers = units_of(passage.part(*found.span("help"))) if found["help"] else ()
    if not leads or not all(_ORGAN.search(name.value) for name in (*leads, *helpers)):
        return NOBODY
    return Charge(leads=leads, co_units=helpers, spans=passage.spans(*found.span()))


def _at_the_end(passage: Passage) -> Charge:
    """新建学校3所。（县教育局、县财政局）: a bracket at the end that holds names of units and nothing else."""
    found = _LAST.search(passage.text, max(0, len(passage.text) - 80))
    if found is None:
        return NOBODY
    names = units_of(passage.part(found.start("names"), found.end("names")))
    if not names or not all(_ORGAN.search(name.value) for name in names):
        return NOBODY
    return Charge(leads=names, spans=passage.spans(*found.span("names")))


def _inside(inner: Passage) -> Charge:
    if _LABELLED.match(inner.text):
        return _after_labels(inner)
    charge, start = NOBODY, 0
    while found := _SUFFIXED.match(inner.text[start:]):
        names = units_of(inner.part(start, start + found.end("names")))
        if not names or (found["role"] == "负责" and not _is_plain(found["names"])):
            break
        charge |= Charge(co_units=names) if found["role"] in ("配合", "协办") else Charge(leads=names)
        start += found.end()
        if start >= len(inner.text):
            break
    return charge


def _is_plain(names: str) -> bool:
    return len(names) <= 30 and not re.search(r"[的是由将在]", names)


def _after_labels(passage: Passage) -> Charge:
    charge = NOBODY
    places = list(_LABELLED.finditer(passage.text))
    has_lead = any(place[0].startswith("牵头") for place in places)
    for place, after in zip_longest(places, places[1:]):
        end = after.start() if after else len(passage.text)
        stop = re.search(r"[。；\n）]", passage.text[place.end() : end])
        end = place.end() + stop.start() if stop else end
        label = _LABEL.match(passage.text, place.start())
        names = units_of(passage.part(place.end(), end))
        if label and label.lastgroup and names:
            is_beside = has_lead and label.lastgroup == "leads" and label[0].startswith("责任")
            role = "co_units" if is_beside else label.lastgroup
            charge |= Charge(**{role: names}, spans=passage.spans(place.start(), end))
    return charge


@dataclass(frozen=True, slots=True)
class Entrusted:
    """就业和创业、社会保险工作由市人保部门负责牵头: said in prose, away from the indicators themselves."""

    matters: tuple[Told[str], ...]
    leads: Units
    words: Told[str] = field(repr=False)


_MATTERS = re.compile(r"[、]")
_COUNTED = re.compile(r"\d+个|各|有关|相关|多个|的")
_BEGINNING = re.compile(r"^.*(?:分别是：?|其中：?)")


def entrusted_in(passage: Passage) -> Iterator[Entrusted]:
    for found in _BY.finditer(passage.text):
        what = passage.part(found.start("what"), found.end("what"))
        begun = _BEGINNING.match(what.text)
        what = what.part(begun.end()) if begun else what
        matters = tuple(each.told(each.text) for each in what.split(_MATTERS) if each.text)
        leads = units_of(passage.part(found.start("names"), found.end("names")), is_shared=bool(found["apart"]))
        if matters and leads and not _COUNTED.search(found["names"]):
            yield Entrusted(matters, leads, passage.found(found))
