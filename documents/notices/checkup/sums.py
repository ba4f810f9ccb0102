"""Do the points add up, as far as they can be read?"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from documents.notices.checkup.doubt import PaperDoubt, Topic, doubtful, noted, wrong
from documents.notices.indicators import ReadIndicator, walked
from documents.notices.passages import Told

_FULL = Decimal(100)


def doubts_of_sums(
    roots: Sequence[ReadIndicator], totals: Sequence[Told[Decimal]], *, is_cut: bool
) -> Iterator[PaperDoubt]:
    yield from _total(roots, totals, is_cut=is_cut)
    for _, each in walked(roots):
        if each.marked_out is not None:
            yield wrong(
                Topic.POINTS,
                f"“{each.title.value}”的分值“{each.marked_out.value}”不是数",
                "照原件改正；改正前这一项没有分值",
                each.marked_out,
                each.title,
            )
        yield from _sum(each, is_cut=is_cut)
    yield from _unshared(roots)


def _total(roots: Sequence[ReadIndicator], totals: Sequence[Told[Decimal]], *, is_cut: bool) -> Iterator[PaperDoubt]:
    points = list(_topmost(roots))
    added = sum((each.value for each in points), Decimal(0))
    said = " + ".join(_plain(each.value) for each in points)
    for total in sorted(totals, key=lambda each: -each.value)[:1]:
        if points and total.value != added:
            yield wrong(
                Topic.POINTS,
                f"写明总分 {_plain(total.value)} 分，各部分合计 {said} = {_plain(added)} 分，"
                f"{_gap(added, total.value)}",
                "核对总分和各部分的分值",
                total,
                *points,
            )
    if points and not totals and added != _FULL and not _contains_full(points):
        sentence = f"各部分合计 {said} = {_plain(added)} 分，不是 100 分"
        if is_cut and added < _FULL:
            yield doubtful(
                Topic.POINTS, f"{sentence}；原件不完整，其余部分可能没有读到", "找到完整的原件再核对", *points
            )
        else:
            yield doubtful(Topic.POINTS, sentence, "核对各部分的分值；本来不是100分的，可以不理", *points)


def _topmost(roots: Iterable[ReadIndicator]) -> Iterator[Told[Decimal]]:
    """A heading without points may stand above those that have them."""
    for each in roots:
        if each.points is not None:
            yield each.points
        else:
            yield from _topmost(each.children)


def _contains_full(points: Sequence[Told[Decimal]]) -> bool:
    """45 + 45 + 10 beside a public review that counts 100 by itself."""
    rest = [each.value for each in points if each.value != _FULL]
    return bool(rest) and sum(rest) == _FULL


def _sum(each: ReadIndicator, *, is_cut: bool) -> Iterator[PaperDoubt]:
    parts = [(part, part.worth) for part in each.children]
    scored = [(part, worth) for part, worth in parts if worth is not None]
    if each.points is None:
        return
    whole = each.points.value
    if not scored:
        yield from _items(each, whole)
        return
    added = sum((worth for _, worth in scored), Decimal(0))
    said = " + ".join(_plain(worth) for _, worth in scored)
    told = [part.points or part.title for part, _ in scored]
    silent = len(parts) - len(scored)
    if added == whole and not silent:
        return
    head = f"“{each.title.value}”{_plain(whole)} 分"
    if silent and added <= whole:
        yield doubtful(
            Topic.POINTS,
            f"{head}，下级有 {silent} 项没有读出分值，读出的合计 {said} = {_plain(added)} 分，"
            f"还差 {_plain(whole - added)} 分",
            "照原件补上没有读出的分值",
            each.title,
            each.points,
            *told,
        )
    elif added != whole:
        sentence = f"{head}，下级合计 {said} = {_plain(added)} 分，{_gap(added, whole)}"
        if is_cut and added < whole:
            yield doubtful(
                Topic.POINTS,
                f"{sentence}；原件不完整，其余可能没有读到",
                "找到完整的原件再核对",
                each.title,
                each.points,
                *told,
            )
        else:
            yield wrong(Topic.POINTS, sentence, "核对原文，改正其中一处", each.title, each.points, *told)


def _items(each: ReadIndicator, whole: Decimal) -> Iterator[PaperDoubt]:
    added = each.item_points
    if added is not None and added != whole and each.points is not None:
        yield doubtful(
            Topic.POINTS,
            f"“{each.title.value}”{_plain(whole)} 分，各条合计 {_plain(added)} 分，{_gap(added, whole)}",
            "核对各条的分值",
            each.points,
        )


def _unshared(roots: Sequence[ReadIndicator]) -> Iterator[PaperDoubt]:
    """R0.2: the paper stops sharing out its points at a level above the leaves."""
    found = [
        (each, each.points)
        for _, each in walked(roots)
        if each.points and each.children and all(part.worth is None and not part.marked_out for part in each.children)
    ]
    if found:
        names = "、".join(f"“{each.title.value}”{_plain(points.value)}分" for each, points in found)
        yield noted(
            Topic.POINTS,
            f"{names}，下面各项怎么分没有写",
            "分值就登记在这一级；要分到各项的，由考核办定",
            *(points for _, points in found),
        )


def _gap(added: Decimal, whole: Decimal) -> str:
    return f"多 {_plain(added - whole)} 分" if added > whole else f"少 {_plain(whole - added)} 分"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
