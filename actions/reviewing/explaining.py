"""说明 (O28): a doubt passes with a written reason, which the reviewer reads."""

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Done, act
from actions.context import Act
from actions.guarding import allow
from actions.reviewing.moving import About, Held, hold
from models.assignments import Explanation
from models.writing import insert_rows
from states.doubts import Doubt


class Explaining(About):
    """One doubt and its 说明."""

    doubt: str = Field(min_length=1, description="疑点编码，如 short_sum:服务人数（保存时告知）")
    words: str = Field(min_length=1, description="说明")


@act("explain_doubt", label="说明疑点", data=Explaining)
def explain_doubt(act: Act, data: Explaining) -> Done:
    """对系统提示的疑点（合计不符、疑似照抄等）作书面说明，审核人可见；内容改动后须重新说明。"""
    holding = hold(act, data)
    decision = allow(act, holding.kind.edits, holding.subject.facts)
    doubt = _doubt(act, holding, data.doubt)
    _write(act, holding, doubt, data.words)
    act.record(
        data.kind.value,
        data.id,
        act="explain_doubt",
        assessment_id=holding.subject.published.assessment_id,
        after={"doubt": doubt.key, "sentence": doubt.sentence},
        reason=data.words,
        decision=decision,
    )
    return Done(f"已说明：{doubt.sentence}", ids={data.kind.value: data.id})


def _doubt(act: Act, holding: Held, key: str) -> Doubt:
    doubts: tuple[Doubt, ...] = getattr(holding.facts, "doubts", ())
    for doubt in doubts:
        if doubt.key == key:
            return doubt
    known = "、".join(doubt.key for doubt in doubts) or "无"
    raise act.refused(f"{holding.named}现在没有疑点“{key}”，现有的疑点：{known}")


def _write(act: Act, holding: Held, doubt: Doubt, words: str) -> None:
    """One 说明 a doubt in each round; a second one takes the place of the first."""
    subject = holding.subject
    same = (
        Explanation.c.subject_kind == subject.kind.value,
        Explanation.c.subject_id == subject.id,
        Explanation.c.round == subject.round,
        Explanation.c.doubt == doubt.key,
    )
    values = {"sentence": doubt.sentence, "words": words, "written_at": act.now, "written_by": act.person_id}
    if act.tx.execute(select(Explanation.c.id).where(*same)).first() is not None:
        act.tx.execute(update(Explanation.t).where(*same).values(**values))
        return
    row = {
        "office_id": act.office_id,
        "subject_kind": subject.kind.value,
        "subject_id": subject.id,
        "round": subject.round,
        "doubt": doubt.key,
    }
    insert_rows(act.tx, Explanation.t, [{**row, **values}])
