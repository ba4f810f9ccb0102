import os

import pytest

from tests import profiles
from tests.record.collecting import check_ids

pytest_plugins = ["tests.databases", "tests.published"]

# Before Prefect is imported anywhere: no test run speaks to the outside.
os.environ["DO_NOT_TRACK"] = "1"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"

profiles.load()

_left_out: list[str] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    check_ids(items)


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
