"""Children of ours, as real processes: none outlives its parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from cli.processes import LARGEST_LOG, Child, start, wait_for_end

SLEEPS = ["-c", "import time; print('awake', flush=True); time.sleep(600)"]
STUBBORN = ["-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('awake'); time.sleep(600)"]
WITH_A_CHILD = [
    "-c",
    "import subprocess, sys, time; print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']).pid);"
    "time.sleep(600)",
]
PARENT = """
import os, sys, time
from pathlib import Path
from cli.processes import start
child = start("x", {arguments!r}, environment=dict(os.environ), log=Path({log!r}), folder=Path({folder!r}))
print(child.process.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[[list[str]], Child]]:
    begun: list[Child] = []

    def begin(arguments: list[str]) -> Child:
        log = tmp_path / f"{len(begun)}.log"
        child = start("小孩", arguments, environment=dict(os.environ), log=log, folder=tmp_path)
        begun.append(child)
        return child

    yield begin
    for child in begun:
        child.stop(patience=0)


def until(happened: Callable[[], bool], *, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.05)
    return happened()


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_child_writes_its_log_and_stops_when_asked(begin: Callable[[list[str]], Child]) -> None:
    child = begin(SLEEPS)
    assert until(lambda: child.last_words() == "awake")

    child.stop()

    assert not child.is_alive
    assert child.process.returncode == -signal.SIGTERM


def test_child_that_will_not_listen_is_made_to_stop(begin: Callable[[list[str]], Child]) -> None:
    child = begin(STUBBORN)
    assert until(lambda: child.last_words() == "awake")

    child.stop(patience=0.2)

    assert child.process.returncode == -signal.SIGKILL


def test_child_takes_its_own_children_along(begin: Callable[[list[str]], Child]) -> None:
    child = begin(WITH_A_CHILD)
    assert until(lambda: child.last_words().isdigit())
    grandchild = int(child.last_words())

    child.stop()

    assert until(lambda: not is_running(grandchild))


def test_child_works_in_its_folder_and_finds_our_packages(begin: Callable[[list[str]], Child], tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "__init__.py").write_text("raise RuntimeError('the wrong config')", encoding="utf-8")

    child = begin(["-c", "import os, config.zone; print(os.getcwd(), config.zone.SHANGHAI.name)"])

    assert child.process.wait(20) == 0
    assert child.last_words() == f"{tmp_path} Asia/Shanghai"


def test_child_that_ends_by_itself_is_noticed(begin: Callable[[list[str]], Child]) -> None:
    first, second = begin(SLEEPS), begin(["-c", "raise SystemExit(3)"])

    ended = wait_for_end([first, second], every=0.05)

    assert (ended, ended.process.returncode) == (second, 3)


def test_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    script = PARENT.format(arguments=SLEEPS, log=str(tmp_path / "log"), folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert until(lambda: (tmp_path / "log").read_text() == "awake\n")
        parent.kill()

    assert until(lambda: not is_running(child))


def test_leash_of_a_parent_that_is_gone_starts_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cli.leash", "1", sys.executable, "-c", "print('ran')"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout) == (1, "")


def test_log_that_has_grown_makes_room(begin: Callable[[list[str]], Child], tmp_path: Path) -> None:
    (tmp_path / "0.log").write_bytes(b"x" * (LARGEST_LOG + 1))

    child = begin(["-c", "print('new')"])
    child.process.wait(20)

    assert (tmp_path / "0.log").read_text() == "new\n"
    assert (tmp_path / "0.log.1").stat().st_size == LARGEST_LOG + 1
