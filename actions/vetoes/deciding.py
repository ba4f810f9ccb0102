"""委员会审定: in force, or unfounded; lifted later where the ground falls away. Only what is in force is scored."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.firing import fire
from actions.reviewing.recording import on_paper
from actions.subjects import Subject
from actions.telling import Told
from actions.vetoes.loading import facts_of, veto_of
from config.obligations import ObligationKind
from states.rules import Await
from states.seating import SIGNERS
from states.veto import VetoFacts


class Ruling(Data):
    """What the committee decided, and the paper."""

    veto: int = Field(description="一票否决编号")
    words: str = Field(default="", description="审定意见，必填")
    minutes: str = Field(default="", description="审定的文件或会议纪要的字号、名称，必填")


class OnPaper(Ruling):
    """A sheet that was signed with a pen."""

    decision: Literal["in_force", "unfounded", "lift"] = Field(
        description="in_force 审定生效、unfounded 审定不成立、lift 撤销"
    )
    leader: str = Field(min_length=1, description="签批人（人员编码）")
    signed_on: date = Field(description="签批日期")
    code: str = Field(default="", description="呈批单上的短码")
    scan: int | None = Field(default=None, description="签批件扫描件或照片：印证材料版本编号，必填")


@act("bring_veto_into_force", label="审定一票否决生效", data=Ruling)
def bring_veto_into_force(act: Act, data: Ruling) -> Done:
    """委员会审定一票否决成立，从此计入评分、排名和评先。"""
    decided = {"minutes": data.minutes, "decision": data.words}
    return _rule(act, data, "bring_into_force", {**decided, "recorded_at": act.now})


@act("find_veto_unfounded", label="审定一票否决不成立", data=Ruling)
def find_veto_unfounded(act: Act, data: Ruling) -> Done:
    """委员会审定一票否决不成立，不影响评分。"""
    return _rule(act, data, "find_unfounded", {"minutes": data.minutes, "decision": data.words})


@act("lift_veto", label="撤销一票否决", data=Ruling)
def lift_veto(act: Act, data: Ruling) -> Done:
    """依据不再成立的，撤销已生效的一票否决；此前的得分仍可按当时重算。"""
    # what was decided before stays as it was, so that the past can be asked: the lifting stands in the journal
    return _rule(act, data, "lift_veto", {"replaced_at": act.now})


@act("record_veto_decision", label="一票否决线下签批补录", data=OnPaper)
def record_veto_decision(act: Act, data: OnPaper) -> Done:
    """补录委员会在纸上的审定或撤销：办理人是签批人，注明由谁补录，附签批件。"""
    veto_of(act, data.veto)
    return DECISIONS[data.decision](on_paper(act, data), Ruling(**data.model_dump(include=set(Ruling.model_fields))))


DECISIONS: dict[str, Callable[[Act, Ruling], Done]] = {
    "in_force": bring_veto_into_force,
    "unfounded": find_veto_unfounded,
    "lift": lift_veto,
}


def _rule(act: Act, data: Ruling, trigger: str, values: Mapping[str, Any]) -> Done:
    subject = veto_of(act, data.veto)
    facts = facts_of(act, subject, words=data.words, has_minutes=bool(data.minutes.strip()))
    fired = fire(act, subject, trigger, facts, values=values, basis=data.minutes)
    _tell(act, subject, fired.move.dest.label, data)
    return Done(f"“{subject.title}”的一票否决{fired.move.dest.label}", ids={"veto": subject.id})


def _tell(act: Act, subject: Subject[VetoFacts], decision: str, data: Ruling) -> None:
    """The unit, and whoever proposed it."""
    row = subject.row
    posts = [
        act.directory.post_ids[code]
        for code in act.directory.seating.owing(Await(ObligationKind.STATEMENT, SIGNERS), subject.facts)
    ]
    words = {
        "unit": act.directory.units[row.unit_id].shown,
        "subject": row.name,
        "decision": decision,
        "document": data.minutes,
        "reason": data.words.rstrip("。"),
    }
    key, texts = f"veto_decided:{row.id}:{row.version + 1}", subject.published.texts
    why = "审定之后当即告知"
    for post in posts:
        act.tell(Told(code="veto_decided", key=key, post_id=post, words=words, overrides=texts, why=why))
    if row.submitted_by is not None:
        told = Told(code="veto_decided", key=key, person_id=row.submitted_by, words=words, overrides=texts, why=why)
        act.tell(told)
