"""`kaohe rehearse`: a whole year before anybody is really told anything."""

import pytest

from tests.acceptance.cli.conftest import FIXTURES, Shell

TINY = str(FIXTURES / "tiny.yaml")


@pytest.mark.closes("W17", "A01", "A02", "A04")
def test_silent_year_shows_every_message_and_every_rung(shell: Shell) -> None:
    """Two breakdowns due on Friday 15 March, two reports due on Friday 29 March at 17:00, and nobody does anything."""
    said = shell("rehearse", TINY, "--behaviour", "silent", "--json")
    told = said.told
    assert (said.code, told["schema"], told["scheme"], told["behaviour"]) == (0, "kaohe.rehearse/1", "tiny", "silent")
    assert [(each["at"], each["label"], each["what"]) for each in told["rungs"]] == [
        ("2019-03-18T09:00:00+08:00", "催报", "指标分解"),
        ("2019-03-18T09:00:00+08:00", "催报", "指标分解"),
        ("2019-03-19T09:00:00+08:00", "呈阅", "指标分解"),
        ("2019-03-19T09:00:00+08:00", "呈阅", "指标分解"),
        ("2019-04-01T09:00:00+08:00", "催报", "进展报送"),
        ("2019-04-01T09:00:00+08:00", "催报", "进展报送"),
        ("2019-04-02T09:00:00+08:00", "呈阅", "进展报送"),
        ("2019-04-02T09:00:00+08:00", "呈阅", "进展报送"),
    ]
    assert (told["silence"]["obligations"], len(told["open"])) == (4, 4)
    assert not shell.home.exists()


def test_page_shows_when_and_to_whom(shell: Shell) -> None:
    said = shell("rehearse", TINY, "--behaviour", "silent")
    lines = [line.rstrip() for line in said.out.splitlines()]
    assert said.code == 0
    assert lines[0] == "某镇2019年度目标责任考核：全年模拟运行（silent）"
    assert [line.split()[:3] for line in lines if line.startswith("03-14")] == [["03-14", "09:10", "农业站承办人"]] * 2
    assert lines[-2].startswith("如果都不报：4 项逾期，")


def test_unit_that_is_on_time_is_never_urged_and_sees_what_silence_costs(shell: Shell) -> None:
    told = shell("rehearse", TINY, "--json").told
    assert (told["behaviour"], told["silence"]["obligations"]) == ("on-time", 4)
    assert [each for each in told["rungs"] if each["unit"] == "农业站"] == []
    assert {each["act"] for each in told["acts"]} >= {"submit_breakdown", "submit_report"}


def test_behaviour_file_is_read_like_a_scheme(shell: Shell) -> None:
    late = shell.write(
        "late.yaml", "title: 农业站拖延\nrules:\n  - {who: 农业站, what: [breakdown], when: 晚1个工作日}\n"
    )
    told = shell("rehearse", TINY, "--behaviour", late, "--json").told
    assert told["behaviour"] == "农业站拖延"
    assert {each["label"] for each in told["rungs"]} == {"催报"}
    wrong = shell("rehearse", TINY, "--behaviour", shell.write("bad.yaml", "title: 甲\nrules:\n  - {who: 渔业站}\n"))
    assert (wrong.code, "方案里没有叫“渔业站”的单位、岗位或角色" in wrong.err) == (1, True)


def test_behaviour_that_is_not_there_is_refused(shell: Shell) -> None:
    said = shell("rehearse", TINY, "--behaviour", "lazy")
    assert (said.code, said.out) == (1, "")
    assert "找不到表现“lazy”：它不是 on-time 或 silent，也不是一个文件的路径" in said.err
