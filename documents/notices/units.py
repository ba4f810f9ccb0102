"""Names of units as a list says them: 机关党委、办公室、人事部."""

import re
from collections.abc import Iterator

from documents.notices.passages import Passage, Told

_END = re.compile(
    r"(?:局|委|办|室|部|科|处|股|会|院|校|站|所|队|组|厅|署|府|社|团|馆|台|行|司|中心|人大|政协|纪检|工会|妇联|残联|"
    r"区|县|市|镇|乡|街道|园|部门|单位|集团|班子|领导|机构|企业|医院|学校|大队|支队|专班|[)）×*])$"
)
_PARTED = re.compile(r"[、，,；;/／|]|(?:以?及|和|与)(?=各|其他|有关|相关)")
_GROUP = re.compile(
    r"^(?:各|其他|其它|有关|相关|全体|所有|本)|各(?:科室|单位|部门|县|乡|镇|街道|区)|(?:等|等有关|等相关)(?:单位|部门)?$"
)
_TOGETHER = re.compile(r"和|与")
_LONGEST = 30
_SHARED = "部门"


def units_of(passage: Passage, *, is_shared: bool = False) -> tuple[Told[str], ...]:
    """The units of a list. `is_shared`: 人保、卫生和民政部门分别…, where one word ends all the names."""
    parts = [piece for part in passage.split(_PARTED) for piece in _by_gaps(part)]
    if is_shared:
        parts = [piece for part in parts for piece in part.split(_TOGETHER)]
    parts = [part for part in parts if _names_something(part.text)]
    return tuple(_whole(parts))


def _whole(parts: list[Passage]) -> Iterator[Told[str]]:
    """市人保、卫生和民政部门: the first word and the last are said once and meant for all."""
    if len(parts) < 2 or not parts[-1].text.endswith(_SHARED) or any(_END.search(part.text) for part in parts[:-1]):
        yield from (part.told(part.text) for part in parts)
        return
    shared = parts[0].part(0, 1) if parts[0].text[0] in "省市县区" else None
    ending = parts[-1].part(len(parts[-1].text) - len(_SHARED))
    for part in parts:
        has_head = shared is None or part.text.startswith(shared.text)
        pieces = [*([] if has_head or shared is None else [shared]), part]
        pieces += [] if part.text.endswith(_SHARED) else [ending]
        yield Told("".join(piece.text for piece in pieces), tuple(span for piece in pieces for span in piece.spans()))


def is_group(name: str) -> bool:
    """各科室, 有关部门: not one unit, but several that are not named."""
    return bool(_GROUP.search(name))


def ends_as_unit(name: str) -> bool:
    return bool(_END.search(name))


def _names_something(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST
        and any("一" <= letter <= "鿿" or letter in "×*" for letter in text)
        and not re.search(r"[。：★]|^(?:等|分别|共同)$", text)
    )


def _by_gaps(part: Passage) -> list[Passage]:
    """Names that only a blank or a line's end parts, where both sides are whole names by themselves."""
    pieces, start = [], 0
    for at in range(1, len(part.text)):
        if not part.gap(at).strip() and part.gap(at) and _stands_alone(part.text[start:at]) \
                and _stands_alone(part.text[at:]):  # fmt: skip
            pieces.append(part.part(start, at))
            start = at
    return [*pieces, part.part(start)]


def _stands_alone(text: str) -> bool:
    return len(text) > 1 and bool(_END.search(text[:40])) and not re.match(r"[)）×]$", text)
