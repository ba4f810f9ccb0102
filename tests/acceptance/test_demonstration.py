"""The sample years of `kaohe run --demo`: played by the real acts, found again, never laid over somebody's own."""

from datetime import datetime
from pathlib import Path

import pytest

from actions.demonstrating import HalfLoaded, RealYearStands, load_demonstration
from actions.doors import Door
from actions.performing import perform
from config.zone import SHANGHAI
from models.assignments import Assignment
from models.database import Database
from models.obligations import Obligation
from models.reports import Report
from models.sealing import verify

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=SHANGHAI)
YEARS = [("shanxi-cjr-2019", 2019), ("ningshan-2019", 2019), ("shanxi-cjr-2026", 2026)]
TINY = Path("tests/fixtures/schemes/tiny.yaml")


@pytest.mark.slow
def test_demonstration_holds_a_finished_year_and_one_that_runs_up_to_today(
    sqlite_database: Database, tmp_path: Path
) -> None:
    first = load_demonstration(sqlite_database, evidence=tmp_path / "evidence", now=NOW)
    again = load_demonstration(sqlite_database, evidence=tmp_path / "evidence", now=NOW)

    assert [(year.scheme, year.year, year.is_new) for year in first.years] == [(*each, True) for each in YEARS]
    assert [year.is_new for year in again.years] == [False, False, False]
    assert [sign_in.post for sign_in in first.sign_ins][:1] == ["办公室承办人"]
    with sqlite_database.read() as tx:
        assignments = tx.execute(Assignment.t.select().order_by(Assignment.c.id)).all()
        reports = tx.execute(Report.t.select()).all()
        late = tx.execute(Obligation.t.select().where(Obligation.c.settled_at.is_(None), Obligation.c.due_at < NOW))
        chain = verify(tx)
    by_year = {year: {row.state for row in assignments if row.assessment_id == year} for year in (1, 3)}
    assert by_year[3] == {"in_execution"}
    assert by_year[1] <= {"awaiting_verdict", "scored", "archived"}
    assert {row.state for row in reports if row.assessment_id == 3} >= {"submitted", "filling", "not_open"}
    assert late.all() == []
    assert chain.ok


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
