"""`kaohe archive`: a year leaves as one file, and whoever gets it can see that it is whole."""

from pathlib import Path

import pytest

from tests.acceptance.cli.conftest import Shell
from tests.acceptance.cli.test_year import TINY, database, homes, year

__all__ = ["database", "homes", "year"]


@pytest.mark.usefixtures("year")
def test_year_is_taken_as_one_file_and_verifies_without_a_database(shell: Shell, tmp_path: Path) -> None:
    made = shell("archive", TINY, "--to", "2019.zip", "--as", "desk", "--json")
    assert (made.code, made.told["files"], made.told["absent"]) == (0, 0, [])
    digest = made.told["digest"]
    elsewhere = Shell(tmp_path, tmp_path / "elsewhere", shell.console)
    said = elsewhere("archive", "verify", "2019.zip", "--digest", digest)
    assert (said.code, said.out.splitlines()[-1]) == (0, f"核对无误。校验值 {digest}")
    assert not elsewhere.home.exists()
    other = elsewhere("archive", "verify", "2019.zip", "--digest", "0" * 64)
    assert (other.code, "不是校验值为" in other.out) == (1, True)


@pytest.mark.usefixtures("year")
def test_changed_archive_says_where(shell: Shell, tmp_path: Path) -> None:
    assert shell("archive", TINY, "--to", "2019.zip", "--as", "desk").code == 0
    path = tmp_path / "2019.zip"
    whole = path.read_bytes()
    at = whole.index(b"data/journal.jsonl") + 200
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    told = shell("archive", "verify", "2019.zip", "--json").told
    assert (told["ok"], [each["where"] for each in told["faults"]]) == (False, ["整个文件", "data/journal.jsonl"])


@pytest.mark.usefixtures("year")
def test_who_may_not_take_a_year_is_told_why_and_gets_no_file(shell: Shell, tmp_path: Path) -> None:
    said = shell("archive", TINY, "--to", "2019.zip", "--as", "farming_officer")
    assert (said.code, "暂不能取走年度归档文件" in said.err, (tmp_path / "2019.zip").exists()) == (1, True, False)
