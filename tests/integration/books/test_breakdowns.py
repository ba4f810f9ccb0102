"""分解表: out, filled in elsewhere, and back."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from actions.acts import Conflict
from actions.books.previewing import Standing
from models.books import ReturnedBook
from models.database import Database
from models.items import Item, ItemOfficer, ItemTarget
from models.journal import Journal
from states.books import BookKind
from tests.integration.actions.breakdowns import FARMLAND, TOWN_ITEM, save
from tests.integration.actions.year import Year, published
from tests.integration.books.exchange import exported, given_back, imported, put, seen, worked_in

OFFICER, DAY = "farming_officer", "2019-03-05 10:00"
LATER = "2019-03-05 15:00"
CONTENT = "二级指标（具体工作内容）"


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Year:
    """On both databases: books are kept, compared and written back."""
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


def book_of(year: Year, when: str = DAY) -> bytes:
    return exported(year, BookKind.BREAKDOWN, OFFICER, when, assignments=(year.assignment(FARMLAND),))


@pytest.mark.closes("R0.21", "R0.9")
def test_a_book_filled_in_elsewhere_becomes_the_breakdown(town: Year) -> None:
    def fill(page: Any) -> None:
        put(page, CONTENT, 1, "平整土地")
        put(page, "分解数：建成面积（亩）", 1, 500)
        put(page, "目标要求", 1, "=全部连片")
        put(page, "责任领导", 1, "分管农业的镇领导")
        put(page, "责任部（室）", 1, "农业站")
        put(page, "责任人", 1, "农业站责任人")
        put(page, "承办人", 1, "农业站承办人 农业站责任人")
        put(page, CONTENT, 2, "修建沟渠")
        put(page, "分解数：建成面积（亩）", 2, "300亩")
        _as_text(page)

    content = book_of(town)
    worked = worked_in(content, fill)
    taken = given_back(town, worked, OFFICER, LATER)
    found = seen(town, taken, OFFICER, LATER)
    assert (found.standing, [str(edit.spot) for edit in found.edits]) == (
        Standing.READY, ["1 新建高标准农田 第5行", "1 新建高标准农田 第6行"]
    )  # fmt: skip
    done = imported(town, found, OFFICER, LATER)
    assert done.summary == "已导入2行改动"
    first, second = town.rows(Item)
    assert (first.content, first.requirement, second.content) == ("平整土地", "=全部连片", "修建沟渠")
    assert [row.value for row in town.rows(ItemTarget)] == [Decimal(500), Decimal(300)]
    assert len(town.rows(ItemOfficer, item_id=first.id)) == 2
    assert town.one(ReturnedBook).state == "done"


def _as_text(page: Any) -> None:
    """As a spreadsheet keeps what was typed into a cell of text."""
    for row in page.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"


@pytest.mark.closes("A36")
def test_the_same_book_once_more_has_nothing_to_do(town: Year) -> None:
    worked = worked_in(book_of(town), lambda page: put(page, CONTENT, 1, "平整土地"))
    imported(town, seen(town, given_back(town, worked, OFFICER, LATER), OFFICER, LATER), OFFICER, LATER)
    items = town.rows(Item)
    again = seen(town, given_back(town, worked, OFFICER, "2019-03-06 09:00"), OFFICER, "2019-03-06 09:00")
    assert (again.standing, again.remarks) == (Standing.SAME, ["与第1号是同一个文件（已导入）"])
    assert town.rows(Item) == items


def test_names_that_nobody_bears_are_wrong_cells(town: Year) -> None:
    def fill(page: Any) -> None:
        put(page, CONTENT, 1, "平整土地")
        put(page, "责任人", 1, "张三")
        put(page, "承办人", 1, "李四 农业站承办人")

    found = seen(town, given_back(town, worked_in(book_of(town), fill), OFFICER, LATER), OFFICER, LATER)
    assert found.standing is Standing.WRONG
    assert [fault.message for fault in found.faults] == [
        "没有编码或名称为“张三”的人员", "没有编码或名称为“李四”的人员"
    ]  # fmt: skip


@pytest.mark.closes("W14")
def test_what_both_sides_changed_since_the_export_is_chosen_by_hand(town: Year) -> None:
    save(town, "2019-03-05 09:30", TOWN_ITEM)
    content = book_of(town)
    (item,) = town.rows(Item)
    save(town, "2019-03-05 11:00", {**TOWN_ITEM, "id": item.id, "requirement": "县级验收"})
    worked = worked_in(content, lambda page: put(page, "目标要求", 1, "市级验收"))
    taken = given_back(town, worked, OFFICER, LATER)
    (question,) = seen(town, taken, OFFICER, LATER).questions
    assert [label for _, label in question.options] == ["用表里的：市级验收", "用系统里的：县级验收"]
    mine = seen(town, taken, OFFICER, LATER, chosen={question.key: "mine"})
    imported(town, mine, OFFICER, LATER)
    assert town.one(Item, id=item.id).requirement == "市级验收"


def test_what_changed_after_the_preview_is_looked_at_again(town: Year) -> None:
    save(town, "2019-03-05 09:30", TOWN_ITEM)
    worked = worked_in(book_of(town), lambda page: put(page, "目标要求", 1, "市级验收"))
    found = seen(town, given_back(town, worked, OFFICER, LATER), OFFICER, LATER)
    (item,) = town.rows(Item)
    save(town, "2019-03-05 15:10", {**TOWN_ITEM, "id": item.id, "requirement": "县级验收"})
    with pytest.raises(Conflict) as conflict:
        imported(town, found, OFFICER, "2019-03-05 15:20")
    assert conflict.value.reasons == ("1 新建高标准农田 第5行：这期间系统里又有改动，请重新核对",)
    assert town.one(Item).requirement == "县级验收"


def test_milestones_and_what_the_book_does_not_speak_of_stay(town: Year) -> None:
    milestone = {"title": "出台方案", "due_on": "2019-03-20"}
    save(town, "2019-03-05 09:30", {**TOWN_ITEM, "milestones": [milestone]})
    worked = worked_in(book_of(town), lambda page: put(page, "目标要求", 1, "市级验收"))
    imported(town, seen(town, given_back(town, worked, OFFICER, LATER), OFFICER, LATER), OFFICER, LATER)
    last = town.rows(Journal, act="edit_breakdown")[-1]
    assert [change["path"] for change in last.after["changes"]] == ["第1项目标要求"] or len(last.after["changes"]) == 1


def test_who_may_not_write_is_told_before_anything_is_imported(town: Year) -> None:
    worked = worked_in(book_of(town), lambda page: put(page, CONTENT, 1, "平整土地"))
    found = seen(town, given_back(town, worked, "clerk", LATER), "clerk", LATER)
    assert found.standing is Standing.WRONG
    assert seen(
        town, given_back(town, worked, "clerk", LATER), "clerk", LATER, entered_for=OFFICER
    ).standing is Standing.READY  # fmt: skip
