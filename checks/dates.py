"""Do the dates hold together: order, time to review, rest days, years that nobody has announced?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import get_args

from checks.doubt import Doubt, Severity, error, note, warning
from checks.planned import Planned, Stage
from config.chains import Chain
from config.deadlines import DeadlineRule, Roll
from config.obligations import ObligationKind
from config.scheme import Scheme
from config.windowing import windows_of
from config.windows import PERIOD, Partial
from workdays.calendar import WorkCalendar
from workdays.resolving import resolve
from workdays.rolling import is_in_hours
from workdays.wording import say_day

_ROLL_WORDS = {"none": "不变", "forward": "顺延", "back": "提前"}


def doubts_of_dates(scheme: Scheme, plan: Sequence[Planned], calendar: WorkCalendar) -> Iterator[Doubt]:
    yield from _once(_opens_before_due(plan))
    yield from _once(_of_this_year(scheme, plan))
    yield from _once(_packages(scheme, plan, calendar))
    yield from _once(_time_to_review(scheme, plan, calendar))
    yield from _stages_in_order(plan)
    yield from _partial(scheme, plan)
    yield from _rest_days(plan, calendar)
    yield from _provisional(plan)
    yield from _documents(scheme)
    yield from _periods(scheme)


def _once(doubts: Iterable[Doubt]) -> Iterator[Doubt]:
    """One rule is told once, however many months it is wrong in."""
    told: defaultdict[tuple[str, Severity], list[Doubt]] = defaultdict(list)
    for doubt in doubts:
        told[doubt.pointer, doubt.severity].append(doubt)
    for first, *others in told.values():
        yield replace(first, sentence=f"{first.sentence}；另有 {len(others)} 次同样") if others else first


def _due(planned: Planned) -> date | None:
    return planned.deadline.judged_on


def _said(planned: Planned) -> str:
    due = _due(planned)
    return say_day(due) if due else ""


def _opens_before_due(plan: Sequence[Planned]) -> Iterator[Doubt]:
    for planned in plan:
        if planned.opens_at and _closes_unopened(planned):
            yield error(
                f"{planned.pointer}/opens",
                f"“{planned.title}”{say_day(planned.opens_at.date())}才开始，{_said(planned)}已经截止",
                "核对 opens 和 due",
                planned.basis,
            )


def _closes_unopened(planned: Planned) -> bool:
    due = planned.deadline.due_at
    return planned.opens_at is not None and due is not None and planned.opens_at >= due


def _of_this_year(scheme: Scheme, plan: Sequence[Planned]) -> Iterator[Doubt]:
    """A date written out belongs to the year, or to the beginning of the next."""
    for planned in plan:
        due = planned.deadline.due_on
        # What is counted from another date, or asks for another year's period, is told of there.
        told_elsewhere = planned.kind is ObligationKind.CO_UNIT_PART or planned.span.start.year != scheme.year
        if due and not told_elsewhere and due.year not in (scheme.year, scheme.year + 1):
            yield error(
                f"{planned.pointer}/due",
                f"“{planned.title}”的期限 {due.isoformat()} 不在 {scheme.year} 年度",
                f"方案的年度是 {scheme.year}（次年初收尾也可以），核对年份",
                planned.basis,
            )


def _packages(scheme: Scheme, plan: Sequence[Planned], calendar: WorkCalendar) -> Iterator[Doubt]:
    """What goes upward leaves after what it is made of has come in, with the days that its own chain takes (D04)."""
    for fed, package in pairwise(plan):
        gathered, leaves = _due(fed), _due(package)
        if not package.is_package or gathered is None or leaves is None:
            continue
        if leaves < gathered:
            yield error(
                f"{package.pointer}/due",
                f"“{package.title}”{_said(package)}就要送出，而“{fed.title}”{_said(fed)}才收齐",
                "先收齐后送出：推迟送出，或提前收齐",
                package.basis,
            )
            continue
        needed, left = _days(scheme, package.chain), _workdays(calendar, gathered, leaves)
        if left < needed:
            yield warning(
                f"{package.pointer}/due",
                f"“{fed.title}”{_said(fed)}收齐，“{package.title}”{_said(package)}送出，"
                f"中间 {left} 个工作日，审核要 {needed} 个",
                "提前收齐，或缩短审核各环节的 days",
                package.basis,
            )


def _time_to_review(scheme: Scheme, plan: Sequence[Planned], calendar: WorkCalendar) -> Iterator[Doubt]:
    """A due moment after the review leaves the writer less time than it seems (D01)."""
    for planned in plan:
        due = _due(planned)
        if planned.is_package or planned.chain is None or planned.opens_at is None or due is None:
            continue
        if _closes_unopened(planned):
            continue
        needed, left = _days(scheme, planned.chain), _workdays(calendar, planned.opens_at.date(), due)
        if left < needed:
            yield warning(
                f"{planned.pointer}/due",
                f"“{planned.title}”从开始到截止 {left} 个工作日，光审核就要 {needed} 个，没有填报的时间",
                "提前开始、推迟截止，或缩短审核各环节的 days",
                planned.basis,
            )


def _days(scheme: Scheme, chain: str | None) -> int:
    written: Chain | None = scheme.chains[chain] if chain else None
    return sum(step.days for step in written.steps) if written else 0


def _workdays(calendar: WorkCalendar, first: date, last: date) -> int:
    """Workdays after `first` up to and with `last`; beyond the calendar nothing is known, so plenty."""
    if not calendar.first_day <= first <= last <= calendar.last_day:
        return 0 if last < first else 366
    return calendar.workdays_between(first, last)


_ORDER = (Stage.ISSUE, Stage.BREAKDOWN, Stage.WINDOW, Stage.VERIFICATION, Stage.SCORING, Stage.ARCHIVE)
# A report may well fall due before the breakdown does; the year's end comes after all of them.
_FREE = frozenset({(Stage.BREAKDOWN, Stage.WINDOW), (Stage.ISSUE, Stage.WINDOW)})


def _stages_in_order(plan: Sequence[Planned]) -> Iterator[Doubt]:
    """D15: what comes later in the year may not fall due before what it rests on."""
    for later in plan:
        due = _due(later)
        if later.stage not in _ORDER or later.is_package or due is None:
            continue
        before = [stage for stage in _ORDER[: _ORDER.index(later.stage)] if (stage, later.stage) not in _FREE]
        rests_on = [each for each in plan if each.stage in before and (_due(each) or date.min) > due]
        if rests_on:
            last = max(rests_on, key=lambda each: _due(each) or date.min)
            yield error(
                f"{later.pointer}/due",
                f"“{later.title}”{_said(later)}截止，早于它所依据的“{last.title}”（{_said(last)}）",
                "核对两处日期的先后",
                later.basis,
            )


def _partial(scheme: Scheme, plan: Sequence[Planned]) -> Iterator[Doubt]:
    """A period that still runs when its report is due (D03)."""
    as_is = {planned.pointer for planned in windows_of(scheme) if planned.window.partial is Partial.AS_IS}
    running: defaultdict[str, list[Planned]] = defaultdict(list)
    for planned in plan:
        if (
            planned.stage is Stage.WINDOW
            and not planned.is_package
            and any(each.is_partial for each in planned.periods)
        ):
            running[planned.pointer].append(planned)
    for pointer, windows in running.items():
        said = "；".join(f"{_said(each)}截止时{_running(each)}还没有结束" for each in windows)
        sentence = f"“{windows[0].title}”{said}，报的是截至当日的数"
        if pointer in as_is:
            yield warning(f"{pointer}/partial", sentence, "写 partial: complete_next，下一次补全", windows[0].basis)
        else:
            yield note(f"{pointer}/due", sentence, "下一次报送时补全（partial: complete_next）", windows[0].basis)


def _running(planned: Planned) -> str:
    return "、".join(each.label for each in planned.periods if each.is_partial)


def _rest_days(plan: Sequence[Planned], calendar: WorkCalendar) -> Iterator[Doubt]:
    """A date on a rest day, with the answers of every roll (D08, E09); one doubt for each rule."""
    resting: defaultdict[str, list[Planned]] = defaultdict(list)
    for planned in plan:
        named = planned.deadline.due_on
        if named and not calendar.is_workday(named) and not is_in_hours(planned.deadline.rule):
            resting[planned.pointer].append(planned)
    for pointer, fallen in resting.items():
        said = "；".join(_answers(each, calendar) for each in fallen)
        yield note(
            f"{pointer}/due",
            f"“{fallen[0].title}”{'等' if len(fallen) > 1 else ''}的期限在休息日：{said}",
            "文件另有说法的，在这条期限里写明 roll",
            fallen[0].basis,
        )


def _answers(planned: Planned, calendar: WorkCalendar) -> str:
    deadline = planned.deadline
    rolls = "、".join(f"{_ROLL_WORDS[roll]} {_rolled(planned, roll, calendar)}" for roll in get_args(Roll))
    return f"{deadline.due_on}（{rolls}；以 {deadline.judged_on} 为准，{deadline.remind_on} 提醒）"


def _rolled(planned: Planned, roll: Roll, calendar: WorkCalendar) -> str:
    rule: DeadlineRule = planned.deadline.rule.model_copy(update={"roll": roll})
    answer = resolve(rule, calendar=calendar, period=planned.span, upward=planned.upward).judged_on
    return answer.isoformat() if answer else "未定"


def _provisional(plan: Sequence[Planned]) -> Iterator[Doubt]:
    waiting = [planned for planned in plan if planned.deadline.provisional]
    if waiting:
        years = "、".join(sorted({str(day.year) for planned in waiting if (day := planned.deadline.judged_on)}))
        yield warning(
            f"{waiting[0].pointer}/due",
            f"{years} 年的放假安排国务院尚未公布，{len(waiting)} 个期限是暂定的（第一个：{waiting[0].title}）",
            "公布后更新工作日历，系统会列出变动的日期",
        )


def _documents(scheme: Scheme) -> Iterator[Doubt]:
    for place, document in enumerate(scheme.documents):
        for field, word, day in (("issued", "印发", document.issued), ("received", "收到", document.received)):
            if day and document.dated and day < document.dated:
                yield warning(
                    f"/documents/{place}/{field}",
                    f"“{document.title}”{word}日期 {day} 早于成文日期 {document.dated}",
                    "核对文件上的日期",
                )


def _periods(scheme: Scheme) -> Iterator[Doubt]:
    for place, window in enumerate(scheme.windows):
        for index, period in enumerate(window.periods):
            parts = PERIOD.fullmatch(period)
            if parts and int(parts["year"]) != scheme.year:
                yield error(
                    f"/windows/{place}/periods/{index}",
                    f"期次 {period} 不在 {scheme.year} 年度",
                    f"改为 {scheme.year}{period[4:]}，或核对方案的 year",
                    window.basis,
                )
