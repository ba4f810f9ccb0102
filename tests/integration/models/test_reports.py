"""What waits for verification is found among the few reports that do, however many there were."""

from sqlalchemy import select

from models.database import Database
from models.reports import AWAITS, IS_CORRECTED, Report


def test_what_is_corrected_is_found_in_its_index(sqlite_database: Database) -> None:
    asked = select(Report.c.id).where(IS_CORRECTED, Report.c.office_id == 1)
    with sqlite_database.read() as tx:
        plan = tx.exec_driver_sql(f"explain query plan {asked.compile(tx.engine)}", (1,)).all()
    assert "ix_report_correcting" in str(plan), plan


def test_what_waits_for_verification_is_found_in_its_index(sqlite_database: Database) -> None:
    years = select(Report.c.assessment_id).where(Report.c.office_id == 1, AWAITS).distinct()
    own = select(Report.c.id).where(Report.c.office_id == 1, AWAITS, Report.c.assessment_id.in_([1, 2]))
    with sqlite_database.read() as tx:
        for asked in (years, own):
            compiled = asked.compile(tx.engine, compile_kwargs={"render_postcompile": True})
            plan = tx.exec_driver_sql(f"explain query plan {compiled}", (1, 1, 2)[: len(compiled.params)]).all()
            assert "ix_report_awaiting" in str(plan), plan
            assert "SCAN" not in str(plan)
