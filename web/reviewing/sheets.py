"""呈批单, the formal breakdown and the unit's report as papers: from what is under review, as its page shows it."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from starlette.responses import Response

from actions.letters.papering import DRAFT
from actions.reviewing.codes import SheetOf
from documents.letters.approvals import Step, approval_sheet
from documents.letters.breakdowns import Broken, breakdown_sheet, formal_letter
from documents.letters.model import AnyLetter
from documents.letters.progress import Reported, ReportedLine, progress_report
from scoring.numbers import plain
from states.package import PackageState
from states.subjects import SubjectKind
from web.kernel.errors import not_found
from web.kernel.visit import Visit
from web.letters.printing import Paper, paper_file, paper_page
from web.reviewing.breakdowns import ShownBreakdown, ShownItem
from web.reviewing.packages import Consolidated, consolidated
from web.reviewing.reading import Reviewed, ShownStep, reviewed
from web.reviewing.showing import shown_in
from workdays.wording import say_date, say_day

MOST_CHANGES = 8
OUT = frozenset(
    {PackageState.APPROVED.value, PackageState.SEALED.value, PackageState.SENT.value, PackageState.RECEIPTED.value}
)


# 呈批单


def sheet_file(visit: Visit, kind: SubjectKind, number: int, form: str) -> Response:
    review = reviewed(visit, kind, number)
    letter = approval_sheet(
        code=SheetOf(kind, number, review.round).code,
        organ=visit.at.office,
        subject=review.subject.title,
        unit=review.unit,
        date=say_date(visit.day),
        gist=(*_gist(review), *(f"与上次相比：{each}" for each in review.changes[:MOST_CHANGES])),
        steps=[_signing(step) for step in review.steps],
    )
    address = f"/review/{kind.value}/{number}/sheet"
    return paper_file(visit, Paper(letter=letter, at=visit.now, address=address, back=address), form)


def _gist(review: Reviewed) -> Iterator[str]:
    told = shown_in(review)
    if "package" in told:
        counts = told["package"].counts
        yield f"应收{counts['all']}项，已收{counts['in']}项，缺报{counts['missing']}项。"
        for entry in told["package"].entries:
            if entry.standing == "missing":
                yield f"缺报：{entry.unit} {entry.item.title}（{entry.words}）"
    elif "breakdown" in told:
        yield f"分解为{len(told['breakdown'].items)}项二级指标。"
        yield from (_target(target) for target in told["breakdown"].targets if target.value is not None)
    else:
        yield from (_line(line) for line in told["report"].lines)


def _target(target: Any) -> str:
    return f"{target.name}：{_number(target.value)}{target.unit}"


def _line(line: Any) -> str:
    done, share = line.told["cumulative"], line.told["share"]
    told = f"：累计完成{_number(done)}{line.unit}" if done is not None else ""
    return f"{line.title}{told}{f'（{_number(share)}%）' if share is not None else ''}"


def _signing(step: ShownStep) -> Step:
    spoken = [voice for voice in step.voices if voice.said] if step.stands == "past" else []
    said = (
        "　".join(part for part in (f"{voice.post}：{voice.said}", voice.words, _day(voice.at)) if part)
        for voice in spoken
    )
    return Step(step.label, tuple(said))


def _day(at: datetime | None) -> str:
    return say_date(at) if at is not None else ""


# 分解任务正式文件


def formal_page(visit: Visit, package: int, form: str = "") -> Response:
    """The report that goes upward with the breakdown."""
    review = reviewed(visit, SubjectKind.PACKAGE, package)
    found = consolidated(review.act, review.subject)
    letter = _report_of(visit, review, found)
    address = f"/unit-office/packages/{package}/letter"
    paper = Paper(letter=letter, at=visit.now, address=address, back=f"/unit-office/packages/{package}")
    return paper_file(visit, paper, form) if form else paper_page(visit, paper)


def _report_of(visit: Visit, review: Reviewed, found: Consolidated) -> AnyLetter:
    subject, scheme = review.subject, review.subject.published.scheme
    upward = {
        "organ": scheme.office.name,
        "addressee": scheme.superior.name if scheme.superior is not None else "",
        "number": getattr(subject.row, "document_no", "") or "",
        "date": say_date(visit.day),
        "draft": "" if subject.state in OUT else DRAFT,
    }
    if found.breakdowns:
        return formal_letter(scheme.title, [broken(*named(each)) for each in found.breakdowns], **upward)
    if not found.reports:
        raise not_found("文件")
    reports = [_reported(each) for each in found.entries if each.report is not None]
    missing = [f"{each.unit}　{each.item.title}" for each in found.entries if each.standing == "missing"]
    return progress_report(subject.title, reports, missing, **upward)


def named(entry: Any) -> tuple[str, str, bool, ShownBreakdown]:
    return entry.item.title, entry.unit, entry.star, entry.breakdown


def _reported(entry: Any) -> Reported:
    lines = tuple(
        ReportedLine(
            title=line.title,
            unit=line.unit,
            **{name: _number(line.told[name]) for name in ("annual_target", "period", "cumulative", "share")},
            **{name: line.told[name] or "" for name in ("progress", "problems", "next_steps")},
        )
        for line in entry.report.lines
    )
    return Reported(entry.item.title, entry.unit, lines)


def _number(value: Decimal | None) -> str:
    return plain(Fraction(value)) if value is not None else ""


def breakdown_file(visit: Visit, heading: str, found: list[Broken], *, address: str, form: str) -> Response:
    letter = breakdown_sheet(heading, found)
    return paper_file(visit, Paper(letter=letter, at=visit.now, address=address, back=address), form)


def broken(title: str, lead: str, star: bool, table: ShownBreakdown) -> Broken:
    return Broken(title, lead, star, tuple(_cells(item) for item in table.items), tuple(table.said))


def _cells(item: ShownItem) -> tuple[str, ...]:
    milestones = (f"{say_day(one.due_on)}前，{one.title}" for one in item.milestones if one.due_on is not None)
    return (
        str(item.number),
        item.content,
        item.requirement or "",
        item.standard or "",
        "\n".join(part for part in (item.schedule, *milestones) if part),
        say_date(item.due_on) if item.due_on is not None else "",
        item.leader or "",
        item.unit or "",
        item.responsible or "",
        "、".join(item.officers),
    )
