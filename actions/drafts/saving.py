"""A draft is saved: as a whole text, or patched at some places; one that is not wanted any more is dropped."""

from typing import Any, Literal

from pydantic import Field

from actions.acts import Conflict, Data, Done, act
from actions.context import Act
from actions.drafts.loading import draft_for_change, refuse_stale, text_of, write_text
from config.errors import KaoheError
from config.loading import scheme_hash
from config.patching import Edit, patched
from models.drafts import SchemeDraft
from models.writing import change_row
from states.subjects import SubjectKind


class Draft(Data):
    draft: int = Field(description="草稿编号")


class Based(Draft):
    """A change of the text that somebody had before him."""

    number: int = Field(description="在第几稿上改")
    words: str = Field(default="", max_length=200, description="改了什么")


class Saved(Based):
    text: str = Field(min_length=1, max_length=2_000_000, description="方案全文（YAML）")


class Change(Data):
    """One place of the scheme."""

    pointer: str = Field(min_length=1, description="位置（JSON 指针），如 /units/0/name")
    op: Literal["put", "cut", "move"] = Field(default="put", description="put 写入、cut 删去、move 移动")
    value: Any = Field(default=None, description="写入的内容；移动的写前后几位，如 -1")


class Patched(Based):
    edits: tuple[Change, ...] = Field(min_length=1, max_length=2000, description="各处改动")


@act("save_draft", label="保存方案草稿", data=Saved)
def save_draft(act: Act, data: Saved) -> Done:
    """把草稿存为新的一稿；以前各稿都留着。有错误也能保存，发布以前改好即可。"""
    draft, decision = draft_for_change(act, data.draft)
    refuse_stale(act, draft, data.number)
    if scheme_hash(data.text) == draft.hash:
        return Done("内容没有变化，没有另存", ids={"draft": draft.id, "number": draft.number})
    number = write_text(act, draft, data.text, words=data.words, decision=decision)
    return Done(f"已保存第{number}稿", ids={"draft": draft.id, "number": number})


@act("patch_draft", label="修改方案草稿", data=Patched)
def patch_draft(act: Act, data: Patched) -> Done:
    """在草稿的若干处写入、删去或移动，注释和次序不变，存为新的一稿。"""
    draft, decision = draft_for_change(act, data.draft)
    refuse_stale(act, draft, data.number)
    before = text_of(act.tx, draft.id, draft.number) or ""
    try:
        text = patched(before, [Edit(each.pointer, each.op, each.value) for each in data.edits])
    except KaoheError as error:
        raise act.refused(str(error)) from error
    number = write_text(act, draft, text, words=data.words, decision=decision)
    return Done(f"已改{len(data.edits)}处，存为第{number}稿", ids={"draft": draft.id, "number": number})


@act("drop_draft", label="删除方案草稿", data=Draft)
def drop_draft(act: Act, data: Draft) -> Done:
    """删除一份不再需要的草稿；已经发布的方案不受影响。"""
    draft, decision = draft_for_change(act, data.draft)
    if not change_row(act.tx, SchemeDraft.t, draft.id, version=draft.version, values={"dropped_at": act.now}):
        raise Conflict(act.entry.label, ("这份草稿刚刚被别人保存过，请刷新后再试",))
    after = {"draft_id": draft.id, "dropped": True}
    act.record(SubjectKind.OFFICE.value, draft.office_id, after=after, decision=decision)
    return Done(f"已删除草稿“{draft.title}”", ids={"draft": draft.id})
