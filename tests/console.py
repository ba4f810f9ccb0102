"""A loaded console for the session, where a test asks for one (`tests.acceptance.cli.warm`)."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import ROOT


@pytest.fixture(scope="session")
def warm_console() -> Iterator[str]:
    """The socket at which commands are taken."""
    with tempfile.TemporaryDirectory(prefix="kaohe-") as folder:  # a socket's path must be short
        path = f"{folder}/console"
        command = [sys.executable, "-m", "tests.acceptance.cli.warm", path]
        with subprocess.Popen(command, cwd=ROOT) as server:
            until = time.monotonic() + 120
            while not Path(path).exists():
                assert server.poll() is None, "the console did not start"
                assert time.monotonic() < until, "the console takes too long to start"
                time.sleep(0.02)
            yield path
            server.kill()
