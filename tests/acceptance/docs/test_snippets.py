"""Every command in our pages is run, page by page, in an empty folder with a database of its own.

A `bash` block is a script that must succeed. In a `console` block the lines after `$ ` are run and the others are what
must be printed, `…` standing for anything.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.cli.warm import write_client
from tests.house import ROOT, tracked
from tests.markdown import Block, blocks

SHELL = {"bash", "console", "sh", "shell"}
PAGES = {
    path.relative_to(ROOT).as_posix(): found
    for path in tracked()
    if path.suffix == ".md" and path.name != "README.zh-CN.md"  # its blocks equal README.md's: tests/unit/house
    if (found := [each for each in blocks(path.read_text(encoding="utf-8")) if each.language in SHELL])
}
RUN = {
    page: runnable for page, found in PAGES.items() if (runnable := [each for each in found if not each.why_not_run])
}
NOT_RUN = [
    ("CONTRIBUTING.md", "these are the commands that run the tests"),
    ("README.md", "starts servers that run until they are stopped; tests/acceptance starts and stops them"),
]


@pytest.fixture
def surroundings(tmp_path: Path, warm_console: str) -> dict[str, str]:
    """An environment as a newcomer has it, with `kaohe` on the path and nothing of ours set but where things go."""
    programs = tmp_path / "programs"
    programs.mkdir()
    write_client(programs, warm_console)
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("KAOHE_", "PREFECT_"))}
    return inherited | {
        "PATH": os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "KAOHE_HOME": str(tmp_path / "home"),
        "COLUMNS": "120",
    }


def steps(block: Block) -> Iterator[tuple[str, str]]:
    """Each command of a block with the output that the page shows for it."""
    if block.language != "console":
        yield block.body, ""
        return
    for chunk in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
        command, _, output = chunk.partition("\n")
        yield command, output


def printed(expected: str) -> re.Pattern[str]:
    lines = (r".*?".join(map(re.escape, line.split("…"))) for line in expected.strip().splitlines())
    return re.compile("\n".join(lines), re.DOTALL)


@pytest.mark.parametrize("page", RUN)
def test_commands_of_a_page_succeed(page: str, surroundings: dict[str, str], tmp_path: Path) -> None:
    for block in RUN[page]:
        for command, expected in steps(block):
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", command],
                cwd=tmp_path,
                env=surroundings,
                check=False,
                capture_output=True,
                text=True,
                timeout=120,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
            assert printed(expected).search(done.stdout), f"{command}\n{done.stdout}"


def test_commands_that_are_not_run_are_listed_with_their_reason() -> None:
    assert sorted((page, each.why_not_run) for page, found in PAGES.items() for each in found if each.why_not_run) == (
        NOT_RUN
    )
