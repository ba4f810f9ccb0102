"""What every command has in common: quick help in Chinese, exit codes, one sentence instead of a traceback."""

import resource
import subprocess

import pytest

from tests.acceptance.cli.conftest import KAOHE, Shell

WITHIN = 0.5


def test_help_answers_within_half_a_second() -> None:
    """The processor's time, which is all that it takes: what is measured is the command, not who else is busy."""
    best = min(_seconds("--help") for _ in range(5))
    assert best < WITHIN


def _seconds(*words: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([KAOHE, *words], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_lists_every_command_in_chinese(shell: Shell) -> None:
    said = shell("--help")
    commands = [line.split()[0] for line in said.out.splitlines() if line.startswith("  ")]
    assert (said.code, said.err) == (0, "")
    assert set(commands) >= {
        *("check", "calendar", "rehearse", "publish", "act", "tick", "deliver"),
        *("run", "serve-flows", "audit", "doctor"),
    }


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["chek"], "没有“chek”这个命令，是不是要写 check\n用法见 kaohe --help\n"),
        (["check"], "缺少参数 方案\n用法见 kaohe check --help\n"),
        (["check", "a", "b"], "多写了内容：b\n用法见 kaohe check --help\n"),
        (["check", "a", "--jsn"], "没有选项 --jsn，是不是要写 --json\n用法见 kaohe check --help\n"),
        (["tick", "--as-of"], "选项 --as-of 后面要写一个值\n"),
        (["act", "appoint"], "要写明由谁办：--as 人员编码\n用法见 kaohe act --help\n"),
        (["act"], "要写明办理哪一事项；kaohe act --list 列出全部\n用法见 kaohe act --help\n"),
    ],
)
def test_what_was_mistyped_is_said_and_answered_with_2(shell: Shell, words: list[str], sentence: str) -> None:
    said = shell(*words)
    assert (said.code, said.out, said.err) == (2, "", sentence)


def test_command_alone_shows_its_help(shell: Shell) -> None:
    said = shell("audit")
    assert (said.code, "verify" in said.out) == (2, True)


@pytest.mark.parametrize("command", ["tick", "deliver", "doctor"])
def test_without_a_database_nothing_is_made(shell: Shell, command: str) -> None:
    said = shell(command)
    assert said.code == 1
    assert "还没有建表" in said.err + said.out
    assert not shell.home.exists()


def test_moment_that_is_none_is_refused_in_a_sentence(shell: Shell) -> None:
    said = shell("tick", "--as-of", "昨天")
    assert (said.code, said.err) == (1, "“昨天”不是时刻，写作 2019-05-13T17:00 或 2019-05-13\n")


def test_database_that_does_not_answer_is_one_sentence(shell: Shell) -> None:
    said = shell("tick", environment={"KAOHE_DATABASE_URL": "postgresql://nobody:secret@127.0.0.1:1/none"})
    assert (said.code, "secret" in said.err, "Traceback" in said.err) == (1, False, False)
    assert said.err.startswith("打不开数据库 postgresql+psycopg://nobody:***@127.0.0.1:1/none：")


def test_home_that_is_no_folder_is_one_sentence(shell: Shell) -> None:
    shell.home.write_text("", encoding="utf-8")
    said = shell("migrate")
    assert (said.code, said.err) == (1, f"读写 {shell.home} 失败：已有同名的文件\n")


def test_database_that_cannot_be_written_is_one_sentence(shell: Shell) -> None:
    assert shell("migrate").code == 0
    said = shell("tick", environment={"KAOHE_DATABASE_URL": f"sqlite:///file:{shell.home}/kaohe.db?mode=ro&uri=true"})
    assert (said.code, "Traceback" in said.err, said.err.count("\n")) == (1, False, 1)


def test_reader_that_leaves_early_is_no_error(shell: Shell) -> None:
    command = f"{KAOHE} calendar shanxi-cjr-2019 | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], check=False, capture_output=True, cwd=shell.folder)
    assert (done.returncode, done.stderr.decode()) == (0, "")
