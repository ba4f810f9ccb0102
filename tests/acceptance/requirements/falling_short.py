"""A department that falls short: months reported, verified or found above, as tests speak of them."""

from typing import Any

from models.reports import ReportRow
from models.shortfalls import Shortfall
from tests.integration.actions.year import Year

JOBS = "县考部门：完成城镇新增就业任务（示例）"
VISITS = "县考部门：旅游发展争先进位（示例）"
DESK = "county_office_desk"
WORDS = {"progress": "举办招聘会3场", "problems": "返乡人员登记不全", "next_steps": "逐村核对"}


def report_jobs(year: Year, month: str, cumulative: str, *, when: str, title: str = JOBS, unit: str = "labour") -> int:
    """A month filled in, handed in and let through by the head of the department; the report's number."""
    number = int(year.report(title, month).id)
    line = {"cumulative": cumulative, **WORDS}
    year.do("fill_report", f"{unit}_officer", when, report=number, lines=[line])
    about = {"assignment": year.assignment(title), "window": "monthly", "occasion": month}
    year.do("submit_report", f"{unit}_officer", when, **about)
    approve(year, number, f"{unit}_head", when)
    return number


def approve(year: Year, number: int, by: str, when: str) -> None:
    year.do("approve", by, when, kind="report", id=number)


def verified(year: Year, number: int, *, when: str, cumulative: str | None = None) -> None:
    """核验 at home: as reported, or another figure."""
    year.do("verify_report", DESK, when, report=number, lines=_found(year, number, cumulative))


def _found(year: Year, number: int, cumulative: str | None) -> list[dict[str, Any]]:
    rows = year.rows(ReportRow, report_id=number)
    return [{"row": row.id, "cumulative": cumulative, "words": "按台账核实"} for row in rows] if cumulative else []


def found_above(year: Year, number: int, *, when: str, cumulative: str | None = None) -> None:
    """市上认定: as reported, or another figure."""
    paper = {"document_no": "安考函〔2019〕示例1号", "dated_on": when[:10]}
    year.do("record_report_verdict", DESK, when, report=number, lines=_found(year, number, cumulative), **paper)


def shortfalls(year: Year) -> list[dict[str, Any]]:
    """Every shortfall there is or was, shortly."""
    return [
        {
            "title": row.title,
            "period": row.period,
            "latest": row.latest_period,
            "gap": row.gap,
            "outcome": row.outcome,
            "held": bool(row.standing.get("frozen")),
        }
        for row in year.rows(Shortfall)
    ]
