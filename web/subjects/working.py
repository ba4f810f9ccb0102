"""What is sent from the page of reports: first everything typed is kept, then what the button says is done.

A script asks for JSON and gets the parts of the page that changed; without one the answer is a page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from starlette.responses import JSONResponse, Response

from actions.acts import Refused
from actions.doors import Door
from actions.evidence.taking import add_file
from actions.performing import Busy, perform
from actions.reports.sheets import Sheet
from config.figures import Measure
from documents.evidence import EvidenceRefused
from web.kernel.errors import not_found
from web.kernel.flashes import flash
from web.kernel.pages import Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit
from web.subjects.reckoning import said as said_figures
from web.subjects.reporting import form_of
from web.subjects.typed import Typed, changed, figure_field, name_of, numbers_in

KEEP, SUBMIT, UPLOAD, PAPER, REUSE, DETACH = "keep", "submit", "upload", "paper", "reuse", "detach"


@dataclass(frozen=True, slots=True)
class Work:
    """Where the form stands."""

    path: str
    is_window: bool


@dataclass(slots=True)
class Outcome:
    """What became of it. `reasons` by report, 0 for what concerns none in particular."""

    said: list[str] = field(default_factory=list)
    reasons: dict[int, list[str]] = field(default_factory=dict)
    sent: int = 0

    def refuse(self, reasons: Sequence[str], *, report: int = 0) -> None:
        self.reasons.setdefault(report, []).extend(reasons)


def work_on(visit: Visit, posted: Posted, load: Callable[[], list[Sheet]], *, at: Work) -> Response:
    found = load()
    if not found:
        raise not_found("报送")
    typed, outcome = Typed.of(posted), Outcome()
    _keep(visit, found, typed, outcome)
    verb, *told = (posted.get("_do") or KEEP).split(":")
    if verb == SUBMIT and not typed.errors and not outcome.reasons:
        _hand_in(visit, found, outcome)
    elif verb in WORKS:
        _attempt(outcome, partial(WORKS[verb], visit, posted, found, told, outcome))
    visit.tx.rollback()  # a read that began before the write would not see it
    return _answer(visit, posted, load(), typed, outcome, at=at)


def _attempt(outcome: Outcome, work: Callable[[], None]) -> None:
    try:
        work()
    except Refused as refused:
        outcome.refuse(reasons_of(refused))
    except (EvidenceRefused, Busy) as refused:
        outcome.refuse([str(refused)])


def _door(visit: Visit) -> Door:
    return Door(now=visit.now, by=visit.by)


def _keep(visit: Visit, found: Sequence[Sheet], typed: Typed, outcome: Outcome) -> None:
    """Everything that can be read; a report with something unreadable in it stays as it was until that is mended."""
    told = changed(found, typed)
    wrong = {name.partition(".")[0] for name in typed.errors}
    whole = [each for each in told if str(each["report"]) not in wrong]
    if not whole:
        return
    try:
        done = perform(visit.surroundings.database, "fill_reports", {"reports": whole}, door=_door(visit))
    except (Refused, Busy) as refused:
        outcome.refuse(reasons_of(refused))
        return
    for result in done.details["results"]:
        if result["ok"]:
            outcome.said.append(result["said"])
        else:
            outcome.refuse(result["reasons"], report=result["report"])


def _hand_in(visit: Visit, found: Sequence[Sheet], outcome: Outcome) -> None:
    """All that wait, each with its own result."""
    ids = [sheet.id for sheet in found if sheet.is_open and sheet.row.state != "correcting"]
    if not ids:
        outcome.refuse(["这里没有待报送的内容"])
        return
    try:
        done = perform(visit.surroundings.database, "submit_reports", {"reports": ids}, door=_door(visit))
    except (Refused, Busy) as refused:
        outcome.refuse(reasons_of(refused))
        return
    outcome.said = [done.summary]
    for result in done.details["results"]:
        outcome.sent += len(result["reports"]) if result["ok"] else 0
        if not result["ok"]:
            outcome.refuse(result["reasons"], report=result["reports"][0])


# Evidence


def _wanted(posted: Posted, found: Sequence[Sheet]) -> list[int]:
    """For which of the reports; where nobody said, for all that are open."""
    ticked = set(numbers_in(posted.all("_reports")))
    return [sheet.id for sheet in found if sheet.is_open and (not ticked or sheet.id in ticked)]


def _described(visit: Visit, found: Sequence[Sheet], reports: Sequence[int]) -> dict[str, Any]:
    sheet = next(each for each in found if each.id == reports[0])
    unit = visit.directory.units[sheet.row.unit_id].code
    return {"office": visit.directory.office_code, "unit": unit, "report": reports[0], "also": reports[1:]}


def _upload(visit: Visit, posted: Posted, found: Sequence[Sheet], _told: Sequence[str], outcome: Outcome) -> None:
    files = [file for name, file in posted.files if name == "file" and file.filename]
    reports = _wanted(posted, found)
    if not files or not reports:
        outcome.refuse(["请先选择文件"] if not files else ["没有可以添加材料的报告"])
        return
    about, title = _described(visit, found, reports), posted.get("_title").strip()
    for number, file in enumerate(files, start=1):
        name = str(file.filename)
        own = title if len(files) == 1 else f"{title}{number}" if title else ""
        told = {**about, "title": own or name.rpartition(".")[0] or name, "note": posted.get("_note")}
        _attempt(outcome, partial(_add, visit, file, told, outcome))


def _add(visit: Visit, file: Any, told: dict[str, Any], outcome: Outcome) -> None:
    """One file; another that is refused does not hold it back."""
    surroundings, name = visit.surroundings, str(file.filename)
    done = add_file(surroundings.database, surroundings.store, file.file, name=name, told=told, door=_door(visit))
    outcome.said.append(done.summary)


def _paper(visit: Visit, posted: Posted, found: Sequence[Sheet], _told: Sequence[str], outcome: Outcome) -> None:
    reports = _wanted(posted, found)
    if not reports:
        outcome.refuse(["没有可以添加材料的报告"])
        return
    told = {
        **_described(visit, found, reports),
        "title": posted.get("_paper_title").strip(),
        "document_no": posted.get("_paper_no").strip(),
        "kept_at": posted.get("_paper_place").strip(),
    }
    done = perform(visit.surroundings.database, "add_paper_evidence", told, door=_door(visit))
    outcome.said.append(done.summary)


def _reuse(visit: Visit, posted: Posted, found: Sequence[Sheet], _told: Sequence[str], outcome: Outcome) -> None:
    evidence = numbers_in(posted.all("_evidence"))
    if not evidence:
        outcome.refuse(["请先勾选材料"])
        return
    told = {"evidence": evidence, "reports": _wanted(posted, found)}
    outcome.said.append(perform(visit.surroundings.database, "reuse_evidence", told, door=_door(visit)).summary)


def _detach(visit: Visit, _posted: Posted, _found: Sequence[Sheet], told: Sequence[str], outcome: Outcome) -> None:
    numbers = numbers_in(told)
    if len(numbers) != 2:
        outcome.refuse(["请刷新页面再撤下材料"])
        return
    which = {"evidence": numbers[0], "report": numbers[1]}
    outcome.said.append(perform(visit.surroundings.database, "detach_evidence", which, door=_door(visit)).summary)


WORKS: dict[str, Callable[[Visit, Posted, Sequence[Sheet], Sequence[str], Outcome], None]] = {
    UPLOAD: _upload,
    PAPER: _paper,
    REUSE: _reuse,
    DETACH: _detach,
}


# The answer


def _answer(
    visit: Visit, posted: Posted, found: Sequence[Sheet], typed: Typed, outcome: Outcome, *, at: Work
) -> Response:
    wrong = bool(typed.errors or outcome.reasons)
    if visit.request.headers.get("Accept", "").startswith("application/json"):
        return JSONResponse(_told(visit, found, typed, outcome))
    if outcome.sent:
        receipt = visit.redirect(f"{at.path}/receipt")
        return flash(receipt, "warning", "；".join(outcome.said)) if outcome.reasons else receipt
    if not wrong:
        said = "；".join(outcome.said) or "没有改动"
        return flash(visit.redirect(f"{at.path}{_anchor(posted)}"), "success", said)
    form = form_of(visit, found, typed=typed)
    form.reasons = outcome.reasons
    return visit.page("subjects/report/fill.html", status=422, form=form, at=at, view=None)


def _anchor(posted: Posted) -> str:
    return "#evidence" if (posted.get("_do") or KEEP).partition(":")[0] in WORKS else ""


def _told(visit: Visit, found: Sequence[Sheet], typed: Typed, outcome: Outcome) -> dict[str, Any]:
    """What a script needs to bring the page up to date."""
    form = form_of(visit, found, typed=typed)
    draw = visit.renderer.draw
    return {
        "said": "；".join(dict.fromkeys(outcome.said)),
        "reasons": [reason for reasons in outcome.reasons.values() for reason in reasons],
        "errors": typed.errors,
        "kept_said": visit.words("草稿已保存 %(time)s", time=f"{visit.now:%H:%M}"),
        "ready_said": visit.words("报送前自查：%(open)s项中%(ready)s项可以报送", open=len(form.open), ready=form.ready),
        "reports": {
            str(sheet.id): {
                "version": sheet.row.version,
                "check": draw(visit, "subjects/report/check.html", {"sheet": sheet}),
                "evidence": draw(visit, "subjects/report/evidence.html", {"sheet": sheet}),
                "lines": dict(_lines(visit, sheet)),
            }
            for sheet in form.open
        },
    }


def _lines(visit: Visit, sheet: Sheet) -> Iterator[tuple[str, dict[str, str]]]:
    for line in sheet.lines:
        if line.asked.is_numeric:
            figure = line.figure("reported_period" if line.asked.measure is Measure.PERIOD else "reported_cumulative")
            pair = (figure, None) if line.asked.measure is Measure.PERIOD else (None, figure)
            yield name_of(sheet, line, figure_field(line)), said_figures(visit, line, *pair)
