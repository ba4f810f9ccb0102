"""The parts of a scheme that have forms: which entries, which of their keys, in which order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from config.figures import Target
from config.indicators import Indicator
from config.ladders import Ladder, Rung
from config.letters import LetterKind, LetterRule
from config.policy import Policy
from config.scheme import Scheme
from config.terms import Term
from config.units import Post, Unit
from config.walking import annotation_of, is_model, members
from config.windows import Duty, Window
from web.kernel.words import Said, say_later
from web.year.cells import Cell, Column, at, column_of, shown

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, or one named place, with its inputs. `moves`: it can go up and down; `cuts`: it can be taken away."""

    pointer: str
    cells: tuple[Cell, ...]
    label: str = ""
    level: int = 0
    moves: bool = False
    cuts: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Entries of one kind. `adds`: the list that a new entry goes behind; with `under`, the places by code of those
    that a new entry may belong to, it goes behind their `part`."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    adds: str = ""
    heading: str = ""
    under: Mapping[str, str] = field(default_factory=dict)
    part: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One tab of the editor."""

    code: str
    label: Said
    help: Said
    tables: Callable[[Data], Iterator[Table]] = field(default=lambda _data: iter(()))


def columns(model: type[BaseModel], *paths: str, **labels: str) -> tuple[Column, ...]:
    return tuple(column_of(model, path, labels.get(path.replace("/", "_"), "")) for path in paths)


HEADING = columns(
    Scheme, "title", "year", "scheme", "revision", "seat", "office/code", "office/name", "office/unit",
    "superior/name", office_code="考核主体编码", office_name="考核主体名称", superior_name="上级考核机关",
)  # fmt: skip
UNIT = columns(Unit, "code", "name", "short", "kind", "parent", "aliases")
POST = columns(Post, "code", "title", "unit", "role", "in_charge_of", "liaison", "grants")
INDICATOR = columns(Indicator, "code", "title", "points", "kind", "leads", "co_units", "star")
TARGET = tuple(replace(each, offers="") for each in columns(Target, "name", "value", "unit", "figure"))
WINDOW = columns(Window, "code", "title", "for_each", "periods", "due", "chain", "ladder", "evidence")
DUTY = columns(Duty, "code", "title", "post", "every", "due", "ladder")
LADDER = columns(Ladder, "label", "applies_to", "reminders")
RUNG = columns(
    Rung, "code", "act", "label", "after/n", "after/unit", "audience", "urgent", "repeat", after_n="到期后多久"
)
NUMBERING = columns(LetterRule, "numbering/kind", "numbering/pattern", "seal", "receipt_days", "issue_days")


def listed(pointer: str, shape: tuple[Column, ...]) -> Callable[[Data], Iterator[Table]]:
    """A plain list of entries."""

    def tables(data: Data) -> Iterator[Table]:
        found = at(data, pointer.strip("/"))
        rows = tuple(row_of(f"{pointer}/{place}", one, shape, listed=True) for place, one in enumerate(_list(found)))
        yield Table(shape, rows, adds=pointer)

    return tables


def row_of(pointer: str, entry: Any, shape: tuple[Column, ...], *, level: int = 0, label: str = "",
           listed: bool = False) -> Row:  # fmt: skip
    cells = tuple(Cell(f"{pointer}/{each.key}", each, shown(at(entry, each.key), each.kind)) for each in shape)
    return Row(pointer, cells, label, level, moves=listed, cuts=listed)


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found] if isinstance(found, dict) else []


def _heading(data: Data) -> Iterator[Table]:
    yield Table(HEADING, tuple(_named(f"/{each.key}", each, data) for each in HEADING))


def _named(pointer: str, column: Column, data: Data) -> Row:
    """One place by its name: a form rather than a table."""
    cell = Cell(pointer, column, shown(at(data, pointer.strip("/")), column.kind))
    return Row(pointer, (cell,), column.label)


def _indicators(data: Data) -> Iterator[Table]:
    tree = tuple(_tree("/indicators", data.get("indicators"), 0))
    places = {row.cells[0].value: row.pointer for row in tree if row.cells[0].value}
    yield Table(INDICATOR, tree, adds="/indicators", under=places, part="children")
    targets = tuple(_targets("/indicators", data.get("indicators")))
    yield Table(TARGET, targets, heading="目标", under=places, part="targets")


def _tree(pointer: str, entries: Any, level: int) -> Iterator[Row]:
    for place, entry in enumerate(_list(entries)):
        here = f"{pointer}/{place}"
        yield row_of(here, entry, INDICATOR, level=level, listed=True)
        if isinstance(entry, dict):
            yield from _tree(f"{here}/children", entry.get("children"), level + 1)


def _targets(pointer: str, entries: Any) -> Iterator[Row]:
    """Targets that say more than a sentence."""
    for place, entry in enumerate(_list(entries)):
        if not isinstance(entry, dict):
            continue
        here = f"{pointer}/{place}"
        title = str(entry.get("title", ""))
        for number, target in enumerate(_list(entry.get("targets"))):
            if isinstance(target, dict):
                yield row_of(f"{here}/targets/{number}", target, TARGET, label=title)
        for name in ("segments", "children"):
            yield from _targets(f"{here}/{name}", entry.get(name))


def _windows(data: Data) -> Iterator[Table]:
    yield from listed("/windows", WINDOW)(data)
    for duties in listed("/duties", DUTY)(data):
        yield Table(duties.columns, duties.rows, duties.adds, heading="例行工作")


def _ladders(data: Data) -> Iterator[Table]:
    found = data.get("ladders")
    for code, ladder in found.items() if isinstance(found, dict) else ():
        pointer = f"/ladders/{code}"
        yield Table(LADDER, (row_of(pointer, ladder, LADDER),), heading=str(at(ladder, "label") or code))
        yield from listed(f"{pointer}/rungs", RUNG)(data)


def _terms(data: Data) -> Iterator[Table]:
    column = Column("", "本单位的叫法", "text")
    cells = [
        (term, Cell(f"/terms/{term.value}", column, shown(at(data, f"terms/{term.value}"), "text"))) for term in Term
    ]
    yield Table((column,), tuple(Row(cell.pointer, (cell,), term.label) for term, cell in cells))


def _numbering(data: Data) -> Iterator[Table]:
    rows = tuple(
        row_of(f"/letters/{kind.value}", at(data, f"letters/{kind.value}"), NUMBERING, label=kind.label)
        for kind in LetterKind
    )
    yield Table(NUMBERING, rows)


def _policy(data: Data) -> Iterator[Table]:
    for heading, paths in _groups(Policy):
        shape = columns(Policy, *paths)
        yield Table(shape, tuple(_named(f"/policy/{each.key}", each, data) for each in shape), heading=heading)


def _groups(model: type[BaseModel]) -> Iterator[tuple[str, list[str]]]:
    """What stands in the model itself, then every part of it with what that part is called."""
    parts = {name: part for name, info in model.model_fields.items() if (part := _part(annotation_of(info)))}
    yield "", [name for name in model.model_fields if name not in parts]
    for name, part in parts.items():
        yield model.model_fields[name].description or name, [f"{name}/{inner}" for inner in part.model_fields]


def _part(expected: Any) -> type[BaseModel] | None:
    kinds = [*members(expected)]
    return kinds[0] if len(kinds) == 1 and is_model(kinds[0]) else None


SECTIONS = (
    Section("heading", say_later("基本情况"), say_later("名称、年度、考核主体。"), _heading),
    Section("units", say_later("单位"), say_later("上移、下移就是改规范序列。"), listed("/units", UNIT)),
    Section("posts", say_later("岗位"), say_later("人员在“人员”里登记，不写在方案里。"), listed("/posts", POST)),
    Section("indicators", say_later("指标"), say_later("指标树、分值、牵头和配合单位、目标数。"), _indicators),
    Section("windows", say_later("报送"), say_later("报送和例行工作；期限照抄通知里的话。"), _windows),
    Section("dates", say_later("期限"), say_later("方案里的每一条期限，用通知里的话写；旁边是今年的具体日期。")),
    Section("ladders", say_later("督办阶梯"), say_later("到期以后第几个工作日做什么、告诉谁。"), _ladders),
    Section("numbering", say_later("编号用印"), say_later("各种文书怎样编号、怎样用印。"), _numbering),
    Section("terms", say_later("用语"), say_later("本单位的叫法；不填的用左边的。"), _terms),
    Section("policy", say_later("口径"), say_later("顺延提前、延期、减负、灯的口径；不填的照通常办理。"), _policy),
)  # fmt: skip
BY_CODE = {section.code: section for section in SECTIONS}
