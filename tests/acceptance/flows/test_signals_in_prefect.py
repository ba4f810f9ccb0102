"""Events reach a real Prefect server, whose automations react to them: confirmed, and once, even after an outage."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings
from ruamel.yaml import YAML
from sqlalchemy import select, update

from actions.delivering import deliver
from actions.doors import Door
from actions.performing import perform
from actions.ticking import tick
from config.zone import SHANGHAI
from models.outbox import OutboxMessage
from notifiers.adapter import AppriseNotifier
from tests.acceptance.flows.conftest import OFFICE, Product, wait_for
from tests.integration.notifiers.conftest import free_port
from tests.markdown import blocks

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

SINCE = datetime(2019, 6, 3, 9, tzinfo=SHANGHAI)
OVERDUE = "kaohe.report.overdue"


def rows(product: Product) -> list[Any]:
    query = select(OutboxMessage.t).where(OutboxMessage.c.kind == "signal").order_by(OutboxMessage.c.id)
    with product.database.read() as connection:
        return list(connection.execute(query))


def events(product: Product) -> list[Any]:
    since = {"since": "2019-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z"}
    found = product.server.ask("/events/filter", {"filter": {"event": {"name": [OVERDUE]}, "occurred": since}})
    return sorted(found["events"], key=lambda each: str(each["resource"]["prefect.resource.id"]))


def automation(deployment: str) -> Any:
    """The example of docs/clock.md, for a deployment of ours."""
    page = Path("docs/clock.md").read_text(encoding="utf-8")
    (text,) = [each.body for each in blocks(page) if each.language == "yaml" and OVERDUE in each.body]
    found = YAML(typ="safe").load(text)
    found["actions"][0]["deployment_id"] = deployment
    return found


def deliver_to(port: int, product: Product) -> None:
    """As `kaohe deliver` does it, told of an API at this port."""
    settings = {PREFECT_API_URL: f"http://127.0.0.1:{port}/api", PREFECT_API_AUTH_STRING: product.running.address.key}
    with temporary_settings(settings):
        notifier = AppriseNotifier(clock=lambda: SINCE)
        deliver(product.database, notifier, now=SINCE)
        notifier.close()


@pytest.fixture(scope="module")
def reacting(product: Product) -> Any:
    """Runs that automations have started, before and after: the quarter is drawn up whenever a report is overdue."""
    deployment = product.server.deployment("quarterly-circular")
    product.server.ask("/automations/", automation(deployment["id"]))
    told = {"office": OFFICE, "name": "prefect", "target": "prefect://", "events": [OVERDUE]}
    perform(product.database, "set_listener", told, door=Door(now=SINCE))
    tick(product.database, now=SINCE)
    return deployment


@pytest.mark.closes("A43")
@pytest.mark.usefixtures("reacting")
def test_events_wait_while_the_api_is_down_and_arrive_once_after_it(product: Product) -> None:
    port = product.running.address.port
    waiting = rows(product)
    assert {row.data["event"] for row in waiting} == {OVERDUE}

    deliver_to(free_port(), product)
    assert {row.state for row in rows(product)} == {"waiting"}
    assert all("无法连接" in row.reason for row in rows(product))
    assert events(product) == []

    again = max(row.send_after for row in rows(product)).astimezone(SHANGHAI)
    (run,) = product.server.ended(product.server.start("deliver", as_of=again))
    assert run["state_type"] == "COMPLETED"
    assert {row.state for row in rows(product)} == {"sent"}

    # a sender that died before it could write down that it had sent
    with product.database.write() as tx:
        tx.execute(update(OutboxMessage.t).where(OutboxMessage.c.kind == "signal").values(state="waiting"))
    deliver_to(port, product)
    arrived = wait_for(lambda: events(product), lambda found: len(found) >= len(waiting), seconds=90)
    assert sorted(each["id"] for each in arrived) == sorted(row.data["id"] for row in waiting)
    assert {each["resource"]["prefect.resource.id"] for each in arrived} == {
        row.data["resource"]["id"] for row in waiting
    }


@pytest.mark.usefixtures("reacting")
def test_automation_of_the_guide_reacts_to_what_is_overdue(product: Product) -> None:
    runs = wait_for(lambda: product.server.runs("quarterly-circular", state="COMPLETED"), len, seconds=150)

    # thirty reports became overdue at once, and one run looks after them
    assert [run["created_by"]["type"] for run in runs] == ["AUTOMATION"]
