"""A doubt about a scheme: where, how grave, what is odd, what would be better."""

from dataclasses import dataclass

from config.basis import Basis
from config.labels import Labelled


class Severity(Labelled):
    """错误挡住发布；疑点和提示不挡，由人判断。"""

    ERROR = "error", "错误"
    WARNING = "warning", "疑点"
    NOTE = "note", "提示"


@dataclass(frozen=True, slots=True)
class Doubt:
    """`pointer` is a JSON pointer into the scheme; `config.loading.locate` turns it into line and column."""

    pointer: str
    severity: Severity
    sentence: str
    suggestion: str = ""
    basis: Basis | None = None


def error(pointer: str, sentence: str, suggestion: str = "", basis: Basis | None = None) -> Doubt:
    return Doubt(pointer, Severity.ERROR, sentence, suggestion, basis)


def warning(pointer: str, sentence: str, suggestion: str = "", basis: Basis | None = None) -> Doubt:
    return Doubt(pointer, Severity.WARNING, sentence, suggestion, basis)


def note(pointer: str, sentence: str, suggestion: str = "", basis: Basis | None = None) -> Doubt:
    return Doubt(pointer, Severity.NOTE, sentence, suggestion, basis)
