"""What stands on people's desks, when each of them gets to it, and the doing of it."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, bindparam, select

from actions.behaviours import Behaviour, Conduct, Matter
from actions.playing.announcing import announcement
from actions.playing.ending import end_letters, next_ending
from actions.playing.errands import Errand, events_of
from actions.playing.hours import after_workdays, at
from actions.playing.leaving import leaves_of
from actions.playing.moments import moment_for
from actions.playing.outcome import Outcome
from actions.playing.papers import letter_at
from actions.playing.pleading import Pleading
from actions.playing.settling import is_known, settle
from actions.playing.stage import Stage
from actions.playing.timetable import signed_after
from config.letters import LetterKind
from config.obligations import ObligationKind
from models.obligations import OPEN, Obligation
from models.types import Key
from states.subjects import SubjectKind

PATIENCE = 5
"""How often something that was refused is tried again, a workday apart."""

ANSWERS = frozenset({ObligationKind.ACKNOWLEDGEMENT, ObligationKind.REPLY, ObligationKind.COMMITMENT})

_VERSIONS = (
    select(Obligation.c.id, Obligation.c.version)
    .where(OPEN, Obligation.c.assessment_id == bindparam("b_year", type_=Key))
    .order_by(Obligation.c.id)  # who comes first when two do the same thing at once
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
    """The desks of one year. An obligation is planned anew when it changes. `more`: errands of this year alone."""

    stage: Stage
    behaviour: Behaviour
    more: Sequence[Errand] = ()
    _desks: dict[int, _Desk] = field(default_factory=dict)
    _tries: dict[int, int] = field(default_factory=dict)
    _back: dict[int, datetime] = field(default_factory=dict)  # until when something waits for who is away
    _seen: dict[int, int] | None = None  # the versions by which the desks were planned
    _errands: list[Errand] = field(init=False)
    _pleading: Pleading = field(init=False)

    def __post_init__(self) -> None:
        events = [each for each in events_of(self.stage) if self._goes(each)]
        leaves = chain.from_iterable(leaves_of(self.stage, each) for each in self.behaviour.leave)
        holidays = (announcement(self.stage, each) for each in self.behaviour.holidays)
        self._errands = sorted((*events, *leaves, *holidays, *self.more), key=lambda each: each.at)
        self._pleading = Pleading(self.stage, self.behaviour)

    def next_moment(self) -> datetime | None:
        """When somebody does something next; in the past, where something has just come that cannot wait."""
        self._look()
        moments = [desk.moment for desk in self._desks.values()]
        moments += [each.at for each in self._errands]
        moments += [self._pleading.next_moment(), next_ending(self.stage)]
        return min((moment for moment in moments if moment is not None), default=None)

    def act(self, now: datetime) -> None:
        """Everybody does what his hour has come for, in the order in which it is due."""
        self._run_errands(now)
        end_letters(self.stage, now)
        self._look()
        if self._pleading.act(now):
            self._look()
        come = [number for number, desk in self._desks.items() if desk.moment is not None and desk.moment <= now]
        for rows in _together(self._at_hand(self._rows(come), now)):
            for row, outcome in self._settle(rows, now):
                self._follow_up(row.id, outcome, now)

    def _at_hand(self, rows: list[Any], now: datetime) -> list[Any]:
        """Without those of somebody who is away, with nobody in his place: they wait until he is back."""
        here = []
        for row in rows:
            back = self.stage.back(self.stage.places.posts[row.post_id].code, now)
            desk = self._desks[row.id]
            if back > now.date() and desk.moment is not None:
                hour = desk.moment.timetz().replace(tzinfo=None)
                desk.moment = self._back[row.id] = at(self.stage.calendar.on_or_after(back), hour)
            else:
                here.append(row)
        return here

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
            calendar = self.stage.calendar
            errand.work(self.stage.cast.at(errand.post), now)
            # somebody may be back early; other days may be worked
            self._plan_anew(self._back if self.stage.calendar is calendar else self._desks)
            self._back.clear()

    def _plan_anew(self, numbers: Container[int]) -> None:
        self._desks = {number: desk for number, desk in self._desks.items() if number not in numbers}
        self._seen = None

    def _look(self) -> None:
        """Bring the desks up to date: what is new or changed is planned, what is settled is cleared away."""
        standing = self.stage.standing(_versions)
        if standing is self._seen:
            return
        self._seen = standing
        changed = [number for number, version in standing.items() if not self._knows(number, version)]
        rows = {row.id: row for row in self._rows(changed)}
        kept = {number: self._desks[number] for number in self._desks if number in standing}
        self._desks = {**kept, **{number: self._desk(rows[number]) for number in changed}}

    def _knows(self, number: int, version: int) -> bool:
        return number in self._desks and self._desks[number].version == version

    def _rows(self, numbers: list[int]) -> list[Any]:
        return list(self.stage.read(lambda tx: tx.execute(_ROWS, {"b_ids": numbers}).all())) if numbers else []

    def _desk(self, row: Any) -> _Desk:
        matter = self._matter(row)
        self._pleading.plan(row, matter)
        conduct = self.behaviour.conduct(self._reported(matter))
        is_asked_for = bool(row.standing.get("frozen"))  # it waits for the answer to its request
        moment = self._moment(row, conduct) if is_known(row) and not is_asked_for else None
        if moment is not None and row.id in self._back:
            moment = max(moment, self._back[row.id])
        return _Desk(row.version, conduct, moment)

    def _moment(self, row: Any, conduct: Conduct) -> datetime | None:
        """As the conduct has it; a draft as its letters are handled, where nobody is said to do otherwise."""
        if row.kind != ObligationKind.LETTER.value or conduct.when.kind != "on_time":
            return moment_for(self.stage, row, conduct.when)
        letter = letter_at(self.stage, row.subject_id)
        days = self.behaviour.signed(self.stage.places.units[letter.unit_id], LetterKind(letter.kind))
        return signed_after(self.stage, row, days) if days is not None else None

    def _reported(self, matter: Matter) -> Matter:
        """Who never reports does not answer letters either, unless the file says so."""
        if matter.kind not in ANSWERS or self.behaviour.speaks_of(matter):
            return matter
        report = replace(matter, kind=ObligationKind.REPORT)
        return report if self.behaviour.conduct(report).when.kind == "never" else matter

    def _matter(self, row: Any) -> Matter:
        is_letter = row.subject_kind == SubjectKind.LETTER.value
        task = letter_at(self.stage, row.subject_id).assignment_id if is_letter else row.subject_id
        return Matter(
            post=self.stage.places.posts[row.post_id].code,
            kind=ObligationKind(row.kind),
            indicator=self.stage.places.indicator_of(
                SubjectKind.ASSIGNMENT.value if is_letter else row.subject_kind, task
            ),
            period=self.stage.places.period_of(row),
        )

    def _follow_up(self, number: int, outcome: Outcome, now: datetime) -> None:
        """What could not be done is tried tomorrow again; what was refused, only a few times."""
        if outcome is Outcome.DONE:
            return
        desk = self._desks[number]
        self._tries[number] = self._tries.get(number, 0) + (outcome is Outcome.REFUSED)
        hour = now.timetz().replace(tzinfo=None)
        gives_up = self._tries[number] > PATIENCE
        desk.moment = None if gives_up else after_workdays(now, 1, hour, calendar=self.stage.calendar)


def _versions(tx: Connection, year: int) -> dict[int, int]:
    """The open obligations, each with how often it was changed."""
    return dict(tx.execute(_VERSIONS, {"b_year": year}).tuples().all())


def _together(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Reviews of one desk together, as they are ticked there; everything else by itself, in the order it is due."""
    desks: dict[tuple[int, ...], list[Any]] = {}
    for row in rows:
        is_ticked = row.kind == ObligationKind.REVIEW.value and row.subject_kind != SubjectKind.LETTER.value
        key = (row.post_id,) if is_ticked else (row.post_id, row.id)
        desks.setdefault(key, []).append(row)
    yield from desks.values()
