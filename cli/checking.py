"""`kaohe check`: every error and doubt of a scheme, where it stands and what would be right."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from actions.checkup import Checkup, Remark, checked, counted, of_problem, summed_up
from checks.doubt import Severity
from cli.groups import WRONG
from cli.schemes import read_scheme
from cli.speaking import answer, page
from config.loading import Loaded, SchemeErrors
from config.readings import assignments_of
from config.scheme import Document, Scheme
from config.windowing import windows_of
from workdays.wording import say_day

SCHEMA = "kaohe.check/1"
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def run(name: str, *, as_json: bool) -> int:
    loaded, remarks = look(name)
    errors = [each for each in remarks if each.severity is Severity.ERROR]
    if as_json:
        answer(SCHEMA, _told(name, loaded, remarks))
    else:
        _show(loaded, remarks)
    return WRONG if errors else 0


def look(name: str) -> Checkup:
    """The scheme, if it can be read at all, and everything to be said about it."""
    try:
        return checked(read_scheme(name))
    except SchemeErrors as errors:
        return None, tuple(of_problem(each) for each in errors.problems)


def as_json(remark: Remark) -> dict[str, Any]:
    told = {name: getattr(remark, name) for name in Remark.__slots__ if name != "basis"}
    return {
        **told,
        "severity": remark.severity.value,
        "basis": remark.basis and remark.basis.model_dump(mode="json"),
    }


def _told(name: str, loaded: Loaded | None, remarks: Sequence[Remark]) -> dict[str, Any]:
    counts = counted(remarks)
    return {
        "scheme": loaded.scheme.scheme if loaded else None,
        "title": loaded.scheme.title if loaded else None,
        "asked": name,
        "documents": [each.model_dump(mode="json") for each in loaded.scheme.documents] if loaded else [],
        "ok": counts[Severity.ERROR] == 0,
        "counts": {f"{severity.value}s": counts[severity] for severity in Severity},
        "errors": [as_json(each) for each in remarks if each.severity is Severity.ERROR],
        "doubts": [as_json(each) for each in remarks if each.severity is not Severity.ERROR],
    }


def _show(loaded: Loaded | None, remarks: Sequence[Remark]) -> None:
    console = page()
    if loaded:
        console.print(Text(overview(loaded.scheme), style="bold"), soft_wrap=True)
        for document in loaded.scheme.documents:
            console.print(f"依据 {source(document)}", soft_wrap=True)
    for remark in remarks:
        console.print()
        console.print(said(remark), soft_wrap=True)
    console.print()
    console.print(Text(summed_up(remarks)), soft_wrap=True)


def overview(scheme: Scheme) -> str:
    tasks, windows = len(assignments_of(scheme)), len(windows_of(scheme))
    return (
        f"{scheme.title}：{tasks} 项指标任务，{windows} 次报送，{len(scheme.units)} 个单位，{len(scheme.posts)} 个岗位"
    )


def source(document: Document) -> str:
    """晋办发〔2019〕23号《…》，2019年4月23日（周二）成文，2019年4月24日（周三）下达."""
    dates = [(document.dated, "成文"), (document.issued, "下达"), (document.received, "收到")]
    return "，".join([f"{document.no}《{document.title}》", *(f"{say_day(day)}{what}" for day, what in dates if day)])


def said(remark: Remark) -> Text:
    """文件:行:列 in the form that editors jump to, then the sentence, the text and the remedy on lines of their own."""
    text = Text(f"{remark.file}:{remark.line}:{remark.column}: ")
    text.append(remark.severity.label, style=STYLES[remark.severity])
    text.append(f"：{remark.message}")
    if remark.quote:
        text.append(f"\n    │ {remark.quote}", style="dim")
    if remark.suggestion:
        text.append(f"\n    → {remark.suggestion}")
    if remark.basis:
        text.append(f"\n    依据 {remark.basis.clause}“{remark.basis.quote}”", style="dim")
    return text
