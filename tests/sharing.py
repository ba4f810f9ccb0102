"""How tests are shared out among workers: a module stays together, and what takes longest begins first.

What a module has once published, loaded or started serves all its tests: on one worker it is made once. Groups that
span modules name themselves: `xdist_group("prefect")`.
"""

import pytest

FIRST = ("prefect", "browser", "rehearsal")
"""They take longest, the first of them mostly waiting. The others come as they are collected: unit tests at the end."""


@pytest.hookimpl(tryfirst=True)  # before the worker writes the groups into the names of the tests
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not hasattr(config, "workerinput"):
        return
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    marker = item.get_closest_marker("xdist_group")
    group = marker.args[0] if marker is not None else ""
    return FIRST.index(group) if group in FIRST else len(FIRST)
