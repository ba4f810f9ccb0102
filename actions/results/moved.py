"""How a correction of what had been verified moved the scores: everybody's points before it and after it, and why.

A figure that is corrected counts anew from the moment its correction is begun until it is verified again; the two ends
are replayed. What else happened between them is left out: only what moved in the same indicator is told of.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from actions.calendars import state_of_days
from actions.context import Act
from actions.published import Published, published_of
from actions.results.telling import posts_in, say_points
from actions.scoring.reckoning import reckon
from actions.shelf import Shelf
from actions.telling import Told
from config.scheme import Scheme
from config.zone import SHANGHAI
from models.assignments import Assignment
from models.indicators import Indicator
from models.journal import Journal
from scoring.differing import Differs, differences
from scoring.outcome import Outcome
from states.results.seeing import Sight, seen
from states.rules import verb_of
from states.subjects import SubjectKind

BEGUN, VERIFIED = "correct", ("verify", "record_verdict")
JUST_BEFORE = timedelta(microseconds=1)
_PAST: Shelf[tuple[object, ...], tuple[Scheme, Outcome]] = Shelf(keep=16)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A verified report that was corrected and verified again."""

    begun_at: datetime
    verified_at: datetime
    reason: str

    @property
    def before(self) -> datetime:
        return self.begun_at - JUST_BEFORE


class _Line(NamedTuple):
    """One act on a report, as the journal has it."""

    act: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Motion:
    """What a correction moved, as far as the reader may see it."""

    corrected: Corrected
    scheme: Scheme
    changed: tuple[Differs, ...]

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.unit for each in self.changed))

    @property
    def totals(self) -> dict[str, str]:
        """The names of the totals that moved."""
        names = {result.code: result.name for result in self.scheme.scoring.results}
        return {each.result: names.get(each.result, "总分") for each in self.changed}


def corrected_reports(tx: Connection, report: int) -> list[Corrected]:
    """The corrections of one report that came after a verification and were verified themselves, the latest first."""
    return [*_corrected(_told(tx, report))][::-1]


def _told(tx: Connection, report: int) -> list[_Line]:
    query = select(Journal.c.act, Journal.c.recorded_at, Journal.c.reason)
    mine = (Journal.c.subject_kind == SubjectKind.REPORT.value, Journal.c.subject_id == report)
    return [_Line(*row) for row in tx.execute(query.where(*mine).order_by(Journal.c.id))]


def _corrected(told: Iterable[_Line]) -> Iterator[Corrected]:
    begun: _Line | None = None
    was_verified = False
    for line in told:
        verb = verb_of(line.act)
        if verb == BEGUN:
            begun = line if was_verified else None
        elif verb in VERIFIED:
            if begun is not None:
                yield Corrected(begun.at, line.at, begun.reason)
            begun, was_verified = None, True


def motion_of(tx: Connection, published: Published, assignment: int, corrected: Corrected, *, sight: Sight) -> Motion:
    """Kept: what was known at a past moment is known for good."""
    (scheme, before), (_, after) = (
        _past(tx, published.assessment_id, moment) for moment in (corrected.before, corrected.verified_at)
    )
    meant = {(each.result, each.unit) for each in _of_indicator(tx, assignment, differences(before, after))}
    shown = differences(seen(before, scheme, sight), seen(after, scheme, sight))
    return Motion(corrected, scheme, tuple(each for each in shown if (each.result, each.unit) in meant))


def tell_of_motion(act: Act, published: Published, report: Any, *, title: str) -> int:
    """Each unit its own points, before and after; how many units. Nobody where nothing had been verified before."""
    told_before = [line for line in _told(act.tx, report.id) if line.at < act.now]  # this act is not told there yet
    ends_now = _corrected([*told_before, _Line(VERIFIED[0], act.now, "")])
    corrected = next((each for each in ends_now if each.verified_at == act.now), None)
    if corrected is None:
        return 0
    year = published.assessment_id
    ends = [_replayed(act.tx, year, moment).outcome for moment in (corrected.before, corrected.verified_at)]
    moved = [each for each in _of_indicator(act.tx, report.assignment_id, differences(*ends)) if _points_moved(each)]
    names = {result.code: result.name for result in published.scheme.scoring.results}
    lead = act.directory.units[report.unit_id].code
    told: dict[str, list[str]] = {}
    for each in moved:
        name = names.get(each.result, "总分")
        told.setdefault(each.unit, []).append(f"{name}由{say_points(each.before)}变为{say_points(each.after)}")
    for unit, post in posts_in(act, told):
        words = _said_to(unit == lead, title, corrected.reason.rstrip("。"))
        act.tell(
            Told(
                code="score_moved",
                key=f"score_moved:{report.id}:{corrected.verified_at.isoformat()}:{post}",
                post_id=post,
                words={**words, "unit": act.directory.unit(unit).shown, "lines": "，".join(told[unit])},
                overrides=published.texts,
            )
        )
    return len(told)


def _said_to(is_own: bool, title: str, reason: str) -> dict[str, str]:
    """What another unit corrected is not told beyond that it did (O27)."""
    if is_own:
        return {"title": title, "why": f"“{title}”的更正已核验（{reason}）"}
    return {"title": "有关单位更正数据", "why": "有关单位更正的数据已核验"}


def _points_moved(each: Differs) -> bool:
    return each.before.points != each.after.points


def _of_indicator(tx: Connection, assignment: int, changed: Iterator[Differs]) -> Sequence[Differs]:
    query = select(Indicator.c.title).join(Assignment.t, Assignment.c.indicator_id == Indicator.c.id)
    title = tx.scalar(query.where(Assignment.c.id == assignment))
    return [each for each in changed if any(title in moved.path for moved in each.because)]


def _past(tx: Connection, year: int, moment: datetime) -> tuple[Scheme, Outcome]:
    rules = published_of(tx, year, day=moment.astimezone(SHANGHAI).date()).scheme_hash
    key = (year, moment, rules, state_of_days(tx))

    def replay() -> tuple[Scheme, Outcome]:
        found = _replayed(tx, year, moment)
        return found.scheme, found.outcome

    return _PAST.get(tx, key, replay)


def _replayed(tx: Connection, year: int, moment: datetime) -> Any:
    return reckon(tx, year, today=moment.astimezone(SHANGHAI).date(), as_of=moment)
