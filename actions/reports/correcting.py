"""更正 (O33): freely before verification, by leave after it; with the old figure, the new one, why, and by whom."""

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.firing import fire
from actions.reports.loading import report_of
from actions.reports.requesting import answer_request, leave_is_given
from actions.reports.submitting import facts_of, hand_in
from states.report import Correction
from states.subjects import SubjectKind


class Asking(Data):
    """A report to be corrected, and why."""

    report: int = Field(description="进展报告编号")
    reason: str = Field(min_length=1, description="理由")


class Corrected(Asking):
    """What was corrected; the lines themselves are changed by `fill_report` before."""

    was: str = Field(min_length=1, description="原数")
    becomes: str = Field(min_length=1, description="更正数")
    responsible: str = Field(min_length=1, description="责任人（岗位或职务）")


@act("correct_report", label="更正", data=Asking)
def correct_report(act: Act, data: Asking) -> Done:
    """对已报送的一期开始更正；已核验的须先经核验单位同意。"""
    subject = report_of(act, data.report)
    facts = facts_of(act, subject, words=data.reason, correction_allowed=leave_is_given(act, subject.id))
    fire(act, subject, "correct", facts)
    return Done(f"可以更正“{subject.title}”{subject.what}", ids={"report": subject.id})


@act("allow_correction", label="同意更正", data=Asking)
def allow_correction(act: Act, data: Asking) -> Done:
    """核验单位同意更正已核验的数据。"""
    subject = report_of(act, data.report)
    fire(act, subject, "allow_correction", facts_of(act, subject, words=data.reason))
    answer_request(act, subject, "已同意，请办理更正", words=data.reason)
    return Done(f"已同意更正“{subject.title}”{subject.what}", ids={"report": subject.id})


@act("submit_correction", label="报送更正", data=Corrected)
def submit_correction(act: Act, data: Corrected) -> Done:
    """报送更正：写明原数、更正数、原因、责任人，重新审核。"""
    subject = report_of(act, data.report)
    told = Correction(was=data.was, becomes=data.becomes, reason=data.reason, responsible=data.responsible)
    hand_in(act, subject, "submit_correction", words=data.reason, correction=told)
    act.record(
        SubjectKind.REPORT.value,
        subject.id,
        act="correction",
        assessment_id=subject.row.assessment_id,
        before={"figure": data.was},
        after={"figure": data.becomes, "responsible": data.responsible},
        reason=data.reason,
    )
    return Done(f"已报送更正“{subject.title}”{subject.what}", ids={"report": subject.id})


@act("abandon_correction", label="放弃更正", data=Asking)
def abandon_correction(act: Act, data: Asking) -> Done:
    """放弃更正，恢复原来的状态。"""
    subject = report_of(act, data.report)
    fire(act, subject, "abandon_correction", facts_of(act, subject, words=data.reason))
    return Done(f"已放弃更正“{subject.title}”{subject.what}", ids={"report": subject.id})
