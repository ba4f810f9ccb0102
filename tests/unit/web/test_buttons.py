"""Whatever a machine lets people do has a button, and behind it an act that can be told what it is about."""

from typing import Any

import pytest

from actions.registry import registry
from config.loading import load_scheme
from config.schemes import find_scheme, shipped
from states.engine import Machine, Offer
from states.subjects import SubjectKind
from states.year import YearMachines
from web.dealing.buttons import BEGUN_ELSEWHERE, CLOCK_ONLY, ID_FIELD, MANY, button, buttons

K = SubjectKind
OTHERS = {
    K.PROBLEM: "problem", K.NEGATIVE: "negative", K.RECTIFICATION: "rectification", K.VETO: "veto",
    K.RESULT: "result", K.REEXAMINATION: "reexamination", K.BALLOT: "ballot",
}  # fmt: skip


def machines(name: str) -> list[tuple[SubjectKind, Machine[Any]]]:
    scheme = load_scheme(find_scheme(name).read_text(encoding="utf-8")).scheme
    year = YearMachines(scheme)
    found = [(kind, getattr(year, attribute)) for kind, attribute in OTHERS.items()]
    found += [(K.FINDING, year.finding(each.code)) for each in scheme.scoring.findings]
    return [(kind, machine) for kind, machine in found if machine is not None]


def offer(verb: str) -> Offer:
    return Offer(verb=verb, trigger=verb, label=verb, dest="", permitted=True)


@pytest.mark.parametrize("name", shipped())
def test_every_verb_has_a_button(name: str) -> None:
    for kind, machine in machines(name):
        for verb in {verb for verbs in machine.buttons.values() for verb in verbs} - CLOCK_ONLY - BEGUN_ELSEWHERE:
            found = button(kind, 1, offer(verb), back="/")
            assert found is not None
            told = MANY.get(found.act, ID_FIELD[kind]).removesuffix("[]")
            assert told in registry()[found.act].data.model_fields, (kind, verb, found.act)


def test_what_is_agreed_to_after_publication_is_the_correction() -> None:
    both = buttons(K.RESULT, 1, [offer("approve"), offer("decline")], back="/").ready
    assert [(each.act, each.values["agreed"]) for each in both] == [
        ("decide_correction", "true"),
        ("decide_correction", "false"),
    ]
    (alone,) = buttons(K.RESULT, 1, [offer("approve")], back="/").ready
    assert alone.act == "decide_result"
