"""Letters from the command line: what there is, one of them whole, and nothing to whoever may not read it."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document as OpenedDocument

from actions.doors import Door
from actions.performing import perform
from cli.letters import LIST_SCHEMA, ONE_SCHEMA, kind_named, run, show
from cli.opening import vault_of
from config.errors import KaoheError
from config.settings import Settings
from config.zone import SHANGHAI
from models.database import Database
from models.persons import Person
from tests.acceptance.cli.conftest import FIXTURES, Shell
from tests.printed import text_of

SCHEME = (FIXTURES / "supervised.yaml").read_text(encoding="utf-8")
POSTS = ("head", "desk", "labour_head")
DRAFT = {
    "assessment": 1, "kind": "warning", "unit": "labour", "subject": "城镇新增就业", "as_of": "8月底",
    "fact": "完成3200人，欠账800人", "rule": "按月均匀推进", "basis": "第三条",
}  # fmt: skip
WHEN = "2019-09-17T11:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where one warning was drafted, edited and signed."""
    settings = Settings(home=tmp_path_factory.mktemp("letters") / "home")
    settings.prepare()
    database = Database(settings.database, vault=vault_of(settings))
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
    database.close()
    return settings.home


Listing = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def listed(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Listing:
    """What `kaohe letters --json` answers, asked in this process."""
    monkeypatch.setenv("KAOHE_HOME", str(home))
    monkeypatch.delenv("KAOHE_DATABASE_URL", raising=False)

    def ask(*, person: str | None = None, kind: str | None = None, only_open: bool = False) -> list[dict[str, Any]]:
        assert run(person=person, kind=kind_named(kind), only_open=only_open, moment=WHEN, as_json=True) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["schema"] == LIST_SCHEMA
        return list(told["items"])

    return ask


def test_letters_are_listed_by_kind_and_openness(listed: Listing) -> None:
    (item,) = listed()
    assert (item["kind"], item["number"], item["state_label"], item["is_open"]) == (
        "warning", "县考预〔2019〕1号", "已签发", True,
    )  # fmt: skip
    assert listed(kind="督办单", only_open=True) == []
    with pytest.raises(KaoheError, match="没有“memo”这种文书，可以写：warning 预警提示单"):
        kind_named("memo")


@pytest.mark.closes("O26")
def test_unit_sees_nothing_of_a_letter_that_has_not_reached_it(listed: Listing) -> None:
    assert listed(person="labour_head") == []
    assert len(listed(person="desk")) == 1
    with pytest.raises(KaoheError, match="没有编号为 1 的文书，或您不能查看"):
        show(1, person="labour_head", moment=WHEN, as_json=True)


def test_one_letter_is_shown_whole(tmp_path: Path, home: Path, warm_console: str) -> None:
    shell = Shell(tmp_path, home, warm_console)
    said = shell("letter", "1").out
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


def test_one_letter_is_told_to_programs(listed: Listing, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed()
    assert show(1, person="desk", moment=WHEN, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], [each["number"] for each in told["versions"]]) == (ONE_SCHEMA, [1, 2])


@pytest.mark.closes("R2.29")
def test_letter_and_papers_are_written_as_files(tmp_path: Path, home: Path, warm_console: str) -> None:
    shell = Shell(tmp_path, home, warm_console)
    docx, pdf = tmp_path / "单.docx", tmp_path / "单.pdf"
    said = shell("letter", "1", "--docx", str(docx), "--pdf", str(pdf)).out
    assert f"已写出 {docx}" in said
    assert "县考预〔2019〕1号" in "".join(text_of(pdf.read_bytes()).split())
    assert "已有文件" in shell("letter", "1", "--pdf", str(pdf)).err
    notice = tmp_path / "通知.docx"
    shell("paper", "任务下达通知", "--docx", str(notice))
    assert any("指标任务的通知" in each.text for each in OpenedDocument(str(notice)).paragraphs)


@pytest.mark.closes("R2.29")
def test_template_is_exported_changed_checked_and_used(tmp_path: Path, home: Path, warm_console: str) -> None:
    shell = Shell(tmp_path, home, warm_console)
    own, wrong, made = tmp_path / "own.docx", tmp_path / "wrong.docx", tmp_path / "made.docx"
    shell("template", "export", "预警提示单", str(own))
    docx = OpenedDocument(str(own))
    docx.add_paragraph("本单位地址：县政府三楼")
    docx.save(str(own))
    docx.add_paragraph("{{ 落款人 }}")
    docx.save(str(wrong))

    checked = shell("template", "check", "预警提示单", str(wrong))
    assert "错误　正文第10段：这类文书没有“落款人”，是不是“落款”" in checked.out
    assert "没有启用" in shell("template", "use", "预警提示单", str(wrong)).err
    assert "已启用" in shell("template", "use", "预警提示单", str(own)).out
    assert "本单位模板 预警提示单.docx" in shell("template", "list").out
    shell("letter", "1", "--docx", str(made))
    assert "本单位地址：县政府三楼" in [each.text for each in OpenedDocument(str(made)).paragraphs]
    assert "已改回随附模板" in shell("template", "reset", "预警提示单").out
