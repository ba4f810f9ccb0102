"""Processes of our own: started on a leash, written to a log, stopped with their children."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
PATIENCE = 15.0
LARGEST_LOG = 5_000_000
LAST_LINES = 15


@dataclass(frozen=True)
class Child:
    """`name` is what people call it; `since` when it was started."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    since: datetime

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def stop(self, *, patience: float = PATIENCE) -> None:
        """Asks, waits, then insists; what the child had started goes with it."""
        if self.is_alive:
            self.process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        _kill_group(self.process.pid)
        self.process.wait()

    def last_words(self) -> str:
        """The end of its log, for a message about its end."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join([line for line in text.splitlines() if line.strip()][-LAST_LINES:])


def start(name: str, arguments: Sequence[str], *, environment: Mapping[str, str], log: Path, folder: Path) -> Child:
    """Runs Python with these arguments. Call it from a thread that lives as long as the child shall.

    The child gets a process group of its own: Ctrl+C in the terminal reaches us alone, and we stop the children in
    order. It works in `folder`, for a `.env` or `prefect.toml` in the user's own folder is not meant for it.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    _make_room(log)
    command = [sys.executable, "-P", "-m", "cli.leash", str(os.getpid()), sys.executable, "-P", *arguments]
    since = datetime.now(UTC)
    with log.open("ab") as written:
        process = subprocess.Popen(  # noqa: S603 -- our own interpreter and modules
            command,
            env={**environment, "PYTHONPATH": _path(environment), "PYTHONUNBUFFERED": "1"},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
    return Child(name, process, log, since)


def wait_for_end(children: Sequence[Child], *, every: float = 0.5) -> Child:
    """Returns the first child that ends by itself."""
    while True:
        for child in children:
            if not child.is_alive:
                return child
        time.sleep(every)


def _path(environment: Mapping[str, str]) -> str:
    """Our packages are found from any folder, installed or not."""
    return os.pathsep.join(filter(None, [str(CHECKOUT), environment.get("PYTHONPATH", "")]))


def _make_room(log: Path) -> None:
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_name(f"{log.name}.1"))


def _kill_group(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
