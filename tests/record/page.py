"""Writes docs/coverage.md from what was collected. Same tests in, same page out."""

from collections.abc import Mapping, Sequence

from tests.record.ids import Asked, asked_for

Shown = Mapping[str, Sequence[str]]

HEADINGS = {
    "R0": "R0 · A provincial federation's department tasks (2019)",
    "R1": "R1 · A city bureau's plan (2022)",
    "R2": "R2 · A county's city-assessed indicators (2019)",
    "R3": "R3 · A catalogue of deduction rules",
    "R4": "R4 · People's-livelihood projects",
    "D": "D · Deadline rules",
    "E": "E · Worked examples",
    "W": "W · What is new here",
    "A": "A · What people ask for",
    "O": "O · How offices work",
}

OPENING = """\
# What is shown, and what is still open

Written by `make docs` from the `@pytest.mark.closes(…)` markers of the tests; `make check` fails when it is stale.
An id is **shown** when a test reaches it through a public door (an act, a command, a page) and names the result that a
person would see. It is **open** until then, with the room where it will live. The list of ids stands in
[`tests/record/ids.yaml`](../tests/record/ids.yaml).
"""


def family(asked: Asked) -> str:
    return asked.id[:2] if asked.id.startswith("R") else asked.id[0]


def page(shown: Shown) -> str:
    """The whole page, ending in a newline."""
    everything = list(asked_for().values())
    families = {name: [each for each in everything if family(each) == name] for name in HEADINGS}
    parts = [OPENING, _summary(families, shown)]
    parts += [_section(HEADINGS[name], rows, shown) for name, rows in families.items()]
    return "\n".join(parts)


def _summary(families: Mapping[str, Sequence[Asked]], shown: Shown) -> str:
    lines = ["| family | ids | shown | open | not built |", "|---|---:|---:|---:|---:|"]
    counts = {HEADINGS[name]: _count(rows, shown) for name, rows in families.items()}
    counts["**all**"] = tuple(map(sum, zip(*counts.values(), strict=True)))
    lines += [f"| {heading} | {' | '.join(map(str, numbers))} |" for heading, numbers in counts.items()]
    return "\n".join(lines) + "\n"


def _count(rows: Sequence[Asked], shown: Shown) -> tuple[int, ...]:
    closed = sum(each.id in shown for each in rows)
    refused = sum(each.not_built is not None for each in rows)
    return len(rows), closed, len(rows) - closed - refused, refused


def _section(heading: str, rows: Sequence[Asked], shown: Shown) -> str:
    lines = [f"## {heading}", "", "| id | asked | shown by |", "|---|---|---|"]
    lines += [f"| {each.id} | {each.chinese}<br>{each.english} | {_standing(each, shown)} |" for each in rows]
    return "\n".join(lines) + "\n"


def _standing(asked: Asked, shown: Shown) -> str:
    if tests := shown.get(asked.id):
        return "<br>".join(map(_link, tests))
    if asked.not_built:
        return f"not built: {asked.not_built}"
    return f"**open** · `{asked.room}/`"


def _link(nodeid: str) -> str:
    path, _, name = nodeid.partition("::")
    return f"[{name.replace('::', ' · ')}](../{path})"
