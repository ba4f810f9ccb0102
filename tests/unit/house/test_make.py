"""The Makefile says what it can do, and nothing speaks of a target that is not there."""

import re
import subprocess

from tests.house import ROOT, tracked

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)
ALONE = re.compile(rb"^(?:@|pytestmark = .*)pytest\.mark\.alone\b", re.MULTILINE)


def test_make_alone_lists_every_target() -> None:
    said = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert re.findall(r"^  make (\w+) +\S", said, re.MULTILINE) == TARGETS


def test_pages_name_only_targets_that_exist() -> None:
    named = {
        f"{path.relative_to(ROOT)}: {target}"
        for path in tracked()
        if path.suffix == ".md" or path.name == "run"
        for target in re.findall(r"(?:^|`|step \d+ )make ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        if target not in TARGETS
    }
    assert named == set()


def test_ci_runs_the_checks_and_the_tests() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"^step \d+ (make \w+)$", script, re.MULTILINE) == ["make setup", "make check", "make test"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111 != 0


def test_what_runs_alone_is_where_it_is_looked_for() -> None:
    """Every test is collected once for those that share the machine; for the few others that would be ten seconds."""
    asked = re.search(r"pytest -m alone (\S+)$", MAKEFILE, re.MULTILINE)
    assert asked is not None
    marked = {str(path.relative_to(ROOT)) for path in tracked() if ALONE.search(path.read_bytes())}
    assert marked
    assert [path for path in marked if not path.startswith(f"{asked[1]}/")] == []
