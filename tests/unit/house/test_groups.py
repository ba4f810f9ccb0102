"""The runner of the tests keeps its word: what shares a server runs on one worker, in order."""

import subprocess
import sys
from pathlib import Path

TESTS = """
import os, pytest
@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(6))
def test_where(number):
    with open("seen", "a") as seen:
        seen.write(f"{number} {os.environ['PYTEST_XDIST_WORKER']}\\n")
"""


def test_tests_of_a_group_run_on_one_worker_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "test_group.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider"]

    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)

    seen = [line.split() for line in (tmp_path / "seen").read_text(encoding="utf-8").splitlines()]
    assert [number for number, _ in seen] == ["0", "1", "2", "3", "4", "5"]
    assert len({worker for _, worker in seen}) == 1
