"""The sample years of `kaohe run --demo` are never laid over somebody's own (what they hold: cli/test_run.py)."""

from datetime import datetime
from pathlib import Path

import pytest

from actions.demonstrating import HalfLoaded, RealYearStands, load_demonstration
from actions.doors import Door
from actions.performing import perform
from config.zone import SHANGHAI
from models.database import Database

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=SHANGHAI)
TINY = Path("tests/fixtures/schemes/tiny.yaml")


def test_demonstration_is_not_laid_over_a_year_of_ones_own(sqlite_database: Database, tmp_path: Path) -> None:
    perform(
        sqlite_database, "publish", {"text": TINY.read_text(encoding="utf-8")}, door=Door(now=NOW.replace(year=2019))
    )

    with pytest.raises(RealYearStands) as refused:
        load_demonstration(sqlite_database, evidence=tmp_path, now=NOW)

    assert "数据库里已有自己的年度（tiny）" in str(refused.value)


def test_sample_year_that_nobody_loaded_to_its_end_is_not_taken_for_a_demonstration(
    sqlite_database: Database, tmp_path: Path
) -> None:
    text = Path("config/schemes/shanxi-cjr-2019.yaml").read_text(encoding="utf-8")
    perform(sqlite_database, "publish", {"text": text}, door=Door(now=datetime(2019, 5, 5, 9, tzinfo=SHANGHAI)))

    with pytest.raises(HalfLoaded):
        load_demonstration(sqlite_database, evidence=tmp_path, now=NOW)
