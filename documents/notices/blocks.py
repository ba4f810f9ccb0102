"""The paper in order: paragraphs and tables, parted into the body and its annexes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.notices.grids import Grid, flat_grids, marked_grids
from documents.notices.headings import annex_head
from documents.notices.lines import lines_of, paragraphs_of
from documents.notices.paper import Paper
from documents.notices.passages import Passage
from documents.notices.stacks import stacked_grids

_FORM = re.compile(r"(?:样表|示例|样式|格式|模板|分解表|填报表|登记表|审批表|报送表)(?:（[^（）]{0,12}）)?$")


@dataclass
class Section:
    """The body, or one annex; `is_form` is a form to be filled in, not a list of indicators."""

    parts: list[Passage | Grid] = field(default_factory=list)
    is_form: bool = False

    @property
    def paragraphs(self) -> list[Passage]:
        return [part for part in self.parts if isinstance(part, Passage)]

    @property
    def grids(self) -> list[Grid]:
        return [part for part in self.parts if isinstance(part, Grid)]


def blocks_of(paper: Paper, whole: Passage) -> list[Passage | Grid]:
    lines = lines_of(whole)
    grids = marked_grids(paper, whole, lines)
    taken = {at for grid in grids for at in range(grid.first, grid.after)}
    grids += flat_grids(lines, taken)
    taken = {at for grid in grids for at in range(grid.first, grid.after)}
    grids += stacked_grids(lines, taken)
    blocks: list[Passage | Grid] = []
    at = 0
    for grid in sorted(grids, key=lambda each: each.first):
        blocks += paragraphs_of(lines[at : grid.first])
        blocks.append(grid)
        at = max(at, grid.after)
    return [*blocks, *paragraphs_of(lines[at:])]


def sections_of(blocks: list[Passage | Grid]) -> list[Section]:
    sections = [Section()]
    for place, block in enumerate(blocks):
        if isinstance(block, Passage):
            if annex_head(block.text):
                sections.append(Section())
            elif _is_form_head(blocks, place):
                sections.append(Section(is_form=True))
        sections[-1].parts.append(block)
    return [section for section in sections if section.parts]


def _is_form_head(blocks: list[Passage | Grid], place: int) -> bool:
    """The caption of a form; a breakdown that is filled in is none."""
    block = blocks[place]
    if not isinstance(block, Passage) or len(block.text) > 50 or not _FORM.search(block.text) or "》" in block.text:
        return False
    after = next((each for each in blocks[place + 1 : place + 6] if isinstance(each, Grid)), None)
    return after is not None and _is_mostly_empty(after)


def _is_mostly_empty(grid: Grid) -> bool:
    cells = list(_cells_below(grid))
    return sum(bool(cell.text) for cell in cells) * 2 < len(cells)


def _cells_below(grid: Grid) -> Iterator[Passage]:
    return (cell for row in grid.rows[1:] for cell in row)
