"""`kaohe check`: every error and doubt of a scheme, where it stands and what would be right."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from checks.checking import check
from checks.doubt import Doubt, Severity
from cli.groups import WRONG
from cli.schemes import calendar_for, read_scheme
from cli.speaking import answer, page
from config.basis import Basis
from config.loading import Loaded, SchemeErrors, SchemeProblem, locate
from config.readings import assignments_of
from config.scheme import Document, Scheme
from config.windowing import windows_of
from documents.messages import shipped_templates
from workdays.wording import say_day

SCHEMA = "kaohe.check/1"
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


@dataclass(frozen=True, slots=True)
class Remark:
    """An error or a doubt, with its place in the file."""

    severity: Severity
    file: str
    line: int
    column: int
    pointer: str
    message: str
    suggestion: str
    quote: str
    basis: Basis | None = None

    def as_json(self) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in self.__slots__ if name != "basis"}
        return {**told, "severity": self.severity.value, "basis": self.basis and self.basis.model_dump(mode="json")}


def run(name: str, *, as_json: bool) -> int:
    loaded, remarks = look(name)
    errors = [each for each in remarks if each.severity is Severity.ERROR]
    if as_json:
        answer(SCHEMA, _told(name, loaded, remarks))
    else:
        _show(loaded, remarks)
    return WRONG if errors else 0


def look(name: str) -> tuple[Loaded | None, tuple[Remark, ...]]:
    """The scheme, if it can be read at all, and everything to be said about it."""
    try:
        loaded = read_scheme(name)
    except SchemeErrors as errors:
        return None, tuple(_of_problem(each) for each in errors.problems)
    doubts = check(loaded.scheme, calendar=calendar_for(loaded.scheme), templates=shipped_templates())
    return loaded, tuple(_of_doubt(loaded, each) for each in doubts)


def _of_problem(problem: SchemeProblem) -> Remark:
    return Remark(
        Severity.ERROR,
        problem.file,
        problem.line,
        problem.column,
        problem.pointer,
        problem.message,
        problem.suggestion,
        problem.quote,
    )


def _of_doubt(loaded: Loaded, doubt: Doubt) -> Remark:
    place = locate(loaded.source, doubt.pointer)
    return Remark(
        doubt.severity,
        loaded.source.name,
        place.line,
        place.column,
        doubt.pointer,
        doubt.sentence,
        doubt.suggestion,
        place.quote,
        doubt.basis,
    )


def _told(name: str, loaded: Loaded | None, remarks: Sequence[Remark]) -> dict[str, Any]:
    counts = _counts(remarks)
    return {
        "scheme": loaded.scheme.scheme if loaded else None,
        "title": loaded.scheme.title if loaded else None,
        "asked": name,
        "documents": [each.model_dump(mode="json") for each in loaded.scheme.documents] if loaded else [],
        "ok": counts[Severity.ERROR] == 0,
        "counts": {f"{severity.value}s": counts[severity] for severity in Severity},
        "errors": [each.as_json() for each in remarks if each.severity is Severity.ERROR],
        "doubts": [each.as_json() for each in remarks if each.severity is not Severity.ERROR],
    }


def _counts(remarks: Iterable[Remark]) -> Counter[Severity]:
    return Counter(each.severity for each in remarks)


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
    console.print(Text(summary(remarks)), soft_wrap=True)


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


def summary(remarks: Sequence[Remark]) -> str:
    counts = _counts(remarks)
    if not remarks:
        return "没有发现错误和疑点。"
    told = "，".join(f"{counts[each]} 处{each.label}" for each in Severity if counts[each])
    return f"{told}。" if counts[Severity.ERROR] else f"没有错误；{told}，请人判断。"
