"""What may change in a year that runs, and what may not: each refusal says why, and which way leads there. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from checks.doubt import Doubt, error
from config.figures import Target
from config.pointers import pointer_of
from config.readings import assignments_of, indicators_of
from config.scheme import Scheme
from config.windowing import windows_of

_ANOTHER_YEAR = "要改的，写进另一年度的方案再发布"
_LATER = "留待下一年度的方案"

FIXED = (
    (("scheme",), "方案编码是这一年度的名字，运行中不能改", _ANOTHER_YEAR),
    (("year",), "考核年度不能改", _ANOTHER_YEAR),
    (("seat",), "本单位是考核方还是被考方，关系全年的认定和评分，运行中不能改", _LATER),
    (("office", "code"), "考核主体编码不能改", _LATER),
    (("office", "unit"), "承办单位不能在方案里换", "承办单位更名的，办理“机构变更”（succeed_unit）"),
    (("stages", "issue", "sign"), "任务已经下达，是否签订责任书不能再改", _LATER),
    (("stages", "verification", "by"), "由谁认定，运行中不能改", _LATER),
    (("stages", "verification", "reports"), "各期报告由谁核验，运行中不能改", _LATER),
    (("stages", "scoring", "by"), "由谁评分，运行中不能改", _LATER),
)
"""Fields that hold a year together."""


def forbidden(old: Scheme, new: Scheme) -> tuple[Doubt, ...]:
    """Every change that a running year does not bear, whatever has been done in it."""
    return (*_fixed(old, new), *_revision(old, new), *_posts(old, new), *_chains(old, new), *_windows(old, new),
            *_figures(old, new), *_indicators(old, new))  # fmt: skip


def _fixed(old: Scheme, new: Scheme) -> Iterator[Doubt]:
    for steps, why, way in FIXED:
        if _at(old, steps) != _at(new, steps):
            yield error(pointer_of(steps), why, way)
    if (old.stages.breakdown.package is None) != (new.stages.breakdown.package is None):
        yield error("/stages/breakdown/package", "分解结果是否形成报送件，任务下达后不能再改", _LATER)


def _at(scheme: Scheme, steps: tuple[str, ...]) -> Any:
    found: Any = scheme
    for step in steps:
        found = getattr(found, step)
    return found


def _revision(old: Scheme, new: Scheme) -> Iterator[Doubt]:
    if new.revision <= old.revision:
        yield error("/revision", f"现行的是第{old.revision}版，变更后的方案还写着第{new.revision}版",
                    f"把 revision 改为 {old.revision + 1}")  # fmt: skip


def _posts(old: Scheme, new: Scheme) -> Iterator[Doubt]:
    """A post belongs to its unit."""
    owners = {post.code: post.unit for post in old.posts}
    for place, post in enumerate(new.posts):
        if post.code in owners and post.unit != owners[post.code] and owners[post.code] in {u.code for u in new.units}:
            yield error(
                pointer_of(("posts", place, "unit")),
                f"岗位“{post.title}”不能改到别的单位：它的履历在原单位名下",
                "另设一个岗位，编码不同",
            )


def _chains(old: Scheme, new: Scheme) -> Iterator[Doubt]:
    for code in old.chains.keys() - new.chains.keys():
        yield error(
            pointer_of(("chains",)),
            f"审核流程“{old.chains[code].label}”不能删去：正在办理的件还要走完它",
            "留着不用；环节可以改",
        )


def _windows(old: Scheme, new: Scheme) -> Iterator[Doubt]:
    was = {one.code: one for one in windows_of(old)}
    for one in windows_of(new):
        before = was.get(one.code)
        if before is None:
            continue
        if before.periods != one.periods:
            yield error(f"{one.pointer}/periods", f"“{one.title}”的期次不能改", "另写一次报送，编码不同")
        if before.window.owed_by is not one.window.owed_by:
            yield error(f"{one.pointer}/owed_by", f"“{one.title}”由谁报不能改", "另写一次报送，编码不同")


def _figures(old: Scheme, new: Scheme) -> Iterator[Doubt]:
    was = {figure.code: figure for figure in old.figures}
    for place, figure in enumerate(new.figures):
        before = was.get(figure.code)
        if before is not None and (before.unit, before.measure) != (figure.unit, figure.measure):
            yield error(
                pointer_of(("figures", place)),
                f"数据项“{figure.name}”的计量单位、本期还是累计不能改：前后的数不能相加",
                "另设一个数据项，编码不同",
            )


def _indicators(old: Scheme, new: Scheme) -> Iterator[Doubt]:
    """Targets may be set otherwise, added or given up; what they are counted in stays."""
    was = {(one.indicator, one.segment): one for one in assignments_of(old)}
    for one in assignments_of(new):
        before = was.get((one.indicator, one.segment))
        for target in one.targets if before is not None else ():
            yield from _target(one.pointer, _by_name(before.targets).get(target.name) if before else None, target)
    parents = {each.indicator.code: bool(each.indicator.children) for each in indicators_of(old)}
    for each in indicators_of(new):
        if parents.get(each.indicator.code) is False and each.indicator.children:
            yield error(
                f"{each.pointer}/children", f"“{each.indicator.title}”已作为任务下达，不能再分出下级指标",
                "另立上级指标，编码不同",
            )  # fmt: skip


def _by_name(targets: tuple[Target, ...]) -> Mapping[str, Target]:
    return {target.name: target for target in targets}


def _target(pointer: str, before: Target | None, after: Target) -> Iterator[Doubt]:
    if before is None:
        return
    counted = ("unit", "measure", "comparator", "figure")
    if any(getattr(before, name) != getattr(after, name) for name in counted) or (before.value is None) != (
        after.value is None
    ):
        yield error(
            f"{pointer}/targets",
            f"目标“{after.name}”的计量单位、方向、口径不能改：前后的数比不得",
            "另写一个目标，换一个名称，原来的删去",
        )
