"""The process that serves the flows: `kaohe serve-flows`, and the child of `kaohe run` (`python -m cli.serving`)."""

import os
import sys
from collections.abc import Mapping, Sequence

from cli.embedded import address_of
from cli.prefect_api import is_healthy
from config.errors import KaoheError
from config.settings import Settings, read_settings
from flows.environment import prefect_environment, silent_environment


class NoServer(KaoheError):
    """Nobody said where the Prefect server is."""


class BadCron(KaoheError):
    """What was typed is no schedule for a flow."""


def serve_here(*, crons: Mapping[str, str] | None = None) -> None:
    """Serves until told to stop. The environment must be prepared: Prefect reads it when it is imported."""
    # Importing Prefect costs two seconds; every other command does without.
    from flows.deployments import serve_deployments  # noqa: PLC0415

    serve_deployments(crons)


def prepare_environment(settings: Settings) -> None:
    """A Prefect server that the environment names; else the one that `kaohe run` keeps in this home."""
    if os.environ.get("PREFECT_API_URL"):
        os.environ.update(silent_environment())
        return
    address = address_of(settings.prefect_home)
    if address is None or not is_healthy(address):
        raise NoServer("没有 Prefect 服务：先运行 kaohe run，或在环境变量 PREFECT_API_URL 里写明服务地址")
    os.environ.update(prefect_environment(settings.prefect_home, address))


def crons_of(words: Sequence[str]) -> dict[str, str]:
    """`tick=* * * * *` → the flow's schedule."""
    found = {}
    for word in words:
        flow, separator, cron = word.partition("=")
        if not separator or not cron.strip():
            raise BadCron(f"“{word}”不是定时，写作 tick=*/5 * * * *")
        found[flow.strip()] = cron.strip()
    return found


def main() -> None:
    words = [word for word in sys.argv[1:] if word != "--cron"]
    prepare_environment(read_settings())
    serve_here(crons=crons_of(words))


# Prefect starts runs as processes of their own, which import this module again.
if __name__ == "__main__":
    main()
