"""The tick: everything that the clock has to do now.

1. Start the years whose first day has come. 2. Open the windows whose hour has come. 3. Look at the open obligations
whose next look has come. 4. Look at the shortfalls in the same way. 5. Ask for the verdict on what a past year has
left. 6. Confirm the findings that nobody objected to in time. 7. End the 公示 whose days are over. 8. Lay the vetoes
whose unit let its time pass before the committee. 9. Keep the lights whose figures have moved. 10. Seal the journal.
11. Have the database count what has grown.
Safe to run twice, late, early or in two places: what was done is not found again, and a key stops the rest.
"""

import socket
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from actions.assignments.facts import facts_of
from actions.assignments.loading import assignment_of
from actions.calendars import reach_present
from actions.climbing import climb
from actions.clockwork import Counts, Round, added, end_well, go_rounds, left_alone, write
from actions.context import Act
from actions.findings.lapsing import lapse_findings
from actions.firing import fire
from actions.opening import open_windows
from actions.publishing.publishing import start_year
from actions.results.clockwork import end_notices
from actions.shortfalls.climbing import climb_shortfalls
from actions.shortfalls.keeping import LIGHTS
from actions.vetoes.hearing import lay_unanswered
from config.zone import SHANGHAI
from models.assessments import assessments_to_start
from models.care import record_beat
from models.concluding import assignments_to_conclude
from models.database import Database
from models.findings import findings_to_look_at
from models.obligations import due_obligations
from models.results import notices_to_end
from models.sealing import seal_new_rows
from models.shortfalls import due_shortfalls
from models.vetoes import unanswered_vetoes
from models.windows import windows_to_open


@dataclass(frozen=True, slots=True)
class TickCounts:
    """What one tick did. `set_aside`: rows that broke, left for a person and for a later try."""

    started: int = 0
    opened: int = 0
    looked: int = 0
    reminded: int = 0
    climbed: int = 0
    concluded: int = 0
    confirmed: int = 0
    noticed: int = 0
    laid: int = 0
    sealed: int = 0
    printed: int = 0
    set_aside: int = 0


def tick(database: Database, *, now: datetime) -> TickCounts:
    """One look at the present: what is due now is done now, letters are not back-dated, lateness is."""
    write(database, lambda tx: reach_present(tx, now=now))
    leave = left_alone(database, now=now)
    counts = go_rounds(database, ROUNDS, now=now, leave=leave)
    end_well(database, now=now)
    while sealed := write(database, lambda tx: seal_new_rows(tx, now=now)):
        counts = added(counts, {"sealed": sealed})
    database.count_what_grew()
    told = TickCounts(**counts)
    write(database, lambda tx: _beat(tx, now, told))
    return told


def _beat(tx: Connection, now: datetime, counts: TickCounts) -> None:
    record_beat(tx, "tick", started_at=now, finished_at=now, counts=asdict(counts), machine=socket.gethostname())


def _years(tx: Connection, now: datetime, limit: int, **which: Any) -> Sequence[Any]:
    return assessments_to_start(tx, year=_year(now), limit=limit, **which)


def _start(act: Act, rows: Sequence[Any]) -> Counts:
    for row in rows:
        start_year(act, row.id, version=row.version)
    return {"started": len(rows)}


def _windows(tx: Connection, now: datetime, limit: int, **which: Any) -> Sequence[Any]:
    return windows_to_open(tx, now=now, limit=limit, **which)


def _open(act: Act, rows: Sequence[Any]) -> Counts:
    return {"opened": open_windows(act, rows)}


def _obligations(tx: Connection, now: datetime, limit: int, **which: Any) -> Sequence[Any]:
    return due_obligations(tx, now=now, limit=limit, **which)


def _look(act: Act, rows: Sequence[Any]) -> Counts:
    return asdict(climb(act, rows))


def _shortfalls(tx: Connection, now: datetime, limit: int, **which: Any) -> Sequence[Any]:
    return due_shortfalls(tx, now=now, limit=limit, **which)


def _look_at_shortfalls(act: Act, rows: Sequence[Any]) -> Counts:
    return asdict(climb_shortfalls(act, rows))


def _finished(tx: Connection, now: datetime, limit: int, **which: Any) -> Sequence[Any]:
    return assignments_to_conclude(tx, year=_year(now), limit=limit, **which)


def _conclude(act: Act, rows: Sequence[Any]) -> Counts:
    for row in rows:
        subject = assignment_of(act, row.id)
        fire(act, subject, "conclude", facts_of(act, subject))
    return {"concluded": len(rows)}


def _findings(tx: Connection, now: datetime, limit: int, **which: Any) -> Sequence[Any]:
    return findings_to_look_at(tx, now=now, limit=limit, **which)


def _confirm(act: Act, rows: Sequence[Any]) -> Counts:
    return asdict(lapse_findings(act, rows))


def _notices(tx: Connection, now: datetime, limit: int, **which: Any) -> Sequence[Any]:
    return notices_to_end(tx, now=now, limit=limit, **which)


def _end_notices(act: Act, rows: Sequence[Any]) -> Counts:
    return {"noticed": end_notices(act, rows)}


def _unanswered(tx: Connection, now: datetime, limit: int, **which: Any) -> Sequence[Any]:
    return unanswered_vetoes(tx, now=now, limit=limit, **which)


def _lay(act: Act, rows: Sequence[Any]) -> Counts:
    lay_unanswered(act, rows)
    return {"laid": len(rows)}


def _year(now: datetime) -> int:
    return now.astimezone(SHANGHAI).year


ROUNDS = (
    Round("assessment", _years, _start),
    Round("window", _windows, _open),
    Round("obligation", _obligations, _look),
    Round("shortfall", _shortfalls, _look_at_shortfalls),
    Round("assignment", _finished, _conclude),
    Round("finding", _findings, _confirm),
    Round("result", _notices, _end_notices),
    Round("veto", _unanswered, _lay),
    LIGHTS,
)
