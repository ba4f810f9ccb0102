"""Gates before a submission: what is missing refuses, item by item; what is doubtful passes with a 说明 (O28)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from config.indicators import BreakdownField
from config.labels import Labelled
from config.windows import ReportField
from states.doubts import Doubt, unexplained

# 指标综述 and its like are said once of the indicator, everything else of each second-level item.
OF_THE_WHOLE = frozenset(
    {
        BreakdownField.OVERVIEW,
        BreakdownField.ACCEPTANCE,
        BreakdownField.DEFINITION,
        BreakdownField.SCORING_STANDARD,
        BreakdownField.ASSESSMENT_METHOD,
        BreakdownField.SELF_CHECK,
        BreakdownField.IMPROVEMENT,
    }
)


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One second-level item of a breakdown, or its row in a report: which fields hold something."""

    number: int
    title: str
    filled: frozenset[BreakdownField] | frozenset[ReportField] = field(default_factory=frozenset)


class Filled(Protocol):
    @property
    def items(self) -> tuple[ItemFacts, ...]: ...


class Doubtful(Protocol):
    @property
    def doubts(self) -> tuple[Doubt, ...]: ...
    @property
    def explanations(self) -> Mapping[str, str]: ...


class Contributed(Protocol):
    @property
    def parts_missing(self) -> tuple[str, ...]: ...
    @property
    def parts_named(self) -> frozenset[str]: ...


class Documented(Protocol):
    @property
    def has_document(self) -> bool: ...


def lacking(items: Iterable[ItemFacts], required: Iterable[Labelled]) -> str | None:
    """Every item that lacks something, with what it lacks: 「第1项“出台方案”缺责任人、承办人」."""
    wanted = tuple(required)
    found = [
        f"第{item.number}项“{item.title}”缺{'、'.join(missing)}"
        for item in items
        if (missing := [each.label for each in wanted if each not in item.filled])
    ]
    return "；".join(found) or None


def has_items(facts: Filled) -> str | None:
    return None if facts.items else "还没有分解出二级指标"


def doubts_are_explained(facts: Doubtful) -> str | None:
    """A doubt without a written 说明 holds the submission; with one it passes and the reviewer reads it."""
    open_ones = unexplained(facts.doubts, facts.explanations)
    return "请逐项说明：" + "；".join(doubt.sentence for doubt in open_ones) if open_ones else None


def parts_are_in_or_named(facts: Contributed) -> str | None:
    """O29: the lead may go without a co-unit's part, naming it."""
    missing = [unit for unit in facts.parts_missing if unit not in facts.parts_named]
    return f"{'、'.join(missing)}尚未提供配合材料，请催办，或注明未提供" if missing else None


def document_is_named(facts: Documented) -> str | None:
    """An outside actor's step is recorded with the paper behind it (O01)."""
    return None if facts.has_document else "请登记上级认定的文件、日期和附件"
