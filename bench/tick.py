"""What a tick costs: by what is due, whatever else exists; beside the least that a database must do for it.

A year of Shanxi stands in a SQLite file. Open obligations that are not due yet are laid beside it, ever more of them;
then some fall due, and the clock looks at them: a reminder each, one line of journal each, the next look each, and the
seal. Beside it runs the floor: the same rows changed and written by three SQL statements of no rules and no words.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from actions.doors import Door
from actions.performing import perform
from actions.ticking import tick
from bench.timing import Measured, in_turn
from config.schemes import find_scheme
from config.zone import SHANGHAI
from models.database import Database

PUBLISHED = datetime(2019, 5, 6, 8, tzinfo=SHANGHAI)
OFFICE = "shanxi-cjr"
LATER = datetime(2019, 12, 31, 9, tzinfo=SHANGHAI)
FIRST = datetime(2019, 5, 7, 9, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
EXISTING = (10_000, 100_000, 1_000_000)
DUE = (100, 1_000)
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. `floor`: what three SQL statements take for the same rows."""

    existing: int
    due: int
    ours: Measured
    floor: Measured

    @property
    def ratio(self) -> float:
        return self.ours.median / self.floor.median


class Yard:
    """A year in a file, and a plain connection to the same file for what is laid beside it."""

    def __init__(self, folder: Path) -> None:
        file = folder / "bench.db"
        self.database = Database(f"sqlite:///{file}")
        self.database.migrate()
        door = Door(now=PUBLISHED)
        text = find_scheme("shanxi-cjr-2019").read_text(encoding="utf-8")
        perform(self.database, "publish", {"text": text}, door=door)
        self.plain = sqlite3.connect(file, isolation_level=None, timeout=10)
        self.plain.execute("PRAGMA foreign_keys = ON")
        self.plain.execute("PRAGMA synchronous = FULL")
        self._appoint(door)
        tick(self.database, now=PUBLISHED)
        # what the year itself owes is out of the way
        self.plain.execute("UPDATE obligation SET next_look_at = ?", (stored(LATER),))
        self.existing = 0
        self._days = count(1)
        self.now = FIRST

    def _appoint(self, door: Door) -> None:
        posts = self.plain.execute("SELECT code, title FROM post ORDER BY id").fetchall()
        people = [
            {"office": OFFICE, "person": code, "name": title, "post": code, "begins_on": "2019-01-01"}
            for code, title in posts
        ]
        perform(self.database, "appoint", {"office": OFFICE, "people": people}, door=door)

    def lay(self, number: int, *, look: datetime, named: str) -> None:
        """So many open obligations, each like the first report of the year."""
        columns = [row[1] for row in self.plain.execute("PRAGMA table_info(obligation)") if row[1] != "id"]
        told = {
            "period": "? || n.i",
            "next_look_at": "?",
            "due_at": "?",
            "original_due_at": "?",
            "opened_at": "?",
            "ladder": "json_set(ladder, '$.reminders', json(?))",
            "deadline": "NULL",
        }
        values = ", ".join(told.get(name, name) for name in columns)
        due = stored(look + DAY + timedelta(hours=8))
        given = {"period": named, "next_look_at": stored(look), "due_at": due, "original_due_at": due}
        given["opened_at"] = stored(look - DAY)
        given["ladder"] = json.dumps([{"n": 1, "unit": "workdays", "at": f"{look:%H:%M}"}])
        self.plain.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"  # noqa: S608 -- names only
            f" INSERT INTO obligation ({', '.join(columns)})"
            f" SELECT {values} FROM (SELECT * FROM obligation WHERE kind = 'report' ORDER BY id LIMIT 1), n",
            [number, *(given[name] for name in columns if name in given)],
        )

    def grow(self, existing: int) -> None:
        if existing > self.existing:
            self.lay(existing - self.existing, look=LATER, named=f"later/{existing}/")
            self.existing = existing
            self.plain.execute("ANALYZE")

    def fall_due(self, number: int) -> None:
        """What was due before is out of the way; a minute later these are due."""
        self.plain.execute("UPDATE obligation SET next_look_at = NULL WHERE period LIKE 'now/%'")
        self.now += MINUTE
        self.lay(number, look=self.now, named=f"now/{next(self._days)}/")

    def look(self) -> None:
        tick(self.database, now=self.now)

    def floor(self) -> None:
        """The rows changed, a message and a line of journal each: no rule asked, no word composed, nothing sealed."""
        now, later = stored(self.now), stored(self.now + DAY)
        due = "FROM obligation WHERE settled_at IS NULL AND next_look_at <= ?"
        self.plain.execute("BEGIN IMMEDIATE")
        self.plain.execute(
            "INSERT INTO outbox_message (office_id, dedup_key, kind, subject, body, short, line, why, together, urgent,"
            " wanted_while_id, state, created_at, send_after, attempts, reason, version) SELECT office_id,"
            " 'floor:' || ? || id, 'reminder', title, title, title, title, title, 1, 0, NULL, 'waiting', ?, ?, 0, '', 0"
            f" {due}",
            (now, now, now, now),
        )
        self.plain.execute(
            "INSERT INTO journal (office_id, act, subject_kind, subject_id, via, marks, effective_at, recorded_at,"
            f" reason, basis) SELECT office_id, 'look', 'obligation', id, 'clock', '[]', ?, ?, '', '' {due}",
            (now, now, now),
        )
        self.plain.execute(
            "UPDATE obligation SET version = version + 1, next_look_at = ?, standing = json_set(standing, '$.at', ?)"
            " WHERE settled_at IS NULL AND next_look_at <= ?",
            (later, now, now),
        )
        self.plain.execute("COMMIT")

    def close(self) -> None:
        self.plain.close()
        self.database.close()


def stored(moment: datetime) -> str:
    """As the tables keep a moment on SQLite."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def measure(existing: Sequence[int], due: Sequence[int], *, rounds: int) -> list[Line]:
    lines = []
    with tempfile.TemporaryDirectory(prefix="kaohe-bench-") as folder:
        yard = Yard(Path(folder))
        try:
            for number in sorted(existing):
                yard.grow(number)
                for some in due:
                    ours, floor = in_turn(
                        yard.look, yard.floor, rounds=rounds, before=lambda some=some: yard.fall_due(some)
                    )
                    lines.append(Line(number, some, ours, floor))
        finally:
            yard.close()
    return lines


def growth(lines: Sequence[Line]) -> dict[int, float]:
    """By how much a tick of the same size takes longer beside the most rows than beside the fewest."""
    found = {}
    for due in dict.fromkeys(line.due for line in lines):
        same = [line for line in lines if line.due == due]
        found[due] = same[-1].ours.median / same[0].ours.median
    return found


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.tick", description=__doc__)
    asked.add_argument("--existing", type=int, nargs="+", default=EXISTING)
    asked.add_argument("--due", type=int, nargs="+", default=DUE)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--json", action="store_true")
    told = asked.parse_args(words)
    lines = measure(told.existing, told.due, rounds=told.rounds)
    if told.json:
        rows = [
            {"existing": line.existing, "due": line.due, "ms": line.ours.median * 1000, "ratio": line.ratio}
            for line in lines
        ]
        sys.stdout.write(json.dumps({"schema": "kaohe.bench.tick/1", "lines": rows, "growth": growth(lines)}) + "\n")
        return
    sys.stdout.write("| open | due | a tick, ms | floor, ms | × floor |\n|---:|---:|---:|---:|---:|\n")
    for line in lines:
        sys.stdout.write(
            f"| {line.existing:,} | {line.due:,} | {line.ours.shown()} | {line.floor.shown()} | {line.ratio:.1f} |\n"
        )
    for due, times in growth(lines).items():
        sys.stdout.write(
            f"{due:,} due: {times:.2f}× from {lines[0].existing:,} to {lines[-1].existing:,} open obligations\n"
        )


if __name__ == "__main__":
    main()
