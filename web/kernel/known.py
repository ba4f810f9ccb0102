"""What the form of an act need not ask in codes: units, posts, people, years, tasks and documents are chosen by name.

A field is known by its own description, which says 编码 or 编号 and of what; so a new act needs nothing here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from sqlalchemy import select

from actions.evidence.shelves import Piece, shelf_of
from models.assessments import Assessment
from models.assignments import Assignment
from models.indicators import Indicator
from states.sessions import Language
from states.subjects import SubjectKind
from web.kernel.forms import Choice, Field
from web.kernel.visit import Visit

PAPERS, TASKS = 60, 400
YEAR = "assessment"
CODED = re.compile(
    r"：(岗位编码.*|(单位)?编码或名称)|[（(](?:[^（）()]{0,6}编码|编号|系统内)[）)]|版本编号|编码|(?<=人员|材料|年度|任务)编号"
)
GIVEN = re.compile(r"编号|办理时看到的版本|短码|^kind$")
"""What a page that leads here has told already and nobody knows by heart."""

TOLD = (
    (re.compile(r"人员?的?(人员)?编码|人编码"), "people"),
    (re.compile(r"岗位办?(编码|（编码）)"), "posts"),
    (re.compile(r"^units?(\[\])? .*编码|单位(编码|（编码)|单位.*（编码）"), "units"),
    (re.compile(r"^assessment .*编号"), "years"),
    (re.compile(r"^assignments? .*编号"), "tasks"),
    (re.compile(r"^(scan|attachment|record|evidence) .*印证材料版本编号"), "versions"),
    (re.compile(r"^evidence .*印证材料编号"), "papers"),
)
"""By the name and the description of a field, from what it is chosen."""


def known(visit: Visit, fields: Iterable[Field], *, given: Mapping[str, Sequence[str]] | None = None) -> list[Field]:
    """The same fields, chosen from where they can be. What is `given` by number is not asked."""
    names = _Names(visit)
    asked = tuple(fields)
    found = [names.of(field, given=(given or {}).get(field.name, ())) for field in asked]
    if visit.language is Language.CHINESE:
        return [_explained(each) for each in found]
    return [replace(each, label=said.label) for each, said in zip(found, asked, strict=True)]


class _Names:
    """Each kind of thing is read once, when the first field asks for it."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    def of(self, field: Field, *, given: Sequence[str] = ()) -> Field:
        if self.visit.desk is None:
            return field
        if field.kind == "rows":
            return replace(field, rows=tuple(tuple(self.of(each) for each in row) for row in field.rows))
        if field.kind == "shares":
            return _by_unit(field, self.units) if "单位编码" in field.label and not field.values else field
        name = field.name.removesuffix("[]").rpartition(".")[2]
        if name == "office":
            return replace(field, kind="hidden", values=field.values or (self.visit.desk.office_code,))
        if given and GIVEN.search(field.label) and field.kind in ("number", "text", "several"):
            return replace(field, kind="hidden")
        found = self._choices(name, field)
        return field if found is None else _chosen(field, found)

    def _choices(self, name: str, field: Field) -> Sequence[Choice] | None:
        if field.kind not in ("text", "number", "several"):
            return None
        kind = next((kind for told, kind in TOLD if told.search(f"{name} {field.label}")), None)
        found: Sequence[Choice] | None = getattr(self, kind) if kind is not None else None
        return found

    @cached_property
    def units(self) -> Sequence[Choice]:
        return [Choice(unit.code, unit.name) for unit in self.visit.directory.units.values() if unit.stands]

    @cached_property
    def posts(self) -> Sequence[Choice]:
        units = self.visit.directory.units
        return [
            Choice(post.code, _seat(units[post.unit_id].shown, post.title)) for post in self.visit.directory.standing
        ]

    @cached_property
    def people(self) -> Sequence[Choice]:
        directory = self.visit.directory
        found = {
            one: _seat(_seat(directory.units[post.unit_id].shown, post.title), directory.persons[one].name)
            for post in reversed(directory.standing)
            for one in directory.holders.get(post.id, ())
        }
        return [Choice(directory.persons[one].code, label) for one, label in reversed(found.items())]

    @cached_property
    def years(self) -> Sequence[Choice]:
        year = Assessment.c
        query = select(year.id, year.title).where(
            year.office_id == self.visit.at.office_id, self.visit.sees(SubjectKind.ASSESSMENT)
        )
        found = self.visit.tx.execute(query.order_by(year.year.desc(), year.id.desc()))
        return [Choice(str(row.id), row.title) for row in found]

    @cached_property
    def tasks(self) -> Sequence[Choice]:
        task = Assignment.c
        newest = select(Assessment.c.id).where(Assessment.c.office_id == self.visit.at.office_id)
        query = (
            select(task.id, Indicator.c.code, task.title)
            .join(Indicator.t, Indicator.c.id == task.indicator_id)
            .where(self.visit.sees(SubjectKind.ASSIGNMENT))
            .where(task.assessment_id == newest.order_by(Assessment.c.year.desc()).limit(1).scalar_subquery())
            .order_by(Indicator.c.position, task.position, task.id)
            .limit(TASKS)
        )
        return [Choice(str(row.id), f"{row.code} {row.title}") for row in self.visit.tx.execute(query)]

    @cached_property
    def versions(self) -> Sequence[Choice]:
        return [Choice(str(piece.version), piece.title) for piece in self._shelf if piece.version is not None]

    @cached_property
    def papers(self) -> Sequence[Choice]:
        return [Choice(str(piece.id), piece.title) for piece in self._shelf]

    @cached_property
    def _shelf(self) -> Sequence[Piece]:
        directory = self.visit.directory
        units = {directory.unit_ids[seat.unit] for seat in self.visit.actor.seats if seat.unit in directory.unit_ids}
        return [each.piece for each in shelf_of(self.visit.tx, units, most=PAPERS)]


def plain(label: str) -> str:
    """A description without the codes and numbers that nobody has to type where things are chosen by name."""
    return CODED.sub("", label)


def _seat(of: str, name: str) -> str:
    """县发改局 and 县发改局承办人 are said once."""
    return name if name.startswith(of) else of if of.endswith(name) else f"{of} {name}"


def _chosen(field: Field, found: Sequence[Choice]) -> Field:
    """One of them is chosen from a list, several are ticked, a document may also be brought along."""
    label = plain(field.label)
    if "印证材料" in field.label:
        return replace(field, kind="document", label=label, choices=tuple(found))
    kind = "choices" if field.kind == "several" else "named"
    values = field.values or ((found[0].value,) if found and field.name == YEAR and field.required else ())
    typed = [value for value in field.values if value and value not in {each.value for each in found}]
    return replace(
        field, kind=kind, label=label, values=values, choices=(*found, *(Choice(value, value) for value in typed))
    )


def _explained(field: Field) -> Field:
    """标题；不写则……: what is asked, and below the input what has to be known of it."""
    rows = tuple(tuple(_explained(each) for each in row) for row in field.rows)
    label, mark, more = field.label.partition("；")
    return replace(field, label=label, help=more, rows=rows) if mark else replace(field, rows=rows)


def _by_unit(field: Field, units: Sequence[Choice]) -> Field:
    name = field.name.removesuffix(":json")
    row = tuple(Field(f"{name}.{unit.value}", unit.label, "number", False) for unit in units)
    return replace(field, name=name, kind="rows", label=plain(field.label), rows=(row,))
