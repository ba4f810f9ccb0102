"""A draft begins: last year's scheme carried over, a running one to be changed, one that is shipped, or a file."""

from collections.abc import Sequence
from typing import Any, Self

from pydantic import Field, model_validator
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.drafts.loading import heading_of, keep_texts, lines_of, may_draft
from actions.people import enter_office
from config.errors import KaoheError
from config.loading import scheme_hash
from config.patching import Edit, patched
from config.rolling import rolled
from config.schemes import find_scheme, shipped
from config.tree import plain, read_tree
from models.amendments import Amendment
from models.drafts import SchemeDraft
from models.schemes import SchemeVersion
from models.writing import insert_rows
from states.subjects import SubjectKind

SOURCES = ("assessment", "shipped", "text")


class NewDraft(Data):
    """Where the first text comes from; with a year it is carried over to that year."""

    office: str = Field(min_length=1, description="考核主体编码")
    assessment: int | None = Field(default=None, description="由哪个考核年度而来（编号）；不写年份则为变更这个年度")
    shipped: str = Field(default="", description="由哪个随附方案而来，如 ningshan-2019")
    text: str = Field(default="", description="方案全文（YAML）")
    name: str = Field(default="", description="文件名")
    year: int | None = Field(default=None, ge=2000, le=2100, description="移到哪一年；日期按年份平移")

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if sum(bool(getattr(self, name)) for name in SOURCES) != 1:
            raise ValueError(
                "草稿由考核年度（assessment）、随附方案（shipped）或方案全文（text）而来，要写一个，也只写一个"
            )
        return self


@act("begin_draft", label="新建方案草稿", data=NewDraft)
def begin_draft(act: Act, data: NewDraft) -> Done:
    """新建一份年度方案的草稿：复制往年、变更本年、取用随附方案，或读入文件；不影响正在执行的方案。"""
    office_id = enter_office(act, data.office)
    decision = may_draft(act)
    begun = _from_year(act, data) if data.assessment else _from_shipped(act, data) if data.shipped else _read(act, data)
    title, year = heading_of(begun.text)
    row = {
        "office_id": office_id,
        "assessment_id": begun.amends,
        "title": title,
        "year": year,
        "origin": begun.origin,
        "number": 1,
        "hash": scheme_hash(begun.text),
        "begun_at": act.now,
        "begun_by": act.person_id,
        "saved_at": act.now,
        "saved_by": act.person_id,
        "version": 0,
    }
    (number,) = insert_rows(act.tx, SchemeDraft.t, [row])
    keep_texts(act, [(number, 1, begun.text, begun.origin)])
    after = {"draft_id": number, "number": 1, "hash": row["hash"], "origin": begun.origin}
    act.record(SubjectKind.OFFICE.value, office_id, after=after, decision=decision)
    told = f"，{len(begun.notes)}处请核对" if begun.notes else ""
    return Done(f"已建草稿“{title}”（{begun.origin}）{told}", ids={"draft": number}, details={"notes": begun.notes})


class _Begun:
    """A first text, where it comes from, which year it is to change, and what deserves a second look."""

    def __init__(self, text: str, origin: str, *, amends: int | None = None, notes: Sequence[str] = ()) -> None:
        self.text, self.origin, self.amends, self.notes = lines_of(text), origin, amends, tuple(notes)


def _from_year(act: Act, data: NewDraft) -> _Begun:
    year = act.assessment(data.assessment or 0)
    newest = (
        select(SchemeVersion.c.text, SchemeVersion.c.code, SchemeVersion.c.revision)
        .outerjoin(Amendment.t, Amendment.c.scheme_version_id == SchemeVersion.c.id)
        .where((SchemeVersion.c.id == year.scheme_version_id) | (Amendment.c.assessment_id == year.id))
        .order_by(Amendment.c.ordinal.desc().nulls_last())
    )
    row: Any = act.tx.execute(newest.limit(1)).one()
    if data.year is None:
        text = _revised(act, row.text, row.revision + 1)
        return _Begun(text, f"变更{year.year}年度方案", amends=year.id)
    if data.year == year.year:
        raise act.refused(f"要移到的年份就是{year.year}年；要变更这个年度，请不写年份")
    text, notes = _rolled(act, row.text, data.year)
    same_code = plain(read_tree(text)[0])["scheme"] == row.code
    return _Begun(_revised(act, text, row.revision + 1 if same_code else 1), f"由{year.year}年度复制", notes=notes)


def _from_shipped(act: Act, data: NewDraft) -> _Begun:
    """Written for another office: it is made out to this one, its units are for people to rewrite."""
    if data.shipped not in shipped():
        raise act.refused(f"没有随附方案“{data.shipped}”，可用的有：{'、'.join(shipped())}")
    text = find_scheme(data.shipped).read_text(encoding="utf-8")
    notes: tuple[str, ...] = ()
    told = heading_of(text)
    if data.year is not None and data.year != told[1]:
        text, notes = _rolled(act, text, data.year)
    own = [Edit("/office/code", value=act.directory.office_code), Edit("/office/name", value=act.directory.office_name)]
    return _Begun(patched(text, own), f"取用随附方案“{told[0]}”", notes=notes)


def _read(act: Act, data: NewDraft) -> _Begun:
    """A file as it is, with all its errors: they are shown beside it."""
    text = data.text
    notes: tuple[str, ...] = ()
    if data.year is not None and heading_of(text)[1] != data.year:
        text, notes = _rolled(act, text, data.year)
    return _Begun(text, f"读入文件{data.name}", notes=notes)


def _rolled(act: Act, text: str, year: int) -> tuple[str, tuple[str, ...]]:
    try:
        carried = rolled(text, year=year)
    except KaoheError as error:
        raise act.refused(f"方案还有错误，不能移到{year}年：{error}") from error
    return carried.text, tuple(f"{each.pointer} {each.sentence}" for each in carried.notes)


def _revised(act: Act, text: str, revision: int) -> str:
    try:
        return patched(text, [Edit("/revision", value=revision)])
    except KaoheError as error:
        raise act.refused(f"第几版（revision）改不了：{error}") from error
