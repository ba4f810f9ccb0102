"""The moved clock: from one moment at which something happens to the next.

At each moment: the tick, then what people do, then the delivery. The next moment is the earliest at which the clock
would look, a window opens, a message may leave, or somebody gets to something.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, bindparam, func, select

from actions.delivering import deliver
from actions.playing.agenda import Agenda
from actions.playing.hours import at
from actions.recording import Recorded, RecordingNotifier
from actions.ticking import tick
from config.errors import KaoheError
from models.assessments import Assessment
from models.assignments import Assignment
from models.care import SetAside
from models.database import Database
from models.obligations import OPEN, Obligation
from models.outbox import OPEN as WAITING
from models.outbox import OutboxMessage
from models.shortfalls import OPEN as BEHIND
from models.shortfalls import Shortfall
from models.windows import NOT_OPEN, Window
from states.assessment import AssessmentState
from states.assignment import AssignmentState

EVERY = timedelta(minutes=5)
"""How soon the clock comes by again for what it could not finish: as often as the real one."""

PATIENCE = 50
"""How often it comes by again without getting on, before it says so."""


_LEAVING = (
    select(OutboxMessage.c.id)
    .where(
        WAITING,
        OutboxMessage.c.send_after <= bindparam("b_now", type_=OutboxMessage.c.send_after.type),
    )
    .limit(1)
)
_NEXT = (
    select(func.min(Obligation.c.next_look_at)).where(OPEN),
    select(func.min(Shortfall.c.next_look_at)).where(BEHIND),
    select(func.min(Window.c.opens_at)).where(Window.c.state == NOT_OPEN),
    select(func.min(OutboxMessage.c.send_after)).where(WAITING),
)


class Stalled(KaoheError):
    """A played year does not get on: something stays due and is never done."""


@dataclass(slots=True)
class Clockwork:
    """The clock of a database in which some years are played."""

    database: Database
    agendas: list[Agenda]
    book: list[Recorded] = field(default_factory=list)
    _stuck: int = 0

    def run(
        self, begins_at: datetime, *, until: datetime | None = None, watch: Callable[[datetime], None] | None = None
    ) -> datetime:
        """Play from a moment on, until nothing is left to happen or the hour has come; the last moment played.

        Raises `Stalled` rather than to strike the same hour for ever.
        """
        now: datetime | None = begins_at
        last = begins_at
        while now is not None and (until is None or now <= until):
            last = now
            self._strike(now)
            if watch is not None:
                watch(now)
            now = self._next(now)
        return last

    def _strike(self, now: datetime) -> None:
        if tick(self.database, now=now).set_aside:
            with self.database.read() as tx:
                reasons = "；".join(tx.scalars(select(SetAside.c.reason).distinct()))
            raise Stalled(f"全年模拟运行到{now:%Y年%m月%d日%H:%M}时办不下去：{reasons}")
        for agenda in self.agendas:
            agenda.act(now)
        with self.database.read() as tx:
            leaves = tx.execute(_LEAVING, {"b_now": now}).first() is not None
        if leaves:  # at most hours of a year nothing does, and a delivery asks more than this
            deliver(self.database, RecordingNotifier(now, self.book), now=now)

    def _next(self, now: datetime) -> datetime | None:
        with self.database.read() as tx:
            moments = [*_moments(tx), *_new_years(tx, now)]
        moments += [agenda.next_moment() for agenda in self.agendas]
        coming = [moment for moment in moments if moment is not None]
        if not coming:
            return None
        earliest = min(coming)
        self._stuck = 0 if earliest > now else self._stuck + 1
        if self._stuck > PATIENCE:
            raise Stalled(f"全年模拟运行停在{now:%Y年%m月%d日%H:%M}：{earliest:%Y年%m月%d日%H:%M}应办的事一直没有办成")
        return earliest if earliest > now else now + EVERY


def _moments(tx: Connection) -> list[datetime | None]:
    """The earliest moment of each kind at which the clock has something to do."""
    return [tx.execute(query).scalar() for query in _NEXT]


def _new_years(tx: Connection, now: datetime) -> list[datetime]:
    """The first of January that a published year waits for, and the one after which what it asked is judged."""
    waiting = select(Assessment.c.year).where(Assessment.c.state == AssessmentState.PUBLISHED.value)
    running = (
        select(Assessment.c.year)
        .join(Assignment.t, Assignment.c.assessment_id == Assessment.c.id)
        .where(Assignment.c.state == AssignmentState.IN_EXECUTION.value)
        .distinct()
    )
    years = [*tx.scalars(waiting), *(year + 1 for year in tx.scalars(running))]
    days = [at(date(year, 1, 1), time.min) for year in years]
    return [moment for moment in days if moment > now]
