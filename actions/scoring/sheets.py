"""A sheet of facts on its way into the books: each entry with what it is about and whose it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from actions.directory import Directory
from actions.published import Published
from actions.scoring.places import worded
from actions.snapshots import as_kept
from config.names import resolved
from config.objections import findings_of
from config.pointers import steps_of
from config.problems import Finding
from config.readings import indicators_of
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
    return (None if findings else sheet), [spoken(finding, data) for finding in findings]


def spoken(finding: Finding, told: Mapping[str, Any]) -> str:
    """A fault with its place as a clerk would name it: which list, which entry, whose; and what would be right."""
    sentence = f"{finding.sentence}。{finding.suggestion}" if finding.suggestion else finding.sentence
    name, *rest = steps_of(finding.pointer) or ("",)
    field = FactSheet.model_fields.get(name)
    if field is None:
        return sentence
    label = (field.description or name).partition("：")[0]
    words = worded(FactSheet, [name, *rest])
    if not rest or not rest[0].isdigit():
        return f"{label}{_within(words[1:])}：{sentence}"
    entries = told.get(name) or ()
    entry = entries[int(rest[0])] if int(rest[0]) < len(entries) else None
    unit = f"（{entry['unit']}）" if isinstance(entry, Mapping) and entry.get("unit") else ""
    return f"{label}第{int(rest[0]) + 1}条{unit}{_within(words[2:])}：{sentence}"


def _within(words: Sequence[str]) -> str:
    return f"的{''.join(words)}" if words else ""


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


def called(scheme: Scheme, sort: str, code: str) -> str:
    """What a fact is about, by its name in the scheme."""
    listed: Mapping[str, Iterable[Any]] = {
        "figures": scheme.figures,
        "targets": (placed.indicator for placed in indicators_of(scheme)),
        "exempt": (placed.indicator for placed in indicators_of(scheme)),
        "answers": scheme.scoring.answers,
        "ratings": scheme.scoring.ratings,
        "imported": scheme.scoring.sources,
        "moments": scheme.scoring.moments,
        "nominations": scheme.scoring.nominations,
    }
    return next((getattr(each, "name", "") or each.title for each in listed.get(sort, ()) if each.code == code), code)


def said_to_people(scheme: Scheme, line: Line) -> str:
    """`丁县“民意测评得分”（2019）`; the journal keeps codes instead."""
    whose = line.peer or next((each.short or each.name for each in scheme.units if each.code == line.unit), line.unit)
    when = f"（{line.period}）" if line.period else ""
    part = f"“{line.part}”" if line.part else ""
    return f"{'' if line.sort == CHOSEN else whose}“{called(scheme, line.sort, line.code)}”{part}{when}"
