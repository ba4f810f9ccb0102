"""Packages: the office consolidates what is in, has it approved, seals it, sends it up, records the receipt."""

from datetime import datetime
from io import BytesIO
from typing import Any

from sqlalchemy import func, select

from actions.packages.loading import IN_ASSIGNMENT, IN_REPORT
from actions.playing.figures import evidence_text
from actions.playing.outcome import Outcome, told
from actions.playing.stage import Stage
from actions.playing.waiting import cannot_wait_after
from models.assignments import Assignment
from models.packages import Package, PackageItem
from models.reports import Report
from states.assignment import AssignmentState
from states.package import PackageState
from states.subjects import SubjectKind

ENDED = (AssignmentState.WITHDRAWN.value,)
LATE_WORDS = "截至汇总时尚未报来"


def consolidate(stage: Stage, row: Any, now: datetime) -> Outcome:
    """When all is in, or when it cannot wait any longer: then what is missing is named as 缺报."""
    package = _package(stage, row.subject_id)
    missing = _missing(stage, row.subject_id)
    if missing and now < cannot_wait_after(stage, row):
        return Outcome.NOT_YET
    player = stage.player(row.post_id)
    about = {"package": row.subject_id}
    if missing:
        named = {**about, "items": missing, "words": LATE_WORDS}
        if stage.do("name_missing", named, by=player, now=now) is None:
            return Outcome.REFUSED
    begins = package.state == PackageState.COLLECTING.value
    if begins and stage.do("consolidate_package", about, by=player, now=now) is None:
        return Outcome.REFUSED
    return told(stage.do("submit_package", about, by=player, now=now))


def collect(stage: Stage, row: Any, now: datetime) -> Outcome:
    """A year without a package: what has come in is collected, and carried out from then on."""
    if _breaking_down(stage) and now < cannot_wait_after(stage, row):
        return Outcome.NOT_YET
    player = stage.player(row.post_id)
    data = {"assessment": stage.assessment_id}
    if stage.do("consolidate", data, by=player, now=now) is None:
        return Outcome.REFUSED
    return told(stage.do("begin", data, by=player, now=now))


def _breaking_down(stage: Stage) -> bool:
    """Whether a breakdown is still with its unit, or with those who review it."""
    query = select(func.count()).where(
        Assignment.c.assessment_id == stage.assessment_id, Assignment.c.state.not_in((*IN_ASSIGNMENT, *ENDED))
    )
    return stage.read(lambda tx: tx.execute(query).scalar_one()) > 0


def revise_package(stage: Stage, row: Any, now: datetime) -> Outcome:
    """补正 of what a leader sent back."""
    data = {"package": row.subject_id, "words": "已按意见修改"}
    return told(stage.do("resubmit_package", data, by=stage.player(row.post_id), now=now))


def send_up(stage: Stage, row: Any, now: datetime) -> Outcome:
    """用印 where the scheme asks for it, then the dispatch is registered."""
    package = _package(stage, row.subject_id)
    player = stage.player(row.post_id)
    needs_seal = package.seal_kind != "none" and package.state == PackageState.APPROVED.value
    if needs_seal and not _seal(stage, package, by=player, now=now):
        return Outcome.REFUSED
    how = "电子邮件" if package.seal_kind == "none" else "纸质送达"
    return told(stage.do("send_up_package", {"package": package.id, "how": how}, by=player, now=now))


def receipt(stage: Stage, row: Any, now: datetime) -> Outcome:
    data = {"package": row.subject_id, "receipted_at": now}
    return told(stage.do("record_receipt", data, by=stage.player(row.post_id), now=now))


def _seal(stage: Stage, package: Any, *, by: Any, now: datetime) -> bool:
    unit = stage.scheme.office.unit
    about = {"office": stage.scheme.office.code, "unit": unit, "title": f"{package.title}（用印件）"}
    text = evidence_text(package.title, "用印件", now.date())
    kept = stage.keep_file(BytesIO(text), name="用印件.txt", told=about, by=by, now=now)
    if kept is None:
        return False
    data = {"package": package.id, "sealed_on": now.date(), "scan": kept.ids["version"]}
    return stage.do("seal_package", data, by=by, now=now) is not None


def _package(stage: Stage, package_id: int) -> Any:
    return stage.read(lambda tx: tx.execute(select(Package.t).where(Package.c.id == package_id)).one())


def _missing(stage: Stage, package_id: int) -> list[int]:
    """The items that have not reached the office and are not named as 缺报 yet."""
    assignments = (
        select(PackageItem.c.id)
        .join(Assignment.t, Assignment.c.id == PackageItem.c.subject_id)
        .where(PackageItem.c.subject_kind == SubjectKind.ASSIGNMENT.value, Assignment.c.state.not_in(IN_ASSIGNMENT))
    )
    reports = (
        select(PackageItem.c.id)
        .join(Report.t, Report.c.id == PackageItem.c.subject_id)
        .where(PackageItem.c.subject_kind == SubjectKind.REPORT.value, Report.c.state.not_in(IN_REPORT))
    )
    own = (PackageItem.c.package_id == package_id, PackageItem.c.state != "missing")
    return stage.read(
        lambda tx: [number for query in (assignments, reports) for number in tx.scalars(query.where(*own))]
    )
