"""Gathering: the office consolidates what is in, names what is missing, has it approved."""

from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.facts import circumstances
from actions.firing import fire
from actions.guarding import allow
from actions.packages.loading import Gathered, facts_of, items_of, package_of
from actions.reviewing.kinds import kind_of
from actions.reviewing.moving import follow
from actions.snapshots import take
from actions.subjects import Subject
from models.packages import PackageItem
from states.package import PackageFacts
from states.subjects import SubjectKind


class One(Data):
    """One package."""

    package: int = Field(description="报送件编号")
    words: str = Field(default="", description="说明")


class Missing(Data):
    """Items that the package leaves without (缺报)."""

    package: int = Field(description="报送件编号")
    items: tuple[int, ...] = Field(min_length=1, description="列为缺报的各项编号")
    words: str = Field(min_length=1, description="缺报原因")


class Item(Data):
    """One item that goes back to its unit."""

    package: int = Field(description="报送件编号")
    item: int = Field(description="报送件中的一项")
    reason: str = Field(min_length=1, description="退回理由")


@act("consolidate_package", label="开始汇总", data=One)
def consolidate_package(act: Act, data: One) -> Done:
    """单位办公室开始汇总已收到的各项。"""
    return _simple(act, data, "consolidate", "开始汇总")


@act("collect_again", label="继续收集", data=One)
def collect_again(act: Act, data: One) -> Done:
    """汇总中发现不齐，回到收集。"""
    return _simple(act, data, "collect_again", "继续收集")


@act("name_missing", label="列为缺报", data=Missing)
def name_missing(act: Act, data: Missing) -> Done:
    """把没有报来的各项列为缺报，随件注明。"""
    subject = package_of(act, data.package)
    decision = allow(act, "consolidate", subject.facts)
    items = {item.id: item for item in items_of(act, subject.id)}
    wrong = [f"第{number}项不在本报送件中" for number in data.items if number not in items]
    wrong += [
        f"“{items[number].title}”已经报来，不能列为缺报"
        for number in data.items
        if number in items and items[number].is_in
    ]
    if wrong:
        raise act.refused(*wrong)
    _mark(act, data.items, state="missing", words=data.words)
    act.record(
        SubjectKind.PACKAGE.value,
        subject.id,
        act="name_missing",
        assessment_id=subject.row.assessment_id,
        after={"items": list(data.items)},
        reason=data.words,
        decision=decision,
    )
    return Done(f"已把{len(data.items)}项列为缺报", ids={"package": subject.id})


@act("submit_package", label="呈批", data=One)
def submit_package(act: Act, data: One) -> Done:
    """汇总完成，呈领导审批；没有审批流程的直接审定。"""
    subject = package_of(act, data.package)
    carry(act, subject)
    _present(act, subject, "submit_package", facts_of(act, subject, words=data.words))
    return Done(f"已呈批“{subject.title}”", ids={"package": subject.id})


@act("resubmit_package", label="重新呈批", data=One)
def resubmit_package(act: Act, data: One) -> Done:
    """退回修改后重新呈批。"""
    subject = package_of(act, data.package)
    changed = carry(act, subject)
    _present(act, subject, "resubmit", facts_of(act, subject, words=data.words, figures_changed=changed))
    return Done(f"已重新呈批“{subject.title}”", ids={"package": subject.id})


def _present(act: Act, subject: Subject[PackageFacts], trigger: str, facts: PackageFacts) -> None:
    """What is presented is kept, so that what changed after a return can be told from what did not (W12)."""
    content = kind_of(act, SubjectKind.PACKAGE).content(act, subject)
    values = {"submitted_by": act.person_id, "round": subject.row.round + 1}
    fired = fire(act, subject, trigger, facts, values=values)
    take(act, SubjectKind.PACKAGE.value, subject.id, content)
    follow(act, subject, fired)


@act("return_item", label="退回其中一项", data=Item)
def return_item(act: Act, data: Item) -> Done:
    """把报送件中的一项退回原单位修改，其余各项不动。"""
    subject = package_of(act, data.package)
    item = next((one for one in items_of(act, subject.id) if one.id == data.item), None)
    if item is None:
        raise act.refused(f"第{data.item}项不在本报送件中")
    facts = facts_of(act, subject, words=data.reason, item=item.title)
    fire(act, subject, "return_item", facts)
    _mark(act, (item.id,), state="returned", words=data.reason)
    _back_to_unit(act, item, data.reason)
    return Done(f"已退回“{item.title}”", ids={"package": subject.id, "item": item.id})


def _back_to_unit(act: Act, item: Gathered, reason: str) -> None:
    """The item itself goes back to its writers, if it had come in at all; that follows by itself."""
    if not item.is_in:
        return
    clock = act.as_clock()
    reviewable = kind_of(clock, SubjectKind(item.subject_kind))
    subject = reviewable.load(clock, item.subject_id)
    facts = reviewable.facts(clock, subject, circumstances(clock, subject, words=reason))
    fire(clock, subject, "return_for_revision", facts)


def _simple(act: Act, data: One, trigger: str, said: str) -> Done:
    subject = package_of(act, data.package)
    fire(act, subject, trigger, facts_of(act, subject, words=data.words))
    return Done(f"{said}“{subject.title}”", ids={"package": subject.id})


def carry(act: Act, subject: Subject[PackageFacts]) -> bool:
    """Note which version of each item the package carries; whether any differs from what it carried before."""
    changed = False
    for item, row in zip(items_of(act, subject.id), _rows(act, subject.id), strict=True):
        if not item.is_in:
            continue
        changed = changed or row.carried_version not in (None, item.subject_version)
        values = {"state": "carried", "carried_version": item.subject_version, "carried_at": act.now}
        act.tx.execute(update(PackageItem.t).where(PackageItem.c.id == item.id).values(**values))
    return changed


def _rows(act: Act, package_id: int) -> list[Any]:
    query = PackageItem.t.select().where(PackageItem.c.package_id == package_id).order_by(PackageItem.c.position)
    return list(act.tx.execute(query))


def _mark(act: Act, items: tuple[int, ...], *, state: str, words: str) -> None:
    act.tx.execute(update(PackageItem.t).where(PackageItem.c.id.in_(items)).values(state=state, words=words))
