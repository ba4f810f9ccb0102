"""What Prefect's processes are told. One place, so that no child is started without it.

Nothing leaves the machine, nothing of the user's own Prefect set-up leaks in, and the API answers only on loopback and
only to whoever holds the key.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.1"
LOOPBACK = f"{HOST},localhost"

# Telemetry of the server, of the SDK and of Cloud; each has a switch of its own.
SILENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    # A missing server would silently be replaced by a temporary one, and its runs forgotten.
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    # Truth is in our tables: nothing is remembered between runs.
    "PREFECT_TASKS_DEFAULT_NO_CACHE": "true",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_RUNNER_POLL_FREQUENCY": "5",
}

SERVER = {
    "PREFECT_SERVER_API_HOST": HOST,
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # In memory, a slot that is taken when the server dies is never given back, and the clock stands still for ever.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    # 1,700 runs a day are kept for a month, not for ever.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "2592000",
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Prefect server listens, and the key to it (`user:password`)."""

    port: int
    key: str = field(repr=False)

    @property
    def site(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def api(self) -> str:
        return f"{self.site}/api"


def prefect_environment(home: Path, address: Address, *, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """For a server of our own and everything that talks to it. `home` is Prefect's, `base` the environment to build on.

    The user's own PREFECT_ variables are left out: one that points to Cloud would send our runs there.
    """
    inherited = {name: value for name, value in _base(base).items() if not name.startswith("PREFECT_")}
    return {
        **without_proxy(inherited),
        **SILENT,
        **SERVER,
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_API_PORT": str(address.port),
        "PREFECT_SERVER_API_AUTH_STRING": address.key,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": address.site,
        # The pages would look for the API on port 4200, wherever they come from.
        "PREFECT_SERVER_UI_API_URL": address.api,
        "PREFECT_API_URL": address.api,
        "PREFECT_API_AUTH_STRING": address.key,
    }


def silent_environment(base: Mapping[str, str] | None = None) -> dict[str, str]:
    """For flows that serve a Prefect server run by somebody else: its address stays, telemetry goes."""
    return {**_base(base), **SILENT}


def without_proxy(base: Mapping[str, str]) -> dict[str, str]:
    """An office's web proxy must not be asked for 127.0.0.1: it would refuse, and every run would fail."""
    found = dict(base)
    for name in ("NO_PROXY", "no_proxy"):
        found[name] = f"{found[name]},{LOOPBACK}" if found.get(name) else LOOPBACK
    return found


def _base(base: Mapping[str, str] | None) -> Mapping[str, str]:
    return os.environ if base is None else base
