"""From a file to a typed scheme, or to every error at once with line and column."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config.names import normalised, resolved
from config.objections import findings_of
from config.problems import Finding, SchemeErrors, SchemeProblem
from config.scheme import Scheme
from config.scoring.factsheet import FactSheet
from config.source import Place, Source, checked, file_text, locate, locate_key
from config.syntax import Spot, TextFault, Unreadable
from config.tree import plain, read_tree

__all__ = [
    "Loaded",
    "Place",
    "SchemeErrors",
    "SchemeProblem",
    "fact_sheet",
    "load_facts",
    "load_scheme",
    "locate",
    "read_source",
    "scheme_hash",
]

UNNAMED = "方案"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scheme, and the text in which every part of it can be found."""

    scheme: Scheme
    source: Source

    @property
    def hash(self) -> str:
        return scheme_hash(self.source.text)


def load_scheme(text_or_path: str | Path, *, name: str = "") -> Loaded:
    """A path is read, a str is the text itself. Raises SchemeErrors with every problem; nothing is half-loaded."""
    source, faults = read_source(text_or_path, name=name)
    data, found = normalised(plain(source.root))
    findings = list(found)
    scheme = None
    try:
        scheme = Scheme.model_validate(data)
    except ValidationError as error:
        findings.extend(findings_of(error, Scheme, data))
    if scheme is None or findings or faults:
        raise SchemeErrors([*_of_text(source, faults), *(problem_of(source, finding) for finding in findings)])
    return Loaded(scheme, source)


def load_facts(path: Path, loaded: Loaded) -> tuple[FactSheet, Source]:
    """The facts of a scoring, names turned into the scheme's codes. Raises SchemeErrors with every problem."""
    source, faults = read_source(path)
    sheet, findings = fact_sheet(plain(source.root), loaded)
    if sheet is None or faults:
        raise SchemeErrors([*_of_text(source, faults), *(problem_of(source, finding) for finding in findings)])
    return sheet, source


def fact_sheet(data: dict[str, Any], loaded: Loaded) -> tuple[FactSheet | None, tuple[Finding, ...]]:
    """The facts that plain data says, whatever it was read from; none where anything has to be refused."""
    findings = list(resolved(FactSheet, data, by=plain(loaded.source.root)))
    try:
        sheet = FactSheet.model_validate(data)
    except ValidationError as error:
        return None, (*findings, *findings_of(error, FactSheet, data))
    return (None if findings else sheet), tuple(findings)


def read_source(text_or_path: str | Path, *, name: str = "") -> tuple[Source, tuple[TextFault, ...]]:
    """The text as a tree, before anybody asks what it means; with faults that did not stop the reading."""
    title = name or (str(text_or_path) if isinstance(text_or_path, Path) else UNNAMED)
    text = ""
    try:
        text = _text(text_or_path)
        root, faults = read_tree(text)
    except Unreadable as error:
        raise SchemeErrors([_unread(title, text, error.fault)]) from error
    except OSError as error:
        fault = TextFault(Spot(1, 1), f"文件读不了：{error.strerror}", "检查路径和读取权限")
        raise SchemeErrors([_unread(title, text, fault)]) from error
    return Source(title, text, root, tuple(text.splitlines())), faults


def _text(text_or_path: str | Path) -> str:
    if isinstance(text_or_path, Path):
        return file_text(text_or_path)
    return checked(text_or_path.removeprefix("\ufeff"))


def scheme_hash(text: str) -> str:
    """The identity of a scheme's text: line ends and a byte-order mark do not change it."""
    same = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return hashlib.sha256(same.encode()).hexdigest()


def problem_of(source: Source, finding: Finding) -> SchemeProblem:
    """A finding with its place in the text."""
    place = (locate_key if finding.at_key else locate)(source, finding.pointer)
    sentence = finding.sentence
    if finding.earlier:
        sentence += f"，第 {locate(source, finding.earlier).line} 行已经用过"
    return SchemeProblem(
        source.name, place.line, place.column, finding.pointer, sentence, finding.suggestion, place.quote
    )


def _of_text(source: Source, faults: Iterable[TextFault]) -> list[SchemeProblem]:
    return [_unread(source.name, source.text, fault) for fault in faults]


def _unread(name: str, text: str, fault: TextFault) -> SchemeProblem:
    lines = text.splitlines()
    line = lines[fault.spot.line - 1] if fault.spot.line <= len(lines) else ""
    quote = line[fault.spot.column - 1 :].strip()[:80]
    return SchemeProblem(
        name, fault.spot.line, fault.spot.column, fault.pointer, fault.sentence, fault.suggestion, quote
    )
