"""What every run of pytest holds: claims are right, and nothing is left out silently."""

from pathlib import Path

import pytest

from tests.record.collecting import check_ids, shown_by

EVERYTHING = Path(__file__).parents[1]
SHOWN = pytest.StashKey[dict[str, list[str]] | None]()

_left_out: list[str] = []


@pytest.hookimpl(tryfirst=True)  # while what -m, -k and --deselect leave out is still there
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    check_ids(items)
    config.stash[SHOWN] = shown_by(items) if is_whole(config) else None


def is_whole(config: pytest.Config) -> bool:
    """Whether every test there is was looked for, whichever of them are run."""
    return {(config.invocation_params.dir / each).resolve() for each in config.args} == {EVERYTHING}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped:
        _left_out.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A test that was skipped or expected to fail shows nothing, so the run is not green."""
    if _left_out and exitstatus == pytest.ExitCode.OK and not hasattr(session.config, "workerinput"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for nodeid in _left_out:
        terminalreporter.write_line(f"Not run, and so not shown: {nodeid}", red=True)
