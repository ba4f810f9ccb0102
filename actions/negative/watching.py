"""风险提示 and 登记已发生: before anything is taken for it."""

from datetime import date

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.firing import fire
from actions.negative.facts import facts_of
from actions.negative.listing import Removing
from actions.negative.loading import item_of, units_of
from actions.subjects import Subject
from actions.telling import Told
from config.obligations import ObligationKind
from states.negative import NegativeFacts
from states.rules import Await
from states.seating import SIGNERS
from states.subjects import SubjectFacts, SubjectKind


class Sign(Data):
    """A sign that it might happen."""

    item: int = Field(description="负面清单事项编号")
    words: str = Field(default="", description="什么苗头、要研判什么，必填")


class Occurrence(Data):
    """It has happened."""

    item: int = Field(description="负面清单事项编号")
    happened_on: date | None = Field(default=None, description="哪天发生的，必填")
    words: str = Field(default="", description="发生了什么，必填")


@act("warn_of_risk", label="负面清单风险提示", data=Sign)
def warn_of_risk(act: Act, data: Sign) -> Done:
    """发现苗头，提示各承担单位研判、防范。"""
    subject = item_of(act, data.item)
    fire(act, subject, "warn_of_risk", facts_of(act, subject, words=data.words))
    _tell(act, subject, data.words)
    return Done(f"已就“{subject.title}”提示风险", ids={"item": subject.id})


@act("ease_risk", label="解除风险提示", data=Removing)
def ease_risk(act: Act, data: Removing) -> Done:
    """苗头已经消除，解除风险提示。"""
    subject = item_of(act, data.item)
    fire(act, subject, "ease_risk", facts_of(act, subject, words=data.reason))
    return Done(f"“{subject.title}”的风险提示已解除", ids={"item": subject.id})


@act("report_occurrence", label="登记负面清单情形已发生", data=Occurrence)
def report_occurrence(act: Act, data: Occurrence) -> Done:
    """登记清单上的情形已经发生；承担单位自己报，或考核办、督查室登记。"""
    subject = item_of(act, data.item)
    has_day = data.happened_on is not None and data.happened_on <= act.now.date()
    values = {
        "occurrence": subject.row.occurrence + 1,
        "happened_on": data.happened_on,
        "happening": data.words,
        "submitted_by": None,
    }
    fire(act, subject, "report_occurrence", facts_of(act, subject, words=data.words, has_day=has_day), values=values)
    return Done(f"已登记“{subject.title}”发生，待上级认定", ids={"item": subject.id})


@act("clear_occurrence", label="登记上级未扣分", data=Removing)
def clear_occurrence(act: Act, data: Removing) -> Done:
    """发生的情形上级没有扣分，事项仍在清单上。"""
    subject = item_of(act, data.item)
    fire(act, subject, "clear_occurrence", facts_of(act, subject, words=data.reason))
    return Done(f"“{subject.title}”上级未扣分，仍在清单上", ids={"item": subject.id})


def _tell(act: Act, subject: Subject[NegativeFacts], words: str) -> None:
    """Every unit that answers for it."""
    for unit in units_of(act, subject):
        facts = SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id, lead_unit=unit)
        for code in act.directory.seating.owing(Await(ObligationKind.SELF_CHECK, SIGNERS), facts):
            told = Told(
                code="negative_risk",
                key=f"negative_risk:{subject.id}:{subject.row.version + 1}:{code}",
                post_id=act.directory.post_ids[code],
                words={"unit": act.directory.unit(unit).shown, "subject": subject.title, "reason": words.rstrip("。")},
                overrides=subject.published.texts,
                why="提示风险之后当即告知",
            )
            act.tell(told)
