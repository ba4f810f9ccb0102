"""`kaohe read`: a notice at the console."""

import json
from pathlib import Path

from tests.acceptance.cli.conftest import Shell
from tests.unit.documents.notices.extraction.letters import letter, par

TEXT = "关于下达2020年度目标任务的通知\n一、农业生产（60分）\n二、民生实事（30分）\n以上合计100分。\n"


def test_notice_is_read_and_its_draft_written(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "通知.docx").write_bytes(letter("".join(map(par, TEXT.splitlines()))))
    said = shell("read", "通知.docx", "--draft", "草稿.yaml")
    assert said.code == 0, said.err
    assert said.out.startswith("关于下达2020年度目标任务的通知\n读出指标2项")
    assert "农业生产" in (tmp_path / "草稿.yaml").read_text(encoding="utf-8")
    again = shell("read", "通知.docx", "--draft", "草稿.yaml")
    assert (again.code, again.err) == (1, "草稿.yaml 已经有了，没有覆盖；请换一个文件名\n")


def test_programs_are_told_every_value_with_its_place(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text(TEXT, encoding="utf-8")
    told = json.loads(shell("read", "通知.txt", "--json").out)
    assert (told["schema"], told["title"], told["year"]) == ("kaohe.read/1", "关于下达2020年度目标任务的通知", 2020)
    assert [(each["title"], each["points"], each["place"]) for each in told["indicators"]] == [
        ("农业生产", "60", "第2行"),
        ("民生实事", "30", "第3行"),
    ]


def test_file_that_cannot_be_read_says_what_to_do(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "通知.wps").write_bytes(b"{\\rtf1}")
    said = shell("read", "通知.wps")
    remedy = "请用Word或WPS打开，另存为 .docx 再读"
    assert (said.code, said.err) == (1, f"“通知.wps”没有读入：内容是RTF文档，不能直接读。{remedy}。\n")
