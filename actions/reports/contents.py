"""What the gate of a submission looks at: rows, evidence, doubts, the day of an unfinished period. Pure.

An act on one report and the pages of many read it here, so that what is told as missing is what refuses.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from actions.reports.places import Place
from actions.reports.rows import Asked
from config.windows import Evidence, ReportField
from config.windows import Window as WindowRule
from states.doubts import Doubt, falling_cumulative
from states.gates import ItemFacts

Rows = Mapping[tuple[int | None, int | None], Any]
Explained = Callable[[Sequence[Doubt]], Mapping[str, str]]
"""The 说明 that were written to these doubts."""


def contents_from(
    rule: WindowRule,
    place: Place,
    report: Any,
    lines: tuple[Asked, ...],
    rows: Rows,
    notes: Sequence[str],
    *,
    explained: Explained,
) -> dict[str, Any]:
    """Keyword arguments for the facts of a report. `notes`: what was noted to each piece of its evidence."""
    doubts = tuple(_falling(lines, rows))
    return {
        "items": tuple(_item_facts(number, line, rows) for number, line in enumerate(lines, start=1)),
        "required": rule.fields,
        "evidence_required": rule.evidence is not Evidence.OPTIONAL,
        "photo_required": rule.evidence is Evidence.PHOTO,
        "evidence": len(notes),
        "photos": sum("照片" in note for note in notes),
        "doubts": doubts,
        "explanations": {**_explanations(lines, rows), **explained(doubts)},
        "is_partial": place.is_partial,
        "as_of": report.as_of_on,
        "unjudged": tuple(_unjudged(lines, rows)),
    }


def _item_facts(number: int, line: Asked, rows: Rows) -> ItemFacts:
    row = rows.get((line.item_id, line.target_id))
    filled = {field for field in ReportField if row is not None and _is_filled(row, field)}
    if not line.is_numeric:
        filled |= {ReportField.VALUE, ReportField.YEAR_ON_YEAR, ReportField.RANK}  # there is no number to ask for
    return ItemFacts(number, line.title, frozenset(filled))


_COLUMNS = {
    ReportField.VALUE: "reported_cumulative",
    ReportField.YEAR_ON_YEAR: "year_on_year",
    ReportField.RANK: "city_rank",
    ReportField.PROGRESS: "progress",
    ReportField.PROBLEMS: "problems",
    ReportField.NEXT_STEPS: "next_steps",
    ReportField.TIME_LIMIT: "completes_on",
}


def _is_filled(row: Any, field: ReportField) -> bool:
    value = getattr(row, _COLUMNS[field])
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _falling(lines: tuple[Asked, ...], rows: Rows) -> list[Doubt]:
    found = []
    for line in lines:
        row = rows.get((line.item_id, line.target_id))
        if row is None or row.reported_cumulative is None or row.previous_cumulative is None:
            continue
        doubt = falling_cumulative(
            row.reported_cumulative, before=row.previous_cumulative, unit=line.unit, about=line.title
        )
        if doubt is not None:
            found.append(doubt)
    return found


def _explanations(lines: tuple[Asked, ...], rows: Rows) -> dict[str, str]:
    """Those that were written in the row itself."""
    return {
        Doubt("falling_cumulative", "", line.title).key: row.falling_reason
        for line in lines
        if (row := rows.get((line.item_id, line.target_id))) is not None
    }


def _unjudged(lines: tuple[Asked, ...], rows: Rows) -> list[str]:
    """What was reported and not judged; what has become of the breakdown since then, or asks for words only, is not."""
    titles = {(line.item_id, line.target_id): line.title for line in lines}
    return [
        titles.get(key, f"第{row.position}行")
        for key, row in rows.items()
        if row.reported_cumulative is not None and row.verified_cumulative is None
    ]
