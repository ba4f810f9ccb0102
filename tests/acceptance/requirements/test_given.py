"""What people put in by hand, from the paper to the score: ballots, results of others, what lateness costs."""

from fractions import Fraction
from typing import Any

import pytest

from models.lateness import Deduction
from models.units import Unit
from scoring.asking import Case
from scoring.refusals import NoData
from tests.acceptance.cli.conftest import FIXTURES, Shell
from tests.acceptance.requirements.conftest import Copy
from tests.integration.actions.year import Year
from tests.integration.ballots.voting import BEGINS, DAY, agreed, closed, reckoned

SCHEME = str(FIXTURES / "voting.yaml")
PARTY, DEPUTIES = "党政领导", "人大政协领导"


@pytest.fixture
def voting(copy: Copy) -> Year:
    return copy("voting", when=BEGINS)


def scored(shell: Shell, year: Year, *more: str) -> dict[str, Any]:
    """`kaohe score` from the database."""
    said = shell("score", SCHEME, "--json", *more, environment={"KAOHE_DATABASE_URL": str(year.database.url)})
    assert said.out, said.err
    found: dict[str, Any] = said.told["results"]
    return found


def points(results: dict[str, Any], code: str) -> dict[str, str | None]:
    return {each["unit"]: each["points"] for each in results[code]}


def line(*scores: str, recused: int = 0, invalid: int = 0) -> dict[str, Any]:
    return {"scores": scores, "recused": recused, "invalid": invalid}


def rated_by_leaders(year: Year) -> None:
    """领导评价: three and two leaders; one of them is in charge of 教育局 and avoids it."""
    groups = [{"name": PARTY, "roster": 3, "avoids": {"jiaoyu": 1}}, {"name": DEPUTIES, "roster": 2}]
    told = {"title": "2019年度市领导评价", "units": ("qu", "yuanqu", "jiaoyu"), "groups": groups}
    number = year.do(
        "plan_ballot", "kaohe_desk", f"{DAY} 08:00", assessment=year.assessment, rating="leaders", **told
    ).ids["ballot"]
    year.do("settle_roster", "kaohe_desk", f"{DAY} 08:30", ballot=number)
    year.do("issue_ballots", "kaohe_desk", f"{DAY} 09:00", ballot=number, issued={PARTY: 3, DEPUTIES: 2})
    year.do("register_returns", "kaohe_desk", f"{DAY} 10:00", ballot=number, returned={PARTY: 3, DEPUTIES: 2})
    party = {"qu": line("91", "92", "93"), "yuanqu": line("80", "90", invalid=1), "jiaoyu": line("85", "95", recused=1)}
    deputies = {"qu": line("87", "89"), "yuanqu": line("90", "80"), "jiaoyu": line("90", "92")}
    for by in ("kaohe_desk", "kaohe_second"):
        for group, lines in ((PARTY, party), (DEPUTIES, deputies)):
            year.do("enter_bundle", by, f"{DAY} 11:00", ballot=number, group=group, lines=lines)
    closed(year, number)


@pytest.mark.closes("O30", "R1.9", "E01")
def test_ballots_are_scored_once_two_have_typed_them_and_a_third_has_witnessed(voting: Year, shell: Shell) -> None:
    number = agreed(voting)
    with pytest.raises(NoData, match="没有“民主测评”的结果"):
        reckoned(voting).book.score("democracy", Case("qu", "2019"))
    closed(voting, number)
    rated_by_leaders(voting)
    results = scored(shell, voting)
    assert points(results, "leaders") == {"qu": "90.4", "yuanqu": "85", "jiaoyu": "90.4"}
    assert points(results, "democracy")["qu"] == "292/3"


@pytest.mark.closes("R1.10", "E02", "E26")
def test_results_of_others_are_taken_in_version_by_version(voting: Year, shell: Shell) -> None:
    def record(when: str, source: str, values: dict[str, str], version: str, dated_on: str) -> None:
        told = {"source": source, "values": values, "version": version, "dated_on": dated_on}
        paper = {"document_no": "调查结果通报"}
        voting.do("record_results", "kaohe_desk", when, assessment=voting.assessment, **told, **paper)

    record("2019-12-11 09:00", "问卷调查得分", {"城东区": "85"}, "第一次", "2019-12-10")
    record("2019-12-11 09:10", "网络测评得分", {"城东区": "90"}, "第一次", "2019-12-10")
    record("2019-12-11 09:20", "社情民意电话调查得分", {"城东区": "5.4", "教育局": "5"}, "第一次", "2019-12-10")
    assert reckoned(voting).book.score("phone", Case("yuanqu", "2019")).value == Fraction("5.4")
    record("2019-12-21 09:00", "社情民意电话调查得分", {"城东区": "5.6"}, "复核后", "2019-12-20")
    results = scored(shell, voting)
    assert points(results, "public")["qu"] == "87"
    assert points(results, "phone") == {"qu": "5.6", "yuanqu": "5.6", "jiaoyu": "5"}


@pytest.mark.closes("E10", "R2.8")
def test_lateness_costs_what_the_office_sets_and_nothing_before(voting: Year, shell: Shell) -> None:
    for day in ("14", "15", "18"):
        voting.tick(f"2019-03-{day} 09:00")
    unit = voting.one(Unit, code="qu").id
    proposal = voting.rows(Deduction, unit_id=unit)[0]
    assert (proposal.state, proposal.amount) == ("proposed", None)
    told = {"deduction": proposal.id, "amount": "0.5", "words": "首次迟报，情节较轻"}
    voting.do("set_deduction", "kaohe_head", "2019-03-20 09:00", **told)
    assert points(scored(shell, voting), "data") == {"qu": "4.5", "yuanqu": "5", "jiaoyu": "5"}


@pytest.mark.closes("R4.10", "O08")
def test_a_self_mark_is_a_score_only_when_another_unit_has_confirmed_it(voting: Year, shell: Shell) -> None:
    told = {"assessment": voting.assessment, "slot": "own", "points": "9", "reason": "对照标准自查，逐项完成"}
    voting.do("propose_judgement", "qu_head", "2019-12-02 09:00", unit="qu", **told)
    number = voting.do("propose_judgement", "jiaoyu_head", "2019-12-02 09:00", unit="jiaoyu", **told).ids["judgement"]
    voting.do("confirm_judgement", "kaohe_desk", "2019-12-03 09:00", judgement=number)
    results = scored(shell, voting)
    assert points(results, "own") == {"qu": None, "yuanqu": None, "jiaoyu": "9"}
    reasons = {each["unit"]: each["reasons"] for each in results["own"] if each["points"] is None}
    assert reasons == {"qu": ["城东区“自评打分”自评 9 分，待认定"], "yuanqu": ["城东园区“自评打分”还没有人给分"]}
