"""Scoring clauses: bounds that are not said, deductions beyond the points, amounts left open, readings to choose."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from documents.notices.bands import FoundBand, settled
from documents.notices.checkup.doubt import PaperDoubt, Topic, doubtful, noted, wrong
from documents.notices.clause import Clause, ClauseKind
from documents.notices.findings import Findings
from documents.notices.indicators import ReadIndicator, leaves, walked
from documents.notices.passages import Told

_OPEN_AMOUNT = re.compile(
    r"(?:根据|视)情(?:节|况)[^。；，]{0,16}?(?:扣|减|予以|酌)[^。；，]{0,16}|酌情(?:扣|加)[^。；，]{0,8}"
)
_PRICED = (ClauseKind.OCCURRENCE, ClauseKind.FLAT)
_FULL = Decimal(100)


def doubts_of_clauses(found: Findings) -> Iterator[PaperDoubt]:
    has_floor = False
    for _, each in walked(found.indicators):
        has_floor = has_floor or any(clause.kind is ClauseKind.FLOOR for clause in each.clauses)
        for clause in each.clauses:
            yield from _of_clause(clause)
        yield from _too_much(each)
    for clause in found.clauses:
        has_floor = has_floor or clause.kind is ClauseKind.FLOOR
        yield from _of_clause(clause)
    if not has_floor:
        yield from _floorless(found)
    yield from _open_amounts(found)
    yield from _composition(found)


def _too_much(each: ReadIndicator) -> Iterator[PaperDoubt]:
    """油菜生产（3分）：…计4分."""
    for clause in each.clauses:
        points = [band.points for band in clause.bands] or list(clause.points)
        most = max(points, key=lambda told: told.value, default=None)
        counts_whole = clause.earns and clause.kind in (ClauseKind.FLAT, ClauseKind.BANDS, ClauseKind.GRADED)
        if counts_whole and each.points is not None and most is not None and most.value > each.points.value:
            yield wrong(
                Topic.RULES,
                f"“{each.title.value}”只有 {_n(each.points)} 分，评分标准里却得 {_n(most)} 分",
                "核对本项的分值和评分标准，改正其中一处",
                each.points,
                clause.words,
            )


def _of_clause(clause: Clause) -> Iterator[PaperDoubt]:
    if clause.bands:
        yield from _bounds(clause)
    if clause.needs_more:
        yield doubtful(
            Topic.RULES,
            f"“…{clause.words.value[-30:]}”没有说清哪种情形几分",
            "把每种情形和它的分一一写明",
            clause.words,
        )
    if clause.kind is ClauseKind.HIGHEST:
        yield noted(
            Topic.RULES,
            "同一问题取最高的一条，谁跟谁比可以有几种读法",
            "写成 choice，由考核办选定一种",
            clause.words,
        )
    if clause.kind is ClauseKind.DOUBLE:
        yield noted(
            Topic.RULES,
            "加倍扣（加）分：按折算前还是折算后的分加倍，几家怎么分担，没有写",
            "由考核办定下来，写进 carried_down",
            clause.words,
        )
    if clause.kind is ClauseKind.STEP and clause.is_share:
        yield noted(
            Topic.RULES,
            "不足一档的怎么算没有写：舍去、进一档，还是按比例",
            "写成 choice，由考核办选定一种",
            clause.words,
        )


def _bounds(clause: Clause) -> Iterator[PaperDoubt]:
    """Where one band ends and the next begins: is the number itself in both, in neither, or between them?"""
    by_low = sorted(settled(clause.bands), key=lambda band: band.low.value if band.low else Decimal("-Infinity"))
    for lower, upper in pairwise(by_low):
        if upper.low is None or (lower.high is None and lower.low is None):
            continue
        if lower.high is None:
            yield doubtful(
                Topic.RULES,
                f"{_n(upper.low)} 同时在两档里：界限 {_n(lower.low)} 以上没有写到哪里为止",
                "写明到多少为止；从上往下先合先得的，也写明",
                lower.words,
                upper.words,
            )
            continue
        if lower.high.value < upper.low.value:
            yield doubtful(
                Topic.RULES,
                f"{_n(lower.high)} 到 {_n(upper.low)} 之间没有档",
                "补上这一段，或写明按哪一档",
                lower.words,
                upper.words,
            )
        elif lower.high.value > upper.low.value:
            yield doubtful(
                Topic.RULES,
                f"{_n(upper.low)} 到 {_n(lower.high)} 同时在两档里",
                "改正界限",
                lower.words,
                upper.words,
            )
        else:
            yield from _at_the_bound(lower, upper)


def _at_the_bound(lower: FoundBand, upper: FoundBand) -> Iterator[PaperDoubt]:
    """以上 and 以下 include the number by law; a bound that neither band mentions is open."""
    if upper.low is None:
        return
    if lower.has_high is False and upper.has_low is False:
        yield doubtful(
            Topic.RULES, f"{_n(upper.low)} 不在任何一档里（两档都不含）", "写明含在哪一档", lower.words, upper.words
        )
    elif lower.has_high is not False and upper.has_low is not False:
        yield doubtful(
            Topic.RULES,
            f"界限 {_n(upper.low)} 含在哪一档没有说清：照字面两档都含",
            "写明含、不含；不写的，评分时遇到这个数不评",
            lower.words,
            upper.words,
        )


def _n(told: Told[Decimal] | None) -> str:
    return f"{told.value.normalize():f}" if told else ""


def _floorless(found: Findings) -> Iterator[PaperDoubt]:
    told: list[Told[str]] = []
    for each in leaves(found.indicators):
        if each.points is None:
            continue
        most = _most_at_once(each.clauses)
        if most > each.points.value:
            told.append(each.title)
            yield noted(
                Topic.RULES,
                f"“{each.title.value}”只有 {_n(each.points)} 分，各种扣分各发生一次就扣 {most.normalize():f} 分，"
                "超过本项分值",
                "写明扣完为止还是可以倒扣；不写的，扣到0分为止",
                each.title,
                each.points,
                *(clause.words for clause in each.clauses if _priced(clause)),
            )
    if any(_priced(clause) for each in leaves(found.indicators) for clause in each.clauses) and not told:
        first = next(clause for each in leaves(found.indicators) for clause in each.clauses if _priced(clause))
        yield noted(Topic.RULES, "没有写扣完为止", "不写的，一项最少0分", first.words)


def _priced(clause: Clause) -> bool:
    return not clause.adds and (clause.kind in _PRICED or (bool(clause.bands) and not clause.bands[0].adds))


def _most_at_once(clauses: Sequence[Clause]) -> Decimal:
    total = Decimal(0)
    for clause in clauses:
        if not _priced(clause):
            continue
        total += max(band.points.value for band in clause.bands) if clause.bands else clause.points[0].value
    return total


def _open_amounts(found: Findings) -> Iterator[PaperDoubt]:
    for passage in found.passages:
        for match in _OPEN_AMOUNT.finditer(passage.text):
            yield noted(
                Topic.RULES, f"“{match[0]}”：扣（加）多少没有写", "由考核办逐件定，系统只提出建议", passage.found(match)
            )


def _composition(found: Findings) -> Iterator[PaperDoubt]:
    """Parts that stand beside the hundred points: how they come together is said nowhere."""
    beside = [root for root in found.indicators if root.worth is None or (root.worth == _FULL and _others(found, root))]
    if not beside or len(beside) == len(found.indicators) or _is_said(found):
        return
    names = "、".join(
        root.title.value + (f"（单独 {_n(root.points)} 分）" if root.points else "") for root in beside[:6]
    )
    yield doubtful(
        Topic.RULES,
        f"{names}与其他各部分怎么合成总分，没有写",
        "由考核办定下总分的算法，写进 scoring.results",
        *(root.title for root in beside),
    )


def _others(found: Findings, root: ReadIndicator) -> bool:
    return any(each is not root and each.worth for each in found.indicators)


def _is_said(found: Findings) -> bool:
    return any(clause.kind is ClauseKind.FORMULA and "总分" in clause.words.value for clause in found.clauses)
