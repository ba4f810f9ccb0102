"""`kaohe run --demo`, as a newcomer starts it: 就绪 within a minute, and the doctor finds nothing."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from select import select as ready

import httpx
import pytest
from sqlalchemy import select

from config.zone import SHANGHAI
from models.assessments import Assessment
from models.assignments import Assignment
from models.database import Database
from models.obligations import OPEN, Obligation
from models.reports import Report
from models.sealing import verify
from tests.acceptance.cli.conftest import KAOHE, Shell

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

PATIENCE = 400.0  # a minute is promised on two cores of one's own; tests share theirs


@contextmanager
def running(shell: Shell, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("KAOHE_", "PREFECT_"))}
    environment = inherited | {"KAOHE_HOME": str(shell.home), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen([KAOHE, "run", *words], env=environment, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def heard_until(process: subprocess.Popen[bytes], words: str) -> str:
    assert process.stdout is not None
    heard, deadline = b"", time.monotonic() + PATIENCE
    while words.encode() not in heard:
        left = deadline - time.monotonic()
        assert left > 0, f"{words} was not said within {PATIENCE} s, but: {heard.decode()}"
        if ready([process.stdout], [], [], left)[0]:
            chunk = os.read(process.stdout.fileno(), 65536)
            assert chunk, f"{words} was not said, but: {heard.decode()}"
            heard += chunk
    return heard.decode()


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shell, str]]:
    """The running product, and what it said when it was ready."""
    folder = tmp_path_factory.mktemp("demonstration")
    shell = Shell(folder, folder / "home")
    with running(shell, "--demo") as process:
        yield shell, heard_until(process, "按 Ctrl+C 停止")
    assert process.returncode == 0


def test_demonstration_is_ready_and_the_doctor_is_content(demonstration: tuple[Shell, str]) -> None:
    shell, heard = demonstration
    ready_at = re.match(r"就绪　(http://127\.0\.0\.1:\d+)\n", heard)
    assert ready_at is not None
    page = httpx.get(f"{ready_at[1]}/", follow_redirects=True, trust_env=False)
    assert (page.status_code, "text/html" in page.headers["content-type"]) == (200, True)
    assert re.search(r"Prefect\s+http://127\.0\.0\.1:\d+（只在本机应答）", heard)
    for line in ("deliver　* * * * *", "tick　*/5 * * * *", "站内信和文件夹", "样例年度", "接下来到期"):
        assert line in heard
    said = shell("doctor")
    assert (said.code, said.out.splitlines()[-1]) == (0, "一切正常。"), said.out
    assert f"网页 {ready_at[1]}" in said.out
    who = re.search(r"在登录页选一个人进入.*?\n  (\S+)　", heard, re.DOTALL)
    assert who is not None
    assert shell("todo", "--as", who[1], "--json").told["schema"] == "kaohe.todo/1"


def test_demonstration_holds_finished_years_and_some_that_run_up_to_today(demonstration: tuple[Shell, str]) -> None:
    shell, _ = demonstration
    database = Database(f"sqlite:///{shell.home / 'kaohe.db'}")
    now = datetime.now(SHANGHAI)
    with database.read() as tx:
        years = {row.scheme_code: row for row in tx.execute(Assessment.t.select())}
        assignments = tx.execute(Assignment.t.select()).all()
        reports = tx.execute(Report.t.select()).all()
        late = tx.execute(select(Obligation.c.assessment_id, Obligation.c.title).where(OPEN, Obligation.c.due_at < now))
        chain = verify(tx)
        overdue = {row.assessment_id for row in late}
    database.close()
    rolled, county = years[f"shanxi-cjr-{now.year}"].id, years[f"linxi-{now.year}"].id
    by_year = {year: {row.state for row in assignments if row.assessment_id == year} for year in (1, rolled)}
    assert [years["shanxi-cjr-2019"].id, years["ningshan-2019"].id] == [1, 2]
    assert overdue <= {county, years[f"linxi-{now.year - 1}"].id}
    assert by_year[1] <= {"awaiting_verdict", "scored", "archived"}
    assert chain.ok
    if now.month > 6:  # the notice comes in May
        assert by_year[rolled] == {"in_execution"}
        assert {row.state for row in reports if row.assessment_id == rolled} >= {"submitted", "filling", "not_open"}


def test_demonstration_refuses_a_database_with_a_real_year(shell: Shell, tiny: str) -> None:
    assert shell("publish", shell.write("year.yaml", tiny)).code == 0
    before = shell("todo", "--json").told["items"]
    done = shell("run", "--demo")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("数据库里已有自己的年度（tiny），不装入样例。")
    assert shell("todo", "--json").told["items"] == before
