"""上级认定扣分: what the superior took for it, and what he says when he corrects himself."""

from pydantic import Field

from actions.acts import Done, act
from actions.assignments.several import hear_all
from actions.carrying.booking import sitting_points, write_points
from actions.carrying.papers import Paper, say_paper
from actions.carrying.sharing import say_points
from actions.context import Act
from actions.firing import fire
from actions.negative.facts import loss_facts
from actions.negative.loading import item_of, matter_of


class Loss(Paper):
    """What the superior took."""

    item: int = Field(description="负面清单事项编号")
    words: str = Field(default="", description="说明")


class Correction(Paper):
    """What he says instead; nothing, where he takes it back."""

    item: int = Field(description="负面清单事项编号")
    reason: str = Field(default="", description="上级为什么更正，必填")


@act("record_negative_loss", label="登记上级认定扣分", data=Loss)
def record_negative_loss(act: Act, data: Loss) -> Done:
    """登记上级因这一情形扣了几分：文件、日期、附件。"""
    return _record(act, data, data.item, "record_loss", words=data.words)


@act("correct_negative_loss", label="登记上级更正扣分", data=Correction)
def correct_negative_loss(act: Act, data: Correction) -> Done:
    """上级更正了扣分：登记新的一版，重新划分责任、确认；在此之前原来确认的仍然算数。"""
    return _record(act, data, data.item, "correct_loss", words=data.reason)


def _record(act: Act, data: Paper, item: int, trigger: str, *, words: str) -> Done:
    subject = item_of(act, item)
    corrects = trigger == "correct_loss"
    facts = loss_facts(act, subject, data, words=words, corrects=corrects)
    sitting = sitting_points(act, subject.row.assessment_id, matter_of(subject.row)) if corrects else None
    same = sitting is not None and (sitting.points, sitting.document_no) == (data.points, data.document_no)
    hear_all(act, subject, trigger, facts, ["与现在登记的一样，没有更正"] if same else [])
    fire(act, subject, trigger, facts, values={"submitted_by": None}, basis=say_paper(data.document_no, data.dated_on))
    points = write_points(
        act,
        subject.place,
        data,
        matter=matter_of(subject.row),
        upstream=subject.title,
        item_id=subject.id,
        words=words,
    )
    said = f"“{subject.title}”上级扣分{say_points(data.points)}，待划分责任"
    return Done(f"已登记{said}", ids={"item": subject.id, "given": points.id}, details={"version": points.ordinal})
