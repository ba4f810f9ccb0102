"""Eight people, the clock and the messenger at once on one SQLite file as it is shipped: nobody waits, nothing is lost.

The clock and the messenger are the commands, in processes of their own; the people are threads of a third.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func

from actions.acts import Done, Refused
from actions.doors import Door
from actions.performing import perform
from models.assignments import Assignment
from models.database import Database
from models.obligations import OPEN, Obligation
from models.outbox import Delivery, OutboxMessage
from models.reports import Report
from tests.acceptance.histories.history import is_chinese
from tests.acceptance.histories.truths import Seen, lies, seen
from tests.acceptance.lifecycle.people import People
from tests.faults.clock import crowd
from tests.faults.crowds import together
from tests.integration.actions.year import Year, at
from tests.years import PublishedYears

NAME, WHEN = "shanxi-cjr-2019", "2019-05-05 09:00"
NOW = at("2019-05-06 09:00")
DELIVER = ("deliver", "--as-of", "2019-05-06 09:10")  # when the morning's digests leave
DUE = 5000
THREADS = 8
LOAD = func.coalesce(Obligation.c.period, "").startswith("load/")
BAR = 0.5  # seconds, for 99 of 100 acts
ATTEMPTS = 3  # a machine that is busy with something else may spoil one measurement, not three
SHARED = "下肢残疾人机动轮椅车补贴发放"


@dataclass
class Watch:
    """How long every act took, and what was refused."""

    seconds: list[float] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def perform(self, database: Database, act: str, data: Mapping[str, Any], *, door: Door) -> Done:
        began = time.perf_counter()
        try:
            return perform(database, act, data, door=door)
        except Refused as refused:
            self.refused.append(refused)
            raise
        finally:
            self.seconds.append(time.perf_counter() - began)


@pytest.mark.alone
@pytest.mark.slow
def test_eight_people_the_clock_and_the_messenger(
    published_years: PublishedYears, keep: ExitStack, tmp_path: Path
) -> None:
    for attempt in range(ATTEMPTS):
        year = published_years.copy(NAME, when=WHEN, on="sqlite", folder=tmp_path / str(attempt), keep=keep)
        start, shared = seen(year), prepared(year)
        ids = set(crowd(year, DUE, look=NOW, about=year.assignment(SHARED)))

        watch = work_together(year, shared, home=tmp_path / str(attempt))

        assert_nothing_is_lost(year, start, shared, ids, watch)
        took = sorted(watch.seconds)
        p99 = took[int(len(took) * 0.99)]
        sys.stdout.write(
            f"{len(took)} acts beside a tick of {DUE} rows: median {took[len(took) // 2] * 1000:.0f} ms, "
            f"p99 {p99 * 1000:.0f} ms, longest {took[-1] * 1000:.0f} ms\n"
        )
        if p99 < BAR:
            return
    pytest.fail(f"one act in a hundred took {p99:.3f} s or longer, {ATTEMPTS} times in a row")


def prepared(year: Year) -> list[int]:
    """The window is open, everybody has a mailbox, and some reports wait for a head whom all will meet."""
    year.tick("2019-05-05 10:00")
    for code in year.persons:
        channel = {"office": year.office, "person": code, "channel": "email", "target": f"mailto://{code}@example.test"}
        perform(year.database, "set_channel", channel, door=Door(now=NOW))
    people = People(year, NAME, NOW - timedelta(hours=12), busy=(year.assignment(SHARED),), agreeable=True)
    reports = [row.id for row in year.rows(Report, assignment_id=people.busy[0]) if row.state == "filling"]
    for report in reports:
        people.bring("report", report, to="review:head")
    return reports


def work_together(year: Year, shared: list[int], *, home: Path) -> Watch:
    watch = Watch()
    busy = [row.id for row in year.rows(Assignment) if row.title != SHARED]
    mine = [tuple(busy[number::THREADS]) for number in range(THREADS)]
    clock = kaohe(year, home, "tick", "--as-of", f"{NOW:%Y-%m-%d %H:%M}")
    messenger = kaohe(year, home, *DELIVER)

    together(*(lambda part=part: one_person(year, part, shared, watch) for part in mine))

    for process in (clock, messenger, kaohe(year, home, *DELIVER)):
        said, wrong = process.communicate(timeout=120)
        assert process.returncode == 0, wrong
        sys.stdout.write(said)
    return watch


def kaohe(year: Year, home: Path, *words: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "KAOHE_HOME": str(home), "KAOHE_DELIVERY": "folder"}
    environment["KAOHE_DATABASE_URL"] = year.database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", "from cli.main import app; app()", *words]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def one_person(year: Year, busy: tuple[int, ...], shared: list[int], watch: Watch) -> None:
    """Breaks down, reports and approves what is his, and tries what everybody tries."""
    people = People(year, NAME, NOW, busy=busy, agreeable=True, perform=watch.perform, looks_at=OPEN & ~LOAD)
    head = year.persons["rights_head"]
    for assignment in busy:
        for report in (row.id for row in year.rows(Report, assignment_id=assignment) if row.state == "filling"):
            people.bring("report", report, to="submitted")
    for report in shared:
        door = Door(now=people.now, by=head)
        try:
            watch.perform(year.database, "approve", {"kind": "report", "id": report}, door=door)
        except Refused:
            continue


def assert_nothing_is_lost(year: Year, start: Seen, shared: list[int], ids: set[int], watch: Watch) -> None:
    """One approval each, one reminder each, sent once each; and everything is true."""
    assert len(watch.refused) == (THREADS - 1) * len(shared)
    assert all(is_chinese(reason) for refused in watch.refused for reason in refused.reasons)
    people = People(year, NAME, NOW)
    assert {people.of("report", report).state for report in shared} == {"submitted"}
    reminded = Counter(row.wanted_while_id for row in year.rows(OutboxMessage, kind="reminder"))
    assert {number: reminded[number] for number in ids} == dict.fromkeys(ids, 1)
    sent = Counter((row.message_id, row.channel) for row in year.rows(Delivery))
    assert set(sent.values()) == {1}
    now = seen(year)
    others = [lie for lie in lies(now, start=start, scheme=people.scheme) if "load/" not in lie]
    assert others == []
