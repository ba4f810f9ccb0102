"""Several reports at once, as a writer has them before him: saved and handed in together, each with its own result."""

from collections.abc import Sequence
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Conflict, Data, Done, Parts, Refused, act
from actions.context import Act
from actions.reports.filling import Filled, fill
from actions.reports.loading import report_of
from actions.reports.submitting import hand_in
from actions.subjects import Subject
from models.assignments import Assignment
from models.reports import Report
from states.report import ReportFacts, ReportState

FILLING, HANDING_IN, AT_ONCE = "填报多项进展", "报送多项进展", 10
BY_STATE = {ReportState.RETURNED.value: "resubmit", ReportState.FILLING.value: "submit"}


class ManyFilled(Data):
    """Reports as they were filled in on one page."""

    reports: tuple[Filled, ...] = Field(min_length=1, max_length=100, description="各期进展报告的内容")


class ManyHanded(Data):
    """Reports that are to leave together."""

    reports: tuple[int, ...] = Field(min_length=1, max_length=100, description="进展报告编号")
    words: str = Field(default="", description="附言")


def _filled_in_tens(data: ManyFilled) -> list[ManyFilled]:
    """Ten at a time: nobody else waits longer for the database than a click may last."""
    tens = range(0, len(data.reports), AT_ONCE)
    return [data.model_copy(update={"reports": data.reports[start : start + AT_ONCE]}) for start in tens]


def _handed_in_tens(data: ManyHanded) -> list[ManyHanded]:
    wanted = tuple(dict.fromkeys(data.reports))
    tens = range(0, len(wanted), AT_ONCE)
    return [data.model_copy(update={"reports": wanted[start : start + AT_ONCE]}) for start in tens]


def _results(parts: Sequence[Done], label: str, said: str) -> Done:
    results = [result for part in parts for result in part.details["results"]]
    refused = [result for result in results if not result["ok"]]
    if len(refused) == len(results):
        raise Refused(label, tuple(dict.fromkeys(_named(result) for result in refused)))
    left = f"，{len(refused)}项没有办理" if refused else ""
    return Done(f"{said}{len(results) - len(refused)}项{left}", details={"results": results})


def _named(result: dict[str, Any]) -> str:
    reasons = "；".join(result["reasons"])
    return f"{result['title']}：{reasons}" if result["title"] else reasons


def _all_filled(parts: Sequence[Done]) -> Done:
    return _results(parts, FILLING, "已保存")


def _all_handed_in(parts: Sequence[Done]) -> Done:
    return _results(parts, HANDING_IN, "已报送")


@act("fill_reports", label=FILLING, data=ManyFilled, parts=Parts(_filled_in_tens, _all_filled))
def fill_reports(act: Act, data: ManyFilled) -> Done:
    """一次保存几期进展报告；逐期告知结果，一期不成不影响其余。"""
    results = []
    for each in data.reports:
        told: dict[str, Any] = {"report": each.report, "title": ""}
        try:
            with act.attempt():
                done = fill(act, each)
            results.append({**told, "ok": True, "said": done.summary, "version": done.details["version"]})
        except Refused as refused:
            results.append(_failed(told, refused))
    return Done(f"已办理{len(results)}项", details={"results": results})


@act("submit_reports", label=HANDING_IN, data=ManyHanded, parts=Parts(_handed_in_tens, _all_handed_in))
def submit_reports(act: Act, data: ManyHanded) -> Done:
    """一次报送几项任务的进展，退回修改的重新报送；逐项告知结果，一项不成不影响其余（A30）。"""
    results: list[dict[str, Any]] = []
    for group in _of_one_task(act, data.reports):
        told: dict[str, Any] = {"reports": group, "title": ""}
        try:
            with act.attempt():
                told["title"] = _hand_in_together(act, group, words=data.words)
            results.append({**told, "ok": True})
        except Refused as refused:
            results.append(_failed({**told, "title": told["title"] or _title(act, group)}, refused))
    return Done(f"已办理{len(results)}项", details={"results": results})


def _of_one_task(act: Act, reports: Sequence[int]) -> list[list[int]]:
    """The periods of one task in one window leave together or not at all."""
    query = select(Report.c.id, Report.c.assignment_id, Report.c.window_id).where(Report.c.id.in_(reports))
    places = {row.id: (row.assignment_id, row.window_id) for row in act.tx.execute(query)}
    groups: dict[Any, list[int]] = {}
    for number in reports:
        groups.setdefault(places.get(number, number), []).append(number)
    return list(groups.values())


def _hand_in_together(act: Act, reports: Sequence[int], *, words: str) -> str:
    """Hand in every one of them; the task's title. Raises `Refused` with what speaks against any of them."""
    reasons: list[str] = []
    subject: Subject[ReportFacts] | None = None
    for number in reports:
        subject = report_of(act, number)
        try:
            hand_in(act, subject, _verb(act, subject), words=words)
        except Refused as refused:
            several = len(reports) > 1
            reasons += [f"{subject.place.period_title}：{each}" if several else each for each in refused.reasons]
    if reasons or subject is None:
        raise act.refused(*reasons)
    return str(subject.place.title)


def _title(act: Act, reports: Sequence[int]) -> str:
    query = select(Assignment.c.title).join(Report.t, Report.c.assignment_id == Assignment.c.id)
    return act.tx.scalar(query.where(Report.c.id == reports[0])) or ""


def _verb(act: Act, subject: Subject[ReportFacts]) -> str:
    """First handed in, or again after a return; a correction has words of its own, and goes by itself."""
    verb = BY_STATE.get(subject.state)
    if verb is None:
        label = subject.machine.states[subject.state].label
        raise act.refused(f"现在是“{label}”，没有待报送的内容")
    return verb


def _failed(told: dict[str, Any], refused: Refused) -> dict[str, Any]:
    return {**told, "ok": False, "reasons": list(refused.reasons), "may_repeat": isinstance(refused, Conflict)}
