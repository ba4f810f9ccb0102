"""The steps that the office takes for a whole year: sending out for signature, collecting, beginning, archiving."""

from pydantic import Field

from actions.acts import Data, Done, act
from actions.assignments.loading import assignment_of
from actions.assignments.reviewable import ASSIGNMENTS
from actions.assignments.several import Several, fire_each
from actions.context import Act
from actions.reviewing.gathering import Said
from actions.reviewing.moving import held, move
from states.assignment import AssignmentState

A = AssignmentState


class Signing(Data):
    """责任书."""

    assignment: int = Field(description="指标任务编号")
    words: str = Field(default="", description="说明")


@act("request_signature", label="送签责任书", data=Several)
def request_signature(act: Act, data: Several) -> Done:
    """把责任书送牵头单位签订。"""
    return fire_each(act, data, "request_signature", state=A.ISSUED, said="已送签责任书")


@act("sign", label="签订责任书", data=Signing)
def sign(act: Act, data: Signing) -> Done:
    """牵头单位主要负责人签订责任书，随即开始分解。"""
    subject = assignment_of(act, data.assignment)
    move(act, held(act, ASSIGNMENTS, subject, Said(words=data.words)), "sign")
    return Done(f"已签订“{subject.title}”责任书", ids={"assignment": subject.id})


@act("start_breakdown", label="开始分解", data=Several)
def start_breakdown(act: Act, data: Several) -> Done:
    """已下达、不签责任书的任务开始分解。"""
    return fire_each(act, data, "start_breakdown", state=A.ISSUED, said="已开始分解")


@act("consolidate", label="汇总分解结果", data=Several)
def consolidate(act: Act, data: Several) -> Done:
    """办公室汇总各单位的分解结果（不形成报送件的年度）。"""
    return fire_each(act, data, "consolidate", state=A.AWAITING_CONSOLIDATION, said="已汇总")


@act("begin", label="转入执行", data=Several)
def begin(act: Act, data: Several) -> Done:
    """已报送的任务转入执行。"""
    return fire_each(act, data, "begin", state=A.SUBMITTED, said="已转入执行")


@act("conclude", label="提请认定", data=Several)
def conclude(act: Act, data: Several) -> Done:
    """全年进展报齐后，提请认定。"""
    return fire_each(act, data, "conclude", state=A.IN_EXECUTION, said="已提请认定")


@act("archive", label="归档", data=Several)
def archive(act: Act, data: Several) -> Done:
    """已评分的任务归档。"""
    return fire_each(act, data, "archive", state=A.SCORED, said="已归档")
