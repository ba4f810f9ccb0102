"""What stands on people's desks, when each of them gets to it, and the doing of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from actions.behaviours import Behaviour, Conduct, Matter, Timing
from actions.playing.errands import Errand, errands_of
from actions.playing.hours import WRITING, after_workdays, next_working
from actions.playing.outcome import Outcome
from actions.playing.settling import is_known, settle
from actions.playing.stage import Stage
from actions.playing.timetable import on_time
from config.ladders import SpanUnit
from config.obligations import ObligationKind
from models.obligations import OPEN, Obligation
from models.types import Key

AFTER_THE_CALL = timedelta(hours=2)
"""How long after he was urged somebody hands in what he is urged for."""

PATIENCE = 5
"""How often something that was refused is tried again, a workday apart."""

_VERSIONS = select(Obligation.c.id, Obligation.c.version).where(
    OPEN, Obligation.c.assessment_id == bindparam("b_year", type_=Key)
)
_ROWS = (
    select(Obligation.t)
    .where(OPEN, Obligation.c.id.in_(bindparam("b_ids", expanding=True)))
    .order_by(Obligation.c.due_at.nulls_last(), Obligation.c.id)
)


@dataclass(slots=True)
class _Desk:
    """One obligation on a desk: how its owner goes about it, and when."""

    version: int
    conduct: Conduct
    moment: datetime | None


@dataclass(slots=True)
class Agenda:
    """The desks of one year. An obligation is planned anew when it changes."""

    stage: Stage
    behaviour: Behaviour
    _desks: dict[int, _Desk] = field(default_factory=dict)
    _tries: dict[int, int] = field(default_factory=dict)
    _errands: list[Errand] = field(init=False)

    def __post_init__(self) -> None:
        self._errands = [each for each in errands_of(self.stage) if self._goes(each)]

    def next_moment(self) -> datetime | None:
        """When somebody does something next; in the past, where something has just come that cannot wait."""
        self._look()
        moments = [desk.moment for desk in self._desks.values() if desk.moment is not None]
        moments += [each.at for each in self._errands]
        return min(moments, default=None)

    def act(self, now: datetime) -> None:
        """Everybody does what his hour has come for, in the order in which it is due."""
        self._run_errands(now)
        self._look()
        come = [number for number, desk in self._desks.items() if desk.moment is not None and desk.moment <= now]
        for rows in _together(self._rows(come)):
            for row, outcome in self._settle(rows, now):
                self._follow_up(row.id, outcome, now)

    def _settle(self, rows: list[Any], now: datetime) -> Iterable[tuple[Any, Outcome]]:
        """Things of one desk. What somebody else settled a moment ago is passed over."""
        standing = self._rows([row.id for row in rows])
        conducts = [self._desks[row.id].conduct for row in standing]
        return zip(standing, settle(self.stage, standing, now=now, conducts=conducts), strict=True)

    def _goes(self, errand: Errand) -> bool:
        """What nobody owes is done unless its post does nothing at all."""
        return self.behaviour.conduct(Matter(post=errand.post, kind=ObligationKind.DUTY)).when.kind != "never"

    def _run_errands(self, now: datetime) -> None:
        for errand in [each for each in self._errands if each.at <= now]:
            self._errands.remove(errand)
            self.stage.do(errand.act, errand.data, by=self.stage.cast.at(errand.post), now=now)

    def _look(self) -> None:
        """Bring the desks up to date: what is new or changed is planned, what is settled is cleared away."""
        year = {"b_year": self.stage.assessment_id}
        standing = dict(self.stage.read(lambda tx: tx.execute(_VERSIONS, year).tuples().all()))
        changed = [number for number, version in standing.items() if not self._knows(number, version)]
        rows = {row.id: row for row in self._rows(changed)}
        kept = {number: self._desks[number] for number in self._desks if number in standing}
        self._desks = {**kept, **{number: self._desk(rows[number]) for number in changed}}

    def _knows(self, number: int, version: int) -> bool:
        return number in self._desks and self._desks[number].version == version

    def _rows(self, numbers: list[int]) -> list[Any]:
        return list(self.stage.read(lambda tx: tx.execute(_ROWS, {"b_ids": numbers}).all())) if numbers else []

    def _desk(self, row: Any) -> _Desk:
        conduct = self.behaviour.conduct(self._matter(row))
        moment = self._moment(row, conduct.when) if is_known(row) else None
        return _Desk(row.version, conduct, moment)

    def _matter(self, row: Any) -> Matter:
        return Matter(
            post=self.stage.places.posts[row.post_id].code,
            kind=ObligationKind(row.kind),
            indicator=self.stage.places.indicator_of(row.subject_kind, row.subject_id),
            period=self.stage.places.period_of(row),
        )

    def _moment(self, row: Any, when: Timing) -> datetime | None:
        match when.kind:
            case "never":
                return None
            case "after_urge":
                return row.rung_taken_at + AFTER_THE_CALL if row.rung else None
            case "late" if row.due_at is not None:
                return self._late(row.due_at, when)
            case _:
                return on_time(self.stage, row)

    def _late(self, due_at: datetime, when: Timing) -> datetime:
        calendar = self.stage.calendar
        if when.unit is SpanUnit.WORKDAYS and when.n:
            return after_workdays(due_at, when.n, WRITING, calendar=calendar)
        if when.unit is SpanUnit.HOURS:
            return due_at + timedelta(hours=when.n)
        return next_working(due_at + timedelta(days=when.n), WRITING, calendar=calendar)

    def _follow_up(self, number: int, outcome: Outcome, now: datetime) -> None:
        """What could not be done is tried tomorrow again; what was refused, only a few times."""
        if outcome is Outcome.DONE:
            return
        desk = self._desks[number]
        self._tries[number] = self._tries.get(number, 0) + (outcome is Outcome.REFUSED)
        hour = now.timetz().replace(tzinfo=None)
        gives_up = self._tries[number] > PATIENCE
        desk.moment = None if gives_up else after_workdays(now, 1, hour, calendar=self.stage.calendar)


def _together(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Reviews of one desk together, as they are ticked there; everything else by itself, in the order it is due."""
    desks: dict[tuple[int, ...], list[Any]] = {}
    for row in rows:
        key = (row.post_id,) if row.kind == ObligationKind.REVIEW.value else (row.post_id, row.id)
        desks.setdefault(key, []).append(row)
    yield from desks.values()
