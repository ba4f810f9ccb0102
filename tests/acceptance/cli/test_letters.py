"""Letters from the command line: what there is, one of them whole, and nothing to whoever may not read it."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from actions.doors import Door
from actions.performing import perform
from cli.opening import vault_of
from config.settings import Settings
from config.zone import SHANGHAI
from models.database import Database
from models.persons import Person
from tests.acceptance.cli.conftest import FIXTURES, Shell

SCHEME = (FIXTURES / "supervised.yaml").read_text(encoding="utf-8")
POSTS = ("head", "desk", "labour_head")
DRAFT = {
    "assessment": 1, "kind": "warning", "unit": "labour", "subject": "城镇新增就业", "as_of": "8月底",
    "fact": "完成3200人，欠账800人", "rule": "按月均匀推进", "basis": "第三条",
}  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def office(shell: Shell) -> Iterator[Shell]:
    """One warning, drafted, edited and signed; the shell that looks at it."""
    database = Database(Settings(home=shell.home).database, vault=vault_of(Settings(home=shell.home)))
    database.migrate()
    perform(database, "publish", {"text": SCHEME}, door=Door(now=at("2019-03-01T09:00")))
    roster = [
        {"office": "county", "person": post, "name": f"{post}甲", "post": post, "begins_on": "2019-01-01"}
        for post in POSTS
    ]
    perform(database, "appoint", {"office": "county", "people": roster}, door=Door(now=at("2019-03-01T09:00")))
    with database.read() as tx:
        people = {row.code: row.id for row in tx.execute(Person.t.select())}

    def do(act: str, by: str, when: str, **data: Any) -> None:
        perform(database, act, data, door=Door(now=at(when), by=people[by]))

    do("draft_letter", "desk", "2019-09-16T09:00", **DRAFT)
    do("edit_letter", "desk", "2019-09-16T09:30", letter=1, basis="第三条第二款", reason="写明款项")
    do("submit_letter", "desk", "2019-09-16T10:00", letter=1)
    do("sign_letter", "head", "2019-09-17T10:00", letter=1, words="同意")
    yield shell
    database.close()


def test_letters_are_listed_by_kind_and_openness(office: Shell) -> None:
    said = office("letters", "--json")
    (item,) = said.told["items"]
    assert (said.told["schema"], item["kind"], item["number"], item["state_label"], item["is_open"]) == (
        "kaohe.letters/1", "warning", "县考预〔2019〕1号", "已签发", True,
    )  # fmt: skip
    assert office("letters", "--kind", "order", "--open", "--json").told["items"] == []
    wrong = office("letters", "--kind", "memo")
    assert (wrong.code, "没有“memo”这种文书，可以写：warning 预警提示单" in wrong.err) == (1, True)


@pytest.mark.closes("O26")
def test_unit_sees_nothing_of_a_letter_that_has_not_reached_it(office: Shell) -> None:
    when = ("--as-of", "2019-09-17T11:00")
    assert office("letters", "--as", "labour_head", *when, "--json").told["items"] == []
    said = office("letter", "1", "--as", "labour_head", *when)
    assert (said.code, said.out) == (1, "")
    assert "没有编号为 1 的文书，或您不能查看" in said.err
    assert len(office("letters", "--as", "desk", *when, "--json").told["items"]) == 1


def test_one_letter_is_shown_whole(office: Shell) -> None:
    said = office("letter", "1").out
    for line in (
        "预警提示单 县考预〔2019〕1号　已签发",
        "  2019-09-17 10:00 head甲同意 同意",
        "  县人社局：送达 未送达，签收 未签收",
        "  第2稿 2019-09-16 09:30 desk甲 写明款项",
        "    - 依据：第三条",
        "    + 依据：第三条第二款",
        "  2019-09-17 10:00 head甲 取号",
    ):
        assert line in said.splitlines()
    told = office("letter", "1", "--json").told
    assert (told["schema"], [each["number"] for each in told["versions"]]) == ("kaohe.letter/1", [1, 2])


def test_an_act_on_a_letter_is_done_from_the_command_line(office: Shell) -> None:
    office.write("told.json", json.dumps({"letter": 1, "reason": "数字有误"}))
    said = office("act", "void_letter", "--as", "head", "--data", "told.json")
    assert (said.code, "“关于“城镇新增就业”的预警提示单”已作废" in said.out) == (0, True)
    assert office("letters", "--open", "--json").told["items"] == []
