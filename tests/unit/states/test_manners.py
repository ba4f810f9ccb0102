"""How each kind of message goes: one table, which the templates, the guide and the schemes agree with."""

import pytest

from config.manners import Manner
from config.policy import Messages
from documents.messages import in_two, shipped, template_codes
from states.manners import KINDS, manner_of

DIGESTS = {"digest", "digest_to_leader"}
PAPERS = {f"letter_{kind}" for kind in ("circular", "order", "talk", "warning", "issued", "notice")}
PAPERS |= {
    "monthly_summary",
    "quarterly_circular",
    "overdue_list",
    "meeting_material",
    "ballot_form",
    "result_opinion_letter",
}
FORWARDS = {code for code in template_codes() if code.startswith("forward_")}
USUAL = Messages()


def test_every_message_has_its_place_in_the_table() -> None:
    assert set(KINDS) == set(template_codes()) - DIGESTS - PAPERS - FORWARDS


def test_every_message_has_a_short_form_and_no_paper_has_one() -> None:
    assert {code for code in template_codes() if not in_two(shipped(code))[1]} == PAPERS | FORWARDS


@pytest.mark.parametrize(
    ("code", "manner"),
    [
        ("reminder", Manner.DIGEST),
        ("present_to_leader", Manner.DIGEST),
        ("returned", Manner.AT_ONCE),
        ("recalled", Manner.AT_ONCE),
    ],
)
def test_what_the_clock_finds_waits_and_what_a_person_takes_or_gives_back_does_not(code: str, manner: Manner) -> None:
    assert manner_of(code, policies=[USUAL]) is manner


def test_scheme_may_choose_otherwise_and_of_several_the_quietest_counts() -> None:
    loud = Messages(manners={"urge": Manner.URGENT, "returned": Manner.AT_ONCE})
    quiet = Messages(manners={"returned": Manner.DIGEST})

    assert manner_of("urge", policies=[loud]) is Manner.URGENT
    assert manner_of("urge", policies=[loud, USUAL]) is Manner.DIGEST
    assert manner_of("returned", policies=[loud, quiet]) is Manner.DIGEST
