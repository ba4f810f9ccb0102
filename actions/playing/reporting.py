"""Reporting: every period of a window filled in from the sample, with evidence, and handed in at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from sqlalchemy import select

from actions.behaviours import Conduct
from actions.playing.cast import Player
from actions.playing.figures import evidence_text, line_of
from actions.playing.outcome import Outcome, told
from actions.playing.stage import Stage
from actions.reports.rows import Asked, asked_lines
from config.readings import reports_verified_by
from config.stages import By
from config.windows import Evidence, Window
from models.assignments import Assignment
from models.reports import Report, ReportRow
from states.assignment import AssignmentState
from states.report import ReportState

PHOTO = "现场照片"
AGREES = "经核对，与印证材料一致。"
ANSWER = "上级对口部门核对意见（示例）"


def report(stage: Stage, row: Any, now: datetime, *, conduct: Conduct | None = None) -> Outcome:
    """What an officer owes for a window: all its periods, evidence behind each, one submission.

    The conduct says how much of the sample is reached, and who types it where he sent it in on paper (代录).
    """
    window = stage.places.window(row.period)
    if window is None:
        return Outcome.NOT_YET
    player, reaches = stage.player(row.post_id), None
    if conduct is not None:
        typist = stage.cast.at(conduct.recorded_by) if conduct.recorded_by else None
        player, reaches = replace(player, typist=typist), conduct.reaches
    ids = _being_filled(stage, row, window.id)
    if not all(_fill(stage, number, by=player, now=now, reaches=reaches) for number in ids):
        return Outcome.REFUSED
    if not _give_evidence(stage, ids, by=player, now=now):
        return Outcome.REFUSED
    data = {"assignment": row.subject_id, "window": window.code, "occasion": window.occasion}
    return told(stage.do("submit_report", data, by=player, now=now))


def revise_report(stage: Stage, row: Any, now: datetime) -> Outcome:
    """补正: the words are amended and it goes back to whoever returned it."""
    player = stage.player(row.post_id)
    if not _fill(stage, row.subject_id, by=player, now=now, revised=True):
        return Outcome.REFUSED
    return told(stage.do("resubmit_report", {"report": row.subject_id}, by=player, now=now))


def verify(stage: Stage, row: Any, now: datetime, *, conduct: Conduct | None = None) -> Outcome:
    """核验: as reported, or less where the conduct says so; where the superior judges, his answer is recorded."""
    data: dict[str, Any] = {"report": row.subject_id, "words": AGREES}
    if conduct is not None and conduct.cuts is not None:
        data |= {"words": conduct.why, "lines": _cut(stage, row.subject_id, conduct)}
    player = stage.player(row.post_id)
    if reports_verified_by(stage.scheme) is By.OFFICE:
        return told(stage.do("verify_report", data, by=player, now=now))
    paper = {"document_no": ANSWER, "dated_on": now.date()}
    return told(stage.do("record_report_verdict", {**data, **paper}, by=player, now=now))


def _cut(stage: Stage, number: int, conduct: Conduct) -> list[dict[str, Any]]:
    """The first figure of the report, by so much less, with the reason beside it."""
    query = (
        select(ReportRow.c.id, ReportRow.c.reported_cumulative)
        .where(ReportRow.c.report_id == number, ReportRow.c.reported_cumulative.is_not(None))
        .order_by(ReportRow.c.position)
    )
    row = stage.read(lambda tx: tx.execute(query).first())
    if row is None or conduct.cuts is None:
        return []
    return [{"row": row.id, "cumulative": row.reported_cumulative - conduct.cuts, "words": conduct.why}]


def _being_filled(stage: Stage, row: Any, window_id: int) -> Sequence[int]:
    query = select(Report.c.id).where(
        Report.c.window_id == window_id,
        Report.c.assignment_id == row.subject_id,
        Report.c.unit_id == row.unit_id,
        Report.c.state == ReportState.FILLING.value,
    )
    return stage.read(lambda tx: list(tx.scalars(query.order_by(Report.c.id))))


def _fill(
    stage: Stage, number: int, *, by: Player, now: datetime, revised: bool = False, reaches: Decimal | None = None
) -> bool:
    place = stage.places.reports[number]
    planned = stage.places.assignments[place.assignment_id]
    breakdown = stage.sample.breakdown(planned.code)
    required = _rule(stage, place.window_id).fields
    asked = asked_of(stage, place.assignment_id)
    lines = [line_of(each, place, breakdown, required=required, revised=revised, reaches=reaches) for each in asked]
    data = {"report": number, "lines": lines, "as_of": now.date() if place.is_partial else None}
    return stage.do("fill_report", data, by=by, now=now) is not None


def asked_of(stage: Stage, assignment_id: int) -> tuple[Asked, ...]:
    """The lines of an assignment's reports, the same all year once it is being carried out."""
    if assignment_id not in stage.lines:
        query = select(Assignment.t).where(Assignment.c.id == assignment_id)
        assignment = stage.read(lambda tx: tx.execute(query).one())
        asked = stage.read(lambda tx: asked_lines(tx, assignment))
        if assignment.state != AssignmentState.IN_EXECUTION.value:
            return asked
        stage.lines[assignment_id] = asked
    return stage.lines[assignment_id]


def _rule(stage: Stage, window_id: int) -> Window:
    code = stage.places.windows[window_id].code
    return next(rule for rule in stage.scheme.windows if rule.code == code)


def _give_evidence(stage: Stage, ids: Sequence[int], *, by: Player, now: datetime) -> bool:
    """One document for the window, used for each of its periods (W13)."""
    if not ids:
        return True
    wanted = _rule(stage, stage.places.reports[ids[0]].window_id).evidence
    if wanted is Evidence.OPTIONAL:
        return True
    note = PHOTO if wanted is Evidence.PHOTO else ""
    evidence = _document(stage, ids[0], note=note, by=by, now=now)
    if evidence is None:
        return False
    uses = [{"evidence": evidence, "report": number, "note": note} for number in ids[1:]]
    return all(stage.do("attach_evidence", use, by=by, now=now) is not None for use in uses)


def _document(stage: Stage, number: int, *, note: str, by: Player, now: datetime) -> int | None:
    place = stage.places.reports[number]
    planned = stage.places.assignments[place.assignment_id]
    window = stage.places.windows[place.window_id]
    title = stage.sample.breakdown(planned.code).evidence
    told_of = {"office": stage.scheme.office.code, "unit": place.unit, "title": title, "report": number, "note": note}
    text = evidence_text(title, f"{window.title}：{planned.title}", now.date())
    done = stage.keep_file(BytesIO(text), name=f"{title}.txt", told=told_of, by=by, now=now)
    return done.ids["evidence"] if done is not None else None
