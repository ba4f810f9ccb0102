"""R1.16, R3.5, O07, O26: what assessors find is proven, told, objected to, counted once, and secret until told."""

import json
from fractions import Fraction
from typing import Any

import pytest

from actions.acts import Refused
from actions.published import published_of
from actions.scoring.gathering import facts_as_stored
from cli.findings import SCHEMA, Wanted, run, show
from models.findings import FindingNil, FindingVersion, VisitDraw
from models.journal import Journal
from scoring.asking import Case
from scoring.book import Book
from states.sampling import drawn
from tests.acceptance.requirements.conftest import Copy
from tests.integration.actions.ledger import COUNTY, DESK, HEAD, WHEN, paper, refusal, told, written
from tests.integration.actions.year import Year, at, scheme_text


@pytest.fixture
def city(copy: Copy) -> Year:
    return copy("ledger", when="2019-03-01 09:00")


def score(year: Year, indicator: str, *, unit: str = "county_a", as_of: str | None = None) -> Fraction:
    """What the year's own rules make of all that is stored."""
    with year.database.read() as tx:
        published = published_of(tx, year.assessment)
        gathered = facts_as_stored(tx, published, as_of=at(as_of) if as_of else None)
    assert gathered.refused == ()
    return Book(published.scheme, gathered.facts).score(indicator, Case(unit, "2019")).value


@pytest.mark.closes("R3.5")
def test_deduction_has_date_matter_finder_evidence_and_may_be_objected_to(city: Year) -> None:
    bare = written(on="2019-06-14", matter="防汛物资清点到期未办结")
    data = {"assessment": city.assessment, "findings": [bare]}
    number = city.do("draft_findings", DESK, WHEN, **data).ids["finding"]
    (reason,) = refusal(city, "tell_findings", DESK, WHEN, findings=[number])
    assert reason.endswith("请附印证材料")
    city.do("edit_finding", DESK, WHEN, finding=number, evidence=[paper(city)], reason="补附交办单")
    city.do("tell_findings", DESK, "2019-06-17 10:00", findings=[number])
    city.do("object_to_finding", COUNTY, "2019-06-18 09:00", finding=number, words="6月12日已经办结")
    judged = {"finding": number, "decision": "upheld", "words": "维持"}
    (reason,) = refusal(city, "decide_objection", DESK, "2019-06-19 09:00", **judged)
    assert reason == "本条由您登记，对它的异议要由别人复核"
    assert score(city, "tasks") == 4
    city.do("decide_objection", HEAD, "2019-06-19 10:00", finding=number, decision="upheld", words="回执日期在后")

    assert score(city, "tasks") == 2
    assert score(city, "tasks", as_of="2019-06-19 09:59") == 4
    with city.database.read() as tx:
        (fact,) = facts_as_stored(tx, published_of(tx, city.assessment)).facts.findings
    assert (fact.on.isoformat(), fact.known.finder, fact.known.evidence, fact.known.verified_by) == (
        "2019-06-14",
        "市目标绩效督查室",
        ("交办单",),
        "督查室负责人复核维持",
    )


@pytest.mark.closes("R1.16")
def test_one_finding_serves_several_assessments_and_is_deducted_once(city: Year) -> None:
    """督查成果共享: the second assessment that prices the problem is told so, and says why if it insists."""
    year = city
    text = scheme_text("ledger").replace("scheme: ledger\n", "scheme: special\n").replace("县区考评\n", "专项考核\n")
    other = year.do("publish", None, "2019-03-01 10:00", text=text).ids["assessment"]
    problem = year.do(
        "record_problem",
        DESK,
        "2019-06-17 09:00",
        assessment=year.assessment,
        unit="甲县",
        source="supervision",
        found_on="2019-06-14",
        title="信访积案未化解",
        matter="3件积案超期未化解",
        evidence=[paper(year, title="督查专报")],
    ).ids["problem"]
    year.do("confirm_problem", HEAD, "2019-06-17 10:00", problem=problem, words="属实")
    uses: list[dict[str, Any]] = [
        {"assessment": year.assessment, "kind": "undone"},
        {"assessment": other, "kind": "undone"},
    ]
    (said,) = refusal(year, "turn_into_findings", DESK, "2019-06-17 11:00", problem=problem, findings=uses)
    assert f"第{problem}号问题已在“某市2019年度县区考评”按“未按时完成交办事项”登记，同一问题不重复计" in said
    uses[1]["again"] = "专项考核按市委文件另计"
    done = year.do("turn_into_findings", DESK, "2019-06-17 11:00", problem=problem, findings=uses)
    assert len(done.details["findings"]) == 2
    assert [row.reason for row in year.rows(Journal, subject_kind="finding")] == ["", "专项考核按市委文件另计"]


@pytest.mark.closes("O26")
def test_inspection_goes_from_plan_to_deduction_and_stays_secret_until_told(
    city: Year, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """方案审批 → 抽取 → 现场记录 → 问题确认 → 反馈整改 → 转扣分."""
    plan = {"title": "6月察访", "purpose": "在岗情况", "planned_on": "2019-06-20", "sample": 2}
    plan |= {"team": ["ducha", "discipline"]}
    visit = city.do("plan_inspection", "inspector", WHEN, assessment=city.assessment, **plan).ids["visit"]
    (reason,) = refusal(city, "draw_sample", "inspector", WHEN, visit=visit)
    assert reason.endswith("批准以后才能抽取")
    city.do("decide_visit", "chair", "2019-06-17 15:00", visit=visit, agreed=True)
    city.do("draw_sample", "inspector", "2019-06-18 09:00", visit=visit)
    draw = city.one(VisitDraw)
    assert draw.drawn == list(drawn(draw.frame, seed=draw.seed, size=draw.size))
    seen = {"source": "inspection", "visit": visit, "found_on": "2019-06-20", "title": "脱岗", "matter": "2人脱岗"}
    seen |= {"informant": "来信反映", "evidence": [paper(city, title="现场照片")], "assessment": city.assessment}
    problem = city.do("record_problem", "inspector", "2019-06-20 16:00", unit="甲县", **seen).ids["problem"]
    city.do("record_visit", "inspector", "2019-06-20 17:00", visit=visit, made_on="2019-06-20", findings="2人脱岗")
    city.do("confirm_problem", "inspector", "2019-06-20 18:00", problem=problem, words="与考勤相符")
    city.do("feed_back_problem", "inspector", "2019-06-21 09:00", problem=problem, due_on="2019-06-28")
    turning = {"problem": problem, "findings": [{"assessment": city.assessment, "kind": "conduct"}]}
    number = city.do("turn_into_findings", DESK, "2019-06-21 10:00", **turning).ids["finding"]

    def ledger(person: str) -> list[dict[str, Any]]:
        monkeypatch.setenv("KAOHE_DATABASE_URL", city.database.url.render_as_string(hide_password=False))
        assert run(Wanted(person, None, None, "2019-06-21T12:00"), as_json=True) == 0
        answered = json.loads(capsys.readouterr().out)
        assert answered["schema"] == SCHEMA
        return list(answered["items"])

    assert ledger(COUNTY) == ledger("county_b_head") == []
    (line,) = ledger(DESK)
    assert (line["informant"], line["state_label"], line["number"]) == ("来信反映", "拟定", None)
    assert score(city, "conduct") == 2
    city.do("tell_findings", DESK, "2019-06-21 11:00", findings=[number])
    (line,) = ledger(COUNTY)
    assert (line["number"], line["matter"], line["drafted_by"], line["informant"]) == (1, "2人脱岗", "", "")
    messages = [row.body for kind in ("problem_told", "finding_told") for row in city.told(kind)]
    assert [body for body in messages if "来信反映" in body] == []
    assert city.tick("2019-06-29 00:05").confirmed == 1
    assert score(city, "conduct") == Fraction("1.5")


@pytest.mark.closes("R1.8")
def test_body_that_feeds_problems_does_not_judge_itself(city: Year) -> None:
    own = [written(unit="office")]
    (reason,) = refusal(city, "draft_findings", DESK, WHEN, assessment=city.assessment, findings=own)
    assert reason == "涉及您所在的单位，按回避要求请由其他单位的人办理"


@pytest.mark.closes("O07")
def test_assessor_confirms_zero_deductions_row_by_row(city: Year) -> None:
    told(city, written(kind="absent"))
    done = city.do("confirm_nil", DESK, "2019-06-18 09:00", assessment=city.assessment, kinds=["absent"], period="2019")
    assert (done.summary, done.details["left"]) == (
        "零扣分确认1项，1项不列入",
        {"甲县：未按要求参加会议": "已有登记（2019-06-14）"},
    )
    assert [row.period for row in city.rows(FindingNil)] == ["2019"]


def test_one_finding_is_shown_whole_to_the_office_and_without_its_sources_to_the_unit(
    city: Year, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (number,) = told(city, written(informant="来信反映", times="2"))
    city.do("object_to_finding", COUNTY, "2019-06-18 09:00", finding=number, words="只有1件")
    judged = {"decision": "changed", "words": "属实", "times": "1"}
    city.do("decide_objection", HEAD, "2019-06-19 09:00", finding=number, **judged)
    monkeypatch.setenv("KAOHE_DATABASE_URL", city.database.url.render_as_string(hide_password=False))

    def page(person: str) -> str:
        assert show(number, person=person, moment="2019-06-20T09:00", as_json=False) == 0
        return capsys.readouterr().out

    inside, outside = page(DESK), page(COUNTY)
    for line in ("甲县　未按时完成交办事项　第1号　已变更", "异议：只有1件", "2019-06-19 09:00 变更：属实"):
        assert line in inside
        assert line in outside
    for secret in ("来信反映", "督查室工作岗", "交办单", "拟定"):
        assert secret in inside
        assert secret not in outside
    with pytest.raises(Refused, match="没有编号为 1 的加减分事项"):
        page("county_b_head")


def test_no_version_is_ever_changed(city: Year) -> None:
    (number,) = told(city)
    city.do("accept_findings", COUNTY, "2019-06-18 09:00", findings=[number])
    before = city.rows(FindingVersion)
    city.do("annul_finding", HEAD, "2019-06-19 09:00", finding=number, words="上级改期")
    assert city.rows(FindingVersion)[:3] == before
