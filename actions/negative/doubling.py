"""责任划分, 双倍扣分建议 and 确认: a person shares it out, another confirms it; only then it counts (R2.23)."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from actions.acts import Data, Done, act
from actions.carrying.booking import sitting_points, sitting_shares, tell_shares, write_shares
from actions.carrying.sharing import say_points, say_shares, shared_out, worth_of
from actions.context import Act
from actions.firing import fire
from actions.negative.facts import facts_of, proposal_facts, shares_of
from actions.negative.loading import item_of, matter_of, units_of
from actions.reviewing.recording import on_paper
from actions.subjects import Subject
from models.negative import NegativeProposal
from models.writing import insert_rows
from states.negative import NegativeFacts


class Sharing(Data):
    """Who bears how much, and why."""

    item: int = Field(description="负面清单事项编号")
    shares: dict[str, Decimal] = Field(
        default_factory=dict, description="各单位分担几分（单位编码到负数），合计等于上级的扣分；方案已定怎么分担的不写"
    )
    words: str = Field(default="", description="责任划分的理由，必填")


class One(Data):
    """One item."""

    item: int = Field(description="负面清单事项编号")
    words: str = Field(default="", description="意见；退回的必填")


class OnPaper(Data):
    """A sheet that the committee, or a leader, signed with a pen."""

    item: int = Field(description="负面清单事项编号")
    decision: Literal["confirm", "return"] = Field(description="confirm 确认双倍扣分、return 退回重新划分")
    leader: str = Field(min_length=1, description="签批人（人员编码）")
    signed_on: date = Field(description="签批日期")
    words: str = Field(default="", description="批示原文")
    code: str = Field(default="", description="呈批单上的短码")
    scan: int | None = Field(default=None, description="签批件扫描件或照片：印证材料版本编号，必填")


@act("apportion_loss", label="责任划分", data=Sharing)
def apportion_loss(act: Act, data: Sharing) -> Done:
    """把上级的扣分划分到牵头、配合单位，各家之和正好等于上级的扣分。"""
    subject = item_of(act, data.item)
    points = sitting_points(act, subject.row.assessment_id, matter_of(subject.row))
    whole = points.points if points is not None else Decimal(0)
    before = sitting_shares(act, points) if points is not None else {}
    carried = subject.published.scheme.carried_down
    shares = shared_out(act, carried, units_of(act, subject), whole, data.shares, before=before)
    facts = facts_of(act, subject, words=data.words, has_shares=bool(shares.of), split_fault=shares.fault)
    fire(act, subject, "apportion", facts)
    insert_rows(act.tx, NegativeProposal.t, [_row(act, subject, data.words, shares.of)])
    return Done(f"“{subject.title}”责任划分：{say_shares(act, shares.of)}", ids={"item": subject.id})


def _row(act: Act, subject: Subject[NegativeFacts], words: str, shares: Mapping[str, Decimal]) -> dict[str, Any]:
    numbers = NegativeProposal.t.select().where(NegativeProposal.c.item_id == subject.id)
    return {
        "office_id": act.office_id,
        "item_id": subject.id,
        "number": len(act.tx.execute(numbers).all()) + 1,
        "occurrence": subject.row.occurrence,
        "shares": {unit: str(share) for unit, share in shares.items()},
        "words": words,
        "written_at": act.now,
        "written_by": act.person_id,
    }


@act("propose_doubling", label="提出双倍扣分建议", data=One)
def propose_doubling(act: Act, data: One) -> Done:
    """按方案的双倍规则算出各单位扣几分，报考核委员会确认。"""
    subject = item_of(act, data.item)
    fire(
        act, subject, "propose_doubling", proposal_facts(act, subject, words=data.words),
        values={"submitted_by": act.person_id},
    )  # fmt: skip
    worth, _ = worth_of(subject.published.scheme, shares_of(act, subject))
    said = "、".join(f"{act.directory.unit(unit).shown}{say_points(value)}" for unit, value in worth.items())
    details = {"worth": {unit: say_points(value) for unit, value in worth.items()}}
    return Done(f"“{subject.title}”双倍扣分建议：{said}，待确认", ids={"item": subject.id}, details=details)


@act("return_proposal", label="退回双倍扣分建议", data=One)
def return_proposal(act: Act, data: One) -> Done:
    """不同意责任划分，退回重新划分。"""
    subject = item_of(act, data.item)
    fire(act, subject, "return_proposal", facts_of(act, subject, words=data.words))
    return Done(f"“{subject.title}”已退回重新划分", ids={"item": subject.id})


@act("confirm_doubling", label="确认双倍扣分", data=One)
def confirm_doubling(act: Act, data: One) -> Done:
    """确认双倍扣分：从此计入各单位得分；提出建议的人不能自己确认。"""
    subject = item_of(act, data.item)
    shares = shares_of(act, subject)
    fire(act, subject, "confirm_doubling", proposal_facts(act, subject, words=data.words))
    points = sitting_points(act, subject.row.assessment_id, matter_of(subject.row))
    write_shares(act, points, shares)
    tell_shares(act, subject.published, points, shares)
    return Done(f"“{subject.title}”双倍扣分已确认：{say_shares(act, shares)}", ids={"item": subject.id})


@act("record_negative_decision", label="双倍扣分线下签批补录", data=OnPaper)
def record_negative_decision(act: Act, data: OnPaper) -> Done:
    """补录纸上签批的确认或退回：办理人是签批人，注明由谁补录，附签批件。"""
    item_of(act, data.item)
    return DECISIONS[data.decision](on_paper(act, data), One(item=data.item, words=data.words))


DECISIONS: dict[str, Callable[[Act, One], Done]] = {"confirm": confirm_doubling, "return": return_proposal}
