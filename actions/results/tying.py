"""An award whose last place is shared: the office writes down who gets it, and by which decision."""

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.results.loading import result_of
from actions.results.moving import step
from actions.results.versions import worked_out
from scoring.tying import against, open_awards


class Tie(Data):
    """Who of those that tie gets the award."""

    result: int = Field(description="考核结果编号")
    award: str = Field(description="奖项编码")
    units: tuple[str, ...] = Field(default=(), description="给谁（单位编码）；一家也不给的不选")
    basis: str = Field(min_length=1, description="依据：会议纪要、批示")


@act("decide_tie", label="定并列的奖项", data=Tie)
def decide_tie(act: Act, data: Tie) -> Done:
    """最后一个名额有并列、方案写明由人定的，登记定给谁和依据。"""
    subject = result_of(act, data.result)
    allow(act, "decide_tie", subject.facts)
    reckoned = worked_out(act, subject.row)
    awarded = next((each for each in open_awards(reckoned.outcome) if each.award.code == data.award), None)
    if awarded is None:
        raise act.refused(f"奖项“{data.award}”没有等人定的并列")
    if reasons := against(awarded, data.units):
        raise act.refused(*reasons)
    among = sorted(each.unit for each in awarded.considered if each.is_open)
    decided = {**subject.row.decided, data.award: {"given": list(data.units), "among": among}}
    step(act, subject, "decide_tie", words=data.basis, basis=data.basis, values={"decided": decided}, reckoned=reckoned)
    names = "、".join(reckoned.book.unit_name(unit) for unit in data.units) or "都不给"
    return Done(f"“{awarded.award.name}”并列的名额：{names}", ids={"result": subject.id})
