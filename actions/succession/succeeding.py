"""The act of succession, with its date and document."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.directory import UnitEntry
from actions.guarding import allow
from actions.people import directory_changed, enter_office
from actions.succession.handing_over import hand_over_posts
from actions.succession.readdressing import readdress
from config.labels import Labelled
from models.units import Succession, Unit
from models.writing import insert_rows
from states.subjects import SubjectFacts, SubjectKind


class Change(Labelled):
    """机构变更的种类。"""

    RENAME = "rename", "更名"
    MERGE = "merge", "合并"
    SPLIT = "split", "分设"
    DISSOLVE = "dissolve", "撤销"


class Successor(Data):
    """A unit that goes on; a new one is described, an existing one is named by its code."""

    code: str = Field(min_length=1, description="单位编码；更名可沿用原编码")
    name: str = Field(default="", description="规范全称；新单位必写")
    short: str = Field(default="", description="简称")


class Succeeding(Data):
    """Which unit ends, and who goes on."""

    office: str = Field(min_length=1, description="考核主体编码")
    kind: Change = Field(description="rename 更名、merge 并入、split 分设、dissolve 撤销")
    unit: str = Field(min_length=1, description="原单位编码")
    to: tuple[Successor, ...] = Field(min_length=1, description="承接单位；第一个承接未办结的事项")
    effective_on: date = Field(description="何日起")
    document_no: str = Field(min_length=1, description="依据的文号")
    treatment: Literal["carry_lead", "by_months", "separate"] = Field(
        default="carry_lead", description="全年得分：carry_lead 由承接单位承接、by_months 按月分摊、separate 分别计算"
    )


@act("succeed_unit", label="机构变更", data=Succeeding)
def succeed_unit(act: Act, data: Succeeding) -> Done:
    """登记单位更名、合并、分设、撤销；未办结的事项改由承接单位办理，已办的仍在原单位名下。"""
    office_id = enter_office(act, data.office)
    decision = allow(act, "manage_units", SubjectFacts(kind=SubjectKind.OFFICE, office=office_id))
    old = _old(act, data)
    _refuse(act, data, old)
    _end(act, old, data.effective_on)
    heirs = [_heir(act, data, old, one) for one in data.to]
    posts = hand_over_posts(act, old, heirs, day=data.effective_on, with_people=data.kind is Change.RENAME)
    moved = readdress(act, old.id, heirs[0], posts)
    insert_rows(act.tx, Succession.t, [_row(act, data, old, heir) for heir in heirs])
    directory_changed(act)
    act.record(
        SubjectKind.OFFICE.value,
        office_id,
        before={"unit_id": old.id},
        after={"kind": data.kind.value, "unit_ids": heirs, "effective_on": data.effective_on, "moved": moved},
        basis=data.document_no,
        decision=decision,
    )
    return Done(
        f"“{old.name}”{data.kind.label}已登记，{moved['obligations']}项未办结事项改由承接单位办理",
        ids={"unit": heirs[0]},
        details=moved,
    )


def _old(act: Act, data: Succeeding) -> UnitEntry:
    if data.unit not in act.directory.unit_ids:
        raise act.refused(f"没有编码为“{data.unit}”的单位，或已经不在")
    return act.directory.unit(data.unit)


def _refuse(act: Act, data: Succeeding, old: UnitEntry) -> None:
    """All that is wrong at once."""
    reasons = [
        *_wrong_change(act, data, old),
        *(reason for one in data.to for reason in _wrong_heir(act, data, old, one)),
    ]
    if reasons:
        raise act.refused(*reasons)


def _wrong_change(act: Act, data: Succeeding, old: UnitEntry) -> Iterator[str]:
    if data.effective_on > act.now.date():
        yield "变更日期还没有到，请在变更之日办理"
    if data.kind is Change.SPLIT and len(data.to) == 1:
        yield "分设要写明至少两个承接单位"
    if data.kind is not Change.SPLIT and len(data.to) > 1:
        yield f"{data.kind.label}只有一个承接单位"
    if old.is_host and data.kind is not Change.RENAME:
        yield "考核主办单位只能更名；确需撤并的，先在新年度方案里改由别的单位主办"


def _wrong_heir(act: Act, data: Succeeding, old: UnitEntry, heir: Successor) -> Iterator[str]:
    """更名 and 分设 go on in new units, 合并 and 撤销 in one that is there."""
    is_old = heir.code == old.code
    is_known = heir.code in act.directory.unit_ids and not is_old
    if is_old and data.kind is not Change.RENAME:
        yield "承接单位不能是原单位自己"
    elif data.kind in (Change.MERGE, Change.DISSOLVE):
        if not is_known:
            yield f"没有编码为“{heir.code}”的单位可以承接"
    elif is_known:
        yield f"编码“{heir.code}”已经是别的单位"
    elif not heir.name:
        yield f"新单位“{heir.code}”要写明名称"


def _end(act: Act, old: UnitEntry, day: date) -> None:
    act.tx.execute(
        update(Unit.t).where(Unit.c.id == old.id).values(ended_on=day - timedelta(days=1), version=Unit.c.version + 1)
    )


def _heir(act: Act, data: Succeeding, old: UnitEntry, told: Successor) -> int:
    """The successor: an existing unit, or a new one in the old one's place in the order."""
    known = act.directory.unit_ids.get(told.code)
    if known is not None and known != old.id:
        return known
    row = act.tx.execute(select(Unit.t).where(Unit.c.id == old.id)).one()
    new: dict[str, Any] = {
        "office_id": act.office_id,
        "code": told.code,
        "name": told.name,
        "short": told.short,
        "kind": row.kind,
        "parent_id": row.parent_id,
        "position": row.position,
        "aliases": [*row.aliases, row.name],
        "is_host": row.is_host,
        "organ": row.organ,
        "began_on": data.effective_on,
        "version": 0,
    }
    (number,) = insert_rows(act.tx, Unit.t, [new])
    return number


def _row(act: Act, data: Succeeding, old: UnitEntry, heir: int) -> dict[str, Any]:
    return {
        "office_id": act.office_id,
        "kind": data.kind.value,
        "from_unit_id": old.id,
        "to_unit_id": heir,
        "effective_on": data.effective_on,
        "document_no": data.document_no,
        "treatment": data.treatment,
        "recorded_at": act.now,
        "recorded_by": act.person_id,
    }
