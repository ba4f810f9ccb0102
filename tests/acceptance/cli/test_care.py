"""`kaohe audit verify` and `kaohe doctor`: trust and care."""

import sqlite3
from typing import Any

import pytest

from actions.doors import Door
from actions.performing import perform
from cli.people import person_named
from models.database import Database
from tests.acceptance.cli.conftest import Shell
from tests.acceptance.cli.test_year import POSTS, ROSTER, at, database, homes, year

__all__ = ["database", "homes", "year"]


def edit(shell: Shell, statement: str) -> None:
    """Somebody with the file in his hands, past our own doors and past the triggers."""
    with sqlite3.connect(shell.home / "kaohe.db") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
    connection.close()


def findings(shell: Shell) -> tuple[int, dict[str, Any]]:
    said = shell("doctor", "--json")
    return said.code, {each["check"]: each for each in said.told["findings"]}


# audit verify


@pytest.mark.usefixtures("year")
def test_chain_is_whole_and_says_how_many_rows_are_not_sealed_yet(shell: Shell) -> None:
    before = shell("audit", "verify", "--json").told
    shell("tick", "--as-of", "2019-03-05T10:00")  # nothing falls due then
    after = shell("audit", "verify", "--json").told
    assert (before["schema"], before["ok"], before["sealed"]) == ("kaohe.audit/1", True, 0)
    assert (after["ok"], after["sealed"], after["unsealed"]) == (True, before["unsealed"], 0)
    assert shell("audit", "verify").code == 0


@pytest.mark.usefixtures("year")
def test_edited_row_is_named(shell: Shell) -> None:
    assert shell("tick").code == 0
    edit(shell, "UPDATE journal SET reason = '另有原因' WHERE id = 2")
    said = shell("audit", "verify")
    assert (said.code, "履历被改动：第 2 行，第 1 号封存，记录内容与封存时不同。" in said.out) == (1, True)
    assert shell("audit", "verify", "--json").told["first_bad"] == {
        "what": "记录内容与封存时不同",
        "journal_id": 2,
        "seal_id": 1,
    }


@pytest.mark.usefixtures("year")
def test_chain_cut_off_with_its_seals_is_found_by_what_had_left(shell: Shell) -> None:
    assert shell("tick").code == 0
    edit(shell, "DELETE FROM seal")
    told = shell("audit", "verify", "--json").told
    assert (told["ok"], told["anchors"], told["first_bad"]["what"]) == (False, 1, "封存链与库外留存的不一致")


# doctor


@pytest.mark.usefixtures("year")
def test_all_is_well_when_the_clock_came_by_and_every_post_is_held(shell: Shell) -> None:
    assert shell("tick").code == 0
    assert shell("deliver").code == 0
    said = shell("doctor")
    assert (said.code, said.out.splitlines()[-1]) == (0, "一切正常。")
    code, found = findings(shell)
    assert (code, {each["level"] for each in found.values()} <= {"well", "note"}) == (0, True)
    assert set(found) >= {
        "home",
        "database",
        "chain",
        "years",
        "tick",
        "deliver",
        "set_aside",
        "queue",
        "posts",
        "faces",
    }


@pytest.mark.usefixtures("year")
def test_clock_that_never_came_is_a_problem_with_its_remedy(shell: Shell) -> None:
    code, found = findings(shell)
    assert (code, found["tick"]) == (
        1,
        {
            "check": "tick",
            "level": "problem",
            "words": "时钟还没有运行过",
            "remedy": "启动 kaohe run，或在 crontab 里定时运行 kaohe tick",
        },
    )


@pytest.mark.usefixtures("year")
def test_clock_that_stopped_is_a_problem(shell: Shell) -> None:
    shell("tick", "--as-of", "2019-03-06")
    words = findings(shell)[1]["tick"]["words"]
    assert words.startswith("时钟上次运行是 2019年3月6日00:00，已过 ")


def test_posts_that_owe_something_and_have_nobody_are_named(shell: Shell, database: Database, tiny: str) -> None:
    door = Door(now=at("2019-03-05T09:00"))
    perform(database, "publish", {"text": tiny}, door=door)
    nobody = findings(shell)[1]["posts"]
    perform(database, "appoint", ROSTER | {"people": [ROSTER["people"][POSTS.index("farming_officer")]]}, door=door)
    somebody = findings(shell)[1]
    assert (nobody["level"], nobody["words"]) == ("problem", "1 个岗位有应办事项而无人在岗：农业站承办人")
    assert (somebody["posts"]["level"], somebody["vacancies"]["level"]) == ("well", "note")


@pytest.mark.usefixtures("year")
def test_row_that_was_set_aside_is_told_with_its_reason(shell: Shell) -> None:
    edit(
        shell,
        "INSERT INTO set_aside (run, subject_kind, subject_id, reason, times, set_aside_at)"
        " VALUES ('tick', 'obligation', 7, 'KeyError: late', 2, '2019-03-06 00:00:00.000000')",
    )
    found = findings(shell)[1]["set_aside"]
    assert (found["level"], found["words"]) == ("problem", "搁置 1 项：tick obligation 7（2 次）：KeyError: late")


@pytest.mark.usefixtures("year")
def test_key_that_others_can_read_is_a_problem(shell: Shell) -> None:
    key = shell.home / "secret.key"
    key.write_text("00", encoding="ascii")
    key.chmod(0o644)
    found = findings(shell)[1]["keys"]
    assert (found["level"], found["remedy"]) == ("problem", f"chmod 600 {key}")


def test_channel_that_nothing_can_go_to_is_named_without_its_secret(shell: Shell, year: Database) -> None:
    told = {"office": "town", "person": "desk", "channel": "bot", "target": "nosuch://secret-token"}
    perform(year, "set_channel", told, door=Door(now=at("2019-03-05T09:00"), by=person_named(year, "desk")))
    found = findings(shell)[1]["addresses"]
    assert (found["level"], "desk的bot" in found["words"], "secret-token" in found["words"]) == ("problem", True, False)


@pytest.mark.usefixtures("year")
def test_prefect_server_that_does_not_answer_is_a_problem(shell: Shell) -> None:
    said = shell("doctor", "--json", environment={"PREFECT_API_URL": "http://127.0.0.1:1/api"})
    found = next(each for each in said.told["findings"] if each["check"] == "prefect")
    assert (found["level"], found["words"]) == ("problem", "Prefect 服务 http://127.0.0.1:1/api 没有应答")


@pytest.mark.usefixtures("year")
def test_edited_journal_is_a_problem(shell: Shell) -> None:
    assert shell("tick").code == 0
    edit(shell, "UPDATE journal SET reason = '另有原因' WHERE id = 2")
    assert findings(shell)[1]["chain"]["level"] == "problem"


def test_database_that_is_not_there_is_a_problem_with_its_remedy(shell: Shell) -> None:
    code, found = findings(shell)
    assert (code, found["database"]["level"], found["database"]["remedy"]) == (1, "problem", "kaohe migrate")
    assert shell("migrate").code == 0
    assert findings(shell)[0] == 0
