"""One Prefect server with our flows for all tests of this folder, an office of 2019 behind it, a mail server beside it.

The shipped timetable is set aside; tests add schedules whose `as_of` lies in the office's own year.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from actions.doors import Door
from actions.performing import perform
from cli.embedded import Running, serve_flows, start_prefect
from cli.opening import vault_of
from config.schemes import find_scheme
from config.settings import Settings
from config.zone import SHANGHAI
from flows.deployments import TIMETABLES
from flows.environment import Address
from models.database import Database
from models.posts import Post
from tests.integration.notifiers.conftest import MailServer, PostOffice, mail_server_of

GUARD = Path(__file__).parent / "guard"
NEVER = "0 0 29 2 *"
FLOWS = tuple(each.flow.name for each in TIMETABLES)
OFFICE = "shanxi-cjr"
PUBLISHED = datetime(2019, 5, 5, 9, tzinfo=SHANGHAI)
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


@dataclass
class Server:
    """The Prefect API as an operator's script would use it."""

    client: httpx.Client

    @classmethod
    def at(cls, address: Address) -> "Server":
        user, _, password = address.key.partition(":")
        return cls(httpx.Client(base_url=address.api, auth=(user, password), timeout=60, trust_env=False))

    def ask(self, path: str, question: Any) -> Any:
        return self.answer("POST", path, json=question).json()

    def answer(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Prefect answers 503 while its own database is busy; like its own client, ask again then."""
        for pause in (0.5, 1, 2, 4, 8):
            answer = self.client.request(method, path, **more)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(pause)
        return answer.raise_for_status()

    def deployment(self, flow: str) -> Any:
        return self.answer("GET", f"/deployments/name/{flow}/kaohe").json()

    def schedule(self, flow: str, *, cron: str, as_of: datetime) -> str:
        entry = {
            "schedule": {"cron": cron, "timezone": SHANGHAI.name},
            "active": True,
            "parameters": {"as_of": as_of.isoformat()},
        }
        (made,) = self.ask(f"/deployments/{self.deployment(flow)['id']}/schedules", [entry])
        return str(made["id"])

    def unschedule(self, flow: str, schedule: str) -> None:
        self.answer("DELETE", f"/deployments/{self.deployment(flow)['id']}/schedules/{schedule}")

    def start(self, flow: str, *, as_of: datetime) -> str:
        question = {"state": {"type": "SCHEDULED"}, "parameters": {"as_of": as_of.isoformat()}}
        return str(self.ask(f"/deployments/{self.deployment(flow)['id']}/create_flow_run", question)["id"])

    def report(self, run: str, state: str) -> None:
        """What the process of a run tells the server."""
        self.ask(f"/flow_runs/{run}/set_state", {"state": {"type": state}})

    def ended(self, *runs: str, seconds: float = 150) -> list[Any]:
        """The runs, once all have ended."""
        question = {"flow_runs": {"id": {"any_": list(runs)}}}
        return wait_for(
            lambda: [run for run in self.ask("/flow_runs/filter", question) if run["state_type"] in FINAL],
            lambda found: len(found) == len(runs),
            seconds=seconds,
        )

    def runs(self, flow: str, *, state: str) -> list[Any]:
        question = {
            "flows": {"name": {"any_": [flow]}},
            "flow_runs": {"state": {"type": {"any_": [state]}}},
            "sort": "START_TIME_ASC",
        }
        found: list[Any] = self.ask("/flow_runs/filter", question)
        return found

    def table(self, run: str) -> Any:
        question = {"artifacts": {"flow_run_id": {"any_": [run]}}}
        (artifact,) = self.ask("/artifacts/filter", question)
        return artifact


def wait_for(look: Any, enough: Any, *, seconds: float) -> Any:
    deadline = time.monotonic() + seconds
    while not enough(found := look()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {found}"
        time.sleep(0.3)
    return found


@dataclass
class Product:
    settings: Settings
    database: Database
    running: Running
    server: Server
    mail: MailServer
    guard_log: Path

    def serve(self) -> None:
        with watched(self.guard_log):
            serve_flows(
                self.running,
                self.settings,
                crons=dict.fromkeys(FLOWS, NEVER),
            )
        self.running.wait_until_scheduled()


@contextmanager
def watched(guard_log: Path) -> Iterator[None]:
    """What is started in here is seen when it leaves the machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAOHE_GUARD_LOG", str(guard_log))
        patch.setenv("PYTHONPATH", str(GUARD))
        yield


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    home = tmp_path_factory.mktemp("kaohe")
    settings = Settings(home=home)
    guard_log = home / "guard.log"
    # Not the usual port: the product, or another run of these tests, may be starting there at this moment.
    with watched(guard_log):
        running = start_prefect(settings.prefect_home, port=0)
    mail = mail_server_of(PostOffice())
    database = Database(settings.database, vault=vault_of(settings))
    try:
        found_office(database, mail)
        running.wait_until_ready()
        product = Product(settings, database, running, Server.at(running.address), mail, guard_log)
        product.serve()
        yield product
        product.server.client.close()
    finally:
        running.stop()
        mail.stop()
        database.close()


def found_office(database: Database, mail: MailServer) -> None:
    """The year of Shanxi, published; every post held by somebody called after it, who has a mailbox."""
    database.migrate()
    door = Door(now=PUBLISHED)
    perform(database, "publish", {"text": find_scheme("shanxi-cjr-2019").read_text(encoding="utf-8")}, door=door)
    with database.read() as connection:
        posts = connection.execute(select(Post.c.code, Post.c.title).order_by(Post.c.code)).all()
    people = [
        {"office": OFFICE, "person": each.code, "name": each.title, "post": each.code, "begins_on": "2019-01-01"}
        for each in posts
    ]
    perform(database, "appoint", {"office": OFFICE, "people": people}, door=door)
    for each in posts:
        channel = {"office": OFFICE, "person": each.code, "channel": "email", "target": mail.target(each.code)}
        perform(database, "set_channel", channel, door=door)
