"""批量核验: reports that are on pace and raise no question, taken as reported; every other is looked at by itself."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import Field

from actions.acts import Conflict, Data, Done, Parts, Refused, act
from actions.context import Act
from actions.reports.loading import contents_of, report_of
from actions.reports.verifying import Verification, verify_report
from actions.shortfalls.tracking import Tracked, tracked_of
from actions.subjects import Subject
from states.lights import COLOURS
from states.pace import Light
from states.report import ReportFacts

LABEL, AT_ONCE = "批量核验", 10
ALONE = "请打开逐件核验"


class Seen(Data):
    """A report as it was shown."""

    report: int = Field(description="进展报告编号")
    version: int | None = Field(default=None, description="办理时看到的版本；与现在的不同就不办，请刷新")


class Ticked(Data):
    """Several reports, each ticked by hand."""

    items: tuple[Seen, ...] = Field(min_length=1, max_length=100, description="勾选的进展报告，每次至多100件")
    words: str = Field(default="", description="核验意见")


def _few_at_a_time(data: Ticked) -> list[Ticked]:
    tens = range(0, len(data.items), AT_ONCE)
    return [data.model_copy(update={"items": data.items[start : start + AT_ONCE]}) for start in tens]


def _together(parts: Sequence[Done]) -> Done:
    results = [result for part in parts for result in part.details["results"]]
    refused = [result for result in results if not result["ok"]]
    if len(refused) == len(results):
        raise Refused(LABEL, tuple(f"{result['title']}：{'；'.join(result['reasons'])}" for result in refused))
    said = f"已按上报值核验{len(results) - len(refused)}件"
    left = f"，{len(refused)}件没有办理：" + "；".join(
        f"{one['title']}（{'，'.join(one['reasons'])}）" for one in refused
    )
    return Done(said + (left if refused else ""), details={"results": results})


@act("verify_reports", label=LABEL, data=Ticked, parts=Parts(_few_at_a_time, _together))
def verify_reports(act: Act, data: Ticked) -> Done:
    """批量核验达到序时进度、没有疑点的进展报告，认定值与上报值一致；逐件告知结果，一件不成不影响其余（A30）。"""
    results = [_one(act, item, data.words) for item in data.items]
    return Done(f"已办理{len(results)}件", details={"results": results})


def _one(act: Act, item: Seen, words: str) -> dict[str, Any]:
    told: dict[str, Any] = {"report": item.report, "title": f"第{item.report}号"}
    try:
        with act.attempt():
            subject = report_of(act, item.report)
            told["title"] = f"“{subject.title}”{subject.what}"
            if item.version not in (None, subject.row.version):
                raise Conflict(act.entry.label, ("已有变化，请刷新后再办",))
            if reasons := [*why_alone(act, subject)]:
                raise act.refused(*reasons)
            done = verify_report(act, Verification(report=item.report, words=words))
    except Refused as refused:
        return {**told, "ok": False, "reasons": list(refused.reasons), "may_repeat": isinstance(refused, Conflict)}
    return {**told, "ok": True, "said": done.summary}


def why_alone(act: Act, subject: Subject[ReportFacts]) -> Iterator[str]:
    """Why a report has to be looked at by itself."""
    tracked = tracked_of(act.tx, subject.published.scheme, [subject.row.assignment_id], today=act.now.date())
    yield from pace_against(tracked, subject.id)
    for doubt in contents_of(act, subject)["doubts"]:
        yield f"{doubt.sentence}，{ALONE}"


def pace_against(tracked: Sequence[Tracked], report: int) -> Iterator[str]:
    """What speaks against taking its figures unseen: no figure at all, or one behind its pace."""
    lights = [(each, light) for each in tracked for light in each.periods if _is_of(light.figure, report)]
    if not lights or len(lights) < len(tracked):
        yield f"没有可以与序时进度比较的数，{ALONE}"
    for each, light in lights:
        if light.light is not Light.GREEN:
            yield f"“{each.title}”是{COLOURS[light.light]}，{ALONE}"


def _is_of(figure: Any, report: int) -> bool:
    return figure is not None and figure.report_id == report
