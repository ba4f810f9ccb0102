"""What every flow shares: the office's clock, its database, its name in Prefect's list, its table of counts."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import ParamSpec, TypeVar

from prefect import Flow, flow
from prefect.artifacts import create_table_artifact
from prefect.runtime import flow_run

from config.keys import secret_key
from config.settings import read_settings
from config.zone import SHANGHAI
from models.database import Database
from models.vault import Vault

# A database that is locked or being restarted comes back within a minute or two; what is wrong with the work itself is
# set aside by the action and never reaches the flow.
RETRIES = 2
RETRY_AFTER_SECONDS = 20
# A run that hangs would hold the only slot.
LONGEST_SECONDS = 1800

P = ParamSpec("P")
R = TypeVar("R")


def clock_flow(name: str, *, label: str) -> Callable[[Callable[P, R]], Flow[P, R]]:
    """A flow as all of ours are: with its name in Chinese, tried again where the database is away, never for ever."""
    return flow(
        name=name,
        flow_run_name=lambda: run_name(label),
        retries=RETRIES,
        retry_delay_seconds=RETRY_AFTER_SECONDS,
        timeout_seconds=LONGEST_SECONDS,
    )


def read_clock() -> datetime:
    """The present, not the scheduled time: runs start early, late, and after an outage several at once."""
    return datetime.now(SHANGHAI)


def run_name(label: str) -> str:
    """时钟巡查 11月21日 23:35 – by the hour that the run was meant for, as Prefect keeps it."""
    meant_for: datetime | None = flow_run.scheduled_start_time
    if meant_for is None:
        return label
    return f"{label} {meant_for.astimezone(SHANGHAI):%m月%d日 %H:%M}"


@contextmanager
def office_database() -> Iterator[Database]:
    """Raises SchemaBehind and its like: a flow never works on tables of another version."""
    settings = read_settings()
    database = Database.open(settings.database, vault=Vault(partial(secret_key, settings)))
    try:
        yield database
    finally:
        database.close()


def keep_table(key: str, label: str, counts: Mapping[str, int], *, names: Mapping[str, str], now: datetime) -> None:
    """The run's counts as a table that Prefect keeps. Keys of artifacts are ASCII."""
    create_table_artifact(
        key=key,
        table=[{"事项": names.get(name, name), "数量": count} for name, count in counts.items()],
        description=f"{label} {now:%Y年%m月%d日 %H:%M:%S}",
    )
