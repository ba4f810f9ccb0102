"""The record of what is shown: unknown ids fail, and the page follows from the markers."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.house import ROOMS, ROOT
from tests.record.ids import asked_for
from tests.record.page import HEADINGS, family, page

KNOWN_ROOMS = {*ROOMS, "deploy", "docs"}


def pytest_on(tests: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.record.plugin", str(tests)]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)


def test_ids_are_all_there_once() -> None:
    counts = Counter(map(family, asked_for().values()))
    assert counts == {"R0": 23, "R1": 16, "R2": 31, "R3": 5, "R4": 20, "D": 17, "E": 40, "W": 17, "A": 46, "O": 40}


def test_ids_name_a_room_and_both_titles() -> None:
    wrong = [
        each.id
        for each in asked_for().values()
        if each.room not in KNOWN_ROOMS
        or not re.search(r"[\u4e00-\u9fff★]", each.chinese)
        or re.search(r"[\u4e00-\u9fff]", each.english)
    ]
    assert wrong == []


def test_what_will_not_be_built_says_why_in_words() -> None:
    assert [each.id for each in asked_for().values() if each.not_built is not None and len(each.not_built) < 20] == []


@pytest.mark.parametrize(
    ("folder", "claimed", "said"),
    [
        ("acceptance", "D99", "test_x: 'D99' is not in tests/record/ids.yaml"),
        ("unit", "D05", "test_x: 'D05' is closed through an act, a command or a page"),
    ],
)
def test_wrong_claim_fails_the_run(folder: str, claimed: str, said: str, tmp_path: Path) -> None:
    test = tmp_path / folder / "test_x.py"
    test.parent.mkdir()
    test.write_text(f"import pytest\n\n@pytest.mark.closes('{claimed}')\ndef test_x(): pass\n", encoding="utf-8")
    done = pytest_on(test)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert said in done.stdout + done.stderr


def test_skipped_test_fails_the_run(tmp_path: Path) -> None:
    test = tmp_path / "test_x.py"
    test.write_text("import pytest\n\ndef test_x(): pytest.skip('no server here')\n", encoding="utf-8")
    done = pytest_on(test)
    assert done.returncode == 1
    assert "Not run, and so not shown" in done.stdout


def test_page_links_the_test_that_shows_an_id() -> None:
    rows = page({"D05": ["tests/acceptance/cli/test_calendar.py::test_last_workday"]}).splitlines()
    assert [row for row in rows if row.startswith("| D05 |")] == [
        "| D05 | 当月最后一个工作日前<br>last workday of the month"
        " | [test_last_workday](../tests/acceptance/cli/test_calendar.py) |"
    ]
    assert [row for row in rows if row.startswith(f"| {HEADINGS['D']} |")] == [f"| {HEADINGS['D']} | 17 | 1 | 16 | 0 |"]


def test_page_shows_open_ids_with_their_room() -> None:
    rows = page({}).splitlines()
    assert [row for row in rows if row.startswith("| D05 |")] == [
        "| D05 | 当月最后一个工作日前<br>last workday of the month | **open** · `workdays/` |"
    ]
