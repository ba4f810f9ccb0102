"""A sheet of facts on its way into the books: each entry with what it is about and whose it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from actions.directory import Directory
from actions.published import Published
from actions.snapshots import as_kept
from config.names import resolved
from config.objections import findings_of
from config.scheme import Scheme
from config.scoring.factsheet import FactSheet, FigureEntry, FigureTable
from config.scoring.stored import CHOSEN, SORTS
from scoring.sheets import units_by_name

KEPT_BESIDE = frozenset({"unit", "recorded_at", "since", "period"})
"""What an entry says of itself that stands in columns of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `unit` is a code of the scheme: that of the assessing unit where it is about a `peer` outside."""

    sort: str
    unit: str
    unit_id: int
    peer: str
    code: str
    part: str
    period: str
    since: date
    content: Any
    said: str = ""

    @property
    def key(self) -> tuple[Any, ...]:
        return self.sort, self.unit_id, self.peer, self.code, self.part, self.period, self.since

    @staticmethod
    def key_of(row: Any) -> tuple[Any, ...]:
        """Of a stored fact."""
        return row.sort, row.unit_id, row.peer, row.code, row.part, row.period, row.effective_on

    @classmethod
    def of(cls, row: Any, unit: str) -> "Line":
        """A stored fact again."""
        return cls(row.sort, unit, row.unit_id, row.peer, row.code, row.part, row.period, row.effective_on, row.content)


def sheet_of(scheme: Scheme, told: Mapping[str, Any]) -> tuple[FactSheet | None, list[str]]:
    """The typed sheet, its names turned into codes; or every reason why it is none."""
    data = _lists(told)
    findings = list(resolved(FactSheet, data, by=scheme.model_dump(mode="json")))
    sheet = None
    try:
        sheet = FactSheet.model_validate(data)
    except ValidationError as error:
        findings += findings_of(error, FactSheet, data)
    return (None if findings else sheet), [f"{finding.pointer}：{finding.sentence}" for finding in findings]


def _lists(value: Any) -> Any:
    """A copy that may be written to: names are put in place of codes."""
    if isinstance(value, Mapping):
        return {key: _lists(inner) for key, inner in value.items()}
    return [_lists(inner) for inner in value] if isinstance(value, list | tuple) else value


def lines_of(sheet: FactSheet, published: Published, directory: Directory) -> tuple[list[Line], list[str]]:
    """The entries of a sound sheet; and the units of the scheme that the office does not have."""
    reading = _Reading(published, directory, units_by_name(published.scheme), sheet.period or str(published.year))
    lines = [
        line
        for name, sort in SORTS.items()
        for entry in _entries(sheet, name)
        if (line := reading.line(name, entry, sort.about, sort.part)) is not None
    ]
    lines += [reading.choice(choice, option) for choice, option in sheet.chosen.items()]
    return lines, list(dict.fromkeys(reading.unknown))


def _entries(sheet: FactSheet, name: str) -> Iterator[BaseModel]:
    yield from getattr(sheet, name)
    for table in sheet.tables if name == "figures" else ():
        yield from _rows(table)


def _rows(table: FigureTable) -> Iterator[FigureEntry]:
    """A table says the same as one entry for each of its cells."""
    for unit, values in table.rows.items():
        for figure, value in zip(table.figures, values, strict=True):
            if value is not None:
                said = {"reported": value} if table.reported else {"value": value}
                yield FigureEntry(
                    unit=unit, figure=figure, period=table.period, verified_by=table.verified_by, **said
                )  # fmt: skip


class _Reading:
    def __init__(self, published: Published, directory: Directory, names: Mapping[str, str], period: str) -> None:
        self._published = published
        self._directory = directory
        self._names = names
        self._period = period
        self.unknown: list[str] = []

    def line(self, name: str, entry: BaseModel, about: str, part: str) -> Line | None:
        told = entry.model_dump()
        if told.get("recorded_at") is not None:
            self.unknown.append(f"“{told[about]}”：何时登记由系统记录，不写 recorded_at")
        unit = self._names[told["unit"]]
        is_peer = unit not in {each.code for each in self._published.scheme.units}
        host = self._directory.host_code
        unit_id = self._directory.unit_ids.get(host if is_peer else unit)
        if unit_id is None:
            self.unknown.append(f"名录里没有单位“{told['unit']}”")
            return None
        period = told.get("period") or (self._period if name == "figures" else "")
        own = {key: value for key, value in told.items() if key not in KEPT_BESIDE and value not in (None, "", (), {})}
        return Line(
            sort=name,
            unit=host if is_peer else unit,
            unit_id=unit_id,
            peer=unit if is_peer else "",
            code=str(told[about]),
            part=str(told[part]) if part else "",
            period=period,
            since=told.get("since") or date(self._published.year, 1, 1),
            content=as_kept(own),
            said="/".join(filter(None, (SORTS[name].label, told["unit"], str(told[about]), period))),
        )

    def choice(self, choice: str, option: str) -> Line:
        """A reading is chosen by the office for everybody."""
        host = self._directory.host_code
        first = date(self._published.year, 1, 1)
        content = {"choice": choice, "option": option}
        host_id = self._directory.unit_ids[host]
        return Line(CHOSEN, host, host_id, "", choice, "", "", first, content, f"选定的读法/{choice}")
