"""Is the planned pace one of this year, and does the ladder for shortfalls do what such a ladder may?"""

from collections.abc import Iterator

from checks.doubt import Doubt, error, note, warning
from config.figures import Target
from config.ladders import Ladder, RungAct
from config.pace import MONTHS
from config.pointers import pointer_of
from config.readings import PlacedIndicator, indicators_of, reports_verified_by, verified_by
from config.scheme import Scheme
from config.stages import By
from states.pace import is_low

_OF_LATE_THINGS = frozenset({RungAct.URGE, RungAct.LIST_OVERDUE, RungAct.PROPOSE_DEDUCTION})


def doubts_of_pace(scheme: Scheme) -> Iterator[Doubt]:
    for placed in indicators_of(scheme):
        for steps, target in _targets(placed):
            yield from _pace(scheme, pointer_of(steps), target)
    yield from _rivals(scheme)
    for code, ladder in scheme.ladders.items():
        if ladder.for_shortfalls:
            yield from _shortfall(scheme, code, ladder)
    yield from _verification(scheme)


def _verification(scheme: Scheme) -> Iterator[Doubt]:
    """Only a verified figure closes a shortfall, and it is verified once: by us in the year, or by nobody in time."""
    if reports_verified_by(scheme) is By.OFFICE:
        return
    if verified_by(scheme) is By.OFFICE:
        yield warning(
            "/stages/verification/reports",
            "全年由本级认定，各期报告却由上级核验",
            "核对原文；各期由本级核验的，改为 reports: office 或不写",
        )
    elif any(ladder.for_shortfalls for ladder in scheme.ladders.values()):
        yield note(
            "/stages/verification",
            "有欠账阶梯，各期报告却要等上级认定才算核验：赶上了也要登记一份上级认定才能了结",
            "各期由本级核验的，写 reports: office（全年仍以上级认定为准）",
        )


def _targets(placed: PlacedIndicator) -> Iterator[tuple[tuple[str | int, ...], Target]]:
    for place, target in enumerate(placed.indicator.targets):
        yield (*placed.steps, "targets", place), target
    if placed.indicator.assessed:
        return  # the same targets, once for each unit
    for number, segment in enumerate(placed.indicator.segments):
        for place, target in enumerate(segment.targets):
            yield (*placed.steps, "segments", number, "targets", place), target


def _pace(scheme: Scheme, pointer: str, target: Target) -> Iterator[Doubt]:
    pace = target.pace
    if pace is None:
        return
    for place, milestone in enumerate(pace.milestones):
        if milestone.on.year != scheme.year:
            yield error(
                f"{pointer}/pace/milestones/{place}/on",
                f"“{target.name}”的进度节点 {milestone.on} 不在考核年度 {scheme.year} 年内",
                "改为当年的日期；跨年的目标按当年应完成的部分写",
            )
    if pace.months and pace.months[-1].month < MONTHS:
        yield note(
            f"{pointer}/pace/months",
            f"“{target.name}”到{pace.months[-1].month}月底就应全部完成",
            "确是如此可以不理；否则补上以后各月",
        )
    if is_low(target.comparator) and not pace.whole:
        yield warning(
            f"{pointer}/pace",
            f"“{target.name}”要求不超过目标值，全年任何时候都与目标值比，不看序时进度",
            "删去 pace，或写 whole",
        )


def _rivals(scheme: Scheme) -> Iterator[Doubt]:
    codes = [code for code, ladder in scheme.ladders.items() if ladder.for_shortfalls]
    for code in codes[1:]:
        first = scheme.ladders[codes[0]].label
        yield warning(
            pointer_of(("ladders", code, "for_shortfalls")), f"已有欠账阶梯“{first}”，这一个用不上", "合成一个阶梯"
        )


def _shortfall(scheme: Scheme, code: str, ladder: Ladder) -> Iterator[Doubt]:
    if ladder.reminders:
        yield warning(
            pointer_of(("ladders", code, "reminders")),
            f"“{ladder.label}”写了到期前的提醒：欠账没有到期日，这些提醒不会发出",
            "删去 reminders",
        )
    for place, rung in enumerate(ladder.rungs):
        pointer = pointer_of(("ladders", code, "rungs", place))
        if rung.act in _OF_LATE_THINGS:
            yield error(
                f"{pointer}/act",
                f"“{ladder.label}”管的是欠账，不能{rung.act.label}",
                "催报、逾期名单、扣分建议写在迟报的阶梯里",
            )
        if place == 0 and rung.enters_when:
            yield note(f"{pointer}/enters_when", f"“{rung.label}”是第一级，本来就从它开始", "删去 enters_when")
    yield from _positions(scheme, code, ladder)


def _positions(scheme: Scheme, code: str, ladder: Ladder) -> Iterator[Doubt]:
    """Whoever is ranked must answer for a figure that others answer for too."""
    shared = {target.figure for placed in indicators_of(scheme) for _, target in _targets(placed) if target.figure}
    for place, criterion in enumerate(ladder.opens_when):
        if criterion.position is not None and not shared:
            yield warning(
                pointer_of(("ladders", code, "opens_when", place, "position")),
                "按位次认定欠账，却没有一个目标引用数据项（figure），排不了位次",
                "在目标里写明 figure",
            )
