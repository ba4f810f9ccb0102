"""Asking for more time, asking to be excused: at the moments that a behaviour gives, and what is answered."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from actions.behaving.written import Excuse, Extension
from actions.behaviours import Behaviour, Matter, Said
from actions.playing.moments import later, moment_for
from actions.playing.stage import Stage
from models.obligations import Obligation
from states.pleas import PleaKind
from workdays.deadline import instant, local_day


@dataclass(slots=True)
class _Wish:
    """One thing that will be asked for."""

    obligation: int
    rule: Extension | Excuse
    at: datetime


@dataclass(slots=True)
class Pleading:
    """What will be asked for in one year. The same thing of one unit is asked for once."""

    stage: Stage
    behaviour: Behaviour
    _wishes: dict[tuple[Any, ...], _Wish] = field(default_factory=dict)
    _asked: set[tuple[Any, ...]] = field(default_factory=set)

    def plan(self, row: Any, matter: Matter) -> None:
        """Whether anything is asked for about this open obligation, and when; anew when it changes."""
        said: tuple[Said[Extension] | Said[Excuse], ...] = (*self.behaviour.extensions, *self.behaviour.excuses)
        for place, each in enumerate(said):
            key = (place, row.subject_kind, row.subject_id, row.kind, row.period, row.unit_id)
            if not each.fits(matter) or row.due_at is None or key in self._asked:
                continue
            moment = moment_for(self.stage, row, each.rule.ask)
            if moment is not None:
                self._wishes[key] = _Wish(row.id, each.rule, max(moment, self.stage.opened(row)))

    def next_moment(self) -> datetime | None:
        return min((each.at for each in self._wishes.values()), default=None)

    def act(self, now: datetime) -> bool:
        """Ask for what the hour has come for; whether anything was."""
        come = [key for key, each in self._wishes.items() if each.at <= now]
        for key in come:
            self._asked.add(key)
            self._ask(self._wishes.pop(key), now)
        return bool(come)

    def _ask(self, wish: _Wish, now: datetime) -> None:
        row = self.stage.read(
            lambda tx: tx.execute(select(Obligation.t).where(Obligation.c.id == wish.obligation)).one()
        )
        if isinstance(wish.rule, Extension) and row.settled_at is None:
            self._extend(row, wish.rule, now)
        elif isinstance(wish.rule, Excuse) and instant(row.settled_at or now) > instant(row.due_at):
            self._explain(row, wish.rule, now)

    def _extend(self, row: Any, rule: Extension, now: datetime) -> None:
        until = rule.until.day or local_day(later(self.stage, row.due_at, rule.until))
        data = {"obligation": row.id, "until": until, "reason": rule.why}
        self.stage.answers[row.id, PleaKind.EXTENSION] = rule
        self.stage.do("request_extension", data, by=self.stage.player(row.post_id), now=now)

    def _explain(self, row: Any, rule: Excuse, now: datetime) -> None:
        self.stage.answers[row.id, PleaKind.EXCUSE] = rule
        data = {"obligation": row.id, "words": rule.why}
        self.stage.do("explain_lateness", data, by=self.stage.player(row.post_id), now=now)
