"""Shipped years as `kaohe rehearse` tells them: each is played once for all the tests that read it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

KAOHE = Path(sys.executable).parent / "kaohe"
GOLDEN = Path(__file__).parent / "golden"
DIGESTS = ".digests"

Told = dict[str, Any]
Rehearse = Callable[..., Told]


def rehearse(scheme: str, behaviour: str, *, home: Path) -> Told:
    """What the command answers, in a home of its own; `cpu` is the seconds that it computed."""
    begun = _cpu_of_children()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KAOHE_")}
    done = subprocess.run(
        [KAOHE, "rehearse", scheme, "--behaviour", behaviour, "--json"],
        env=clean | {"KAOHE_HOME": str(home)},
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    answer: Told = json.loads(done.stdout)
    return answer | {"cpu": _cpu_of_children() - begun}


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


@pytest.fixture(scope="session")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Rehearse:
    home = tmp_path_factory.mktemp("rehearsal") / "home"
    played: dict[tuple[str, str], Told] = {}

    def once(scheme: str, behaviour: str = "on-time") -> Told:
        if (scheme, behaviour) not in played:
            played[scheme, behaviour] = rehearse(scheme, behaviour, home=home)
        return played[scheme, behaviour]

    return once


def lines_of(told: Told) -> list[str]:
    """One line a message: when, whom, what, and why then; as the golden files keep it."""
    return [f"{_line(each)}〔{each['why']}〕" for each in told["messages"]]


def digests_of(told: Told) -> list[str]:
    """One line a digest, as it stands on a telephone."""
    return [_line(each) for each in told["arrivals"] if each["count"] > 1]


def _line(each: Told) -> str:
    return f"{each['at'][:10]} {each['at'][11:16]} {each['person']}｜{each['body']}".replace("\n", " / ")


def golden(scheme: str, behaviour: str, *, kept: str = "") -> Path:
    return GOLDEN / f"{scheme}.{behaviour}{kept}.txt"
