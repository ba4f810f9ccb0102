"""The process that serves the pages: `kaohe web`, and the child of `kaohe run` (`python -m cli.site`).

Where it listens is written into the home, so that the doctor can knock.
"""

import argparse
import atexit
import contextlib
import gc
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.clock import read_clock
from cli.embedded import kaohe_environment
from cli.opening import opened, vault_of
from config.errors import KaoheError
from config.settings import Settings, read_settings
from flows.environment import HOST
from models.database import Database

PORT = 8000
HEALTH = "/healthz"
ANYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 -- what an operator may have typed, not what we choose


class PortTaken(KaoheError):
    """Nobody can listen there."""


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where the pages of this home are served."""

    host: str
    port: int

    @property
    def site(self) -> str:
        """As a browser on this machine calls it."""
        host = HOST if self.host in ANYWHERE else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def serve_site(settings: Settings, address: SiteAddress, *, workers: int = 1) -> None:
    """Serves until told to stop. The tables are looked at before anybody is let in."""
    # The pages and their server are wanted by this command alone.
    import uvicorn  # noqa: PLC0415

    with opened(settings):
        _refuse_a_taken_port(address)
    # Workers are processes of their own: they know the settings by the environment alone.
    os.environ |= kaohe_environment(settings)
    # When it has answered its last visitor, the server raises once more the signal that ended it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with _written_down(settings, address):
        uvicorn.run(
            "cli.site:application",
            factory=True,
            host=address.host,
            port=address.port,
            workers=workers,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,  # which proxy is believed is a setting (KAOHE_PROXIES), not where it happens to run
        )


def _refuse_a_taken_port(address: SiteAddress) -> None:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            where = f"{address.host} 的 {address.port} 端口"
            raise PortTaken(f"不能在 {where}应答（{error.strerror}），用 --host、--port 换一个") from error


def application() -> object:
    """The pages over the database that the environment names; each worker makes its own."""
    from actions.published import learn_rules  # noqa: PLC0415 -- as above
    from web.app import create_app  # noqa: PLC0415 -- as above
    from web.kernel.surroundings import Surroundings  # noqa: PLC0415 -- as above

    settings = read_settings()
    database = Database.open(settings.database, vault=vault_of(settings))
    atexit.register(database.close)
    app = create_app(Surroundings(database=database, settings=settings, clock=read_clock))
    with database.read() as tx:
        learn_rules(tx)
    gc.freeze()  # what stands as long as the process is not walked through again while somebody waits
    return app


def site_of(home: Path) -> SiteAddress | None:
    """Where the pages of this home are served; None where nobody serves them from here."""
    try:
        host, port = _address_file(home).read_text(encoding="utf-8").split()
        return SiteAddress(host, int(port))
    except (OSError, ValueError):
        return None


@contextmanager
def _written_down(settings: Settings, address: SiteAddress) -> Iterator[None]:
    settings.prepare()
    file = _address_file(settings.home)
    file.write_text(f"{address.host} {address.port}\n", encoding="utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(FileNotFoundError):
            file.unlink()


def _address_file(home: Path) -> Path:
    return home / "site"


def main() -> None:
    typed = argparse.ArgumentParser()
    typed.add_argument("--host", default=HOST)
    typed.add_argument("--port", type=int, default=PORT)
    said = typed.parse_args()
    serve_site(read_settings(), SiteAddress(said.host, said.port))


if __name__ == "__main__":
    main()
