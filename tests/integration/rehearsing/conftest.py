"""Small years to play: tests/fixtures/schemes."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from actions.behaviours import ON_TIME, Behaviour, read_behaviour
from actions.rehearsing.rehearsal import Played
from actions.rehearsing.rehearsing import play
from config.loading import load_scheme
from config.scheme import Scheme

SCHEMES = Path(__file__).parents[2] / "fixtures" / "schemes"

Playing = Callable[..., Played]


def text_of(name: str) -> str:
    return (SCHEMES / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def scheme_of(name: str) -> Scheme:
    return load_scheme(text_of(name)).scheme


def played(name: str, rules: str = "", *, also: str = "") -> Played:
    """A year, played on time but for the rules that are told, and whatever else a file may say."""
    return play(text_of(name), behaviour=behaviour_of(name, rules, also=also), sample=None, progress=None)


def behaviour_of(name: str, rules: str, *, also: str = "") -> Behaviour:
    written = f"rules:\n{rules}" if rules else ""
    return read_behaviour(f"title: 试\n{written}{also}", scheme_of(name)) if written or also else ON_TIME


@pytest.fixture(scope="session")
def playing() -> Playing:
    """Each year is played once for all the tests that look at it."""
    kept: dict[tuple[str, str, str], Played] = {}

    def once(name: str, rules: str = "", *, also: str = "") -> Played:
        if (name, rules, also) not in kept:
            kept[name, rules, also] = played(name, rules, also=also)
        return kept[name, rules, also]

    return once
