"""What is wrong with a scheme, said to the person who wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass

from config.errors import KaoheError


@dataclass(frozen=True, slots=True)
class Finding:
    """An error by pointer, not yet by line. `earlier` points at the place that it collides with."""

    pointer: str
    sentence: str
    suggestion: str = ""
    earlier: str = ""
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class SchemeProblem:
    """One error: where it stands, what is wrong, what would be right."""

    file: str
    line: int
    column: int
    pointer: str
    message: str
    suggestion: str = ""
    quote: str = ""

    def __str__(self) -> str:
        advice = f"。{self.suggestion}" if self.suggestion else ""
        return f"{self.file}:{self.line}:{self.column}: {self.message}{advice}"


class SchemeErrors(KaoheError):
    """考核方案用不了: every problem at once, in the order of the file."""

    def __init__(self, problems: Iterable[SchemeProblem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda each: (each.line, each.column, each.pointer)))
        super().__init__("\n".join(map(str, self.problems)))
