"""Embedded mode: Prefect's server, our flows and our pages as children of one process, answering only here."""

import contextlib
import fcntl
import os
import secrets
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType

from cli.prefect_api import RUNNING, NoAnswer, Schedule, give_up_runs, is_healthy, schedules, unfinished_runs
from cli.processes import Child, start, wait_for_end
from config.errors import KaoheError
from config.prefect_home import key_file, port_file, port_of
from config.settings import Settings
from flows.environment import HOST, Address, prefect_environment, without_proxy

PORT = 4200
SERVER_PATIENCE = 120.0
FLOWS_PATIENCE = 60.0
PAGES_PATIENCE = 60.0
RUN_PATIENCE = 20.0
EVERY = 0.2


class HomeBusy(KaoheError):
    """Two servers on one Prefect database would spoil it."""


class NotReady(KaoheError):
    """A part of embedded mode did not come up."""


class Stopped(KeyboardInterrupt):
    """Somebody asked us to end: Ctrl+C, or SIGTERM."""


@dataclass
class Running:
    """The parts that run, and the way to stop them: flows before the server, so that a run can still report its end."""

    home: Path
    address: Address
    server: Child
    flows: Child | None = None
    pages: Child | None = None

    @property
    def children(self) -> list[Child]:
        return [child for child in (self.pages, self.flows, self.server) if child is not None]

    def wait_until_ready(self, *, patience: float = SERVER_PATIENCE) -> None:
        """Raises NotReady when the server ends, or is not there in time (seconds)."""
        _wait(self.server, lambda: is_healthy(self.address), patience=patience)

    def wait_until_scheduled(self, *, patience: float = FLOWS_PATIENCE) -> list[Schedule]:
        """The schedules that the flows' process has asked the server about; an operator may have paused some."""
        if self.flows is None:
            raise NotReady("定时任务还没有启动")
        since = self.flows.since
        _wait(self.flows, lambda: bool(self._served(since)), patience=patience)
        return self._served(since)

    def wait_until_pages_answer(self, answers: Callable[[], bool], *, patience: float = PAGES_PATIENCE) -> None:
        if self.pages is None:
            raise NotReady("网页还没有启动")
        _wait(self.pages, answers, patience=patience)

    def _served(self, since: datetime) -> list[Schedule]:
        try:
            return [each for each in schedules(self.address) if each.is_served(since=since)]
        except NoAnswer:
            return []

    def _let_runs_finish(self) -> None:
        deadline = time.monotonic() + RUN_PATIENCE
        with contextlib.suppress(NoAnswer):
            while unfinished_runs(self.address, states=RUNNING) and time.monotonic() < deadline:
                time.sleep(EVERY)

    def watch(self) -> None:
        """Returns when somebody asks us to end; raises NotReady when a part ends by itself."""
        try:
            ended = wait_for_end(self.children)
        except KeyboardInterrupt:
            return
        raise NotReady(f"{ended.name}意外退出（{ended.process.returncode}）：\n{ended.last_words()}\n日志：{ended.log}")

    def stop(self) -> None:
        """A delivery that is under way may finish: broken off, its messages would go out a second time."""
        if self.flows is not None and self.flows.is_alive:
            self._let_runs_finish()
        for child in self.children:
            child.stop()
        port_file(self.home).unlink(missing_ok=True)


@contextmanager
def embedded(home: Path, *, port: int = PORT) -> Iterator[Running]:
    """The server, started and not yet waited for, so that other work can be done meanwhile. Nothing outlives the block.

    `home` is Prefect's folder. Ctrl+C and SIGTERM raise Stopped, once; while things are being stopped they are ignored.
    """
    with _claimed(home), _stopped_by_signals():
        running = start_prefect(home, port=port)
        try:
            yield running
        finally:
            _ignore_signals()
            running.stop()


def start_prefect(home: Path, *, port: int = PORT) -> Running:
    """Starts the server and returns at once; where the port is taken, on another. Call it from the main thread."""
    address = Address(port=free_port(port), key=key_of(home))
    environment = prefect_environment(home, address)
    child = start(
        "Prefect 服务",
        ["-m", "prefect", "server", "start"],
        environment=environment,
        log=home / "logs" / "server.log",
        folder=home,
    )
    port_file(home).write_text(str(address.port), encoding="ascii")
    return Running(home, address, child)


def serve_flows(running: Running, settings: Settings, *, crons: Mapping[str, str] | None = None) -> None:
    """Starts the flows' process; the database must be migrated by now, for a schedule may fire at once.

    Runs that a killed predecessor left under way are given up first: they would hold their slots, and the clock would
    stand still until their leases run out.
    """
    give_up_runs(running.address)
    environment = prefect_environment(running.home, running.address) | kaohe_environment(settings)
    arguments = [word for name, cron in (crons or {}).items() for word in ("--cron", f"{name}={cron}")]
    running.flows = start(
        "定时任务",
        ["-m", "cli.serving", *arguments],
        environment=environment,
        log=running.home / "logs" / "flows.log",
        folder=running.home,
    )


def serve_pages(running: Running, settings: Settings, *, port: int) -> None:
    """Starts the pages' process on a port of this machine; whoever starts it has chosen one that is free."""
    running.pages = start(
        "网页",
        ["-m", "cli.site", "--host", HOST, "--port", str(port)],
        environment=without_proxy(os.environ) | kaohe_environment(settings),
        log=running.home / "logs" / "pages.log",
        folder=running.home,
    )


def kaohe_environment(settings: Settings) -> dict[str, str]:
    """Our own settings, with paths that mean the same in any folder."""
    told = settings.model_dump(mode="json", exclude_defaults=True)
    database = settings.database
    relative = database.removeprefix("sqlite:///")
    if database.startswith("sqlite:///") and not Path(relative).is_absolute():
        database = f"sqlite:///{Path(relative).absolute()}"
    named = {f"KAOHE_{name.upper()}": str(value) for name, value in told.items()}
    return named | {"KAOHE_HOME": str(settings.home), "KAOHE_DATABASE_URL": database}


def address_of(home: Path) -> Address | None:
    """Where the embedded server of this home listens; None when none is running."""
    port = port_of(home)
    return None if port is None else Address(port, key_of(home))


def key_of(home: Path) -> str:
    """The key to this home's server, made on first use. Only the owner may read it."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = key_file(home)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as written:
            written.write(f"kaohe:{secrets.token_urlsafe(24)}")
    return path.read_text(encoding="ascii")


def free_port(wanted: int) -> int:
    """The wanted port, or any that is free."""
    for port in (wanted, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            found: int = probe.getsockname()[1]
            return found
    raise NotReady(f"{HOST} 上没有可用的端口")


def _wait(child: Child, is_there: Callable[[], bool], *, patience: float) -> None:
    deadline = time.monotonic() + patience
    while not is_there():
        if not child.is_alive:
            raise NotReady(f"{child.name}没有启动成功：\n{child.last_words()}\n日志：{child.log}")
        if time.monotonic() > deadline:
            raise NotReady(f"{child.name}在 {patience:.0f} 秒内没有就绪，日志：{child.log}")
        time.sleep(EVERY)


@contextmanager
def _claimed(home: Path) -> Iterator[None]:
    """Held by the kernel for as long as we live, so that nothing stale is left after a crash."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HomeBusy(f"{home} 已有一个 kaohe run 在运行；另起一个请换 KAOHE_HOME") from None
        yield


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    before = {number: signal.signal(number, _raise_stopped) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _raise_stopped(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _ignore_signals() -> None:
    """A second Ctrl+C must not leave half of the children behind."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
