"""A form that is filled in as an example: do the numbers of its rows come to that of the indicator above?"""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from documents.notices.blocks import Section
from documents.notices.checkup.doubt import PaperDoubt, Topic, doubtful
from documents.notices.findings import Findings
from documents.notices.grids import without_feeds
from documents.notices.passages import Told
from documents.notices.targets import targets_in

_WHOLE = re.compile(r"^(?:一级指标|考核指标|指标名称|工作任务)：")
_SAME = {"人": "名", "位": "名", "人次": "名"}


def doubts_of_forms(found: Findings) -> Iterator[PaperDoubt]:
    for section in found.sections:
        if section.is_form:
            yield from _of_form(section)


def _of_form(section: Section) -> Iterator[PaperDoubt]:
    heads = [part for part in section.paragraphs if _WHOLE.match(part.text)]
    whole = next((target for head in heads for target in targets_in(head)), None)
    if whole is None:
        return
    parts: defaultdict[str, list[Told[Decimal]]] = defaultdict(list)
    for grid in section.grids:
        for row in grid.rows[1:]:
            first = next((target for cell in row for target in targets_in(without_feeds(cell))), None)
            if first is not None:
                parts[_unit(first.unit.value)].append(first.value)
    told = parts[_unit(whole.unit.value)]
    added = sum((each.value for each in told), Decimal(0))
    if len(told) > 1 and added != whole.value.value:
        yield doubtful(
            Topic.POINTS,
            f"样表里各行合计 {added}{whole.unit.value}，指标是 {whole.value.value}{whole.unit.value}",
            "核对各行的数；样表只是示例的，可以不理",
            whole.value,
            *told,
        )


def _unit(unit: str) -> str:
    return _SAME.get(unit, unit)
