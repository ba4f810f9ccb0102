"""The shortfall (欠账): what the figures of a target ask for. Opened by figures, closed by a verified figure at pace.

1. The latest finished period decides; a period that was reported before its end opens nothing. 2. Not open: any
criterion that holds opens it, on a reported figure too. 3. Open and still behind: it stays. 4. Open and at pace: a
verified figure later than the last one behind closes it; while such a figure waits for verification the ladder holds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from config.labels import Labelled
from config.ladders import Ladder
from config.shortfalls import Criterion, PercentUp, Position, Shade, Ties
from states.lights import Explained
from states.pace import HUNDRED, Light, lags_over

BEHIND = frozenset({Light.YELLOW, Light.RED})
SHADES = {Shade.YELLOW: BEHIND, Shade.RED: frozenset({Light.RED})}


class ShortfallEnd(Labelled):
    """How a shortfall ended."""

    CAUGHT_UP = "caught_up", "已赶上序时进度"
    ADJUSTED = "adjusted", "目标调整后已达到序时进度"
    WITHDRAWN = "withdrawn", "任务已撤销"
    JUDGED = "judged", "年度已认定"


class Step(Labelled):
    """What the figures ask for."""

    NOTHING = "nothing", "没有欠账"
    OPEN = "open", "形成欠账"
    STAY = "stay", "仍欠账"
    HOLD = "hold", "待核验"
    CLOSE = "close", "已赶上"


@dataclass(frozen=True, slots=True)
class Peers:
    """Its own figure, and those of everybody who is ranked with it; the greater the better."""

    own: Decimal
    others: Sequence[Decimal]


Rank = Callable[[Position], Peers | None]


def _unranked(_position: Position) -> Peers | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A target through its periods, in order; how often it fell short this year; with whom it is ranked."""

    periods: Sequence[Explained]
    times_opened: int = 0
    rank: Rank = field(default=_unranked)

    @property
    def finished(self) -> list[Explained]:
        return [each for each in self.periods if each.figure is not None and not each.figure.is_partial]

    @property
    def latest(self) -> Explained | None:
        return self.finished[-1] if self.finished else None

    def running(self, shade: Shade) -> int:
        """How many periods in a row, up to the latest."""
        lights = [each.light in SHADES[shade] for each in reversed(self.finished)]
        return lights.index(False) if False in lights else len(lights)

    @property
    def behind_running(self) -> int:
        return self.running(Shade.YELLOW)

    def in_all(self, shade: Shade) -> int:
        return sum(each.light in SHADES[shade] for each in self.finished)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is asked for, by which criterion, and which period decided."""

    step: Step
    by: Explained | None = None
    criterion: Criterion | None = None


def judge(course: Course, ladder: Ladder, *, is_open: bool, opened_by: Criterion | None = None) -> Judged:
    """What the figures ask for now. `opened_by`: what an open one was opened by."""
    latest = course.latest
    if latest is None:
        return Judged(Step.STAY if is_open else Step.NOTHING)
    if not is_open:
        found = first_met(ladder.opening, course)
        return Judged(Step.OPEN, latest, found) if found is not None else Judged(Step.NOTHING, latest)
    if latest.light in BEHIND or _ranks_behind(ladder.opening, course) or _waits_for_rank(opened_by, course):
        return Judged(Step.STAY, latest)
    if (closing := _verified_at_pace(course.finished)) is not None:
        return Judged(Step.CLOSE, closing)
    return Judged(Step.HOLD, latest)


def first_met(criteria: Iterable[Criterion], course: Course) -> Criterion | None:
    """The first criterion that the latest period meets."""
    return next((each for each in criteria if is_met(each, course)), None)


def is_met(criterion: Criterion, course: Course) -> bool:
    """Whether everything that a criterion says holds. What is not behind now meets none, unless by its rank."""
    latest = course.latest
    if latest is None or (latest.light not in BEHIND and criterion.position is None):
        return False
    return all(holds(criterion, course, latest) for holds in _PARTS)


def _light(criterion: Criterion, _course: Course, latest: Explained) -> bool:
    return criterion.light is None or latest.light in SHADES[criterion.light]


def _amount(criterion: Criterion, _course: Course, latest: Explained) -> bool:
    return criterion.amount_over is None or latest.reading.gap > criterion.amount_over


def _rate(criterion: Criterion, _course: Course, latest: Explained) -> bool:
    if criterion.rate_over is None:
        return True
    return lags_over(latest.reading, percent=criterion.rate_over, measured=criterion.measured, target=latest.aim.value)


def _running(criterion: Criterion, course: Course, _latest: Explained) -> bool:
    wanted = criterion.months_running
    return wanted is None or course.running(criterion.light or Shade.RED) >= wanted


def _in_all(criterion: Criterion, course: Course, _latest: Explained) -> bool:
    wanted = criterion.months_in_all
    return wanted is None or course.in_all(criterion.light or Shade.RED) >= wanted


def _times(criterion: Criterion, course: Course, _latest: Explained) -> bool:
    return criterion.times_opened is None or course.times_opened >= criterion.times_opened


def _position(criterion: Criterion, course: Course, _latest: Explained) -> bool:
    if criterion.position is None:
        return True
    peers = course.rank(criterion.position)
    return peers is not None and is_among_last(criterion.position, peers)


_PARTS = (_light, _amount, _rate, _running, _in_all, _times, _position)


def _ranks_behind(criteria: Iterable[Criterion], course: Course) -> bool:
    return any(each.position is not None and is_met(each, course) for each in criteria)


def _waits_for_rank(opened_by: Criterion | None, course: Course) -> bool:
    """What was opened by its rank is not closed before everybody's next figure is in."""
    return opened_by is not None and opened_by.position is not None and course.rank(opened_by.position) is None


def is_among_last(position: Position, peers: Peers) -> bool:
    """Whether it ranks among the last so many, or the last so many per cent, of all together."""
    of = len(peers.others) + 1
    if of < position.at_least:
        return False
    better = sum(other > peers.own for other in peers.others)
    if position.ties is Ties.WORSE:
        better += sum(other == peers.own for other in peers.others)
    return better + 1 > of - last_places(position, of)


def last_places(position: Position, of: int) -> int:
    """后几位: of so many."""
    if position.last is not None:
        return position.last
    share = (position.last_percent or Decimal(0)) * of / HUNDRED
    return int(share.to_integral_value(ROUND_CEILING if position.rounding is PercentUp.UP else ROUND_FLOOR))


def _verified_at_pace(finished: Sequence[Explained]) -> Explained | None:
    """The latest verified figure at pace with nothing behind after it."""
    for each in reversed(finished):
        if each.light is not Light.GREEN:
            return None
        if not each.reading.is_hollow:
            return each
    return None


def entry_of(ladder: Ladder, course: Course) -> int:
    """The highest rung that may be entered directly as the figures stand; 0, the first, where none may."""
    entered = [place for place, rung in enumerate(ladder.rungs) if first_met(rung.enters_when, course) is not None]
    return max(entered, default=0)
