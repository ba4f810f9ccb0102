"""Our flows through a real Prefect server: schedules fire, work is done once, and nothing leaves the machine.

The tests follow one office through May 2019, each a little later than the one before.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from sqlalchemy import func, select

from config.zone import SHANGHAI
from models.database import Database
from models.outbox import Delivery, OutboxMessage
from models.windows import Window
from tests.acceptance.flows.conftest import GUARD, Product, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

REMINDED = datetime(2019, 5, 9, 9, tzinfo=SHANGHAI)
GATHERED = timedelta(minutes=10)  # the morning's digest waits for what the morning decides
LATE = datetime(2019, 5, 14, 9, tzinfo=SHANGHAI)
LATER = datetime(2019, 5, 15, 9, tzinfo=SHANGHAI)


def kinds(database: Database) -> Counter[str]:
    with database.read() as connection:
        return Counter(connection.scalars(select(OutboxMessage.c.kind)))


def open_windows(database: Database) -> int:
    with database.read() as connection:
        return connection.scalar(select(func.count()).select_from(Window.t).where(Window.c.state == "open")) or 0


def waiting(database: Database) -> int:
    query = select(func.count()).select_from(OutboxMessage.t).where(OutboxMessage.c.state == "waiting")
    with database.read() as connection:
        return connection.scalar(query) or 0


def mailed(database: Database) -> Counter[str]:
    """What became of each attempt to mail something, by the ledger."""
    with database.read() as connection:
        return Counter(connection.scalars(select(Delivery.c.result).where(Delivery.c.channel == "email")))


def text_of(letter: Any) -> str:
    return f"{letter['Subject']}\n{letter.get_content()}"


def table_of(product: Product, run: Any) -> dict[str, int]:
    """The counts that the run has left with Prefect."""
    artifact = product.server.table(run["id"])
    assert (artifact["key"], artifact["description"]) == ("tick", "时钟巡查 2019年05月09日 09:00:00")
    return {row["事项"]: row["数量"] for row in json.loads(artifact["data"])}


@pytest.fixture(scope="module")
def scheduled_run(product: Product) -> Any:
    """A tick that a `* * * * *` schedule has started by itself, ended."""
    schedule = product.server.schedule("tick", cron="* * * * *", as_of=REMINDED)
    run = wait_for(lambda: product.server.runs("tick", state="COMPLETED"), len, seconds=240)[0]
    product.server.unschedule("tick", schedule)
    return run


def test_minute_schedule_runs_within_ninety_seconds(product: Product, scheduled_run: Any) -> None:
    meant, ended = (datetime.fromisoformat(scheduled_run[key]) for key in ("expected_start_time", "end_time"))
    assert ended - meant < timedelta(seconds=90)
    assert scheduled_run["auto_scheduled"]
    assert scheduled_run["name"].startswith("时钟巡查 ")
    assert table_of(product, scheduled_run) == {
        "年度开始执行": 0,
        "打开填报窗口": 1,
        "查看到点事项": 30,
        "提醒": 30,
        "逐级催办": 0,
        "提请认定": 0,
        "事项期满确认": 0,
        "公示期满": 0,
        "一票否决提交审定": 0,
        "履历加封": ANY,
        "文书排印": 0,
        "搁置待查": 0,
    }


@pytest.mark.usefixtures("scheduled_run")
def test_window_opens_and_its_reminders_arrive_over_smtp_once(product: Product) -> None:
    server, database, letters = product.server, product.database, product.mail.office.letters
    decided = kinds(database)
    assert open_windows(database) == 1
    assert set(decided) == {"desk", "window_opened", "reminder"}

    (delivered,) = server.ended(server.start("deliver", as_of=REMINDED + GATHERED))

    assert delivered["state_type"] == "COMPLETED"
    assert waiting(database) == 0
    receivers = Counter(receiver for receiver, _ in letters)
    assert len(letters) == mailed(database)["sent"] > 0
    assert max(receivers.values()) <= 2  # what lies before him since the notice, and the digest of the morning
    wanted = "人事部：指标分解“人才队伍建设”请于5月13日（周一）17:00前办结。"
    assert [receiver for receiver, letter in letters if wanted in text_of(letter)] == ["personnel_officer@example.cn"]

    told, posted = kinds(database), len(letters)
    assert told - decided == {"digest": told["digest"]}
    again = server.ended(
        server.start("tick", as_of=REMINDED + GATHERED), server.start("deliver", as_of=REMINDED + GATHERED)
    )

    assert [each["state_type"] for each in again] == ["COMPLETED", "COMPLETED"]
    assert kinds(database) == told
    assert len(letters) == posted


def test_five_ticks_at_once_do_the_work_of_one(product: Product) -> None:
    before = kinds(product.database)

    ended = product.server.ended(*[product.server.start("tick", as_of=LATE) for _ in range(5)])

    states = Counter(run["state_type"] for run in ended)
    assert set(states) <= {"COMPLETED", "CANCELLED"}
    assert states["COMPLETED"] >= 1
    assert kinds(product.database) - before == {"urge": 30}


def test_tick_of_an_earlier_moment_changes_nothing(product: Product) -> None:
    before = kinds(product.database)

    (run,) = product.server.ended(product.server.start("tick", as_of=REMINDED - timedelta(days=1)))

    assert run["state_type"] == "COMPLETED"
    assert kinds(product.database) == before


@pytest.mark.closes("A43")
def test_stopped_flows_keep_their_schedules_and_go_on_after_a_start(product: Product) -> None:
    server = product.server
    assert product.running.flows is not None
    product.running.flows.stop()
    while_stopped = server.deployment("tick")
    # A run whose process was killed: nobody will ever report its end, and it holds the only slot.
    killed = server.start("tick", as_of=LATER)
    for state in ("PENDING", "RUNNING"):
        server.report(killed, state)

    waiting = server.start("tick", as_of=LATER)
    product.serve()

    states = {run["id"]: run["state_type"] for run in server.ended(killed, waiting)}
    registered_again = server.deployment("tick")["schedules"]
    assert [each["schedule"] for each in registered_again] == [each["schedule"] for each in while_stopped["schedules"]]
    assert not while_stopped["paused"]
    assert [schedule["active"] for schedule in while_stopped["schedules"]] == [True]
    assert states == {killed: "CRASHED", waiting: "COMPLETED"}
    assert kinds(product.database)["tell_responsible"] == 60


def test_mail_server_that_is_down_is_recorded_and_tried_again(product: Product) -> None:
    posted = len(product.mail.office.letters)
    product.mail.office.refused = {"party_committee_officer": "451 4.3.0 try later"}

    (run,) = product.server.ended(product.server.start("deliver", as_of=LATER + GATHERED))

    product.mail.office.refused = {}
    results = mailed(product.database)
    assert run["state_type"] == "COMPLETED"
    assert results["refused"] == waiting(product.database) > 0
    assert results["sent"] == len(product.mail.office.letters) > posted


def test_no_request_left_the_machine(product: Product) -> None:
    lines = [line.split("\t") for line in product.guard_log.read_text(encoding="utf-8").splitlines()]

    programs = {"server": "prefect server start", "flows": "cli.serving", "run": "prefect.engine"}
    assert {name for name, words in programs.items() if any(words in line[2] for line in lines)} == set(programs)
    assert {(event, host) for event, host, _ in lines if host not in {"127.0.0.1", "localhost"}} == set()


@pytest.mark.parametrize(
    ("leaving", "seen"),
    [
        ("socket.socket().connect(('192.0.2.1', 80))", "socket.connect\t192.0.2.1\t"),
        ("socket.getaddrinfo('updates.example.com', 443)", "socket.getaddrinfo\tupdates.example.com\t"),
    ],
)
def test_guard_sees_who_leaves(tmp_path: Path, leaving: str, seen: str) -> None:
    log = tmp_path / "guard.log"
    environment = os.environ | {"PYTHONPATH": str(GUARD), "KAOHE_GUARD_LOG": str(log)}
    script = f"import socket; {leaving}"

    done = subprocess.run([sys.executable, "-c", script], env=environment, check=False, capture_output=True, text=True)

    assert "nothing may leave the machine" in done.stderr
    assert seen in log.read_text(encoding="utf-8")
