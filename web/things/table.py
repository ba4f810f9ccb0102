"""Which things the fields of acts hold by number, by the name of a field and what it says of itself."""

import re
from collections.abc import Mapping
from typing import Any

from config.labels import Labelled
from config.scoring.words import FindingState
from models.assignments import Assignment
from models.ballots import BallotRound
from models.carried import SuperiorPoints
from models.drafts import SchemeDraft
from models.duties import Occurrence
from models.facts import StatedFact
from models.findings import Finding, Problem
from models.judgements import Judgement
from models.lateness import Deduction, DeductionState
from models.leaves import Leave
from models.letters import Letter
from models.negative import NegativeItem, NegativeRectification
from models.obligations import Obligation
from models.packages import Package, PackageItem
from models.persons import Substitution
from models.pleas import Plea
from models.reports import Report
from models.results import Result, ResultReply, ReviewRequest
from models.shortfalls import Shortfall
from models.summaries import Summary
from models.supervision import Visit as Planned
from models.supervision import VisitState
from models.vetoes import Veto
from states.assignment import AssignmentState
from states.balloting.facts import BallotState
from states.judgement import JudgementState
from states.letters.facts import LetterState
from states.negative import NegativeState, RectificationState
from states.package import PackageState
from states.pleas import PleaState
from states.problem import ProblemState
from states.report import ReportState
from states.results.facts import ResultState
from states.results.request import RequestState
from states.subjects import SubjectKind
from states.summary import SummaryState
from states.veto import VetoState
from web.things import owed, reviewed, scored, seated
from web.things.thing import Thing

K = SubjectKind


def _thing(what: str, told: re.Pattern[str], query: Any, key: Any, *states: type[Labelled], **more: Any) -> Thing:
    """`what`: a kind that has a page of its own, or what such a thing is called."""
    kind = what if isinstance(what, SubjectKind) else None
    word = what.label if isinstance(what, SubjectKind) else what
    labels = {each.value: each.label for one in states for each in one}
    return Thing(word, told, query, labels, key=key, kind=kind, **more)


THINGS: tuple[Thing, ...] = (
    _thing(
        K.FINDING,
        re.compile(r"^findings? .*加减分事项编号"),
        scored.finding,
        Finding.c.id,
        FindingState,
        named=scored.finding_name,
    ),
    _thing(K.PROBLEM, re.compile(r"^problem .*问题编号"), scored.problem, Problem.c.id, ProblemState),
    _thing(K.NEGATIVE, re.compile(r"^item .*负面清单事项编号"), scored.negative, NegativeItem.c.id, NegativeState),
    _thing(
        "负面清单整改",
        re.compile(r"^rectification "),
        scored.rectification,
        NegativeRectification.c.id,
        RectificationState,
    ),
    _thing(K.VETO, re.compile(r"^veto "), scored.veto, Veto.c.id, VetoState),
    _thing(K.RESULT, re.compile(r"^result 考核结果编号"), scored.result, Result.c.id, ResultState),
    _thing(K.REEXAMINATION, re.compile(r"^request "), scored.request, ReviewRequest.c.id, RequestState),
    _thing("异议", re.compile(r"^reply 异议"), scored.reply, ResultReply.c.id),
    _thing(K.BALLOT, re.compile(r"^ballot "), scored.ballot, BallotRound.c.id, BallotState),
    _thing(
        K.JUDGEMENT,
        re.compile(r"^judgement "),
        scored.judgement,
        Judgement.c.id,
        JudgementState,
        named=scored.slot_name,
    ),
    _thing("评分事实", re.compile(r"^fact 事实编号"), scored.fact, StatedFact.c.id, named=scored.fact_name),
    _thing("上级加减分", re.compile(r"^given "), scored.superior_points, SuperiorPoints.c.id),
    _thing(K.LETTER, re.compile(r"^letter "), reviewed.letter, Letter.c.id, LetterState),
    _thing(
        "报送件中的一项",
        re.compile(r"^items? .*(报送件中的一项|列为缺报的各项)"),
        reviewed.package_item,
        PackageItem.c.id,
    ),
    _thing(K.PACKAGE, re.compile(r"^package "), reviewed.package, Package.c.id, PackageState),
    _thing("已核验的进展报告", re.compile(r"^report .*已核验的进展报告"), reviewed.verified, Report.c.id, ReportState),
    _thing(K.REPORT, re.compile(r"^(reports?|also) .*进展报告"), reviewed.report, Report.c.id, ReportState),
    _thing("应办事项", re.compile(r"^obligations .*(只办结|勾选)"), owed.open_obligation, Obligation.c.id),
    _thing(K.OBLIGATION, re.compile(r"^obligation "), owed.obligation, Obligation.c.id),
    _thing("申请", re.compile(r"^plea "), owed.plea, Plea.c.id, PleaState),
    _thing("扣分建议", re.compile(r"^deduction "), owed.deduction, Deduction.c.id, DeductionState),
    _thing(K.SHORTFALL, re.compile(r"^shortfall "), owed.shortfall, Shortfall.c.id),
    _thing("汇总", re.compile(r"^summary .*编号"), owed.summary, Summary.c.id, SummaryState),
    _thing("请假", re.compile(r"^leave "), seated.leave, Leave.c.id),
    _thing("代理", re.compile(r"^substitution "), seated.substitution, Substitution.c.id),
    _thing("督查察访", re.compile(r"^visit "), seated.planned, Planned.c.id, VisitState, more=seated.visited),
    _thing("登记的事件", re.compile(r"^occurrence "), seated.event, Occurrence.c.id, named=seated.event_name),
    _thing("方案草稿", re.compile(r"^draft "), seated.draft, SchemeDraft.c.id),
    _thing("上级的指标任务", re.compile(r"^parent "), seated.above, Assignment.c.id),
    _thing(K.ASSIGNMENT, re.compile(r"^assignments? "), reviewed.assignment, Assignment.c.id, AssignmentState),
)
"""The first that fits."""

BY_KIND: Mapping[str, Thing] = {each.kind.value: each for each in THINGS if each.kind is not None}
"""What `kind` and `id` together mean."""


def thing_of(name: str, label: str) -> Thing | None:
    return next((each for each in THINGS if each.told.search(f"{name} {label}")), None)
