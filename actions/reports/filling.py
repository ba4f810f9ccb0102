"""Filling in a report: the lines are written as often as the writer likes, until they are handed in."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field
from sqlalchemy import delete

from actions.acts import Conflict, Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.reports.drafts import goes_on_writing
from actions.reports.loading import contents_of, report_of
from actions.reports.reading import told_line
from actions.reports.rows import Asked, asked_lines, derive, previous_figures
from actions.shortfalls.tracking import plans_of
from actions.subjects import Subject
from config.figures import Measure
from models.reports import Report, ReportRow
from models.types import DIGITS
from models.writing import change_row, insert_rows
from states.doubts import unexplained
from states.report import ReportFacts
from states.subjects import SubjectKind


class Line(Data):
    """One line: what was done, in figures and words. Of 本期 and 累计 one is enough."""

    item: int | None = Field(default=None, description="二级指标编号")
    target: int | None = Field(default=None, description="目标编号")
    period: Decimal | None = Field(default=None, max_digits=DIGITS, description="本期完成")
    cumulative: Decimal | None = Field(default=None, max_digits=DIGITS, description="累计完成")
    year_on_year: Decimal | None = Field(default=None, description="同比（%）")
    city_rank: int | None = Field(default=None, ge=1, description="全市位次")
    progress: str = Field(default="", description="进展情况")
    problems: str = Field(default="", description="存在问题及原因分析")
    next_steps: str = Field(default="", description="下步措施")
    completes_on: date | None = Field(default=None, description="完成时限")
    falling_reason: str = Field(default="", description="累计数低于上期的说明")


class Filled(Data):
    """A report as filled in; earlier lines are replaced."""

    report: int = Field(description="进展报告编号")
    lines: tuple[Line, ...] = Field(description="各行内容")
    as_of: date | None = Field(default=None, description="本期未结束时，数据截至何日")
    version: int | None = Field(default=None, description="填报时看到的版本；与现在的不同就不保存，请刷新")


@act("fill_report", label="填报进展", data=Filled)
def fill_report(act: Act, data: Filled) -> Done:
    """填写或修改一期进展报告（保存，不报送）。"""
    return fill(act, data)


def fill(act: Act, data: Filled) -> Done:
    """Write the lines of one report, in whatever act."""
    subject = report_of(act, data.report)
    decision = allow(act, "fill", subject.facts)
    if data.version is not None and data.version != subject.row.version:
        raise Conflict(act.entry.label, (f"“{subject.title}”{subject.what}刚刚被别人改过，请刷新后再填",))
    asked = asked_lines(act.tx, subject.place)
    lines = _matched(act, asked, data.lines)
    before = previous_figures(act.tx, subject.row, asked)
    act.tx.execute(delete(ReportRow.t).where(ReportRow.c.report_id == subject.id))
    rows = [_row(act, subject.id, place, line, told, before) for place, (line, told) in enumerate(lines)]
    insert_rows(act.tx, ReportRow.t, rows)
    change_row(act.tx, Report.t, subject.id, version=subject.row.version, values={"as_of_on": data.as_of})
    if not goes_on_writing(act, subject.id):
        act.record(
            SubjectKind.REPORT.value,
            subject.id,
            act="fill",
            assessment_id=subject.row.assessment_id,
            after=data.model_dump(mode="json", exclude_defaults=True, exclude={"report", "version"}),
            decision=decision,
        )
    return Done(
        f"已保存“{subject.title}”{subject.what}",
        ids={"report": subject.id},
        details={
            "lines": _told(act, subject, [(line, row) for (line, _), row in zip(lines, rows, strict=True)], data.as_of),
            "doubts": _doubts(act, subject),
            "version": subject.row.version + 1,
        },
    )


def _told(
    act: Act, subject: Subject[ReportFacts], rows: list[tuple[Asked, dict[str, Any]]], as_of: date | None
) -> list[dict[str, Any]]:
    """The lines as a reader sees them, each beside its planned pace."""
    plans = plans_of(act.tx, subject.published.scheme, subject.row.assignment_id)
    ends_on = subject.place.ends_on
    on = min(as_of or ends_on, ends_on)
    return [told_line(line, row, on=on, plan=plans.get(line.target_id), is_partial=on < ends_on) for line, row in rows]


def _doubts(act: Act, subject: Subject[ReportFacts]) -> list[dict[str, str]]:
    """报送前自查 (W16): what is doubtful and not yet explained."""
    contents = contents_of(act, subject)
    found = unexplained(contents["doubts"], contents["explanations"])
    return [{"doubt": doubt.key, "sentence": doubt.sentence} for doubt in found]


def _matched(act: Act, asked: tuple[Asked, ...], told: tuple[Line, ...]) -> list[tuple[Asked, Line]]:
    """Every told line belongs to one that was asked for, and none twice; a line not told stays empty."""
    by_key: dict[tuple[int | None, int | None], Line] = {}
    reasons = []
    known = {(line.item_id, line.target_id): line for line in asked}
    for place, line in enumerate(told, start=1):
        key = _key(line, known)
        if key not in known:
            reasons.append(f"第{place}行的二级指标或目标不属于本项任务")
        elif key in by_key:
            reasons.append(f"第{place}行与前面重复：{known[key].title}")
        else:
            by_key[key] = line
            reasons += _wrong_figures(place, known[key], line)
    if reasons:
        raise act.refused(*reasons)
    return [(line, by_key[line.item_id, line.target_id]) for line in asked if (line.item_id, line.target_id) in by_key]


def _key(line: Line, known: Mapping[tuple[int | None, int | None], Asked]) -> tuple[int | None, int | None]:
    """An item that carries one target need not name it."""
    if line.item is not None and line.target is None:
        own = [key for key in known if key[0] == line.item]
        return own[0] if len(own) == 1 else (line.item, None)
    if line.item is None and line.target is None and len(known) == 1:
        return next(iter(known))
    return line.item, line.target


def _wrong_figures(place: int, asked: Asked, line: Line) -> list[str]:
    if asked.is_numeric or (line.period is None and line.cumulative is None):
        return []
    return [f"第{place}行“{asked.title}”不是数值目标，请在进展情况里说明"]


def _row(
    act: Act,
    report_id: int,
    position: int,
    asked: Asked,
    line: Line,
    before: Mapping[tuple[int | None, int | None], Decimal],
) -> dict[str, Any]:
    previous = before.get((asked.item_id, asked.target_id))
    figures = derive(period=line.period, cumulative=line.cumulative, previous=previous)
    declared = Measure.CUMULATIVE if line.cumulative is not None else Measure.PERIOD
    if figures.cumulative is None:
        declared = asked.measure
    return {
        "office_id": act.office_id,
        "report_id": report_id,
        "position": position,
        "item_id": asked.item_id,
        "target_id": asked.target_id,
        "figure_id": asked.figure_id,
        "declared": declared.value,
        "annual_target": asked.annual_target,
        "reported_period": figures.period,
        "reported_cumulative": figures.cumulative,
        "previous_cumulative": previous,
        **line.model_dump(
            include={
                "year_on_year", "city_rank", "progress", "problems", "next_steps", "completes_on", "falling_reason",
            }
        ),
        "verifier_words": "",
        "more": {},
        "version": 0,
    }  # fmt: skip
