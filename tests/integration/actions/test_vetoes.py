"""A veto: proposed by whoever has charge of it, told, answered within its workdays, decided by the committee."""

from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from actions.carrying.stored import vetoes_as_stored
from actions.published import published_of
from models.journal import Journal
from models.vetoes import Veto
from scoring.facts import FindingFact
from tests.integration.actions.negative_office import CHAIR, DESK, NOTICE, SCHEME, refused, vetoed
from tests.integration.actions.year import Year, at
from tests.years import BOTH, SQLITE, PublishedYears

RULING = {"words": "事实清楚，依据充分", "minutes": "县考核委员会〔2019〕3号会议纪要"}


@pytest.fixture(params=BOTH)
def county(request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy(SCHEME, when=NOTICE, on=request.param, folder=tmp_path, keep=keep)


@pytest.fixture
def office(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy(SCHEME, when=NOTICE, on=SQLITE, folder=tmp_path, keep=keep, durable=False)


def known(year: Year, *, as_of: str = "") -> list[FindingFact]:
    with year.database.read() as tx:
        facts = vetoes_as_stored(tx, published_of(tx, year.assessment), as_of=at(as_of) if as_of else None)
    return list(facts.findings)


def test_from_the_proposal_to_the_ranking(office: Year) -> None:
    """O31: each step with its to-do, and scoring learns of it at the last."""
    veto = vetoed(office)
    assert [row.kind for row in office.owed(subject_kind="veto")] == ["telling"]
    assert office.told("veto_told") == []
    office.do("tell_veto", DESK, "2019-11-06 09:00", veto=veto)
    (owed,) = office.owed(subject_kind="veto")
    assert (owed.kind, owed.due_at.date()) == ("statement", date(2019, 11, 13))
    assert [row.body for row in office.told("veto_told")] == [
        "县发改局（示例）：县应急管理局提出对你单位一票否决（安全生产）：项目工地发生较大事故（依据：市安委会办法第九条）。"
        "请于11月13日（周三）下班前说明情况；期满未说明的，提交委员会审定。"
    ]
    office.do("state_case", "reform_head", "2019-11-13 17:00", veto=veto, words="事故系分包单位违规作业")
    assert sorted(row.kind for row in office.owed(subject_kind="veto")) == ["decision", "decision"]
    assert known(office) == []

    office.do("bring_veto_into_force", CHAIR, "2019-11-15 09:00", veto=veto, **RULING)

    (fact,) = known(office)
    assert (fact.kind, fact.unit, fact.on) == ("vetoed", "reform", date(2019, 11, 3))
    assert (fact.known.finder, fact.known.ref) == ("县应急管理局", f"一票否决第{veto}号：安全生产")
    assert (office.owed(subject_kind="veto"), known(office, as_of="2019-11-14 12:00")) == ([], [])
    assert [row.act for row in office.rows(Journal, subject_kind="veto")] == [
        "propose_veto", "tell_veto", "state_case", "bring_into_force"
    ]  # fmt: skip
    assert len(office.told("veto_decided")) == 2  # the unit, and whoever proposed it

    office.do("lift_veto", CHAIR, "2020-02-10 09:00", veto=veto, words="市安委会撤销通报", minutes="〔2020〕1号纪要")
    assert (known(office), known(office, as_of="2020-02-01 09:00")) == ([], [fact])


def test_everything_that_is_missing_is_told_at_once(office: Year) -> None:
    told = {"assessment": office.assessment, "matter": "safety", "unit": "emergency"}
    assert refused(office, "propose_veto", "emergency_officer", "2019-11-05 09:00", **told) == (
        "本单位承担的指标不能由本单位核验、评分，请由其他考评单位办理",
        "请写明理由",
        "归口部门不能对本单位提出一票否决，请由其他单位提出",
        "请附归口部门的函：文号、日期和附件",
        "请写明哪天发生的，不晚于今天",
        "这一事项没有上级依据：请写明上级文件（superior_basis），或写明没有上级依据的说明（explanation）",
    )
    assert refused(office, "propose_veto", "emergency_officer", "2019-11-05 09:00",
                   assessment=office.assessment, matter="x", unit="y") == (
        "方案里没有一票否决事项“x”，有：integrity（党风廉政）、peace（平安建设）、environment（生态环境保护）、"
        "safety（安全生产）、poverty_relief（脱贫攻坚）",
        "没有编码为“y”的单位",
    )  # fmt: skip


def test_only_whoever_has_charge_of_the_matter_proposes(office: Year) -> None:
    veto = {"assessment": office.assessment, "matter": "safety", "unit": "reform"}
    reasons = refused(office, "propose_veto", "environment_officer", "2019-11-05 09:00", **veto)
    assert reasons[0].startswith("您现在的岗位不能办理，可以办理的是：归口部门的主抓人员")


def test_without_a_superiors_basis_it_passes_with_an_explanation(office: Year) -> None:
    """O15, O28: a doubt, not a wall."""
    veto = vetoed(office, superior_basis="", explanation="市上办法尚未印发，先行提出")
    assert office.one(Veto, id=veto).explanation == "市上办法尚未印发，先行提出"


def test_proposed_once_for_one_matter(office: Year) -> None:
    veto = vetoed(office)
    row = office.one(Veto, id=veto)
    again = {
        "assessment": office.assessment, "matter": "safety", "unit": "reform", "happened_on": "2019-11-03",
        "words": "又一起", "document_no": "函2", "dated_on": "2019-11-05", "attachment": row.evidence_version_id,
        "superior_basis": "办法第九条",
    }  # fmt: skip
    assert refused(office, "propose_veto", "emergency_officer", "2019-11-05 10:00", **again) == (
        "“安全生产”对县发改局（示例）的一票否决已经提出（已提出），不重复提出",
    )
    assert refused(office, "withdraw_veto", "emergency_head", "2019-11-06 09:00", veto=veto) == ("请写明理由",)
    office.do("withdraw_veto", "emergency_head", "2019-11-06 09:00", veto=veto, reason="事实有出入")
    office.do("propose_veto", "emergency_officer", "2019-11-07 10:00", **again)
    assert [row.state for row in office.rows(Veto)] == ["taken_back", "proposed"]


def test_committee_waits_for_the_unit_until_its_time_is_over(office: Year) -> None:
    veto = vetoed(office)
    office.do("tell_veto", DESK, "2019-11-06 09:00", veto=veto)
    assert refused(office, "lay_before_committee", DESK, "2019-11-13 23:59", veto=veto) == (
        "说明期未满，单位还可以说明",
    )
    office.tick("2019-11-13 23:59")
    assert office.one(Veto).state == "told"
    office.tick("2019-11-14 00:05")
    assert office.one(Veto).state == "before_committee"
    reasons = refused(office, "state_case", "reform_head", "2019-11-14 09:00", veto=veto, words="迟到的说明")
    assert reasons == ("一票否决现在是“待委员会审定”，不能办理“说明”",)
    office.tick("2019-11-14 00:10")
    office.do("find_veto_unfounded", CHAIR, "2019-11-18 09:00", veto=veto, **RULING)
    assert (office.one(Veto).state, known(office), office.owed(subject_kind="veto")) == ("unfounded", [], [])


def test_extension_keeps_the_committee_waiting(county: Year) -> None:
    """What was granted counts, for the unit and for the clock."""
    veto = vetoed(county)
    county.do("tell_veto", DESK, "2019-11-06 09:00", veto=veto)
    (owed,) = county.owed(kind="statement", subject_kind="veto")
    told = {"obligation": owed.id, "until": "2019-11-20", "reason": "事故调查报告还没有出"}
    plea = county.do("request_extension", "reform_head", "2019-11-12 09:00", **told).ids["plea"]
    county.do("grant_extension", "county_office_head", "2019-11-12 15:00", plea=plea)
    county.tick("2019-11-15 09:00")
    assert county.one(Veto).state == "told"
    county.tick("2019-11-21 09:00")
    assert county.one(Veto).state == "before_committee"


def test_heir_of_a_unit_answers_in_its_place(office: Year) -> None:
    veto = vetoed(office)
    office.do("tell_veto", DESK, "2019-11-06 09:00", veto=veto)
    merged = {"kind": "merge", "unit": "reform", "to": [{"code": "tourism"}], "document_no": "县编〔2019〕3号"}
    when = "2019-11-07 09:00"
    done = office.do(
        "succeed_unit", "county_office_head", when, office=office.office, effective_on="2019-11-07", **merged
    )
    assert done.details["vetoes"] == 1
    office.do("state_case", "tourism_head", "2019-11-08 09:00", veto=veto, words="并入前的项目，已整改")
    office.do("bring_veto_into_force", CHAIR, "2019-11-15 09:00", veto=veto, **RULING)
    assert [fact.unit for fact in known(office)] == ["tourism"]


def test_committee_says_why_and_by_which_paper(office: Year) -> None:
    veto = vetoed(office)
    office.do("tell_veto", DESK, "2019-11-06 09:00", veto=veto)
    office.do("state_case", "reform_head", "2019-11-07 09:00", veto=veto, words="属实")
    assert refused(office, "bring_veto_into_force", CHAIR, "2019-11-08 09:00", veto=veto) == (
        "请写明理由",
        "请写明委员会审定的文件或会议纪要",
    )
    sheet = {"veto": veto, "decision": "in_force", "leader": CHAIR, "signed_on": "2019-11-08", **RULING}
    scan = office.attach_loose(DESK, "2019-11-09 09:00", unit="county_office", title="呈批单")
    office.do("record_veto_decision", DESK, "2019-11-09 09:00", **sheet, scan=scan)
    (line,) = office.rows(Journal, act="bring_into_force")
    assert (line.via, line.person_id) == ("paper", office.persons[CHAIR])
    assert [fact.unit for fact in known(office)] == ["reform"]
    assert known(office, as_of="2019-11-08 18:00") == []  # signed on the 8th, on record since the 9th


def test_unit_does_not_see_it_before_it_is_told(office: Year) -> None:
    """O26."""
    veto = vetoed(office)
    (reason,) = refused(office, "state_case", "reform_head", "2019-11-06 09:00", veto=veto, words="说明")[:1]
    assert reason.startswith("一票否决现在是“已提出”")


def test_veto_is_not_written_down_as_an_ordinary_finding(office: Year) -> None:
    """Nobody is vetoed past the committee."""
    told = {
        "assessment": office.assessment,
        "findings": [{"kind": "vetoed", "unit": "reform", "on": "2019-11-03", "matter": "事故"}],
    }
    reasons = refused(office, "draft_findings", DESK, "2019-11-05 09:00", **told)
    assert reasons == ("“一票否决”由归口部门提出一票否决、委员会审定生效时记上，不在这里登记",)
