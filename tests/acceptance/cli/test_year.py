"""A year from the command line: publish, appoint, look, act, tick, deliver."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from actions.doors import Door
from actions.performing import perform
from cli.opening import vault_of
from config.settings import Settings
from config.zone import SHANGHAI
from models.database import Database
from tests.acceptance.cli.conftest import FIXTURES, Shell

TINY = str(FIXTURES / "tiny.yaml")
POSTS = ("leader", "desk", "clerk", "farming_head", "farming_responsible", "farming_officer")
ROSTER = {
    "office": "town",
    "people": [
        {"office": "town", "person": post, "name": f"{post}甲", "post": post, "begins_on": "2019-01-01"}
        for post in POSTS
    ],
}
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory, tiny: str) -> Path:
    """Two homes to copy: `empty` has the tables, `year` the smallest year besides."""
    folder = tmp_path_factory.mktemp("homes")
    with opened_in(folder / "empty") as found:
        found.migrate()
    shutil.copytree(folder / "empty", folder / "year")
    with opened_in(folder / "year") as found:
        door = Door(now=at("2019-03-05T09:00"))
        perform(found, "publish", {"text": tiny, "name": "tiny.yaml"}, door=door)
        perform(found, "appoint", ROSTER, door=door)
    return folder


@contextmanager
def opened_in(home: Path) -> Iterator[Database]:
    settings = Settings(home=home)
    found = Database(settings.database, vault=vault_of(settings))
    try:
        yield found
    finally:
        found.close()


@pytest.fixture
def database(shell: Shell, homes: Path) -> Iterator[Database]:
    """The database that the commands of this test work on."""
    shutil.copytree(homes / "empty", shell.home)
    with opened_in(shell.home) as found:
        yield found


@pytest.fixture
def year(shell: Shell, homes: Path) -> Iterator[Database]:
    """The smallest year, published on 2019-03-05 with somebody in every post."""
    shutil.copytree(homes / "year", shell.home)
    with opened_in(shell.home) as found:
        yield found


# publish


def test_publish_sets_the_database_up_and_says_what_it_did(shell: Shell) -> None:
    said = shell("publish", TINY, "--json")
    told = said.told
    assert (said.code, told["schema"], told["ok"], told["scheme"]) == (0, "kaohe.publish/1", True, "tiny")
    assert told["summary"] == "已发布“某镇2019年度目标责任考核”：指标任务2项，报送1次，应办事项4项"
    assert shell.home.stat().st_mode & 0o077 == 0


def test_publish_twice_is_refused_with_the_reason(shell: Shell) -> None:
    shell("publish", TINY)
    said = shell("publish", TINY)
    assert (said.code, said.out) == (1, "")
    assert said.err == "暂不能发布年度方案：“某镇2019年度目标责任考核”（tiny，2019年）已经发布，不能重复发布\n"


def test_publish_of_a_bad_scheme_touches_nothing(shell: Shell, tiny: str) -> None:
    text = tiny.replace("date: 2019-03-29", "date: 2021-03-29")  # readable, and not of this year
    said = shell("publish", shell.write("bad.yaml", text))
    line = text.splitlines().index("      date: 2021-03-29")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"bad.yaml:{line - 1}:5: 错误：“3月进展情况”的期限 2021-03-29 不在 2019 年度")
    assert said.err.endswith(" 处错误，什么也没有发布。\n")
    told = shell("publish", "bad.yaml", "--json").told
    assert (told["ok"], told["errors"][0]["file"]) == (False, "bad.yaml")
    assert not shell.home.exists()


# act


def test_list_of_acts_names_label_purpose_and_fields(shell: Shell) -> None:
    assert any(
        line.split()[:3] == ["settle_duty", "办结", "登记一次例行工作、节点任务或交办事项的办理情况，予以办结。"]
        for line in shell("act", "--list", environment={"COLUMNS": "200"}).out.splitlines()
    )
    acts = {each["name"]: each for each in shell("act", "--list", "--json").told["acts"]}
    assert acts["appoint"]["label"] == "登记任职"
    assert acts["appoint"]["data"]["required"] == ["office", "people"]


def test_fields_of_one_act_are_explained(shell: Shell) -> None:
    lines = [line.split() for line in shell("act", "set_channel", "--list").out.splitlines()]
    assert lines[0] == ["set_channel", "登记联系渠道"]
    assert ["target*", "文字", "Apprise", "地址，如", "mailto://…"] in lines


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    "text",
    [
        "office: town\nperson: desk\nchannel: email\ntarget: mailto://desk@office.test\n",
        '{"office": "town", "person": "desk", "channel": "email", "target": "mailto://desk@office.test"}',
    ],
)
def test_act_is_done_from_yaml_or_json(shell: Shell, text: str) -> None:
    said = shell("act", "set_channel", "--as", "desk", "--data", "-", "--json", stdin=text)
    told = said.told
    assert (said.code, told["schema"], told["ok"], told["act"], told["summary"]) == (
        0,
        "kaohe.act/1",
        True,
        "set_channel",
        "已登记渠道“email”",
    )
    assert told["at"].endswith("+08:00")


@pytest.mark.usefixtures("year")
def test_refused_act_says_every_reason(shell: Shell) -> None:
    roster = """
        office: town
        people:
          - {office: town, person: a, name: 甲, post: nowhere, begins_on: 2019-01-01}
          - {office: town, person: b, name: 乙, post: neither, begins_on: 2019-01-01}
    """
    said = shell("act", "appoint", "--as", "clock", "--data", shell.write("roster.yaml", roster))
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        "暂不能登记任职：",
        "  ① 没有编码为“nowhere”的岗位（甲）",
        "  ② 没有编码为“neither”的岗位（乙）",
    ]
    told = shell("act", "appoint", "--as", "clock", "--data", "roster.yaml", "--json").told
    assert (told["ok"], told["may_repeat"]) == (False, False)
    assert told["reasons"] == ["没有编码为“nowhere”的岗位（甲）", "没有编码为“neither”的岗位（乙）"]


@pytest.mark.usefixtures("year")
def test_wrong_fields_are_told_together(shell: Shell) -> None:
    said = shell(
        "act", "set_channel", "--as", "desk", "--data", shell.write("data.yaml", "office: town\nchanel: email\n")
    )
    assert said.code == 1
    assert [line.partition("“")[2] for line in said.err.splitlines()[1:]] == [
        "channel”（渠道名称，如 email）没有填写",
        "target”（Apprise 地址，如 mailto://…）没有填写",
        "chanel”没有这一项，请核对名称",
    ]


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["set_chanel", "--as", "desk"],
            "没有办理事项“set_chanel”，是不是 set_channel、test_channel、drop_channel。kaohe act --list 列出全部。\n",
        ),
        (["set_channel", "--as", "dask"], "没有编码为“dask”的人员，是不是 desk\n"),
        (["set_channel", "--as", "desk", "--data", "none.yaml"], "读写 none.yaml 失败：没有这个文件或文件夹\n"),
        (["set_channel", "--as", "desk", "--data", "bad.yaml"], "bad.yaml:2:8: 键后面用了全角冒号“：”\n"),
        (["set_channel", "--as", "desk", "--file", "bad.yaml"], "“登记联系渠道”不收材料文件，请去掉 --file\n"),
    ],
)
def test_what_cannot_be_understood_is_one_sentence(shell: Shell, words: list[str], sentence: str) -> None:
    shell.write("bad.yaml", "office: town\nchannel： email\n")
    said = shell("act", *words)
    assert (said.code, said.out, said.err) == (1, "", sentence)


@pytest.mark.usefixtures("year")
def test_evidence_file_is_kept_before_it_is_registered(shell: Shell) -> None:
    (shell.folder / "minutes.pdf").write_bytes(PDF)
    told = {"office": "town", "unit": "farming", "title": "检查记录"}
    said = shell(
        "act",
        "add_evidence",
        "--as",
        "farming_officer",
        "--file",
        "minutes.pdf",
        "--data",
        "-",
        "--json",
        stdin=json.dumps(told),
    )
    assert (said.code, said.told["summary"]) == (0, "已提交印证材料“检查记录”")
    [kept] = [path for path in (shell.home / "evidence").rglob("*") if path.is_file()]
    assert kept.read_bytes() == PDF


# todo


@pytest.mark.usefixtures("year")
def test_todo_is_mine_with_the_numbers_that_acts_ask_for(shell: Shell) -> None:
    told = shell("todo", "--as", "farming_officer", "--as-of", "2019-03-16T08:00", "--json").told
    found = [(each["kind"], each["title"], each["due_at"], each["overdue"]) for each in told["items"]]
    assert found == [
        ("breakdown", "新建高标准农田", "2019-03-15T23:59:59.999999+08:00", True),
        ("breakdown", "农机安全检查", "2019-03-15T23:59:59.999999+08:00", True),
    ]
    assert [sorted(each["subject"]) for each in told["items"]] == [["id", "kind"], ["id", "kind"]]
    assert shell("todo", "--as", "leader", "--as-of", "2019-03-16").out == "没有应办事项。\n"


@pytest.mark.usefixtures("year")
def test_todo_shows_each_periods_report_once_its_window_is_open(shell: Shell) -> None:
    before = shell("todo", "--as", "farming_officer", "--as-of", "2019-03-19T23:59", "--json").told["items"]
    after = shell("todo", "--as", "farming_officer", "--as-of", "2019-03-20", "--json").told["items"]
    assert [each["kind"] for each in before] == ["breakdown", "breakdown"]
    assert [list(each["reports"]) for each in after if each["kind"] == "report"] == [["2019-03"], ["2019-03"]]


# tick and deliver


def counts(told: dict[str, Any]) -> dict[str, int]:
    return {key: value for key, value in told.items() if isinstance(value, int) and value}


@pytest.mark.usefixtures("year")
def test_tick_reminds_once_and_deliver_sends_it_once(shell: Shell) -> None:
    first = shell("tick", "--as-of", "2019-03-14T09:00", "--json").told
    again = shell("tick", "--as-of", "2019-03-14T09:00", "--json").told
    assert (first["schema"], first["as_of"], first["reminded"]) == ("kaohe.tick/1", "2019-03-14T09:00:00+08:00", 2)
    assert counts(again) == {}
    sent = shell("deliver", "--as-of", "2019-03-14T09:10", "--json").told
    assert (sent["schema"], sent["sent"] > 0, sent["failed"]) == ("kaohe.deliver/1", True, 0)
    assert shell("deliver", "--as-of", "2019-03-14T09:11").out.endswith("没有要发的消息。\n")


@pytest.mark.usefixtures("year")
def test_tick_says_in_a_line_what_it_did(shell: Shell) -> None:
    said = shell("tick", "--as-of", "2019-03-20")
    assert (said.code, said.out.startswith("2019-03-20 00:00　开启填报 1 次")) == (0, True)


# what is pasted into a group


@pytest.mark.usefixtures("year")
def test_text_for_the_group_stands_alone_on_the_page(shell: Shell) -> None:
    said = shell("forward-text", "--overdue", "--as-of", "2019-03-18T10:00")
    assert (said.code, said.err, said.out) == (
        0,
        "",
        "【某镇人民政府】各责任单位：指标分解，应于3月15日（周五）下班前报送，已过1个工作日。"
        "目前尚有农业站1家未报，请尽快补报；确有困难的，请及时联系说明。\n",
    )
    told = shell("forward-text", "--kind", "指标分解", "--as-of", "2019-03-11", "--json").told
    assert (told["schema"], [each["title"] for each in told["items"]]) == ("kaohe.forward-text/1", ["指标分解"])
    both = shell("forward-text", "--overdue", "--notice")
    assert (both.code, "只选一样" in both.err) == (2, True)
    assert "是不是 指标分解" in shell("forward-text", "--kind", "指标分接").err
