"""What a line of the journal changed, in words: the stored keys and states stay codes, persons read their names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.snapshots import differences
from config.labels import Labelled
from config.scoring.words import FindingState
from config.zone import SHANGHAI
from models.lateness import DeductionState
from models.supervision import VisitState
from states.assessment import AssessmentState
from states.assignment import AssignmentState
from states.judgement import JudgementState
from states.letters.facts import LetterState
from states.negative import NegativeState, RectificationState
from states.obligations import Outcome
from states.package import PackageState
from states.pleas import PleaState
from states.problem import ProblemState
from states.report import ReportState
from states.results.facts import ResultState
from states.results.request import RequestState
from states.subjects import SubjectKind
from states.summary import SummaryState
from states.veto import VetoState
from states.window import WindowState
from web.kernel.days import say_day
from web.kernel.words import Words

STATES: Mapping[str, tuple[type[Labelled], ...]] = {
    SubjectKind.ASSESSMENT: (AssessmentState,),
    SubjectKind.ASSIGNMENT: (AssignmentState,),
    SubjectKind.WINDOW: (WindowState,),
    SubjectKind.REPORT: (ReportState,),
    SubjectKind.PACKAGE: (PackageState,),
    SubjectKind.LETTER: (LetterState,),
    SubjectKind.OBLIGATION: (Outcome, PleaState, SummaryState, DeductionState),
    SubjectKind.NEGATIVE: (NegativeState, RectificationState),
    SubjectKind.VETO: (VetoState,),
    SubjectKind.FINDING: (FindingState,),
    SubjectKind.PROBLEM: (ProblemState,),
    SubjectKind.RESULT: (ResultState,),
    SubjectKind.REEXAMINATION: (RequestState,),
    SubjectKind.JUDGEMENT: (JudgementState,),
    "visit": (VisitState,),
}
IN_REVIEW, IN_REVIEW_LABEL = "review:", "审核环节"
STATE = "state"
KEYS: Mapping[str, str] = {
    STATE: "状态",
    "after": "改后",
    "again": "第几轮",
    "against": "申请复核的结果",
    "address": "网络地址",
    "as_of": "数据截止日",
    "asked_due_at": "申请延到",
    "attributes": "属性",
    "before": "改前",
    "begins_on": "起",
    "changes": "改动",
    "content": "内容",
    "count": "条数",
    "criterion": "判定口径",
    "decision": "决定",
    "declared": "口径",
    "deduction_dropped": "不再扣分",
    "delivered_at": "送达时间",
    "delivered_how": "送达方式",
    "document_no": "文号",
    "due_at": "期限",
    "due_on": "期限",
    "ends_nil": "不再计的事项",
    "ends_on": "止",
    "event": "事件",
    "evidence": "印证材料",
    "expected": "应完成",
    "figure": "数据",
    "finding": "检查结果",
    "first_submitted_at": "首次报送时间",
    "found_on": "发现日期",
    "gap": "欠账数",
    "happened_at": "发生时间",
    "happened_on": "发生日期",
    "happening": "情形",
    "hash": "校验值",
    "held_on": "召开日期",
    "holding_id": "任职记录",
    "indicator_id": "指标",
    "instruction": "批示",
    "issued_at": "签发时间",
    "issued_text": "签发的正文",
    "item": "事项",
    "keep_reason": "不予变更的理由",
    "kind": "种类",
    "kinds": "种类",
    "laid": "呈报的方案",
    "lead_unit_id": "牵头单位",
    "leave_id": "受托办理",
    "letter_id": "文书",
    "lines": "各行",
    "meeting_at": "约谈时间",
    "meeting_place": "约谈地点",
    "next_look_at": "下次查看",
    "notice_id": "告知",
    "number": "编号",
    "obligation_id": "应办事项",
    "obligations": "应办事项",
    "occurrence": "发生",
    "outcome": "结果",
    "period": "期次",
    "planned_on": "计划日期",
    "plea_id": "申请",
    "post_id": "岗位",
    "problem_id": "问题",
    "progress": "进展情况",
    "receipt_no": "回执号",
    "receipted_at": "上级签收时间",
    "received_at": "签收时间",
    "record_evidence_id": "约谈记录",
    "reply": "反馈",
    "report_id": "进展报告",
    "reported_on": "汇报日期",
    "responsible": "责任人",
    "revision": "版次",
    "round": "第几次",
    "rung": "督办级次",
    "scheme": "方案",
    "seal_words": "用印意见",
    "sealed_evidence_id": "用印件",
    "sealed_on": "用印日期",
    "sent_at": "报送时间",
    "sent_how": "报送方式",
    "series_number": "序号",
    "series_year": "编号年度",
    "session": "登录",
    "settled": "已办结",
    "shortfall_id": "欠账",
    "source": "来源",
    "statement_id": "自查报告",
    "submissions": "报送次数",
    "submitted_by": "报送人",
    "substitute_id": "受托人",
    "summary": "汇总",
    "team": "组成单位",
    "times": "次数",
    "title": "标题",
    "told_at": "告知时间",
    "unit": "单位",
    "unit_id": "单位",
    "units": "单位",
    "value": "值",
    "verified_at": "核验时间",
    "visit_id": "督查",
    "way": "登录方式",
    "window_ends_at": "异议期至",
}
"""The keys under which acts write, by what they hold; a key that the scheme or a person named stands as it is."""
_STEP = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Said:
    """One change in words. `before` and `after` are empty where there was nothing."""

    name: str
    before: str
    after: str


def said_changes(kind: str, before: Any, after: Any, words: Words) -> Iterator[Said]:
    """Every place that differs, named for people."""
    for each in differences(before or {}, after or {}):
        key = each.path.rpartition(".")[2]
        yield Said(
            name=_name(each.path, words),
            before=_value(kind, key, each.before, words),
            after=_value(kind, key, each.after, words),
        )


def _name(path: str, words: Words) -> str:
    return " · ".join(_step(step, words) for step in path.split("."))


def _step(step: str, words: Words) -> str:
    """`lines[2]` is 各行 第2项."""
    key = step.partition("[")[0]
    places = [words("第%(n)s项", n=place) for place in _STEP.findall(step)]
    return " ".join((words.say(KEYS.get(key, key)), *places))


def _value(kind: str, key: str, value: Any, words: Words) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return words("是") if value else words("否")
    if key == STATE:
        return words.say(state_label(kind, str(value)))
    if key.endswith("_at") and isinstance(value, str):
        shown = datetime.fromisoformat(value).astimezone(SHANGHAI)
        return f"{say_day(shown.date(), words.language)} {shown:%H:%M}"
    return str(value)


def state_label(kind: str, code: str) -> str:
    """What a stored state is called."""
    if code.startswith(IN_REVIEW):
        return IN_REVIEW_LABEL
    return next((states(code).label for states in STATES.get(kind, ()) if code in set(states)), code)
