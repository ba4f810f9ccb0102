"""分解: the second-level items are written as often as the writer likes, until they are handed in."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from actions.acts import Conflict, Data, Done, act
from actions.assignments.checking import checked
from actions.assignments.contents import Breakdown, breakdown_of, content_of
from actions.assignments.items import ItemData
from actions.assignments.loading import assignment_of
from actions.assignments.naming import Named
from actions.assignments.rewriting import rewrite
from actions.context import Act
from actions.guarding import allow
from actions.snapshots import as_kept, differences
from actions.subjects import Subject
from config.indicators import BreakdownField
from models.assignments import Assignment
from models.writing import change_row
from states.assignment import AssignmentFacts
from states.gates import OF_THE_WHOLE

SAID_APART = frozenset({BreakdownField.OVERVIEW, BreakdownField.ACCEPTANCE})


class Draft(Data):
    """The whole breakdown of one assignment; what was written before is replaced by it."""

    assignment: int = Field(description="指标任务编号")
    items: tuple[ItemData, ...] = Field(description="各项二级指标，按次序；空行不计")
    overview: str | None = Field(default=None, description="指标综述（★）；不写则不变")
    acceptance: str | None = Field(default=None, description="验收标准（★）；不写则不变")
    more: dict[BreakdownField, str] = Field(
        default_factory=dict, description="这一类指标另外要写的内容，如 definition 统计口径；没有列出的不变"
    )
    version: int | None = Field(default=None, description="打开时看到的版本；与现在的不同就不存，请刷新")

    @property
    def rows(self) -> tuple[ItemData, ...]:
        return tuple(item for item in self.items if not item.is_blank)


@act("save_breakdown", label="保存分解", data=Draft)
def save_breakdown(act: Act, data: Draft) -> Done:
    """保存指标分解（不报送）：整表替换，已有各项按编号保留；同时告知还缺什么、有哪些疑点。"""
    subject = assignment_of(act, data.assignment)
    decision = allow(act, "edit_breakdown", subject.facts)
    if data.version not in (None, subject.row.version):
        raise Conflict(act.entry.label, ("别人刚刚改过这份分解，请刷新后再存",))
    before = breakdown_of(act.tx, subject.row)
    names, rows = Named(act, before), data.rows
    if reasons := wrong(data, names):
        raise act.refused(*reasons)
    rewrite(act, names, rows)
    _write_whole(act, subject, data)
    after = breakdown_of(act.tx, _read_again(act, subject))
    act.record(
        subject.kind.value,
        subject.id,
        act="edit_breakdown",
        assessment_id=subject.row.assessment_id,
        after={"changes": list(_changes(before, after))},
        decision=decision,
    )
    return Done(
        f"已保存“{subject.title}”的分解，共{len(after.items)}项",
        ids={"assignment": subject.id},
        details=_told(act, subject, after),
    )


def wrong(data: Draft, names: Named) -> list[str]:
    """What could not be kept as it is typed, row by row."""
    return [*_wrong(data, data.rows, names.before), *names.unknown(data.rows)]


def _wrong(data: Draft, rows: tuple[ItemData, ...], before: Breakdown) -> Iterator[str]:
    standing = {item.row.id for item in before.items}
    seen: set[int] = set()
    for number, item in enumerate(rows, start=1):
        if not item.content.strip():
            yield f"第{number}行没有写具体工作内容"
        if item.id is not None and item.id not in standing:
            yield f"第{number}行的编号{item.id}不是本任务现有的二级指标，请刷新后再存"
        elif item.id is not None and item.id in seen:
            yield f"第{number}行与前面的编号重复"
        seen |= {item.id} if item.id is not None else set()
    for field in data.more:
        if field not in OF_THE_WHOLE or field in SAID_APART:
            yield f"“{field.label}”不写在 more 里"


def said_of_the_whole(row: Any, data: Draft) -> dict[str, Any]:
    """The columns of the assignment as they become; what is not told stays."""
    more = {field.value: text for field, text in data.more.items()}
    return {
        "overview": row.overview if data.overview is None else data.overview,
        "acceptance": row.acceptance if data.acceptance is None else data.acceptance,
        "more": {**(row.more or {}), **more} or None,
    }


def _write_whole(act: Act, subject: Subject[AssignmentFacts], data: Draft) -> None:
    row, values = subject.row, said_of_the_whole(subject.row, data)
    if not change_row(act.tx, Assignment.t, subject.id, version=row.version, values=values):
        raise Conflict(act.entry.label, ("别人刚刚改过这份分解，请刷新后再存",))


def _read_again(act: Act, subject: Subject[AssignmentFacts]) -> Any:
    return act.tx.execute(Assignment.t.select().where(Assignment.c.id == subject.id)).one()


def _changes(before: Breakdown, after: Breakdown) -> Iterator[dict[str, Any]]:
    for change in differences(as_kept(content_of(before)), as_kept(content_of(after))):
        yield {"path": change.path, "before": change.before, "after": change.after}


def _told(act: Act, subject: Subject[AssignmentFacts], after: Breakdown) -> dict[str, Any]:
    """报送前自查 (W16): what is still missing, what is doubtful and not yet explained."""
    check = checked(act, subject, after)
    return {
        "items": [item.row.id for item in after.items],
        "missing": {each.title: list(each.fields) for each in check.lacking},
        "missing_of_the_whole": list(check.lacking_of_the_whole),
        "doubts": [{"doubt": doubt.key, "sentence": doubt.sentence} for doubt in check.open_doubts],
        "parts_missing": list(check.parts_missing),
    }
