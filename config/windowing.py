"""Windows written out: one for each period of `for_each`, each with its rules after the year's policy."""

from collections.abc import Iterator
from dataclasses import dataclass

from config.deadlines import DeadlineRule, Offset
from config.pointers import pointer_of
from config.policy import Policy
from config.readings import PlannedAssignment, assignments_of, indicators_of
from config.scheme import Scheme
from config.windows import PERIOD, PERIOD_PLACE, ForEach, OwedBy, Window

_QUARTERS, _HALVES = "一二三四", "上下"


@dataclass(frozen=True, slots=True)
class PlannedWindow:
    """One submission window as it will be opened. `span` covers all its periods and is what its dates count from."""

    code: str
    title: str
    periods: tuple[str, ...]
    due: DeadlineRule
    opens: DeadlineRule | None
    package_due: DeadlineRule | None
    window: Window
    pointer: str

    @property
    def span(self) -> str:
        first, last = months_of(self.periods[0])[0], months_of(self.periods[-1])[1]
        return self.periods[0] if len(self.periods) == 1 else f"{first}..{last.rpartition('-')[2]}"


def windows_of(scheme: Scheme) -> tuple[PlannedWindow, ...]:
    return tuple(
        planned
        for place, window in enumerate(scheme.windows)
        for planned in _planned(scheme, window, pointer_of(("windows", place)))
    )


def _planned(scheme: Scheme, window: Window, pointer: str) -> Iterator[PlannedWindow]:
    for code, title, periods in _openings(window, scheme.year):
        package = window.package
        yield PlannedWindow(
            code=code,
            title=title,
            periods=periods,
            due=under_policy(window.due, scheme.policy),
            opens=window.opens,
            package_due=under_policy(package.due, scheme.policy, upward=package.upward) if package else None,
            window=window,
            pointer=pointer,
        )


def _openings(window: Window, year: int) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if window.for_each is None:
        yield window.code, window.named, tuple(sorted(window.periods))
        return
    for period in periods_of(window.for_each, year):
        label = period_label(period)
        titled = PERIOD_PLACE in window.title
        title = window.title.replace(PERIOD_PLACE, label) if titled else f"{window.title}（{label}）"
        yield f"{window.code}-{period}", title, (period,)


def periods_of(each: ForEach, year: int) -> tuple[str, ...]:
    return (
        *(f"{year}-{month:02}" for month in each.months),
        *(f"{year}-Q{quarter}" for quarter in each.quarters),
        *(f"{year}-H{half}" for half in each.halves),
    )


def months_of(period: str) -> tuple[str, str]:
    """First and last month of a period: 2019-Q2 → 2019-04, 2019-06."""
    parts = PERIOD.fullmatch(period)
    if parts is None:
        raise ValueError(f"期次“{period}”写法不对")
    year = parts["year"]
    if parts["month"]:
        return f"{year}-{parts['month']}", f"{year}-{parts['to'] or parts['month']}"
    number, length = (int(parts["quarter"]), 3) if parts["quarter"] else (int(parts["half"] or 1), 6)
    if not parts["quarter"] and not parts["half"]:
        return f"{year}-01", f"{year}-12"
    return f"{year}-{(number - 1) * length + 1:02}", f"{year}-{number * length:02}"


def months_between(period: str) -> tuple[str, ...]:
    """Every month of a period."""
    first, last = months_of(period)
    return tuple(f"{first[:4]}-{month:02}" for month in range(int(first[5:]), int(last[5:]) + 1))


def period_label(period: str) -> str:
    """2019年6月, 2019年第二季度, 2019年上半年, 2019年度, 2019年1—2月."""
    parts = PERIOD.fullmatch(period)
    if parts is None:
        raise ValueError(f"期次“{period}”写法不对")
    year = f"{parts['year']}年"
    if parts["month"]:
        last = f"—{int(parts['to'])}" if parts["to"] else ""
        return f"{year}{int(parts['month'])}{last}月"
    if parts["quarter"]:
        return f"{year}第{_QUARTERS[int(parts['quarter']) - 1]}季度"
    return f"{year}{_HALVES[int(parts['half']) - 1]}半年" if parts["half"] else f"{year}度"


def under_policy(rule: DeadlineRule, policy: Policy, *, upward: bool = False) -> DeadlineRule:
    """The rule with the year's roll where it leaves its own open; a count of hours is a moment and never rolls."""
    if rule.roll is not None or (isinstance(rule, Offset) and rule.unit == "hours"):
        return rule
    return rule.model_copy(update={"roll": policy.roll_up if upward else policy.roll_down})


def asked_by(scheme: Scheme, window: Window) -> tuple[PlannedAssignment, ...]:
    """The assignments of which a window asks a report."""
    chosen = _chosen(scheme, window)
    return tuple(each for each in assignments_of(scheme) if each.indicator in chosen)


def _chosen(scheme: Scheme, window: Window) -> frozenset[str]:
    return frozenset(
        placed.indicator.code
        for placed in indicators_of(scheme)
        if (not window.kinds or placed.inherited("kind") in window.kinds)
        and (not window.indicators or {placed.indicator.code, *(up.code for up in placed.above)} & {*window.indicators})
    )


def owers_of(scheme: Scheme, window: Window, assignment: PlannedAssignment) -> tuple[str, ...]:
    """The units that owe this report: the head lead, or those that provide the figures of its targets (O21)."""
    if window.owed_by is OwedBy.LEAD:
        return (assignment.lead,)
    sources = (scheme.figure(target.figure).source for target in assignment.targets if target.figure)
    return tuple(dict.fromkeys(source for source in sources if source))
