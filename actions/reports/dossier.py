"""What a verifier looks at beside a sheet: the periods before, the items together, what to ask about, what was done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from actions.context import Act
from actions.reports.questions import Question, answered, of_history, total
from actions.reports.sheets import Key, Sheet, SheetLine
from actions.shortfalls.tracking import Tracked, tracked_of
from models.journal import Journal
from models.reports import Report, ReportRow
from models.types import Key as Number
from models.windows import Period
from states.doubts import sum_of_children
from states.lights import Explained
from states.subjects import SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line with what stands beside it. `earlier`: the unit's own lines of this item, oldest first."""

    line: SheetLine
    earlier: Sequence[Any]
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """A target: its light, the sum of the lines that share it, and whether their shares make up the whole."""

    name: str
    unit: str
    value: Decimal
    sum: Decimal | None
    light: Explained
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    lines: Sequence[Told]
    targets: Sequence[Together]
    life: Sequence[Any]


_EARLIER = (
    select(
        ReportRow.c.item_id, ReportRow.c.target_id, ReportRow.c.reported_period, ReportRow.c.reported_cumulative,
        ReportRow.c.verified_cumulative, ReportRow.c.progress, ReportRow.c.problems, ReportRow.c.next_steps,
        Report.c.id.label("report"), Report.c.state, Period.c.title,
    )
    .join(Report.t, Report.c.id == ReportRow.c.report_id)
    .join(Period.t, Period.c.id == Report.c.period_id)
    .where(
        Report.c.assignment_id == bindparam("b_assignment", type_=Number),
        Report.c.unit_id == bindparam("b_unit", type_=Number),
        Report.c.id != bindparam("b_report", type_=Number),
        Period.c.ends_on < bindparam("b_ends_on"),
    )
    .order_by(Period.c.ends_on, Report.c.round, Report.c.id)
)  # fmt: skip


def dossier_of(act: Act, sheet: Sheet) -> Dossier:
    """Of a report that the reader may see; a fixed number of questions, however many lines it has."""
    earlier = _earlier(act, sheet)
    published = act.published(sheet.row.assessment_id)
    tracked = tracked_of(act.tx, published.scheme, [sheet.row.assignment_id], today=act.now.date())
    return Dossier(
        lines=[_told(sheet, line, earlier.get(line.key, ())) for line in sheet.lines],
        targets=_together(sheet, tracked),
        life=_life(act, sheet.id),
    )


def _earlier(act: Act, sheet: Sheet) -> Mapping[Key, Sequence[Any]]:
    told = {
        "b_assignment": sheet.row.assignment_id,
        "b_unit": sheet.row.unit_id,
        "b_report": sheet.id,
        "b_ends_on": sheet.place.ends_on,
    }
    found: defaultdict[Key, list[Any]] = defaultdict(list)
    for row in act.tx.execute(_EARLIER, told):
        found[row.item_id, row.target_id].append(row)
    return found


def _told(sheet: Sheet, line: SheetLine, earlier: Sequence[Any]) -> Told:
    about, facts = line.asked.title, sheet.facts
    questions = [*answered(facts.doubts, facts.explanations, about)]
    if line.row is not None:
        questions += of_history(line.row, earlier, unit=line.asked.unit, about=about)
    return Told(line=line, earlier=earlier, questions=questions)


def _together(sheet: Sheet, tracked: Sequence[Tracked]) -> list[Together]:
    """Each numeric target with the sum of its lines; the shares of the items beside the target (层层加码)."""
    found = []
    for each in tracked:
        own = [line for line in sheet.lines if line.asked.target_id == each.target_id]
        several = len(own) > 1
        light = next((one for one in each.periods if one.figure and one.figure.report_id == sheet.id), each.latest)
        shares = [line.asked.annual_target for line in own if line.asked.annual_target is not None]
        doubt = sum_of_children(shares, target=each.aim.value, unit=each.aim.unit, about=each.aim.name)
        found.append(
            Together(
                name=each.aim.name,
                unit=each.aim.unit,
                value=each.aim.value,
                sum=total([line.figure("reported_cumulative") for line in own]) if several else None,
                light=light,
                question=doubt.sentence if doubt is not None and several else "",
            )
        )
    return found


def _life(act: Act, report: int) -> Sequence[Any]:
    query = select(Journal.t).where(Journal.c.subject_kind == SubjectKind.REPORT.value, Journal.c.subject_id == report)
    return act.tx.execute(query.order_by(Journal.c.id)).all()
