"""Diagrams, tables and the picture say what the machines do, and the pages in docs/ are the latest."""

import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from cli.docs import DOCS
from cli.lifecycle import lifecycle_pages
from states.drawing import ASIDE, awaited, mermaid, rights, steps, transitions
from states.kit import Machine
from states.picture import main_way, picture
from states.rights import RIGHTS
from tests.unit.states.machines import all_machines
from tests.unit.states.office import FIVE_STEPS

MACHINES = all_machines()
each_machine = pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
ID = r"[A-Za-z0-9_]+"


@pytest.mark.parametrize("name", ["lifecycle.md", "lifecycle.svg"])
def test_page_is_what_the_machines_say(name: str) -> None:
    """When this fails: `make docs`, and commit what it wrote."""
    assert (DOCS / name).read_text(encoding="utf-8") == lifecycle_pages()[name]


@each_machine
def test_diagram_has_ascii_ids_and_every_change_of_state(machine: Machine[Any]) -> None:
    lines = mermaid(machine.definition).splitlines()
    assert lines[0] == "stateDiagram-v2"
    shape = rf'    (?:state "[^"]+" as {ID}|\[\*\] --> {ID}|{ID} --> \[\*\]|{ID} --> {ID}: [^:]+)'
    assert [line for line in lines[1:] if not re.fullmatch(shape, line)] == []
    drawn = {tuple(line.split(": ")[0].split()[::2]) for line in lines if ": " in line}
    assert drawn == {
        (re.sub(r"\W", "_", rule.source), re.sub(r"\W", "_", rule.dest))
        for rule in machine.definition.rules
        if rule.source != rule.dest and rule.verb not in ASIDE
    }


@each_machine
def test_ids_of_a_diagram_are_told_apart(machine: Machine[Any]) -> None:
    ids = [re.sub(r"\W", "_", state.code) for state in machine.definition.states]
    assert len(set(ids)) == len(ids)


@each_machine
def test_table_holds_every_trigger(machine: Machine[Any]) -> None:
    told = set(re.findall(r"\| [^|]+ `([^`]+)` \| ", transitions(machine.definition)))
    assert told == {rule.trigger for rule in machine.definition.rules}


@each_machine
def test_table_says_what_each_state_awaits(machine: Machine[Any]) -> None:
    rows = awaited(machine.definition).splitlines()[2:]
    assert len(rows) == sum(state.awaits is not None for state in machine.definition.states)


def test_table_of_rights_has_every_row() -> None:
    assert len(rights().splitlines()) == len(RIGHTS) + 2


def test_chain_is_told_in_one_line() -> None:
    assert steps(FIVE_STEPS) == (
        "部门负责人审核 → 分管领导审阅 → 会签（全部会签） → 委员审议（至少2个席位同意） → 主要领导审批"
    )


@each_machine
def test_main_way_leads_by_rules_to_an_end(machine: Machine[Any]) -> None:
    way = main_way(machine.definition)
    ends = {(rule.source, rule.dest) for rule in machine.definition.rules}
    assert way[0] == machine.definition.initial
    assert machine.states[way[-1]].final
    assert [pair for pair in pairwise(way) if pair not in ends] == []


@each_machine
def test_boxes_of_a_picture_lie_apart(machine: Machine[Any]) -> None:
    root = ET.fromstring(picture({"一": machine.definition}))  # noqa: S314 -- our own drawing
    boxes = [
        tuple(float(each.attrib[name]) for name in ("x", "y", "width", "height"))
        for each in root.iter("{http://www.w3.org/2000/svg}rect")
        if "class" in each.attrib
    ]
    width, height = (float(side) for side in root.attrib["viewBox"].split()[2:])
    assert len(boxes) == len({state.code for state in machine.definition.states} - {"withdrawn"})
    for place, (x, y, wide, high) in enumerate(boxes):
        assert (x >= 0, y >= 0, x + wide <= width, y + high <= height) == (True,) * 4
        for other_x, other_y, other_wide, other_high in boxes[:place]:
            apart = x >= other_x + other_wide or other_x >= x + wide or y >= other_y + other_high or other_y >= y + high
            assert apart


def test_picture_fetches_nothing() -> None:
    """No request leaves the house: no font, style or image from elsewhere."""
    drawn = lifecycle_pages()["lifecycle.svg"]
    assert re.findall(r"https?://[^\s\"']+", drawn) == ["http://www.w3.org/2000/svg"]
    assert set(re.findall(r"url\(([^)]*)\)", drawn)) == {"#w", "#b"}
    assert "href" not in drawn
