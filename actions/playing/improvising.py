"""A sample for a year that has none: every target one item, reached in twelve even steps."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_DOWN, Decimal

from config.figures import Target
from config.readings import PlannedAssignment, assignments_of, kind_of
from config.sample import MONTHS, Sample, SampleBreakdown, SampleItem
from config.scheme import Scheme
from config.stages import STAR
from states.gates import OF_THE_WHOLE

SMALLEST = Decimal("0.01")
MORE = OF_THE_WHOLE.difference(STAR)
NOTE = "按进度安排推进，完成序时任务"


def improvise(scheme: Scheme, *, published_on: date) -> Sample:
    """What people would type in a year in which everything goes to plan."""
    return Sample(
        scheme=scheme.scheme,
        published_on=published_on,
        breakdowns=tuple(_breakdown(scheme, each) for each in assignments_of(scheme)),
    )


def _breakdown(scheme: Scheme, assignment: PlannedAssignment) -> SampleBreakdown:
    kind = kind_of(scheme, assignment)
    asked = (*scheme.stages.breakdown.requires, *(kind.requires if kind else ()))
    return SampleBreakdown(
        assignment=assignment.code,
        overview=f"{assignment.title}的背景、做法和预期成效",
        acceptance=f"{assignment.title}达到目标要求，有印证材料",
        more={field: f"{assignment.title}的{field.label}，以上级正式文件为准" for field in asked if field in MORE},
        evidence=f"{assignment.title}印证材料",
        notes={1: NOTE, MONTHS: "全年任务完成"},
        items=tuple(_items(scheme.year, assignment)),
    )


def _items(year: int, assignment: PlannedAssignment) -> Iterator[SampleItem]:
    """One item for every number, or one for the whole."""
    numbers = [target for target in assignment.targets if target.value is not None]
    for target in numbers:
        yield _item(year, f"组织实施并逐月调度，推进“{target.name}”如期达标", target)
    if not numbers:
        yield _item(year, "制定工作方案，明确专人，逐月推进并留存资料", None)


def _item(year: int, content: str, target: Target | None) -> SampleItem:
    numbers = {} if target is None else {"target": target.name, "share": target.value, "monthly": _even(target)}
    return SampleItem(
        content=content,
        requirement="按期完成，有据可查",
        standard="有台账、有印证材料，抽查属实",
        schedule="每月推进，年底前全部完成",
        due_on=date(year, 12, 31),
        **numbers,
    )


def _even(target: Target) -> tuple[Decimal, ...]:
    """A twelfth more every month, in whole numbers where the target is one; the last month reaches it."""
    value = target.value or Decimal(0)
    step = SMALLEST if value % 1 else Decimal(1)
    shares = ((value * month / MONTHS).quantize(step, rounding=ROUND_DOWN) for month in range(1, MONTHS))
    return (*shares, value)
