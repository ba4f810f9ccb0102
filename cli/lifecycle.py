"""docs/lifecycle.md and docs/lifecycle.svg: the machines of the shipped years, drawn from their own rules."""

from collections.abc import Iterator
from typing import Any

from config.errors import KaoheError
from config.loading import load_scheme
from config.result_process import (
    ArchivingStep,
    Body,
    DecisionStep,
    FeedbackStep,
    MarkingStep,
    NoticeStep,
    OpinionsStep,
    Reexamination,
    ResultProcess,
    SelfCheckStep,
)
from config.scheme import Scheme
from config.schemes import find_scheme
from config.scoring.objecting import Objecting
from states import finding, judgement
from states.drawing import rights, section, steps
from states.finding import FindingTerms
from states.judgement import OFFICE_SEATS, JudgementTerms
from states.picture import picture
from states.results import definition as result
from states.results import request
from states.rules import Definition
from states.year import BALLOT, PROBLEM, YearMachines, machines_of

ASSESSED, BOTH = "shanxi-cjr-2019", "ningshan-2019"

OPENING = """\
# 各类事项怎样流转 · Lifecycles

由 `make docs` 从状态机本身写出。Written by `make docs` from the machines themselves.

没有写出的就不能办。图中略去撤回、撤销和不改变状态的办理，表中都有；同一动词可到几处的写作 `动词:去处`。
“须通过”是状态机里检查条件的名称：条件不满足时，全部原因一次说清。审核环节是方案里的数据，换一套方案就换一串环节；
这里画的是随附方案的。

![指标任务、进展报告、报送件的流转](lifecycle.svg)
"""


def lifecycle_pages() -> dict[str, str]:
    return {"lifecycle.md": page(), "lifecycle.svg": drawing()}


def drawing() -> str:
    """The three main machines of the assessed year, side by side."""
    scheme, year = _year(ASSESSED)
    return picture(
        {
            "指标任务": year.assignment.definition,
            "进展报告（月报）": year.reports["monthly"].definition,
            "报送件（分解结果）": _breakdown_package(scheme, year),
        }
    )


def page() -> str:
    """The whole page, ending in a newline."""
    parts = [
        OPENING,
        *(*_assessed(), *_both(), *_letters(), *_negative(), *_findings(), *_given(), *_results()),
        *("## 权限表\n", f"{rights()}\n"),
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def _assessed() -> Iterator[str]:
    scheme, year = _year(ASSESSED)
    stage, monthly = scheme.stages.breakdown, next(each for each in scheme.windows if each.code == "monthly")
    yield from section(year.assessment.definition, title="考核年度")
    yield from section(
        year.assignment.definition,
        title="指标任务",
        note=f"{scheme.title}：{steps(scheme.chains[stage.chain])}；认定在上级，由本单位登记。",
    )
    yield from section(year.window.definition, title="报送窗口")
    yield from section(
        year.reports["monthly"].definition,
        title="进展报告",
        note=f"{scheme.title}“{monthly.title}”：{steps(scheme.chains[monthly.chain])}。",
    )
    yield from section(
        _breakdown_package(scheme, year),
        title="报送件",
        note=f"{scheme.title}的分解结果：{_package_steps(scheme)}，线下用印后上报。",
    )


def _letters() -> Iterator[str]:
    scheme, year = _year(BOTH)
    for kind, machine in year.letters.items():
        seal = scheme.letters.rule(kind).seal.label
        note = f"{scheme.title}：{steps(scheme.signing(kind))}，{seal}。由人签发，定时只拟稿。"
        yield from section(machine.definition, title=kind.label, note=note)


def _negative() -> Iterator[str]:
    scheme, year = _year(BOTH)
    note = f"{scheme.title}：上级扣的分由牵头、配合单位分担，双倍扣分建议经确认才算数。"
    yield from section(year.negative.definition, title="负面清单事项", note=note)
    yield from section(
        year.rectification.definition, title="负面清单整改", note="整改销号与扣分是两件事：销了号，扣的分不退。"
    )
    if year.veto is not None:
        yield from section(
            year.veto.definition, title="一票否决", note="只有生效的才影响评分；没有说明或说明期未满的不审定。"
        )


def _findings() -> Iterator[str]:
    terms = FindingTerms.of(Objecting(), evidence=True)
    note = "方案没有另写时的期限：告知后5个工作日内可以提出异议，提出后5个工作日内复核；期满没有提出的，视为确认。"
    yield from section(finding.definition(terms), title="加减分事项", note=note)
    yield from section(PROBLEM.definition, title="问题", note="督查、通报、察访核验和部门反馈中发现的问题。")


def _given() -> Iterator[str]:
    """What people put in by hand."""
    note = "同一包由两人各录一遍，没有差异的自动转待监票；封存以前，被评单位看不到。"
    yield from section(BALLOT.definition, title="投票、打分", note=note)
    terms = JudgementTerms(proposers=OFFICE_SEATS, confirmers=OFFICE_SEATS)
    note = "提出和确认是两个人；谁提出、谁确认由方案的 judgement 规则定。已确认的在新的分确认以前仍然有效。"
    yield from section(judgement.definition(terms), title="酌定", note=note)


def _results() -> Iterator[str]:
    """With every step that a scheme may ask for."""
    decision = DecisionStep()
    whole = ResultProcess(
        self_check=SelfCheckStep(),
        marking=MarkingStep(),
        feedback=FeedbackStep(),
        opinions=OpinionsStep(bodies=(Body(name="被征求意见的部门"),)),
        committee=decision,
        approval=decision,
        notice=NoticeStep(),
        archiving=ArchivingStep(),
    )
    note = "方案没有写的步骤不办，先后不变；汇总审核和印发公布总是有的。公布后的更正经批准才生效。"
    yield from section(result.definition(whole), title="考核结果", note=note)
    note = "方案没有另写时的期限：公布后5个工作日内申请，2个工作日内决定受不受理，受理后10个工作日内作出决定。"
    yield from section(request.definition(Reexamination()), title="复核申请", note=note)


def _both() -> Iterator[str]:
    scheme, year = _year(BOTH)
    note = f"{scheme.title}的分解结果：{_package_steps(scheme)}。同一种状态机，换了审核环节，不再上报。"
    yield from section(_breakdown_package(scheme, year), title="报送件（另一套环节）", note=note)


def _year(name: str) -> tuple[Scheme, YearMachines]:
    scheme = load_scheme(find_scheme(name)).scheme
    return scheme, machines_of(scheme, scheme_hash=name)


def _breakdown_package(scheme: Scheme, year: YearMachines) -> Definition[Any]:
    rule = scheme.stages.breakdown.package
    if rule is None:
        raise KaoheError(f"方案“{scheme.scheme}”的分解结果没有报送件，画不出它的流转")
    return year.package(rule).definition


def _package_steps(scheme: Scheme) -> str:
    rule = scheme.stages.breakdown.package
    return steps(scheme.chains[rule.chain]) if rule is not None and rule.chain is not None else "不再审核"
