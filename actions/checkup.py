"""The check-up of a scheme's text: every error and doubt of it, each where it stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from checks.checking import check
from checks.doubt import Doubt, Severity
from checks.known_days import calendar_for
from config.basis import Basis
from config.loading import Loaded, SchemeErrors, SchemeProblem, load_scheme, locate
from documents.messages import shipped_templates


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


Checkup = tuple[Loaded | None, tuple[Remark, ...]]


@lru_cache(maxsize=8)
def checkup_of(text: str, name: str = "") -> Checkup:
    """The scheme, if it can be read at all, and everything to be said about it. Whoever looks twice waits once."""
    try:
        return checked(load_scheme(text, name=name))
    except SchemeErrors as errors:
        return None, tuple(of_problem(each) for each in errors.problems)


def checked(loaded: Loaded) -> Checkup:
    """A scheme that can be read, with what is doubtful in it."""
    doubts = check(loaded.scheme, calendar=calendar_for(loaded.scheme), templates=shipped_templates())
    return loaded, tuple(_of_doubt(loaded, each) for each in doubts)


def of_problem(problem: SchemeProblem) -> Remark:
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


def counted(remarks: Iterable[Remark]) -> Counter[Severity]:
    return Counter(each.severity for each in remarks)


def summed_up(remarks: Iterable[Remark]) -> str:
    """How many of each, in one sentence."""
    counts = counted(remarks)
    if not counts:
        return "没有发现错误和疑点。"
    told = "，".join(f"{counts[each]} 处{each.label}" for each in Severity if counts[each])
    return f"{told}。" if counts[Severity.ERROR] else f"没有错误；{told}，请人判断。"
