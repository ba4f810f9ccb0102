"""酌定: within its bounds one proposes, another confirms, and only then does it count (P10, O08)."""

from fractions import Fraction
from typing import Any

import pytest

from actions.acts import Refused
from models.journal import Journal
from models.judgements import Judgement, JudgementVersion
from models.posts import Post
from scoring.asking import Case
from scoring.refusals import NoData
from tests.integration.actions.year import Year
from tests.integration.ballots.voting import reckoned


def paper(year: Year) -> int:
    return year.attach_loose("ducha_desk", "2019-11-01 09:00", unit="ducha", title="实地检查记录")


def propose(year: Year, points: str, when: str, *, by: str = "ducha_desk", unit: str = "qu", **more: Any) -> int:
    told = {"assessment": year.assessment, "slot": "site", "unit": unit, "points": points, "reason": "台账不全"}
    return year.do("propose_judgement", by, when, **{**told, **more}).ids["judgement"]


def refused(year: Year, act: str, by: str, when: str, **data: Any) -> tuple[str, ...]:
    """Why not; and nobody's book says that anything was done."""
    before = len(year.rows(Journal))
    with pytest.raises(Refused) as caught:
        year.do(act, by, when, **data)
    assert len(year.rows(Journal)) == before
    return caught.value.reasons


def site(year: Year, unit: str = "qu", *, as_of: str | None = None) -> Fraction:
    return reckoned(year, as_of).book.score("site", Case(unit, "2019")).value


def test_only_what_another_confirmed_counts_as_of_any_moment(county: Year) -> None:
    scan = paper(county)
    number = propose(county, "4.5", "2019-11-02 09:00", evidence=(scan,))
    with pytest.raises(NoData, match="城东区“实地检查”还没有人给分"):
        site(county)
    county.do("confirm_judgement", "kaohe_desk", "2019-11-03 09:00", judgement=number, words="属实")
    assert site(county) == Fraction("4.5")
    # another proposal counts once it has been confirmed; until then the one before it does
    propose(county, "5", "2019-11-10 09:00", evidence=(scan,), reason="补交了台账")
    assert site(county) == Fraction("4.5")
    county.do("confirm_judgement", "kaohe_second", "2019-11-11 09:00", judgement=number)
    assert (site(county), site(county, as_of="2019-11-10 12:00")) == (5, Fraction("4.5"))
    with pytest.raises(NoData):
        site(county, as_of="2019-11-02 12:00")
    county.do("withdraw_judgement", "kaohe_head", "2019-11-20 09:00", judgement=number, words="查无此事")
    with pytest.raises(NoData):
        site(county)
    assert site(county, as_of="2019-11-15 09:00") == 5


def test_the_explanation_names_reason_paper_and_both_units(county: Year) -> None:
    number = propose(county, "4.5", "2019-11-02 09:00", evidence=(paper(county),))
    county.do("confirm_judgement", "kaohe_desk", "2019-11-03 09:00", judgement=number)
    fact = reckoned(county).book.judgement("site", Case("qu", "2019"))
    assert fact is not None
    assert (fact.reason, fact.proposed_by, fact.confirmed_by) == ("台账不全", "县督查室", "县考核办")
    assert (fact.known.evidence, fact.known.ref) == (("实地检查记录",), f"酌定第{number}号")


def test_what_does_not_fit_is_told_at_once(on_sqlite: Year) -> None:
    told = {"assessment": on_sqlite.assessment, "slot": "site", "unit": "qu", "reason": "台账不全"}
    assert refused(on_sqlite, "propose_judgement", "ducha_desk", "2019-11-02 09:00", **told, points="6.5") == (
        "“实地检查”给了 6.5 分，要在 0 到 6 之间",
        "请附印证材料：方案规定这一项要有",
    )
    assert refused(
        on_sqlite, "propose_judgement", "ducha_desk", "2019-11-02 09:00", **told, points="4.55", evidence=(99,)
    ) == ("“实地检查”给了 4.55 分，要从 0 起以 0.1 为一级", "没有编号为 99 的印证材料版本")
    assert refused(
        on_sqlite, "propose_judgement", "ducha_desk", "2019-11-02 09:00", **{**told, "slot": "none"}, points="1"
    ) == ("方案里没有要人给分的“none”，有：site、own、late",)
    assert refused(
        on_sqlite, "propose_judgement", "kaohe_head", "2019-11-02 09:00", **{**told, "slot": "late"}, points="1"
    ) == ("“逾期提供数据”由考核办核定迟报的扣分，不另外提出",)
    for unit, said in (
        ("kaohe", "“实地检查”不考县考核办"),
        ("县考核办", "“实地检查”不考县考核办"),
        ("none", "没有编码为“none”的单位"),
    ):
        asked = {**told, "unit": unit, "points": "1"}
        assert refused(on_sqlite, "propose_judgement", "ducha_desk", "2019-11-02 09:00", **asked) == (said,)
    reasons = refused(on_sqlite, "propose_judgement", "qu_head", "2019-11-02 09:00", **told, points="6", evidence=(1,))
    assert reasons[0].startswith("您现在的岗位不能办理")
    assert reasons[1:] == (
        "不能给本单位提出酌定的分，请由方案指定的其他单位提出",
        "没有编号为 1 的印证材料版本",
    )


def test_neither_the_proposer_nor_the_assessed_confirms(on_sqlite: Year) -> None:
    own = {"assessment": on_sqlite.assessment, "slot": "own", "unit": "qu", "points": "9", "reason": "对照标准自查"}
    number = on_sqlite.do("propose_judgement", "qu_head", "2019-11-02 09:00", **own).ids["judgement"]
    reasons = refused(on_sqlite, "confirm_judgement", "qu_head", "2019-11-03 09:00", judgement=number)
    assert reasons[0].startswith("您现在的岗位不能办理")
    on_sqlite.do("confirm_judgement", "kaohe_head", "2019-11-03 09:00", judgement=number)
    assert reckoned(on_sqlite).book.score("own", Case("qu", "2019")).value == 9

    # 督查室 proposes; where the same person sits in the office too, he does not confirm his own
    scan = paper(on_sqlite)
    number = propose(on_sqlite, "4", "2019-11-04 09:00", evidence=(scan,))
    office, first_day = on_sqlite.office, "2019-01-01"
    seat = {
        "office": office,
        "person": "ducha_desk",
        "name": "督查室工作岗",
        "post": "kaohe_desk",
        "begins_on": first_day,
    }
    on_sqlite.do("appoint", "kaohe_head", "2019-11-04 10:00", office=office, people=[seat])
    assert refused(on_sqlite, "confirm_judgement", "ducha_desk", "2019-11-05 09:00", judgement=number) == (
        "由您提出的分，不能由您本人确认",
    )


def test_a_proposal_is_owed_told_once_and_comes_back_with_its_reason(on_sqlite: Year) -> None:
    ask = {"assessment": on_sqlite.assessment, "slot": "site", "due_on": "2019-11-15"}
    done = on_sqlite.do("ask_judgements", "kaohe_desk", "2019-11-01 09:00", **ask)
    assert sorted(done.details["judgements"]) == ["jiaoyu", "qu", "yuanqu"]
    desk = on_sqlite.one(Post, code="ducha_desk").id
    assert [(row.kind, row.post_id) for row in on_sqlite.owed(subject_kind="judgement")] == [("score", desk)] * 3
    (told,) = on_sqlite.told("judgement_asked")
    assert told.body == (
        "请于11月15日（周五）下班前对3个单位提出“实地检查”的分（0至6分，以0.1分为一级），写明理由、附印证材料，由另一人确认。"
    )
    assert refused(on_sqlite, "ask_judgements", "kaohe_desk", "2019-11-01 10:00", **ask) == (
        "“实地检查”已经全部布置过，或者没有可以提出的岗位",
    )

    number = propose(on_sqlite, "4", "2019-11-02 09:00", evidence=(paper(on_sqlite),))
    owed = [(row.kind, row.subject_id == number) for row in on_sqlite.owed(subject_kind="judgement")]
    assert set(owed) == {("decision", True), ("score", False)}
    assert refused(on_sqlite, "return_judgement", "kaohe_desk", "2019-11-03 09:00", judgement=number) == ("请写明理由",)
    on_sqlite.do("return_judgement", "kaohe_desk", "2019-11-03 09:00", judgement=number, words="没有写明缺哪几项")
    (back,) = on_sqlite.told("judgement_returned")
    assert "城东区“实地检查”4分已由考核办工作岗退回。意见：没有写明缺哪几项" in back.body
    row = next(row for row in on_sqlite.owed(subject_kind="judgement", subject_id=number))
    assert (row.kind, row.due_at.isoformat()[:10]) == ("score", "2019-11-05")
    propose(on_sqlite, "4.2", "2019-11-04 09:00", evidence=(1,), reason="缺第三、第四项台账")
    versions = [(each.ordinal, each.outcome) for each in on_sqlite.rows(JudgementVersion)]
    assert versions == [(1, "returned"), (2, None)]
    assert on_sqlite.one(Judgement, id=number).state == "proposed"
    assert {row.kind for row in on_sqlite.owed(subject_kind="judgement", subject_id=number)} == {"decision"}


def test_a_self_mark_waits_for_another_unit(on_sqlite: Year) -> None:
    own = {"assessment": on_sqlite.assessment, "slot": "own", "unit": "jiaoyu", "points": "9", "reason": "自查"}
    reasons = refused(on_sqlite, "propose_judgement", "qu_head", "2019-11-02 09:00", **own)
    assert reasons[0].startswith("您现在的岗位不能办理")
    on_sqlite.do("propose_judgement", "jiaoyu_head", "2019-11-02 09:00", **own)
    with pytest.raises(NoData, match="教育局“自评打分”自评 9 分，待认定"):
        reckoned(on_sqlite).book.score("own", Case("jiaoyu", "2019"))
