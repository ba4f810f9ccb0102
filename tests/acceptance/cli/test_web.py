"""`kaohe web`: the pages of an installation, served by a process of their own."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.acceptance.cli.conftest import KAOHE, Shell

pytestmark = pytest.mark.slow
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


@contextmanager
def served(shell: Shell, port: int, *words: str) -> Iterator[httpx.Client]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("KAOHE_")}
    command = [KAOHE, "web", "--port", str(port), *words]
    environment = inherited | {"KAOHE_HOME": str(shell.home)}
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False)
    with client, subprocess.Popen(command, env=environment) as process:
        try:
            deadline = time.monotonic() + PATIENCE
            while time.monotonic() < deadline and process.poll() is None:
                try:
                    client.get("/healthz")
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            yield client
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0


def test_pages_are_served_and_the_doctor_finds_them(shell: Shell, tiny: str) -> None:
    assert shell("publish", shell.write("year.yaml", tiny)).code == 0
    assert "本机没有提供网页" in shell("doctor").out
    port = free_port()
    with served(shell, port) as client:
        assert client.get("/healthz").status_code == 200
        policy = client.get("/").headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert f"网页 http://127.0.0.1:{port}" in shell("doctor").out
        taken = shell("web", "--port", str(port))
        assert (taken.code, taken.out) == (1, "")
        assert f"不能在 127.0.0.1 的 {port} 端口应答" in taken.err
    assert "本机没有提供网页" in shell("doctor").out


def test_pages_are_not_served_over_a_database_without_tables(shell: Shell) -> None:
    done = shell("web", "--port", str(free_port()))
    assert (done.code, done.out) == (1, "")
    assert "还没有建表" in done.err
