"""The present state lit, on every machine and in every state that its picture shows."""

import re
from typing import Any

import pytest

from states.kit import Machine
from tests.unit.states.machines import all_machines
from tests.unit.web.charts.samples import WORDS, history, machine
from web.charts.standing import standing_chart

MACHINES = all_machines()


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_present_state_is_lit_wherever_a_thing_stands(machine: Machine[Any]) -> None:
    definition = machine.definition
    shown = set()
    for state in definition.states:
        chart = standing_chart(definition, state.code, (), title="甲", name="x", words=WORDS)
        lit = re.findall(r'<rect class="\w now"', str(chart.drawing))
        assert len(lit) <= 1
        shown |= {state.code} if lit else set()
        assert chart.says.startswith(f"现在：{state.label}。")
    assert {definition.initial} <= shown


def test_way_there_is_marked_with_its_days() -> None:
    state, steps = history(3)
    drawn = str(standing_chart(machine(), state, steps, title="甲<b>", name="x", words=WORDS).drawing)
    assert drawn.count("✓ 5月") == 2
    assert "现在 5月8日" in drawn
    assert drawn.count('class="w been"') == 2
    assert "<b>" not in drawn


def test_sentence_says_what_may_come_next() -> None:
    state, steps = history(3)
    chart = standing_chart(machine(), state, steps, title="甲", name="x", words=WORDS)
    assert chart.says == "现在：待部门负责人审核。之后可能：同意（到“待分管会领导审阅”）、退回修改（到“退回修改”）。"
    assert chart.table.rows[0] == ("2019年5月6日09:30", "办理", "康复部负责人", "已下达")


def test_several_on_one_page_have_arrow_heads_of_their_own() -> None:
    state, steps = history()
    drawn = [
        str(standing_chart(machine(), state, steps, title="甲", name=name, words=WORDS).drawing) for name in ("a", "b")
    ]
    ids = [set(re.findall(r'id="([^"]+)"', each)) for each in drawn]
    assert not ids[0] & ids[1]
    assert all(set(re.findall(r"url\(#([^)]+)\)", each)) <= told for each, told in zip(drawn, ids, strict=True))
