"""What a round of ballots asks before it goes on."""

from dataclasses import replace
from decimal import Decimal

import pytest

from states.balloting.facts import BallotFacts, GroupCount
from states.engine import decide
from states.rules import TransitionRefused
from states.subjects import SubjectFacts, SubjectKind
from states.year import BALLOT
from tests.unit.states.office import HOST, LEAD, OFFICE, PERSON, at, person

ROUND = SubjectFacts(kind=SubjectKind.BALLOT, office=OFFICE, co_units=frozenset({LEAD}))
NOW = at("2019-12-02 09:00")
GROUP = GroupCount(name="代表", roster=10, issued=10, returned=8, bundled=8)


def facts(code: str, state: str, **told: object) -> BallotFacts:
    subject = replace(ROUND, state=state)
    return BallotFacts(actor=person(code), subject=subject, now=NOW, **{"groups": (GROUP,), **told})  # type: ignore[arg-type]


def moved(trigger: str, state: str, told: BallotFacts) -> str:
    return decide(BALLOT, trigger=trigger, state=state, facts=told).dest.code


def refused(trigger: str, state: str, told: BallotFacts) -> tuple[str, ...]:
    with pytest.raises(TransitionRefused) as caught:
        moved(trigger, state, told)
    return caught.value.reasons


def test_the_roster_is_whole_before_paper_is_printed() -> None:
    empty = facts("kaohe_desk", "drafting", has_units=False, groups=())
    assert refused("settle_roster", "drafting", empty) == ("还没有写评哪些单位", "还没有写由谁来评：各组的名册人数")
    over = replace(GROUP, avoids={"甲局": 11})
    assert refused("settle_roster", "drafting", facts("kaohe_desk", "drafting", groups=(over,))) == (
        "代表名册10人，回避“甲局”的写了11人",
    )


def test_no_more_comes_back_than_went_out() -> None:
    for returned, bundled, said in (
        (11, 11, "代表收回11张，多于发出10张，先查清；查不清的，本轮作废重来"),
        (8, 7, "代表各包合计7张，收回8张"),
        (None, 0, "没有登记代表收回多少张"),
    ):
        told = facts("kaohe_desk", "issuing", groups=(replace(GROUP, returned=returned, bundled=bundled),))
        assert refused("register_returns", "issuing", told) == (said,)


def test_counts_stand_once_typing_has_begun() -> None:
    told = facts("kaohe_desk", "returned", entered=1)
    assert refused("register_returns", "returned", told) == (
        "已经开始录票，收回的张数和分包不再改动；要改的，先退回重录",
    )


def test_the_last_entry_hands_the_round_to_the_witness() -> None:
    assert moved("enter_bundle", "checking", facts("kaohe_desk", "checking")) == "checking"
    assert moved("enter_bundle", "checking", facts("kaohe_desk", "checking", completes=True)) == "agreed"
    settled = facts("kaohe_desk", "checking", completes=True, words="核对")
    assert moved("settle_difference", "checking", settled) == "agreed"


@pytest.mark.parametrize(("found", "returned", "fits"), [(2, 10, True), (1, 10, False), (1, 9, True), (3, 9, False)])
def test_who_had_to_avoid_a_unit_did(found: int, returned: int, fits: bool) -> None:
    """Two members have to avoid 甲局; one fewer may be found for each ballot that did not come back."""
    group = replace(GROUP, returned=returned, bundled=returned, avoids={"甲局": 2}, avoided={"甲局": found})
    told = facts("kaohe_head", "agreed", groups=(group,), words="一致")
    if fits:
        assert moved("witness_ballot", "agreed", told) == "witnessed"
    else:
        assert refused("witness_ballot", "agreed", told) == (f"代表应回避“甲局”的2人，票上回避的{found}张",)


def test_a_share_is_met_exactly() -> None:
    """8 of 10 are 80 %."""
    told = facts("kaohe_head", "agreed", returned_share=Decimal(80), words="一致")
    assert moved("witness_ballot", "agreed", told) == "witnessed"
    assert refused("witness_ballot", "agreed", replace(told, returned_share=Decimal("80.1"))) == (
        "发出10张，收回8张，不到方案规定的80.1%，本轮无效，应当作废重来",
    )


def test_the_witness_has_typed_nothing_and_is_not_rated() -> None:
    typist = facts("kaohe_head", "agreed", typists=frozenset({PERSON["kaohe_head"]}), words="一致")
    assert refused("witness_ballot", "agreed", typist) == ("您录过本轮的票，监票要由没有录过票的人办理",)
    rated = replace(ROUND, state="agreed", co_units=frozenset({HOST}))
    told = replace(facts("kaohe_head", "agreed", words="一致"), subject=rated)
    assert refused("witness_ballot", "agreed", told) == ("本单位在被评单位之列，不能由本单位监票、核定差异",)


def test_what_is_sealed_is_only_voided_and_with_a_reason() -> None:
    told = facts("kaohe_head", "sealed")
    assert refused("void", "sealed", told) == ("请写明理由",)
    assert moved("void", "sealed", replace(told, words="名册有误")) == "voided"
    assert refused("enter_bundle", "sealed", told) == ("投票打分现在是“已封存”，不能办理“录票”",)
