"""docs/coverage.md says what the tests of this very run close."""

import subprocess
import sys

import pytest

from tests.house import ROOT
from tests.record.page import page
from tests.record.plugin import SHOWN


def test_coverage_page_is_current(request: pytest.FixtureRequest) -> None:
    shown = request.config.stash[SHOWN]
    if shown is None:  # a part of the tests cannot know
        check = [sys.executable, "-m", "tests.record", "check"]
        done = subprocess.run(check, cwd=ROOT, check=False, capture_output=True, text=True, timeout=180)
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8") == page(shown)
