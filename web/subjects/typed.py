"""What a writer typed into the form of his reports: read into what the acts are told, or told back with what is wrong.

Inputs are named `<report>.<item or 0>.<target or 0>.<field>`; `<report>.as_of` and `<report>.version` are the report's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from actions.reports.sheets import Sheet, SheetLine
from config.figures import Measure
from documents.typed_numbers import NotAFigure, read_figure
from web.kernel.pages import Posted

WORDS = ("progress", "problems", "next_steps", "falling_reason")
PER_CENT = "%"
LONGEST = 18


@dataclass(slots=True)
class Typed:
    """One form. `errors`: by the name of the input; `texts`: everything as it was typed."""

    texts: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, posted: Posted) -> "Typed":
        return cls(dict(posted.inputs))

    def holds(self, sheet: Sheet) -> bool:
        """Whether the form has anything of this report."""
        return f"{sheet.id}.version" in self.texts

    def filled(self, sheet: Sheet) -> dict[str, Any]:
        """What `fill_report` is told of this report; what cannot be read is noted among the errors and left out."""
        told: dict[str, Any] = {"report": sheet.id, "lines": [*self._lines(sheet)]}
        for version in numbers_in([self.texts.get(f"{sheet.id}.version", "")]):
            told["version"] = version
        if sheet.place.is_partial:
            told["as_of"] = self._day(f"{sheet.id}.as_of")
        return told

    def _lines(self, sheet: Sheet) -> Iterator[dict[str, Any]]:
        for line in sheet.lines:
            told: dict[str, Any] = {"item": line.asked.item_id, "target": line.asked.target_id}
            told |= {word: self.texts.get(name_of(sheet, line, word), "").strip() for word in WORDS}
            told["completes_on"] = self._day(name_of(sheet, line, "completes_on"))
            if line.asked.is_numeric:
                typed = figure_field(line)
                told[typed] = self.figure(name_of(sheet, line, typed), unit=line.asked.unit)
                told["year_on_year"] = self.figure(name_of(sheet, line, "year_on_year"), unit=PER_CENT)
                told["city_rank"] = self._rank(name_of(sheet, line, "city_rank"))
            yield told

    def figure(self, name: str, *, unit: str) -> Decimal | None:
        try:
            return read_figure(self.texts.get(name, ""), unit=unit)
        except NotAFigure as wrong:
            self.errors[name] = str(wrong)
            return None

    def _rank(self, name: str) -> int | None:
        typed = self.texts.get(name, "").strip().removeprefix("第").removesuffix("名").removesuffix("位")
        rank = self._figure_of(name, typed)
        if rank is None:
            return None
        if rank != rank.to_integral_value() or rank < 1:
            self.errors[name] = f"“{typed}”不是位次，请填第几位，如 3"
            return None
        return int(rank)

    def _figure_of(self, name: str, typed: str) -> Decimal | None:
        try:
            return read_figure(typed)
        except NotAFigure:
            self.errors[name] = f"“{typed[:40]}”不是位次，请填第几位，如 3"
            return None

    def _day(self, name: str) -> date | None:
        typed = self.texts.get(name, "").strip()
        if not typed:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            self.errors[name] = f"“{typed[:40]}”不是日期，请写成 2019-05-13 的样子"
            return None


def numbers_in(texts: Sequence[str]) -> list[int]:
    """Those of them that number something: no form of ours sends longer ones than a key can be."""
    return [int(each) for each in texts if each.isdecimal() and len(each) <= LONGEST]


def figure_field(line: SheetLine) -> str:
    """Which of the two is typed: as the target declares."""
    return "period" if line.asked.measure is Measure.PERIOD else "cumulative"


def name_of(sheet: Sheet, line: SheetLine, field_name: str) -> str:
    return f"{sheet.id}.{line.asked.item_id or 0}.{line.asked.target_id or 0}.{field_name}"


def changed(sheets: Sequence[Sheet], typed: Typed) -> list[dict[str, Any]]:
    """The reports of the form that differ from what is kept: nothing is written again that is there already."""
    told = [(sheet, typed.filled(sheet)) for sheet in sheets if typed.holds(sheet) and sheet.is_open]
    return [each for sheet, each in told if _differs(sheet, each)]


def _differs(sheet: Sheet, told: Mapping[str, Any]) -> bool:
    if told.get("as_of") != sheet.row.as_of_on:
        return True
    lines = zip(sheet.lines, told["lines"], strict=True)
    return any(_line_differs(line, each) for line, each in lines)


def _line_differs(line: SheetLine, told: Mapping[str, Any]) -> bool:
    if line.row is None:
        return any(value not in (None, "") for name, value in told.items() if name not in ("item", "target"))
    names = {"period": "reported_period", "cumulative": "reported_cumulative"}
    return any(
        value != getattr(line.row, names.get(name, name))
        for name, value in told.items()
        if name not in ("item", "target")
    )
