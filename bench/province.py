"""A year as large as a province's: one published year, its units and tasks laid beside themselves by plain SQL."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from actions.clockwork import go_rounds
from actions.doors import Door
from actions.performing import perform
from actions.shortfalls.keeping import LIGHTS
from actions.ticking import tick
from config.loading import scheme_hash
from config.schemes import find_scheme
from config.zone import SHANGHAI
from models.database import Database

SCHEME, OFFICE = "shanxi-cjr-2019", "shanxi-cjr"
PUBLISHED = datetime(2019, 5, 6, 8, tzinfo=SHANGHAI)
NOW = datetime(2019, 6, 12, 9, tzinfo=SHANGHAI)
EACH = 100
"""Tasks of one unit, about."""


class Province:
    """`people`: codes of persons, which are those of their posts in the year that was multiplied. `one`: the numbers
    of a task and of a report of it."""

    one: dict[str, int]

    def __init__(self, folder: Path, *, assignments: int) -> None:
        self.file = folder / "province.db"
        self.database = Database(f"sqlite:///{self.file}")
        self.database.migrate()
        text = find_scheme(SCHEME).read_text(encoding="utf-8")
        perform(self.database, "publish", {"text": text}, door=Door(now=PUBLISHED))
        with sqlite3.connect(self.file, isolation_level=None) as plain:
            self._appoint(plain)
            tick(self.database, now=PUBLISHED)
            tick(self.database, now=NOW)
            self.assignments = self._multiply(plain, assignments)
        plain.close()
        go_rounds(self.database, (LIGHTS,), now=NOW, leave={})

    def _appoint(self, plain: sqlite3.Connection) -> None:
        posts = plain.execute("SELECT code, title FROM post ORDER BY id").fetchall()
        people = [
            {"office": OFFICE, "person": code, "name": title, "post": code, "begins_on": "2019-01-01"}
            for code, title in posts
        ]
        perform(self.database, "appoint", {"office": OFFICE, "people": people}, door=Door(now=PUBLISHED))

    def _multiply(self, plain: sqlite3.Connection, wanted: int) -> int:
        """Copy `i` belongs to the units of group `g`: as many tasks as wanted, over as many units as they need."""
        (own,) = plain.execute("SELECT count(*) FROM assignment").fetchone()
        (units,) = plain.execute("SELECT count(*) FROM unit WHERE kind = 'department'").fetchone()
        copies = max(wanted // own - 1, 0)
        groups = max(copies * own // (EACH * units), 1)
        plain.execute("PRAGMA foreign_keys = OFF")
        plain.execute("BEGIN")
        for statement in _EACH_A_SEGMENT:
            plain.execute(statement)
        first = {name: plain.execute(f"SELECT max(id) FROM {name}").fetchone()[0] or 0 for name in _SHIFTED}  # noqa: S608
        for table, told in _SHIFTED.items():
            number = groups if table in ("unit", "post") else copies
            _copy(plain, table, told, first, number=number, groups=groups)
        for statement in _MOSTLY_IN:
            plain.execute(statement)
        _plan(plain, copies)
        plain.execute("UPDATE office SET version = version + 1")
        plain.execute("COMMIT")
        plain.execute("ANALYZE")
        self.one = dict(zip(("assignment", "report"), plain.execute(_ONE).fetchone(), strict=True))
        return int(plain.execute("SELECT count(*) FROM assignment").fetchone()[0])


def _unit(column: str) -> str:
    """The same department of the group; the organising office and leaders stay one."""
    return (
        f"CASE WHEN {column} IN (SELECT id FROM unit WHERE kind = 'department' AND id <= {{unit}})"  # noqa: S608
        f" THEN {column} + {{unit}} * (1 + (n.i - 1) % {{groups}}) ELSE {column} END"
    )


def _post(column: str) -> str:
    return (
        f"CASE WHEN {column} IN (SELECT p.id FROM post p JOIN unit u ON u.id = p.unit_id"  # noqa: S608
        f" WHERE u.kind = 'department' AND p.id <= {{post}})"
        f" THEN {column} + {{post}} * (1 + (n.i - 1) % {{groups}}) ELSE {column} END"
    )


_EACH_A_SEGMENT = tuple(
    f"UPDATE {table} SET segment = (SELECT code FROM indicator WHERE id = indicator_id) || '.0'"  # noqa: S608
    " WHERE segment = '' AND indicator_id IN (SELECT indicator_id FROM assignment)"
    for table in ("target", "indicator_unit", "assignment")
)
"""An indicator that was given out whole is given out in segments. Assignments come last: they tell which."""

SEGMENT = "segment || '.' || n.i"
_SHIFTED: Mapping[str, Mapping[str, str]] = {
    "unit": {"id": "id + {unit} * n.i", "code": "code || '-' || n.i", "position": "position + 100 * n.i",
             "WHERE": "kind = 'department' AND id <= {unit}"},
    "post": {"id": "id + {post} * n.i", "code": "code || '-' || n.i", "unit_id": "unit_id + {unit} * n.i",
             "WHERE": "unit_id IN (SELECT id FROM unit WHERE kind = 'department' AND id <= {unit}) AND id <= {post}"},
    "assignment": {"id": "id + {assignment} * n.i", "segment": SEGMENT, "lead_unit_id": _unit("lead_unit_id"),
                   "leader_post_id": "NULL"},
    "target": {"id": "id + {target} * n.i", "segment": SEGMENT},
    "indicator_unit": {"id": "id + {indicator_unit} * n.i", "segment": SEGMENT, "unit_id": _unit("unit_id")},
    "report": {"id": "id + {report} * n.i", "assignment_id": "assignment_id + {assignment} * n.i",
               "unit_id": _unit("unit_id")},
    "obligation": {"id": "id + {obligation} * n.i", "unit_id": _unit("unit_id"), "post_id": _post("post_id"),
                   "subject_id": "CASE subject_kind WHEN 'assignment' THEN subject_id + {assignment} * n.i"
                                 " ELSE subject_id + {report} * n.i END",
                   "WHERE": "subject_kind IN ('assignment', 'report')"},
}  # fmt: skip


_IN_TIME = "'2019-05-18 02:00:00.000000'"
_MOSTLY_IN = (
    f"UPDATE report SET state = 'verified', first_submitted_at = {_IN_TIME}, verified_at = {_IN_TIME}"  # noqa: S608
    " WHERE state = 'filling' AND assignment_id % 33 <> 0",
    f"UPDATE obligation SET settled_at = {_IN_TIME}, outcome = 'done', next_look_at = NULL"  # noqa: S608
    " WHERE kind = 'report' AND period = 'jan-may' AND subject_id % 33 <> 0",
    "INSERT INTO report_row (office_id, report_id, position, target_id, declared, annual_target, reported_cumulative,"
    " verified_cumulative, progress, problems, next_steps, falling_reason, verifier_words, more, version)"
    " SELECT r.office_id, r.id, t.position, t.id, t.measure, t.value,"
    " CAST(CAST(t.value AS REAL) * (r.id % 5) / 9 AS INTEGER), CAST(CAST(t.value AS REAL) * (r.id % 5) / 9 AS INTEGER),"
    " '', '', '', '', '', '{}', 0 FROM report r JOIN assignment a ON a.id = r.assignment_id"
    " JOIN target t ON t.indicator_id = a.indicator_id AND t.segment = a.segment"
    " WHERE r.state = 'verified' AND t.value IS NOT NULL",
)
"""One report in thirty-three is missing, the others came in time and were verified; some lag."""

_ONE = (
    "SELECT r.assignment_id, r.id FROM report r JOIN unit u ON u.id = r.unit_id"
    " WHERE u.code = 'rehabilitation' ORDER BY r.state <> 'filling', r.id LIMIT 1"
)


def _plan(plain: sqlite3.Connection, copies: int) -> None:
    """The scheme says what was multiplied: as if each unit's share stood in it."""
    number, content = plain.execute("SELECT id, content FROM scheme_version").fetchone()
    scheme = json.loads(content)
    for leaf in _leaves(scheme["indicators"]):
        own = leaf["segments"] or [_whole(leaf)]
        leaf["segments"] = [*own, *(part | {"code": f"{part['code']}.{i + 1}"} for i in range(copies) for part in own)]
    text = json.dumps(scheme, ensure_ascii=False)
    plain.execute("UPDATE scheme_version SET content = ?, hash = ? WHERE id = ?", [text, scheme_hash(text), number])


def _leaves(indicators: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in indicators:
        yield from _leaves(each["children"]) if each["children"] else [each]


def _whole(leaf: dict[str, Any]) -> dict[str, Any]:
    """A leaf's only segment, with what may stand but there."""
    names = ("title", "text", "points", "leads", "co_units", "leader", "assessors", "targets", "basis", "references")
    told = {name: leaf[name] for name in names}
    leaf |= {"leads": [], "co_units": [], "assessors": [], "targets": [], "leader": None}
    return told | {"code": f"{leaf['code']}.0"}


def _copy(
    plain: sqlite3.Connection,
    table: str,
    told: Mapping[str, str],
    first: Mapping[str, int],
    *,
    number: int,
    groups: int,
) -> None:
    """`first`: by table, the highest number of the year that is multiplied."""
    if not number:
        return
    columns = [row[1] for row in plain.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(told.get(name, f"{table}.{name}").format(**first, groups=groups) for name in columns)
    where = told.get("WHERE", "1").format(**first)
    plain.execute(
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"  # noqa: S608 -- names only
        f" INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM n, {table} WHERE {where}"
        f" AND {table}.id <= {first[table]}",
        [number],
    )
