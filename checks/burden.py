"""减负 (R2.28, W15, O15): is the same fact asked for twice, and is anybody asked too often?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from checks.doubt import Doubt, error, warning
from checks.planned import Planned, Stage
from config.readings import PlannedAssignment
from config.scheme import Scheme
from config.windowing import PlannedWindow, asked_by, months_between, windows_of
from config.windows import Evidence, OwedBy, ReportField


def doubts_of_burden(scheme: Scheme, plan: Sequence[Planned]) -> Iterator[Doubt]:
    yield from _photos(scheme)
    yield from _asked_twice(scheme)
    yield from _figures_of_others(scheme)
    yield from _too_often(scheme, plan)


def _photos(scheme: Scheme) -> Iterator[Doubt]:
    for place, window in enumerate(scheme.windows):
        if window.evidence is Evidence.PHOTO:
            yield warning(
                f"/windows/{place}/evidence",
                f"“{window.named}”强制要求照片：重复留痕，加重基层负担",
                "改为 required（有印证材料即可）或 optional（O15）",
                window.basis,
            )


def _asked_twice(scheme: Scheme) -> Iterator[Doubt]:
    told: set[tuple[str, str]] = set()
    for first, second in combinations(windows_of(scheme), 2):
        pair = first.pointer, second.pointer
        if pair in told or not _overlap(scheme, first, second):
            continue
        told.add(pair)
        same = sorted({*first.periods} & {*second.periods})
        fields = "、".join(field.label for field in first.window.fields if field in second.window.fields)
        if same and scheme.policy.burden.one_figure_once:
            yield error(
                second.pointer,
                f"“{second.title}”与“{first.title}”向同样的单位要同一期（{'、'.join(same)}）的{fields}",
                "合并成一次；一个数只要一次（R2.28）",
                second.window.basis,
            )
        else:
            yield warning(
                second.pointer,
                f"“{second.title}”再要一遍“{first.title}”已经报过的{fields}",
                "能由已报的汇总出来的，不再要（R2.28）",
                second.window.basis,
            )


def _overlap(scheme: Scheme, first: PlannedWindow, second: PlannedWindow) -> bool:
    """Whether two windows ask the same units for the same months and at least one same column."""
    if first.window.owed_by is not second.window.owed_by:
        return False
    if not {*first.window.fields} & {*second.window.fields}:
        return False
    if not {*_months(first)} & {*_months(second)}:
        return False
    return bool(_codes(asked_by(scheme, first.window)) & _codes(asked_by(scheme, second.window)))


def _months(planned: PlannedWindow) -> Iterator[str]:
    for period in planned.periods:
        yield from months_between(period)


def _codes(assignments: tuple[PlannedAssignment, ...]) -> set[str]:
    return {assignment.code for assignment in assignments}


def _figures_of_others(scheme: Scheme) -> Iterator[Doubt]:
    """A figure that one unit provides, asked of the lead unit as well (O21)."""
    provided = {
        each.code for window in scheme.windows if window.owed_by is OwedBy.SOURCE for each in asked_by(scheme, window)
    }
    for place, window in enumerate(scheme.windows):
        if window.owed_by is not OwedBy.LEAD or ReportField.VALUE not in window.fields:
            continue
        for assignment in asked_by(scheme, window):
            figures = (scheme.figure(target.figure) for target in assignment.targets if target.figure)
            others = [figure for figure in figures if figure.source not in (None, assignment.lead)]
            if others and assignment.code in provided:
                figure = others[0]
                yield warning(
                    f"/windows/{place}/fields",
                    f"“{figure.name}”由{scheme.unit(figure.source or '').name}提供，“{window.named}”又向牵头单位要",
                    "牵头单位只写进展：fields 里不写 value，或用 indicators 把这项指标排除",
                    window.basis,
                )


def _too_often(scheme: Scheme, plan: Sequence[Planned]) -> Iterator[Doubt]:
    limit = scheme.policy.burden.requests_per_month
    asked: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    windows = {window.code: window for window in scheme.windows}
    for each in plan:
        due, window = each.deadline.due_on, windows.get(each.code)
        if each.stage is Stage.WINDOW and not each.is_package and due and window and window.owed_by is OwedBy.LEAD:
            for lead in {assignment.lead for assignment in asked_by(scheme, window)}:
                asked[f"{due:%Y-%m}", lead].append(each.title)
    crowded = {(month, tuple(titles)) for (month, _), titles in asked.items() if limit and len(titles) > limit}
    for month, titles in sorted(crowded):
        yield warning(
            "/policy/burden/requests_per_month",
            f"{month} 向同一单位要 {len(titles)} 次进展（{'、'.join(titles)}），超过每月 {limit} 次",
            "合并报送（R2.28）",
        )
