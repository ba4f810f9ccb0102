"""The clock's and the messenger's flow on PostgreSQL: the same work, once, reported to the same Prefect server."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy import select

from cli.embedded import kaohe_environment
from cli.opening import vault_of
from config.zone import SHANGHAI
from flows.environment import prefect_environment
from models.database import Database
from models.outbox import OutboxMessage
from tests.acceptance.flows.conftest import Product, found_office
from tests.integration.notifiers.conftest import PostOffice, mail_server_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

REMINDED, GATHERED = (datetime(2019, 5, 9, 9, minute, tzinfo=SHANGHAI) for minute in (0, 10))
RUN = """\
import json
from datetime import datetime
from flows.deliver import deliver
from flows.tick import tick
print(json.dumps(tick(as_of=datetime.fromisoformat("{reminded}"))))
print(json.dumps(tick(as_of=datetime.fromisoformat("{reminded}"))))
print(json.dumps(deliver(as_of=datetime.fromisoformat("{gathered}"))))
"""


def kinds(database: Database) -> Counter[str]:
    with database.read() as connection:
        return Counter(connection.scalars(select(OutboxMessage.c.kind)))


def test_tick_and_deliver_run_on_postgresql(product: Product, postgres_database: Database) -> None:
    mail, url = mail_server_of(PostOffice()), postgres_database.url.render_as_string(hide_password=False)
    database = Database(url, vault=vault_of(product.settings))
    try:
        found_office(database, mail)
        told = prefect_environment(product.running.home, product.running.address, base=os.environ)
        ours = kaohe_environment(product.settings) | {"KAOHE_DATABASE_URL": url}
        script = RUN.format(reminded=REMINDED.isoformat(), gathered=GATHERED.isoformat())
        done = subprocess.run(
            [sys.executable, "-c", script], env=told | ours, check=True, capture_output=True, text=True, timeout=120
        )
    finally:
        mail.stop()
        database.close()

    first, again, delivered = map(json.loads, done.stdout.splitlines()[-3:])
    assert (first["opened"], first["reminded"]) == (1, 30)
    assert (again["opened"], again["looked"], again["reminded"]) == (0, 0, 0)
    assert set(kinds(postgres_database)) == {"desk", "window_opened", "reminder", "digest"}
    assert delivered["sent"] == len(mail.office.letters) > 0
    ended = product.server.runs("tick", state="COMPLETED")
    assert any(run["deployment_id"] is None for run in ended)
