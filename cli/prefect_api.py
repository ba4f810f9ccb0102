"""What we ask a Prefect server ourselves. Without Prefect's client: importing it costs two seconds."""

import base64
import http.client
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config.errors import KaoheError
from flows.environment import HOST, Address

QUICK = 5.0
PATIENCE = (0.5, 1.0, 2.0)
RUNNING = ("RUNNING",)
UNFINISHED = ("PENDING", "RUNNING", "CANCELLING")


class NoAnswer(KaoheError):
    """The server is not there, or does not take our key."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A flow as the server knows it. `active`: not paused. `last_polled`: when somebody last asked for its runs."""

    flow: str
    cron: str
    description: str
    active: bool
    last_polled: datetime | None

    def is_served(self, *, since: datetime) -> bool:
        return self.last_polled is not None and self.last_polled >= since


def is_healthy(address: Address) -> bool:
    try:
        return _ask(address, "GET", "/api/health") is True
    except NoAnswer:
        return False


def schedules(address: Address) -> list[Schedule]:
    """Every deployment with a cron schedule, by the name of its flow."""
    flows = {flow["id"]: flow["name"] for flow in _ask(address, "POST", "/api/flows/filter", {})}
    found = [
        Schedule(
            flow=flows.get(deployment["flow_id"], deployment["name"]),
            cron=entry["schedule"]["cron"],
            description=deployment["description"] or "",
            active=entry["active"] and not deployment["paused"],
            last_polled=_moment(deployment["last_polled"]),
        )
        for deployment in _ask(address, "POST", "/api/deployments/filter", {})
        for entry in deployment["schedules"]
        if "cron" in entry["schedule"]
    ]
    return sorted(found, key=lambda schedule: schedule.flow)


def unfinished_runs(address: Address, *, states: Sequence[str] = UNFINISHED) -> list[str]:
    """Ids of the runs that are, or believe to be, under way."""
    question = {"flow_runs": {"state": {"type": {"any_": list(states)}}}}
    return [run["id"] for run in _ask(address, "POST", "/api/flow_runs/filter", question)]


def give_up_runs(address: Address) -> int:
    """Ends every run that nobody can be working on any more, and so frees the slot that it holds. Tells how many."""
    runs = unfinished_runs(address)
    for run in runs:
        state = {"type": "CRASHED", "name": "Crashed", "message": "服务已重新启动"}
        _ask(address, "POST", f"/api/flow_runs/{run}/set_state", {"state": state, "force": True})
    return len(runs)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _ask(address: Address, method: str, path: str, question: Any = None) -> Any:
    """Prefect answers 503 while its own database is busy; as its own client does, ask again then."""
    for pause in PATIENCE:
        status, words = _answered(address, method, path, question)
        if status != http.client.SERVICE_UNAVAILABLE:
            break
        time.sleep(pause)
    if status >= http.client.BAD_REQUEST:
        raise NoAnswer(f"Prefect 服务 {address.site} 拒绝应答（{status}）")
    return json.loads(words)


def _answered(address: Address, method: str, path: str, question: Any) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(HOST, address.port, timeout=QUICK)
    key = base64.b64encode(address.key.encode()).decode()
    headers = {"Authorization": f"Basic {key}", "Content-Type": "application/json"}
    try:
        connection.request(method, path, body=None if question is None else json.dumps(question), headers=headers)
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(f"Prefect 服务 {address.site} 没有应答：{error}") from error
    finally:
        connection.close()
