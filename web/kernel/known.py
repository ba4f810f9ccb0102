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
from states.sessions import Language
from states.subjects import SubjectKind
from web.kernel.field import Choice, Field
from web.kernel.pairs import MARK, keyed
from web.kernel.visit import Visit
from web.things.coded import ask_for, keys_of
from web.things.signing import signers_of
from web.things.table import thing_of
from web.things.thing import Offered, Thing, choices_of
from web.things.year import Year, year_of

MUST = re.compile("，必填$")
OPEN = ("text", "number", "several")
"""Fields into which anything could be typed."""

PAPERS = 60
FIND = "_find"
YEAR = "assessment"
CODED = re.compile(
    r"：(岗位编码.*|单位编码.*|编码或名称|问题编号)|[（(](?:[^（）()]{0,6}编码(?:或名称)?|编号|代码|系统内|单位编码到负数)[）)]"
    r"|版本编号|的?(编码|编号|代码)(?=$|[，；：（])|，见 kaohe.*"
)
GIVEN = re.compile(r"^[^：；，]*编号(（系统内）)?(，.*)?$|看到的版本|在第几稿上改|短码|哪一组|第几包|报送件中的一项")
"""What a page that leads here has told already and nobody knows by heart."""
UNASKED = re.compile(r"^(version|number) .*(看到的版本|在第几稿上改)")
"""What only a page knows; without it the act takes the thing as it stands."""

TOLD = (
    (re.compile(r"^leader 签批人"), "signers"),
    (re.compile(r"人员?的?(人员)?编码|人编码"), "people"),
    (re.compile(r"岗位办?(编码|（编码）)|^(post|instead_of|witness) .*岗位"), "posts"),
    (re.compile(r"^units?(\[\])? .*编码|单位(编码|（编码)|单位.*（编码）|^unit 哪个单位|^frame .*单位"), "units"),
    (re.compile(r"^assessment .*编号"), "years"),
    (re.compile(r"^(scan|attachment|record|evidence) .*印证材料版本编号"), "versions"),
    (re.compile(r"^evidence .*印证材料编号"), "papers"),
)
"""By the name and the description of a field, from what it is chosen."""


def known(
    visit: Visit, fields: Iterable[Field], *, given: Mapping[str, Sequence[str]] | None = None, find: str = ""
) -> list[Field]:
    """The same fields, chosen from where they can be. What is `given` by number is not asked.

    `find`: a word of what is looked for among the choices.
    """
    names = _Names(visit, given or {}, find)
    found = [(each, field) for field in fields if (each := names.of(field)) is not None]
    if visit.language is Language.CHINESE:
        return [_explained(each) for each, _ in found]
    return [each if each.label == field.label else replace(each, label=plain(field.label)) for each, field in found]


class _Names:
    """Each kind of thing is read once, when the first field asks for it."""

    def __init__(self, visit: Visit, given: Mapping[str, Sequence[str]], find: str) -> None:
        self.visit = visit
        self.given = given
        self.find = find

    def of(self, field: Field) -> Field | None:
        """The field as it is asked; none where nobody could know what to write."""
        if self.visit.desk is None:
            return field
        name = _plain_name(field)
        if field.kind == "rows":
            return replace(field, rows=tuple(self._row(row) for row in field.rows))
        if field.kind == "pairs":
            mapping = self._mapping(name, field)
            return mapping if name != "attributes" or mapping.rows[0][0].kind == "hidden" else None
        if name == "office":
            return replace(field, kind="hidden", values=field.values or (self.visit.desk.office_code,))
        if UNASKED.search(f"{name} {field.label}"):
            return replace(field, kind="hidden") if field.values else None
        if self._is_told(field):
            return replace(field, kind="hidden")
        found = self._choices(name, field)
        if found is None:
            return field
        shown = _chosen(field, found.choices)
        searches = found.finds and (found.is_cut or self.find != "")
        return replace(shown, is_cut=found.is_cut, finds=searches and self._is_form)

    def _is_told(self, field: Field) -> bool:
        if not any(self.given.get(field.name, ())):
            return False
        of_a_thing = field.name == "kind" and "id" in self.given
        return of_a_thing or (field.kind in OPEN and GIVEN.search(field.label) is not None)

    def _row(self, row: Sequence[Field]) -> tuple[Field, ...]:
        return tuple(each for field in row if (each := self.of(field)) is not None)

    def _mapping(self, name: str, field: Field) -> Field:
        label = plain(field.label).partition("：")[0]
        if "单位编码" in field.label:
            return replace(keyed(field, self.units), label=label)
        keys, choices = keys_of(self.visit, self.year, name, self.given) if self.year is not None else ((), {})
        return replace(keyed(field, keys, choices) if keys else field, label=label)

    @property
    def _is_form(self) -> bool:
        """Only the form of an act is asked for again with a word; what was refused stays as it was typed."""
        return self.visit.request.url.path.startswith("/act/")

    def _choices(self, name: str, field: Field) -> Offered | None:
        if field.kind not in OPEN:
            return None
        kind = next((kind for told, kind in TOLD if told.search(f"{name} {field.label}")), None)
        if kind is not None:
            return Offered(getattr(self, kind))
        ask = ask_for(name, field.label)
        if ask is not None:
            return Offered(ask(self.visit, self.year, self.given) if self.year is not None else ())
        thing = thing_of(name, field.label)
        return self._things(thing) if thing is not None else None

    def _things(self, thing: Thing) -> Offered:
        if thing.word not in self._read:
            self._read[thing.word] = choices_of(self.visit, thing, find=self.find)
        return self._read[thing.word]

    @cached_property
    def _read(self) -> dict[str, Offered]:
        return {}

    @cached_property
    def year(self) -> Year | None:
        return year_of(self.visit, self.given)

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
    def signers(self) -> Sequence[Choice]:
        """Everybody, where it is not said what was decided or nobody may decide it: the refusal tells why."""
        signing = signers_of(self.visit, self.given)
        return [each for each in self.people if each.value in signing] or self.people

    @cached_property
    def years(self) -> Sequence[Choice]:
        year = Assessment.c
        query = select(year.id, year.title).where(
            year.office_id == self.visit.at.office_id, self.visit.sees(SubjectKind.ASSESSMENT)
        )
        found = self.visit.tx.execute(query.order_by(year.year.desc(), year.id.desc()))
        return [Choice(str(row.id), row.title) for row in found]

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


def _plain_name(field: Field) -> str:
    return field.name.removesuffix("[]").removesuffix(MARK).rpartition(".")[2]


def _explained(field: Field) -> Field:
    """标题；不写则……: what is asked, and below the input what has to be known of it. 必填 is a mark, not a word."""
    rows = tuple(tuple(_explained(each) for each in row) for row in field.rows)
    label, _, more = field.label.partition("；")
    must = field.required or MUST.search(label) is not None
    return replace(field, label=MUST.sub("", label), required=must, help=more, rows=rows)
