"""The windows of a year with their dates: which periods each asks for, and what it completes of the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from checks.dating import Dating
from checks.planned import Planned, PlannedPeriod, Stage
from config.obligations import ObligationKind
from config.packages import PackageRule
from config.scheme import Scheme
from config.windowing import PlannedWindow, asked_by, windows_of
from config.windows import OwedBy, Partial
from workdays.deadline import Deadline, local_day
from workdays.periods import Period


def planned_windows(dating: Dating) -> Iterator[Planned]:
    """Each window, followed by the package that it is gathered into."""
    written = windows_of(dating.scheme)
    dated = [_window(dating, window) for window in written]
    completed = _completed(dating.scheme, written, dated)
    for window, planned in zip(written, dated, strict=True):
        yield replace(planned, completes=completed.get((planned.code, planned.occasion), ()))
        if window.window.package:
            yield planned_package(dating, window.window.package, planned, title=planned.title)


def _window(dating: Dating, written: PlannedWindow) -> Planned:
    window, span = written.window, Period.parse(written.span)
    by_source = window.owed_by is OwedBy.SOURCE
    deadline = dating.due(written.due, span=span, whom="各数据提供单位" if by_source else dating.each_lead)
    return Planned(
        Stage.WINDOW,
        ObligationKind.FIGURE if by_source else ObligationKind.REPORT,
        code=window.code,
        title=written.title,
        deadline=deadline,
        span=span,
        pointer=written.pointer,
        occasion=written.code.removeprefix(window.code).removeprefix("-"),
        periods=tuple(_period(dating, code, deadline) for code in written.periods),
        opens_at=dating.opens(written.opens, span),
        ladder=window.ladder,
        chain=window.chain,
        basis=deadline.basis or window.basis,
    )


def _period(dating: Dating, code: str, deadline: Deadline) -> PlannedPeriod:
    """Partial where work goes on in it after the due day; rest days alone leave nothing to report later.

    June reported on Friday the 28th is whole, May reported on the 20th is not (D03, D05).
    """
    period = Period.parse(code)
    if deadline.due_at is None or not period.is_partial_at(deadline.due_at):
        return PlannedPeriod(period)
    after = max(local_day(deadline.due_at) + timedelta(days=1), period.start)
    return PlannedPeriod(period, is_partial=dating.calendar.count_workdays(after, period.end) > 0)


def planned_package(dating: Dating, package: PackageRule, gathered: Planned, *, title: str) -> Planned:
    """The package into which the organising office gathers what others hand in."""
    superior = dating.scheme.superior
    deadline = dating.due(package.due, span=gathered.span, whom=dating.office.name, upward=package.upward)
    return Planned(
        gathered.stage,
        ObligationKind.SEND_UP,
        code=gathered.code,
        title=f"{title}{'上报' if package.upward else '报送'}",
        deadline=deadline,
        span=gathered.span,
        pointer=f"{gathered.pointer}/package",
        occasion=gathered.occasion,
        periods=gathered.periods,
        unit=dating.office.code,
        ladder=package.ladder,
        chain=package.chain,
        upward=package.upward,
        is_package=True,
        to=package.to or (superior.code if superior else None),
        basis=deadline.basis or package.basis,
    )


def _completed(
    scheme: Scheme, written: Sequence[PlannedWindow], dated: Sequence[Planned]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """For each window, the partial periods of the one before: May, reported on the 20th, is completed in June's."""
    asked = [frozenset(each.code for each in asked_by(scheme, window.window)) for window in written]
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for place, window in enumerate(written):
        partial = tuple(each.code for each in dated[place].periods if each.is_partial)
        if not partial or window.window.partial is not Partial.COMPLETE_NEXT:
            continue
        later = [
            other
            for other, planned in enumerate(dated)
            if planned.span.start > dated[place].span.end
            and planned.kind is dated[place].kind
            and asked[other] & asked[place]
        ]
        if later:
            following = dated[min(later, key=lambda other: dated[other].span.start)]
            key = (following.code, following.occasion)
            found[key] = (*found.get(key, ()), *partial)
    return found
