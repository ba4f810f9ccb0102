"""Reads `@pytest.mark.closes("D05", …)` from collected tests."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from io import StringIO

import pytest

from tests.record.ids import asked_for


def closed_by(item: pytest.Item) -> Iterator[str]:
    for marker in item.iter_markers("closes"):
        yield from marker.args


def check_ids(items: Iterable[pytest.Item]) -> None:
    """Refuses ids that do not exist, and unit tests that claim to show one: an id is shown through a public door."""
    known = asked_for()
    claims = [(item, each) for item in items for each in closed_by(item)]
    wrong = [f"{item.nodeid}: {each!r} is not in tests/record/ids.yaml" for item, each in claims if each not in known]
    wrong += [
        f"{item.nodeid}: {each!r} is closed through an act, a command or a page (tests/integration, tests/acceptance)"
        for item, each in claims
        if "unit" in item.path.parts
    ]
    if wrong:
        raise pytest.UsageError("Wrong closes():\n" + "\n".join(wrong))


def shown_by(items: Iterable[pytest.Item]) -> dict[str, list[str]]:
    """The tests that close each id, sorted; the cases of one parametrized test count as one test."""
    shown: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        for each in closed_by(item):
            shown[each].add(item.nodeid.partition("[")[0])
    return {key: sorted(tests) for key, tests in shown.items()}


class Collector:
    """A pytest plugin that keeps what was collected."""

    def __init__(self) -> None:
        self.items: list[pytest.Item] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = session.items


def collect() -> dict[str, list[str]]:
    """Which tests close which id, over the whole tree. Ends the program when a test module cannot be collected."""
    collector, said = Collector(), StringIO()
    with redirect_stdout(said):
        outcome = pytest.main(["--collect-only", "-qq", "-p", "no:cacheprovider"], plugins=[collector])
    if outcome is not pytest.ExitCode.OK:
        raise SystemExit(f"{said.getvalue()}\nThe tests could not be collected: {outcome!r}")
    return shown_by(collector.items)
