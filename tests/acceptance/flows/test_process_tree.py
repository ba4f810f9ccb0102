"""`kaohe run` as an operator starts and ends it: one tree of processes, gone when it is told to go, or killed."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from cli.embedded import PORT, free_port
from config.prefect_home import key_file

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

KAOHE = [sys.executable, "-c", "from cli.main import app; app()"]
STARTED_ONLY = [
    sys.executable,
    "-c",
    "import sys, time; from pathlib import Path; from cli.embedded import embedded\n"
    "with embedded(Path(sys.argv[1])) as running: print('started', flush=True); time.sleep(600)",
]


@contextmanager
def running(command: list[str], home: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"KAOHE_HOME": str(home), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[bytes], words: str, *, seconds: float) -> str:
    """What it printed until it said these words."""
    assert process.stdout is not None
    heard, deadline = "", time.monotonic() + seconds
    while words not in heard:
        left = deadline - time.monotonic()
        assert left > 0, f"{words} was not said within {seconds} s, but: {heard}"
        if select.select([process.stdout], [], [], left)[0]:
            chunk = os.read(process.stdout.fileno(), 65536)
            assert chunk, f"{words} was not said, but: {heard}"
            heard += chunk.decode("utf-8", "replace")
    return heard


def tree(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def all_gone(processes: list[psutil.Process]) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=15)
    return not alive


@pytest.fixture
def taken_port() -> Iterator[int]:
    """The usual port, held by somebody else (if it is not already)."""
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            holder.bind(("127.0.0.1", PORT))
            holder.listen()
        except OSError:
            pass
        yield PORT


def test_run_says_ready_within_a_minute_and_stops_without_a_trace(tmp_path: Path, taken_port: int) -> None:
    home = tmp_path / "home"
    with running([*KAOHE, "run"], home) as process:
        heard = said(process, "Ctrl+C", seconds=60)
        assert "就绪" in heard
        assert f"127.0.0.1:{taken_port}" not in heard
        started = tree(process)
        assert len(started) >= 2
        assert key_file(home / "prefect").stat().st_mode & 0o777 == 0o600

        second = subprocess.run(
            [*KAOHE, "run"], env=os.environ | {"KAOHE_HOME": str(home)}, check=False, capture_output=True, text=True
        )
        assert second.returncode == 1
        assert "已有一个 kaohe run 在运行" in second.stderr

        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert all_gone(started)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_children_end_with_a_parent_that_is_killed_early(tmp_path: Path, end: signal.Signals) -> None:
    with running([*STARTED_ONLY, str(tmp_path)], tmp_path) as process:
        said(process, "started", seconds=30)
        started = tree(process)
        assert len(started) == 1
        process.send_signal(end)
        process.wait(30)
    assert all_gone(started)


def test_port_that_is_taken_is_avoided(taken_port: int) -> None:
    assert free_port(taken_port) != taken_port
    unused = free_port(0)
    assert free_port(unused) == unused


def test_serve_flows_without_a_server_says_what_to_do(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}

    done = subprocess.run(
        [*KAOHE, "serve-flows"], env=environment | {"KAOHE_HOME": str(tmp_path)}, check=False, capture_output=True
    )

    assert done.returncode == 1
    assert "先运行 kaohe run，或在环境变量 PREFECT_API_URL 里写明服务地址" in done.stderr.decode()
