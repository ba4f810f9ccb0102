"""A round of ballots from the roster to the sealed totals, and what may not happen on the way (O30)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from actions.acts import Refused
from actions.doors import PaperSignature
from models.ballots import BallotEntry, BallotGroup, BallotRound, BallotTotal, BallotUnit
from models.journal import Journal
from models.obligations import Obligation
from models.posts import Post
from models.tables import METADATA
from scoring.asking import Case
from scoring.facts import RatingFact
from scoring.refusals import NoData
from tests.integration.actions.year import Year, at
from tests.integration.ballots.voting import (
    BUNDLES,
    CADRES,
    DAY,
    FIVE,
    SERVED,
    SIX,
    agreed,
    closed,
    line,
    planned,
    reckoned,
    returned,
    typed,
)


def state(year: Year, number: int) -> str:
    return str(year.one(BallotRound, id=number).state)


def post(year: Year, code: str) -> int:
    return int(year.one(Post, code=code).id)


def score(year: Year, unit: str, *, as_of: str | None = None) -> Fraction:
    return reckoned(year, as_of).book.score("democracy", Case(unit, "2019")).value


def refused(year: Year, act: str, by: str, when: str, **data: Any) -> tuple[str, ...]:
    """Why not; and nobody's book says that anything was done."""
    before = len(year.rows(Journal))
    with pytest.raises(Refused) as caught:
        year.do(act, by, when, **data)
    assert len(year.rows(Journal)) == before
    return caught.value.reasons


def test_sealed_totals_are_scored_as_of_any_moment(county: Year) -> None:
    number = agreed(county)
    assert state(county, number) == "agreed"
    with pytest.raises(NoData, match="没有“民主测评”的结果"):
        score(county, "qu")
    closed(county, number)
    # 城东区: 13 × 优秀, 2 × 称职
    assert score(county, "qu") == Fraction(13 * 100 + 2 * 80, 15)
    # 城东园区: 5 优秀, 7 称职, 2 不称职; one spoiled
    assert score(county, "yuanqu") == Fraction(5 * 100 + 7 * 80, 14)
    with pytest.raises(NoData):
        score(county, "qu", as_of=f"{DAY} 15:59")
    county.do("void_ballot", "kaohe_head", "2019-12-05 09:00", ballot=number, words="名册有误，重新测评")
    with pytest.raises(NoData):
        score(county, "qu")
    assert score(county, "qu", as_of="2019-12-04 09:00") == Fraction(13 * 100 + 2 * 80, 15)


def test_a_unit_may_be_rated_again_once_the_round_is_void(on_sqlite: Year) -> None:
    first = agreed(on_sqlite)
    with pytest.raises(Refused, match="已在“2019年度民主测评”里评"):
        planned(on_sqlite)
    on_sqlite.do("void_ballot", "kaohe_head", f"{DAY} 17:00", ballot=first, words="收回不全")
    assert planned(on_sqlite) != first


def test_the_facts_name_groups_and_numbers_and_nobody(on_sqlite: Year) -> None:
    number = agreed(on_sqlite)
    closed(on_sqlite, number)
    (fact,) = (each for each in reckoned(on_sqlite).book.facts.ratings if each.unit == "jiaoyu")
    assert isinstance(fact, RatingFact)
    assert fact.votes == {CADRES: {"优秀": 1, "称职": 7}, SERVED: {"优秀": 1, "称职": 4}}
    assert (fact.invalid, fact.abstained) == ({CADRES: 1, SERVED: 0}, {CADRES: 1, SERVED: 0})
    assert (fact.shown_from, fact.known.verified_by) == (3, "县督查室监票")


def test_no_table_leads_from_a_ballot_to_a_person(county: Year) -> None:
    """O30: beyond who typed a bundle of paper, nothing but numbers is kept."""
    number = agreed(county)
    closed(county, number)
    persons = {
        (table.name, column.name)
        for table in METADATA.tables.values()
        if table.name.startswith("ballot_")
        for column in table.columns
        if any(key.column.table.name in ("person", "post", "holding") for key in column.foreign_keys)
    }
    assert persons == {
        ("ballot_round", "last_mover"),
        ("ballot_round", "planned_by"),
        ("ballot_round", "witnessed_by"),
        ("ballot_entry", "entered_by"),
    }
    parts = {"votes", "scores", "invalid", "abstained", "recused"}
    for entry in county.rows(BallotEntry):
        assert {name for each in entry.content.values() for name in each} == parts
        assert sorted(entry.content) == ["jiaoyu", "qu", "yuanqu"]
    for row in county.rows(BallotTotal):
        assert set(row.content) == parts
    told = [row.after for row in county.rows(Journal, act="enter_bundle")]
    assert told
    assert all(set(after) == {"state"} for after in told)


def test_two_persons_type_and_a_third_looks_at_the_paper(county: Year) -> None:
    number = returned(county)
    wrong = {**SIX, "yuanqu": line({"优秀": 2, "称职": 3}, invalid=1)}
    typed(county, number, "kaohe_desk", CADRES, 1, SIX)
    assert "您" not in typed(county, number, "kaohe_desk", CADRES, 1, SIX).summary  # his own, typed anew
    done = typed(county, number, "kaohe_second", CADRES, 1, wrong)
    assert done.details["differences"] == [
        "城东园区“优秀”第一遍3张、第二遍2张",
        "城东园区“称职”第一遍2张、第二遍3张",
    ]
    paper = {"ballot": number, "group": CADRES, "bundle": 1, "words": "逐张核对，第二遍把一张优秀录成称职"}
    right = {"yuanqu": SIX["yuanqu"]}
    assert refused(county, "settle_difference", "kaohe_second", f"{DAY} 12:00", **paper, lines=right) == (
        f"您录过{CADRES}第1包，差异要由第三人核定",
    )
    assert refused(county, "settle_difference", "kaohe_third", f"{DAY} 12:00", **paper, lines={"qu": SIX["qu"]}) == (
        "没有核定城东园区",
        "“qu”两遍一致，不用核定",
    )
    county.do("settle_difference", "kaohe_third", f"{DAY} 12:00", **paper, lines=right)
    for group, bundle, lines in BUNDLES[1:]:
        typed(county, number, "kaohe_desk", group, bundle, lines)
        typed(county, number, "kaohe_third", group, bundle, lines)
    assert state(county, number) == "agreed"
    closed(county, number)
    assert score(county, "yuanqu") == Fraction(5 * 100 + 7 * 80, 14)


def test_a_witness_sends_a_bundle_back(on_sqlite: Year) -> None:
    number = agreed(on_sqlite)
    told = {"ballot": number, "group": SERVED, "bundle": 1, "words": "票面与录入不符"}
    on_sqlite.do("reject_bundle", "ducha_desk", f"{DAY} 14:00", **told)
    assert state(on_sqlite, number) == "checking"
    assert refused(on_sqlite, "witness_ballot", "ducha_desk", f"{DAY} 14:30", ballot=number, words="一致") == (
        "投票打分现在是“双录核对”，不能办理“监票”",
    )
    again = {**FIVE, "qu": line({"优秀": 4}, invalid=1)}
    typed(on_sqlite, number, "kaohe_desk", SERVED, 1, again)
    typed(on_sqlite, number, "kaohe_third", SERVED, 1, again)
    closed(on_sqlite, number)
    assert score(on_sqlite, "qu") == Fraction(12 * 100 + 2 * 80, 14)


def test_the_witness_is_asked_and_has_typed_nothing(on_sqlite: Year) -> None:
    number = agreed(on_sqlite)
    (owed,) = on_sqlite.owed(subject_kind="ballot", subject_id=number)
    assert (owed.kind, owed.post_id) == ("verification", post(on_sqlite, "ducha_desk"))
    (asked,) = on_sqlite.told("to_do")
    assert asked.body == "县督查室：“2019年度民主测评”待监票，请于12月3日（周二）下班前监票。"
    on_sqlite.do("reject_bundle", "kaohe_desk", f"{DAY} 13:00", ballot=number, group=SERVED, bundle=1, words="重录")
    assert on_sqlite.owed(subject_kind="ballot", subject_id=number) == []
    typed(on_sqlite, number, "ducha_desk", SERVED, 1, FIVE)
    typed(on_sqlite, number, "kaohe_third", SERVED, 1, FIVE)
    assert refused(on_sqlite, "witness_ballot", "ducha_desk", f"{DAY} 14:30", ballot=number, words="一致") == (
        "您录过本轮的票，监票要由没有录过票的人办理",
    )
    on_sqlite.do("witness_ballot", "kaohe_head", f"{DAY} 14:40", ballot=number, words="逐包核对，一致")
    kinds = [row.kind for row in on_sqlite.rows(Obligation, subject_kind="ballot", subject_id=number)]
    assert kinds == ["verification", "verification", "decision"]


def test_everything_that_does_not_add_up_is_told_at_once(on_sqlite: Year) -> None:
    number = returned(on_sqlite)
    lines = {
        "qu": line({"优秀": 4, "良好": 1}),
        "yuanqu": {"scores": [80, 90, 70, 60, 50, 40]},
        "elsewhere": line({"优秀": 6}),
    }
    assert refused(
        on_sqlite, "enter_bundle", "kaohe_desk", f"{DAY} 11:00", ballot=number, group=CADRES, bundle=1, lines=lines
    ) == (
        "“elsewhere”不是被评单位",
        "没有录教育局",
        "城东区：没有“良好”这样的等次，有：优秀、称职、不称职",
        "城东区：有效5、无效0、弃权0，合计5张，这一包是6张",
        "城东园区：这是投票，请填各等次票数，不填分数",
    )


def test_the_paper_is_counted_before_it_is_typed(on_sqlite: Year) -> None:
    number = planned(on_sqlite)
    assert refused(on_sqlite, "issue_ballots", "kaohe_desk", f"{DAY} 09:00", ballot=number, issued={CADRES: 12}) == (
        "投票打分现在是“拟定”，不能办理“发放”",
    )
    on_sqlite.do("settle_roster", "kaohe_desk", f"{DAY} 08:30", ballot=number)
    assert refused(on_sqlite, "issue_ballots", "kaohe_desk", f"{DAY} 09:00", ballot=number, issued={CADRES: 13}) == (
        f"{CADRES}发出13张，多于名册12人；没有登记{SERVED}发出多少张",
    )
    told = {CADRES: 12, SERVED: 5}
    on_sqlite.do("issue_ballots", "kaohe_desk", f"{DAY} 09:00", ballot=number, issued=told)
    on_sqlite.do("issue_ballots", "kaohe_desk", f"{DAY} 09:30", ballot=number, issued={SERVED: 6})
    counts: dict[str, Any] = {"returned": {CADRES: 13, SERVED: 5}, "bundles": {SERVED: (2, 2)}}
    assert refused(on_sqlite, "register_returns", "kaohe_desk", f"{DAY} 10:00", ballot=number, **counts) == (
        f"{CADRES}收回13张，多于发出12张，先查清；查不清的，本轮作废重来；{SERVED}各包合计4张，收回5张",
    )


def test_too_few_that_came_back_make_no_result(on_sqlite: Year) -> None:
    """The scheme asks for half of what went out."""
    number = planned(on_sqlite)
    on_sqlite.do("settle_roster", "kaohe_desk", f"{DAY} 08:30", ballot=number)
    on_sqlite.do("issue_ballots", "kaohe_desk", f"{DAY} 09:00", ballot=number, issued={CADRES: 12, SERVED: 6})
    on_sqlite.do("register_returns", "kaohe_desk", f"{DAY} 10:00", ballot=number, returned={CADRES: 4, SERVED: 4})
    four = {code: line({"称职": 4}) for code in ("qu", "yuanqu", "jiaoyu")}
    for group in (CADRES, SERVED):
        typed(on_sqlite, number, "kaohe_desk", group, 1, four)
        typed(on_sqlite, number, "kaohe_second", group, 1, four)
    assert refused(on_sqlite, "witness_ballot", "ducha_desk", f"{DAY} 15:00", ballot=number, words="一致") == (
        "发出18张，收回8张，不到方案规定的50%，本轮无效，应当作废重来",
    )


def test_what_a_plan_lacks_is_told_at_once(on_sqlite: Year) -> None:
    groups = [{"name": "群众", "roster": 5}, {"name": CADRES, "roster": 5, "avoids": {"kaohe": 1}}]
    told = {"assessment": on_sqlite.assessment, "rating": "democracy", "title": "测评", "groups": groups}
    assert refused(on_sqlite, "plan_ballot", "kaohe_desk", f"{DAY} 08:00", **told, units=("qu", "qu", "none")) == (
        "没有编码为“none”的单位",
        "单位“qu”写了不止一次",
        "要回避的“kaohe”不在被评单位里",
        "“民主测评”没有“群众”这一组，有：干部代表、服务对象",
        "方案没有规定“民主测评”要回避",
    )
    assert refused(
        on_sqlite, "plan_ballot", "kaohe_desk", f"{DAY} 08:00", **{**told, "rating": "outside"}, units=("qu",)
    ) == (
        "方案没有写“外来评议”的票怎么发、怎么收，先在这一项写 ballots",
        "要回避的“kaohe”不在被评单位里",
    )


def test_rated_units_neither_type_nor_look_at_the_paper(on_sqlite: Year) -> None:
    number = returned(on_sqlite)
    told = {"ballot": number, "group": CADRES, "bundle": 1, "lines": SIX}
    (reason,) = refused(on_sqlite, "enter_bundle", "qu_officer", f"{DAY} 11:00", **told)
    assert reason.startswith("您现在的岗位不能办理")


def test_what_is_voted_on_is_not_typed_as_a_fact(on_sqlite: Year) -> None:
    facts = {"ratings": [{"unit": "城东区", "rating": "民主测评", "ballots": {CADRES: {"votes": {"优秀": 12}}}}]}
    told = {"assessment": on_sqlite.assessment, "facts": facts}
    assert refused(on_sqlite, "record_facts", "kaohe_desk", f"{DAY} 08:00", **told) == (
        "“民主测评”由本级组织投票、打分，封存后自动采用，不在这里登记",
    )


def test_a_plan_is_changed_until_paper_goes_out(on_sqlite: Year) -> None:
    number = planned(on_sqlite)
    changed = {"ballot": number, "title": "2019年度民主测评（一）", "groups": [{"name": CADRES, "roster": 8}]}
    on_sqlite.do("edit_ballot", "kaohe_desk", f"{DAY} 08:10", **changed, units=("qu", "jiaoyu"))
    on_sqlite.do("settle_roster", "kaohe_desk", f"{DAY} 08:20", ballot=number)
    assert refused(on_sqlite, "edit_ballot", "kaohe_desk", f"{DAY} 08:30", **changed, units=("qu",)) == (
        "投票打分现在是“名册定稿”，不能办理“修改”",
    )
    assert refused(on_sqlite, "reopen_roster", "kaohe_desk", f"{DAY} 08:30", ballot=number) == ("请写明理由",)
    on_sqlite.do("reopen_roster", "kaohe_desk", f"{DAY} 08:40", ballot=number, words="漏了一个单位")
    on_sqlite.do("edit_ballot", "kaohe_desk", f"{DAY} 08:50", **changed, units=("qu", "yuanqu", "jiaoyu"))
    assert [row.roster for row in on_sqlite.rows(BallotGroup)] == [8]
    assert len(on_sqlite.rows(BallotUnit)) == 3
    assert state(on_sqlite, number) == "drafting"


def test_whoever_typed_what_was_typed_anew_does_not_witness(on_sqlite: Year) -> None:
    number = returned(on_sqlite)
    typed(on_sqlite, number, "ducha_desk", SERVED, 1, FIVE)
    on_sqlite.do("reject_bundle", "kaohe_desk", f"{DAY} 11:30", ballot=number, group=SERVED, bundle=1, words="录错包")
    for group, bundle, lines in BUNDLES:
        typed(on_sqlite, number, "kaohe_desk", group, bundle, lines, minute=40)
        typed(on_sqlite, number, "kaohe_second", group, bundle, lines, minute=50)
    assert refused(on_sqlite, "witness_ballot", "ducha_desk", f"{DAY} 14:30", ballot=number, words="一致") == (
        "您录过本轮的票，监票要由没有录过票的人办理",
    )


def test_witnessing_on_paper_is_recorded_with_the_sheet(on_sqlite: Year) -> None:
    number = agreed(on_sqlite)
    told = {"ballot": number, "words": "逐包核对，一致"}
    bare = PaperSignature(leader=on_sqlite.persons["ducha_desk"], signed_at=at(f"{DAY} 14:00"), words="一致")
    assert refused(on_sqlite, "witness_ballot", "kaohe_desk", f"{DAY} 16:00", **told, paper=bare) == (
        "请附签批件扫描件或照片",
    )
    scan = on_sqlite.attach_loose("kaohe_desk", f"{DAY} 15:00", unit="kaohe", title="监票记录")
    on_sqlite.do("witness_ballot", "kaohe_desk", f"{DAY} 16:00", **told, paper=replace(bare, scan=scan))
    row = on_sqlite.one(BallotRound, id=number)
    assert (row.state, row.witnessed_by) == ("witnessed", on_sqlite.persons["ducha_desk"])
    (line_,) = on_sqlite.rows(Journal, act="witness_ballot")
    assert (line_.via, line_.recorded_by) == ("paper", on_sqlite.persons["kaohe_desk"])


def test_two_who_type_at_the_same_moment_are_first_and_second(county: Year) -> None:
    number = returned(county)
    with ThreadPoolExecutor(max_workers=2) as pool:
        people = ("kaohe_desk", "kaohe_second")
        done = [pool.submit(typed, county, number, by, CADRES, 1, SIX) for by in people]
        said = sorted(one.result().summary for one in done)
    assert said == [
        f"“2019年度民主测评”{CADRES}第1包第一遍已录",
        f"“2019年度民主测评”{CADRES}第1包第二遍已录，两遍一致",
    ]
    assert sorted(row.reading for row in county.rows(BallotEntry)) == ["first", "second"]
