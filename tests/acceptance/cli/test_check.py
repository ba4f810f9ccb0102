"""`kaohe check`: every error and doubt, with line and column."""

import pytest

from config.schemes import shipped
from tests.acceptance.cli.conftest import Shell


@pytest.mark.parametrize("scheme", shipped())
def test_shipped_schemes_have_no_errors(shell: Shell, scheme: str) -> None:
    said = shell("check", scheme, "--json")
    assert (said.code, said.told["schema"], said.told["scheme"], said.told["errors"]) == (
        0,
        "kaohe.check/1",
        scheme,
        [],
    )


def test_sum_that_is_wrong_is_told_with_line_column_text_and_remedy(shell: Shell, tiny: str) -> None:
    year = shell.write("year.yaml", tiny.replace("    points: 40\n", "    points: 41\n"))
    said = shell("check", year, "--json")
    [doubt] = [each for each in said.told["doubts"] if "101" in each["message"]]
    assert (said.code, doubt["file"], doubt["severity"]) == (0, "year.yaml", "warning")
    assert (doubt["line"], doubt["quote"]) != (0, "")


def test_all_errors_of_a_file_are_told_at_once(shell: Shell, tiny: str) -> None:
    text = tiny.replace("leads: [农业站]", "leads: [农业战]", 1).replace("seat: assessor", "seat: judge")
    said = shell("check", shell.write("year.yaml", text))
    lines = text.splitlines()
    places = [line.partition(": ")[0] for line in said.out.splitlines() if line.startswith("year.yaml:")]
    assert said.code == 1
    assert places == [
        f"year.yaml:{lines.index('seat: judge') + 1}:7",
        f"year.yaml:{lines.index('    leads: [农业战]') + 1}:13",
    ]
    assert "→ " in said.out
    assert said.out.endswith("2 处错误。\n")


def test_errors_are_one_object_too(shell: Shell, tiny: str) -> None:
    said = shell("check", shell.write("year.yaml", tiny.replace("year: 2019", "year: 二〇一九")), "--json")
    told = said.told
    assert (said.code, told["ok"], told["scheme"], told["counts"]["errors"]) == (1, False, None, 1)
    [error] = told["errors"]
    line = tiny.splitlines().index("year: 2019") + 1
    assert (error["file"], error["line"], error["column"], error["pointer"], error["quote"]) == (
        "year.yaml",
        line,
        7,
        "/year",
        "二〇一九",
    )


def test_scheme_that_is_not_there_names_those_that_are(shell: Shell) -> None:
    said = shell("check", "shanxi")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("找不到考核方案“shanxi”")
    assert all(name in said.err for name in shipped())


@pytest.mark.parametrize("environment", [{"LC_ALL": "C", "LANG": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_terminal_without_chinese_letters_is_no_reason_to_crash(shell: Shell, environment: dict[str, str]) -> None:
    said = shell("check", "shanxi-cjr-2019", environment=environment)
    assert (said.code, said.err) == (0, "")
    told = shell("check", "shanxi-cjr-2019", "--json", environment=environment).told
    assert told["title"] == "山西省残疾人联合会2019年度目标责任考核"


def test_terminal_in_gbk_shows_chinese(shell: Shell) -> None:
    said = shell("check", "no-such", environment={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert said.err.startswith("找不到考核方案“no-such”")
