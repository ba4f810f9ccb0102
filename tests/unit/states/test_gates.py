"""What each machine's guards refuse, in the user's words, and what passes with a 说明."""

from datetime import date, timedelta
from typing import Any

import pytest

from config.chains import Chain
from config.indicators import BreakdownField
from config.packages import SealKind
from config.stages import FIVE, STAR
from config.windows import ReportField
from states import assessment, assignment, package, report
from states.assessment import AssessmentFacts
from states.assignment import AssignmentFacts, AssignmentTerms
from states.doubts import Doubt
from states.gates import ItemFacts
from states.kit import Machine, TransitionRefused, decide, machine_of
from states.package import PackageFacts, PackageTerms
from states.report import Correction, ReportFacts, ReportTerms
from states.subjects import SubjectFacts, SubjectKind
from tests.unit.states.office import HOST, LEAD, NOW, OFFICE, PERSON, person

CHAIN = Chain.model_validate(
    {"label": "一环节", "steps": [{"code": "head", "label": "部门负责人审核", "reviewers": ["department_head"]}]}
)
OFFICER, DESK, CLERK = person("kangfu_officer"), person("kaohe_desk"), person("bangong_desk")
WHOLE = ItemFacts(1, "出台实施方案", frozenset(FIVE))


def reasons(machine: Machine[Any], trigger: str, facts: Any) -> tuple[str, ...]:
    with pytest.raises(TransitionRefused) as refused:
        decide(machine, trigger=trigger, state=facts.subject.state, facts=facts)
    return refused.value.reasons


def goes_to(machine: Machine[Any], trigger: str, facts: Any) -> str:
    return decide(machine, trigger=trigger, state=facts.subject.state, facts=facts).dest.code


def subject(kind: SubjectKind, state: str, **more: Any) -> SubjectFacts:
    return SubjectFacts(kind=kind, office=OFFICE, state=state, **{"lead_unit": LEAD, **more})


# Assignment

TASK = machine_of(assignment.definition(CHAIN, AssignmentTerms()))
PACKAGED = machine_of(assignment.definition(CHAIN, AssignmentTerms(packaged=True, judged_above=True)))


def task(state: str, actor: Any = OFFICER, **more: Any) -> AssignmentFacts:
    return AssignmentFacts(actor=actor, subject=subject(SubjectKind.ASSIGNMENT, state), now=NOW, **more)


def test_five_assignments_are_named_item_by_item() -> None:
    """R2.3, R0.9: all of the five, or it is not submitted."""
    items = (
        WHOLE,
        ItemFacts(2, "组织培训", frozenset(FIVE) - {BreakdownField.OFFICER, BreakdownField.RESPONSIBLE_PERSON}),
        ItemFacts(3, "验收", frozenset()),
    )
    assert reasons(TASK, "submit_breakdown", task("breaking_down", items=items, required=FIVE)) == (
        "第2项“组织培训”缺责任人、承办人；第3项“验收”缺目标要求、进度安排、责任领导、责任部室、责任人、承办人",
    )


def test_breakdown_without_items_is_no_breakdown() -> None:
    assert reasons(TASK, "submit_breakdown", task("breaking_down", required=FIVE)) == ("还没有分解出二级指标",)


def test_star_asks_for_overview_and_acceptance_once() -> None:
    """R0.12."""
    starred = {"items": (WHOLE,), "required": (*FIVE, *STAR)}
    assert reasons(TASK, "submit_breakdown", task("breaking_down", **starred)) == ("本指标缺指标综述、验收标准",)
    said = task("breaking_down", **starred, filled=frozenset(STAR))
    assert goes_to(TASK, "submit_breakdown", said) == "review:head"


def test_all_that_is_missing_is_told_at_once() -> None:
    facts = task(
        "breaking_down",
        items=(ItemFacts(1, "验收", frozenset(FIVE) - {BreakdownField.TARGET}),),
        required=(*FIVE, *STAR),
        doubts=(Doubt("short_sum", "分解合计49000人，比目标50000人少1000人"),),
        parts_missing=("教育就业部",),
        actor=person("jiaojiu_officer"),
    )
    assert [reason[:12] for reason in reasons(TASK, "submit_breakdown", facts)] == [
        "您现在的岗位不能办理，可",
        "第1项“验收”缺目标要求",
        "本指标缺指标综述、验收标",
        "请逐项说明：分解合计49",
        "教育就业部尚未提供配合材",
    ]


def test_doubt_passes_with_a_written_reason() -> None:
    """O28: a signal, not a wall."""
    doubt = Doubt("short_sum", "分解合计49000人，比目标50000人少1000人", "康复人数")
    facts = {"items": (WHOLE,), "required": FIVE, "doubts": (doubt,)}
    assert reasons(TASK, "submit_breakdown", task("breaking_down", **facts, explanations={doubt.key: "  "})) == (
        "请逐项说明：分解合计49000人，比目标50000人少1000人",
    )
    explained = task("breaking_down", **facts, explanations={"short_sum:康复人数": "其余1000人由省直承担"})
    assert goes_to(TASK, "submit_breakdown", explained) == "review:head"


def test_missing_part_of_a_co_unit_is_named_or_waited_for() -> None:
    """O29."""
    facts = {"items": (WHOLE,), "required": FIVE, "parts_missing": ("教育就业部",)}
    assert reasons(TASK, "submit_breakdown", task("breaking_down", **facts)) == (
        "教育就业部尚未提供配合材料，请催办，或注明未提供",
    )
    named = task("breaking_down", **facts, parts_named=frozenset({"教育就业部"}))
    assert goes_to(TASK, "submit_breakdown", named) == "review:head"


def test_packaged_assignment_leaves_with_its_package() -> None:
    assert reasons(PACKAGED, "send_up", task("awaiting_consolidation", CLERK)) == ("分解结果的报送件还没有报出",)
    assert goes_to(PACKAGED, "send_up", task("awaiting_consolidation", CLERK, is_sent_up=True)) == "submitted"
    assert reasons(PACKAGED, "consolidate", task("awaiting_consolidation", CLERK)) == (
        "指标任务现在是“待办公室汇总”，不能办理“汇总”",
    )


def test_adjustment_has_a_cut_off_and_the_superiors_word() -> None:
    """O32."""
    late = task("in_execution", words="机构调整", adjust_before=NOW - timedelta(days=1))
    assert reasons(TASK, "request_adjustment", late) == ("调整申请应在2019年05月12日前提出",)
    in_time = task("in_execution", words="机构调整", adjust_before=NOW)
    assert goes_to(TASK, "request_adjustment", in_time) == "adjustment_requested"
    member = person("weiyuan_1")
    decided = task("adjustment_requested", member, words="同意", target_set_above=True)
    assert reasons(TASK, "decide_adjustment", decided) == ("目标由上级下达，须先报上级批复并登记批复文件",)


def test_verdict_comes_before_the_score_and_after_the_reports() -> None:
    assert reasons(TASK, "conclude", task("in_execution", reports_outstanding=("11月", "12月"))) == (
        "还有未报送的进展：11月、12月",
    )
    assert reasons(TASK, "enter_score", task("awaiting_verdict", DESK)) == ("还没有认定结果", "请填写得分")
    scored = task("awaiting_verdict", DESK, has_verdict=True, has_score=True)
    assert goes_to(TASK, "enter_score", scored) == "scored"


def test_superiors_verdict_needs_its_document() -> None:
    """O01: an outside actor's step is recorded with the paper behind it."""
    assert reasons(PACKAGED, "record_verdict", task("awaiting_verdict", DESK)) == ("请登记上级认定的文件、日期和附件",)
    assert goes_to(PACKAGED, "record_verdict", task("awaiting_verdict", DESK, has_document=True)) == "awaiting_verdict"


# Report

REPORT = machine_of(report.definition(CHAIN, ReportTerms()))
ABOVE = machine_of(report.definition(CHAIN, ReportTerms(judged_above=True)))
FIELDS = (ReportField.VALUE, ReportField.PROGRESS, ReportField.PROBLEMS)
ROW = ItemFacts(1, "康复服务", frozenset(FIELDS))


def filed(state: str, actor: Any = OFFICER, **more: Any) -> ReportFacts:
    facts = {"items": (ROW,), "required": FIELDS, **more}
    return ReportFacts(actor=actor, subject=subject(SubjectKind.REPORT, state), now=NOW, **facts)


def test_report_lacks_analysis_and_evidence() -> None:
    """R2.11: no figure without analysis; R0.20: evidence is compulsory where the window says so."""
    bare = ItemFacts(2, "托养服务", frozenset({ReportField.VALUE, ReportField.PROGRESS}))
    facts = filed("filling", items=(ROW, bare), evidence_required=True, photo_required=True)
    assert reasons(REPORT, "submit", facts) == ("第2项“托养服务”缺存在问题及原因分析", "缺印证材料1份、现场照片1张")
    assert goes_to(REPORT, "submit", filed("filling", evidence_required=True, evidence=1)) == "review:head"


def test_unfinished_period_says_until_when() -> None:
    """D03: May is reported on 20 May."""
    assert reasons(REPORT, "submit", filed("filling", is_partial=True)) == ("本期尚未结束，请写明数据截至何日",)
    assert goes_to(REPORT, "submit", filed("filling", is_partial=True, as_of=date(2019, 5, 15))) == "review:head"


def test_unfinished_period_is_completed_in_the_next_window() -> None:
    assert reasons(REPORT, "complete", filed("submitted", is_partial=True)) == ("下一次报送开始后才能补全本期",)
    assert reasons(REPORT, "complete", filed("submitted", window_is_open=True)) == (
        "本期报送时已经结束，数据有误的请办理更正",
    )
    assert goes_to(REPORT, "complete", filed("submitted", is_partial=True, window_is_open=True)) == "filling"


def test_nil_report_and_waiver_give_reasons() -> None:
    assert reasons(REPORT, "submit_nil", filed("filling")) == ("请写明理由",)
    assert goes_to(REPORT, "submit_nil", filed("filling", words="本期无新增任务")) == "nil"
    assert goes_to(REPORT, "waive", filed("filling", DESK, words="任务已提前完成")) == "waived"


def test_correction_is_free_before_verification_and_by_leave_after() -> None:
    """O33."""
    assert goes_to(REPORT, "correct", filed("submitted", words="重复统计")) == "correcting"
    assert reasons(REPORT, "correct", filed("verified", words="重复统计")) == (
        "已核验的数据，经核验单位同意后方可更正",
    )
    assert goes_to(REPORT, "correct", filed("verified", words="重复统计", correction_allowed=True)) == "correcting"


def test_correction_says_what_was_and_who_answers() -> None:
    assert reasons(REPORT, "submit_correction", filed("correcting")) == ("请写明原数、更正数、原因、责任人",)
    half = Correction(was="300", becomes="290", reason=" ", responsible="")
    assert reasons(REPORT, "submit_correction", filed("correcting", correction=half)) == ("更正缺原因、责任人",)
    whole = Correction(was="300", becomes="290", reason="重复统计", responsible="康复部责任人")
    assert goes_to(REPORT, "submit_correction", filed("correcting", correction=whole)) == "review:head"


def test_abandoned_correction_leads_back_to_where_it_began() -> None:
    assert goes_to(REPORT, "abandon_correction", filed("correcting", came_from="verified")) == "verified"
    assert goes_to(REPORT, "abandon_correction", filed("correcting", came_from="submitted")) == "submitted"


def test_every_figure_is_judged_before_a_report_is_verified() -> None:
    facts = filed("submitted", DESK, unjudged=("康复人数",))
    assert reasons(REPORT, "verify", facts) == ("还没有认定值：康复人数",)
    assert goes_to(REPORT, "verify", filed("submitted", DESK)) == "verified"


def test_who_judges_is_the_schemes_choice() -> None:
    """O01: either 本级核验 or 登记上级认定, never a wait for somebody without an account."""
    assert reasons(ABOVE, "verify", filed("submitted", DESK)) == ("进展报告现在是“已报送”，不能办理“核验”",)
    assert goes_to(ABOVE, "record_verdict", filed("submitted", DESK, has_document=True)) == "verified"


# Package


def bundle(state: str, actor: Any = CLERK, **more: Any) -> PackageFacts:
    return PackageFacts(actor=actor, subject=subject(SubjectKind.PACKAGE, state, lead_unit=HOST), now=NOW, **more)


SEALED = machine_of(package.definition(CHAIN, PackageTerms(seal=SealKind.OFFLINE)))
DIRECT = machine_of(package.definition(None, PackageTerms(upward=False)))


def test_missing_items_leave_named_or_not_at_all() -> None:
    missing = {"collected": 3, "missing": ("托养服务", "就业培训")}
    assert reasons(SEALED, "submit_package", bundle("consolidating", **missing, named=frozenset({"托养服务"}))) == (
        "尚缺1项：就业培训，请催报，或逐项列为缺报",
    )
    named = bundle("consolidating", **missing, named=frozenset({"托养服务", "就业培训"}))
    assert goes_to(SEALED, "submit_package", named) == "review:head"


def test_one_item_goes_back_and_holds_the_rest_until_it_returns() -> None:
    facts = bundle("consolidating", words="口径不符")
    assert reasons(SEALED, "return_item", facts) == ("请指明退回哪一项",)
    assert goes_to(SEALED, "return_item", bundle("consolidating", words="口径不符", item="托养服务")) == "consolidating"
    assert reasons(SEALED, "submit_package", bundle("consolidating", collected=3, out=("托养服务",))) == (
        "已退回的事项尚未重新报来：托养服务",
    )


def test_package_is_sealed_registered_and_receipted() -> None:
    assert reasons(SEALED, "send_up", bundle("approved", has_dispatch=True)) == (
        "报送件现在是“已审定”，不能办理“报送”",
    )
    assert reasons(SEALED, "seal", bundle("approved")) == ("请附用印后的文件或扫描件",)
    assert goes_to(SEALED, "seal", bundle("approved", has_seal=True)) == "sealed"
    assert reasons(SEALED, "send_up", bundle("sealed")) == ("请登记报送时间和方式",)
    assert goes_to(SEALED, "send_up", bundle("sealed", has_dispatch=True)) == "sent"
    assert reasons(SEALED, "record_receipt", bundle("sent")) == ("请登记上级签收时间，有回执编号的一并填写",)
    assert goes_to(SEALED, "record_receipt", bundle("sent", has_receipt=True)) == "receipted"


def test_package_without_a_chain_is_approved_when_it_is_bound() -> None:
    assert goes_to(DIRECT, "submit_package", bundle("consolidating")) == "approved"
    assert goes_to(DIRECT, "send_up", bundle("approved", has_dispatch=True)) == "sent"
    assert DIRECT.states["sent"].final
    assert sorted(DIRECT.states) == ["approved", "collecting", "consolidating", "sent"]


def test_what_the_superior_returned_goes_straight_out_again_if_no_figure_changed() -> None:
    back = {"returned_by": "sent", "collected": 3}
    assert goes_to(SEALED, "resubmit", bundle("superior_returned", **back)) == "approved"
    assert goes_to(SEALED, "resubmit", bundle("superior_returned", **back, figures_changed=True)) == "review:head"
    assert goes_to(SEALED, "collect_again", bundle("superior_returned")) == "collecting"


# Year

YEAR = machine_of(assessment.definition())


def of_year(state: str, **more: Any) -> AssessmentFacts:
    return AssessmentFacts(actor=person("kaohe_head"), subject=subject(SubjectKind.ASSESSMENT, state), now=NOW, **more)


def test_year_with_faults_is_not_published() -> None:
    faults = ("分值合计91分，应为88分", "1月25日晚于1月20日")
    assert reasons(YEAR, "publish", of_year("draft", faults=faults)) == (
        "方案还有错误：分值合计91分，应为88分；1月25日晚于1月20日",
    )
    assert goes_to(YEAR, "publish", of_year("draft")) == "published"


def test_year_is_closed_when_everything_is_scored() -> None:
    assert reasons(YEAR, "close", of_year("running", unscored=("托养服务",))) == ("还有1项没有评分：托养服务",)
    assert goes_to(YEAR, "close", of_year("running")) == "closed"
    assert reasons(YEAR, "reopen", of_year("closed")) == ("请写明理由",)


def test_person_ids_of_the_sample_office_are_told_apart() -> None:
    assert len(set(PERSON.values())) == len(PERSON)
