"""`kaohe evidence`: the files of the store, scanned and swept from the console."""

import io
import json
import os
import sys
from datetime import timedelta

from documents.evidence import EvidenceStore
from models.database import Database
from tests.acceptance.cli.conftest import Shell
from tests.integration.actions.year import at

OLD = (at("2019-01-01 09:00") - timedelta(days=30)).timestamp()


def test_files_that_nobody_needs_are_swept_after_they_were_listed(sqlite_database: Database, shell: Shell) -> None:
    store = EvidenceStore(shell.home / "evidence")
    kept = store.keep(io.BytesIO("没有办成".encode()), name="台账.txt")
    os.utime(store.path(kept.hash), (OLD, OLD))
    database = {"KAOHE_DATABASE_URL": str(sqlite_database.shown)}

    tried = shell("evidence", "sweep", "--dry-run", environment=database)
    assert tried.out.splitlines()[0] == "会清理 1 个没有用的文件，0.0MB；在用的 0 个不动。"
    assert store.holds(kept.hash)
    done = json.loads(shell("evidence", "sweep", "--json", environment=database).out)
    assert [each["hash"] for each in done["removed"]] == [kept.hash]
    assert not store.holds(kept.hash)
    assert shell("evidence", "sweep", environment=database).out == "没有可清理的文件；在用的 0 个。\n"


def test_scanning_asks_for_a_scanner_and_then_finds_nothing_waiting(sqlite_database: Database, shell: Shell) -> None:
    database = {"KAOHE_DATABASE_URL": str(sqlite_database.shown)}
    said = shell("evidence", "scan", environment=database)
    assert (said.code, "KAOHE_SCANNER" in said.err) == (1, True)
    told = {**database, "KAOHE_SCANNER": f"{sys.executable} -c pass"}
    assert shell("evidence", "scan", environment=told).out == "都扫描过了。\n"
