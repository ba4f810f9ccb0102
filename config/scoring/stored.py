"""The lists of a sheet of facts as they are kept in the database: one row for one entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from config.entry import Entry
from config.scoring import factsheet


@dataclass(frozen=True, slots=True)
class Sort:
    """One list of the sheet. `about` is the field that says what is recorded, `part` the one that divides it."""

    label: str
    entry: type[Entry]
    about: str
    part: str = ""


def _sort(name: str, about: str, part: str = "") -> Sort:
    field = factsheet.FactSheet.model_fields[name]
    entry: type[Entry] = get_args(field.annotation)[0]
    return Sort(field.description or name, entry, about, part)


SORTS: Mapping[str, Sort] = {
    "figures": _sort("figures", "figure"),
    "targets": _sort("targets", "indicator", "target"),
    "answers": _sort("answers", "answer"),
    "ratings": _sort("ratings", "rating"),
    "judgements": _sort("judgements", "slot"),
    "imported": _sort("imported", "source"),
    "moments": _sort("moments", "moment"),
    "exempt": _sort("exempt", "indicator"),
    "nominations": _sort("nominations", "nomination"),
}
"""Findings are no rows of this kind: they have a life of their own (告知、异议复核)."""

CHOSEN = "chosen"
"""The reading that was chosen of a choice: told of the whole year, not of a unit."""

KEPT = (*SORTS, CHOSEN)
