"""Tables and levels: headers printed again, cells in the wrong column, numbers twice or left out, points of nothing."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from documents.notices.amounts import POINTS
from documents.notices.blocks import Section
from documents.notices.checkup.doubt import PaperDoubt, Topic, doubtful, noted, wrong
from documents.notices.findings import Findings
from documents.notices.indicators import ReadIndicator, walked
from documents.notices.numbering import marker_of
from documents.notices.passages import Passage, Span, Told


def doubts_of_structure(found: Findings) -> Iterator[PaperDoubt]:
    for sheet in found.sheets:
        if sheet.is_counted:
            yield doubtful(
                Topic.STRUCTURE,
                "这张表的格线和制表符都丢了，各列是按行数分出来的",
                "与原件逐行核对；最好从 Word 或 Excel 原件重新读入",
                *(cell.told(cell.text) for cell in sheet.header),
            )
        if sheet.heads:
            yield noted(
                Topic.STRUCTURE,
                f"表头重复了 {len(sheet.heads)} 次，看来是分页处，只算一次",
                "与原件核对表格是否接得上",
                *sheet.heads,
            )
    for _, each in walked(found.indicators):
        yield from _repeated(each)
        yield from _shifted(each)
        yield from _numbering(each.children)
    yield from _numbering(found.indicators)
    yield from _stray_points(found)


def _repeated(each: ReadIndicator) -> Iterator[PaperDoubt]:
    if each.repeated and not each.is_filled_down:
        yield noted(
            Topic.STRUCTURE,
            f"“{each.title.value}”重复出现 {len(each.repeated) + 1} 次，看来是表头重复，只算一次",
            "与原件核对；原件里确是几项的，分开写",
            each.words,
            *each.repeated,
        )


def _shifted(each: ReadIndicator) -> Iterator[PaperDoubt]:
    if each.shifted:
        count = "这一行" if len(each.shifted) == 1 else f"这 {len(each.shifted)} 行"
        yield doubtful(
            Topic.STRUCTURE,
            f"{count}错了列，内容移到了前面的列里；已归到“{each.title.value}”",
            "与原件核对各格在哪一列",
            *each.shifted,
        )


def _numbering(siblings: Iterable[ReadIndicator]) -> Iterator[PaperDoubt]:
    """Of one kind of number among siblings each should follow the one before."""
    numbered = [(marker_of(each.words.value), each) for each in siblings if each.number is not None]
    known = [(marker, each) for marker, each in numbered if marker is not None]
    for _, group in groupby(known, key=lambda pair: pair[0].rank):
        yield from _in_turn([(marker.count, each) for marker, each in group])


def _in_turn(counted: Sequence[tuple[int, ReadIndicator]]) -> Iterator[PaperDoubt]:
    for (before, above), (count, each) in pairwise(counted):
        if each.number is None or above.number is None:
            continue
        if count == before:
            yield wrong(
                Topic.STRUCTURE, f"序号“{each.number.value}”重复", "改正其中一个序号", above.number, each.number
            )
        elif count != before + 1 and count != 1:
            yield doubtful(
                Topic.STRUCTURE,
                f"序号从“{above.number.value}”跳到“{each.number.value}”，中间可能有缺漏",
                "与原件核对有没有漏掉的",
                above.number,
                each.number,
            )


def _stray_points(found: Findings) -> Iterator[PaperDoubt]:
    """（5分） in a section of indicators that belongs to none of them."""
    if not found.indicators:
        return
    used = set(_point_spans(found))
    for section in found.sections:
        if section.is_form:
            continue
        for passage in _passages(section):
            for match in POINTS.finditer(passage.text):
                told = passage.told(match["points"], *match.span("points"))
                if not any(start <= told.start and told.end <= end for start, end in used):
                    around = passage.told(
                        passage.text[max(0, match.start() - 12) : match.end()], max(0, match.start() - 12), match.end()
                    )
                    yield doubtful(
                        Topic.STRUCTURE,
                        f"“{match['points']}分”没有读进任何指标",
                        "看它是哪一项的分值，补到那一项",
                        around,
                    )


def _passages(section: Section) -> Iterator[Passage]:
    yield from section.paragraphs
    for grid in section.grids:
        yield from {cell.starts: cell for row in grid.rows for cell in row if cell.text}.values()


def _point_spans(found: Findings) -> Iterator[Span]:
    for _, each in walked(found.indicators):
        told: list[Told[object]] = [point for point in (each.points, each.marked_out) if point is not None]
        told += each.repeated
        told += [words for clause in each.clauses for words in (clause.words, *clause.points)]
        yield from (span for one in told for span in one.spans)
    yield from (span for total in found.totals for span in total.spans)
