"""Two readers of YAML, one story: what the quick one tells is what the exact one would have told."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from config.schemes import find_scheme, shipped
from config.yaml_text import events_of, exactly
from tests.house import ROOT
from tests.profiles import cases

TEXTS = [
    *(find_scheme(name) for name in shipped()),
    *sorted((ROOT / "tests/fixtures").rglob("*.yaml")),
]
# What turns a plain text into one that YAML 1.1 and 1.2 may read differently, or that is none any more.
STRANGE = [
    *"{}[],:#&*!|>'\"%@`-?~ \n\\0a1.残=<\t\r",
    *(": ", "- ", " #", "\n  ", "''", "|\n    a\n", "? ", "---\n", "17:00", "&a ", "*a ", "!x "),
    *("\u00a0", "\ufeff", "\u2028", "\x85", "\x00", "\x07", "\U0001f600"),
]


def told(events: Any) -> list[tuple[object, ...]] | str:
    try:
        return [_of(event) for event in events]
    except YAMLError as error:
        return str(error)


def _of(event: Any) -> tuple[object, ...]:
    said = [getattr(event, name, None) or None for name in ("value", "implicit", "style", "anchor", "tag")]
    marks = event.start_mark, event.end_mark
    return type(event).__name__, *map(str, said), *((mark.line, mark.column) for mark in marks)


def test_quick_reader_is_here_and_reads_the_shipped_schemes() -> None:
    quick = [
        name for name in shipped() if isinstance(next(events_of(find_scheme(name).read_text("utf-8"))), yaml.Event)
    ]
    assert quick == list(shipped())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_both_read_the_files_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert told(events_of(text)) == told(exactly(text))


@settings(max_examples=cases(150, full=20_000))
@given(st.data())
def test_both_read_what_a_slip_of_the_hand_makes_alike(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(SNIPPETS))
    letters = list(lines)
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.integers(0, len(letters) - 1))
        letters[place : place + data.draw(st.integers(0, 1))] = [data.draw(st.sampled_from(STRANGE))]
    text = "".join(letters) + data.draw(st.sampled_from(["\n", ""]))
    assert told(events_of(text)) == told(exactly(text))


def snippets(text: str) -> list[str]:
    """The first lines of everything that begins at the margin."""
    lines = text.splitlines()
    tops = [number for number, line in enumerate(lines) if line[:1].isalpha()]
    return [
        "\n".join(lines[top : min(end, top + 10)]) + "\n"
        for top, end in zip(tops, [*tops[1:], len(lines)], strict=True)
    ]


SNIPPETS = [each for name in shipped() for each in snippets(find_scheme(name).read_text(encoding="utf-8"))]
