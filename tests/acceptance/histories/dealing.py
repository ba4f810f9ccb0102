"""Deals: any act of the registry, by anybody, about anything, with data that is mostly plausible and sometimes not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from random import Random
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from sqlalchemy import select

from actions.acts import Data
from actions.doors import Door, PaperSignature
from actions.registry import registry
from config.roles import Role
from config.walking import members
from models.assessments import Assessment
from models.assignments import Assignment
from models.evidence import Evidence, EvidenceVersion
from models.indicators import Target
from models.items import Item
from models.obligations import Obligation
from models.packages import Package, PackageItem
from models.persons import Holding, Person
from models.posts import Post
from models.reports import Report, ReportRow
from models.reviews import Review
from models.units import Office, Unit
from models.windows import Window
from tests.acceptance.histories.words import HOSTILE, SENSE
from tests.integration.actions.year import Year

# acts whose whole text is a file: what is wrong with a scheme has tests of its own
LEFT_OUT = frozenset({"publish"})
# what people do most while things are under way
OFTEN = (
    "approve",
    "return_for_revision",
    "recall",
    "reassign",
    "consult",
    "give_opinion",
    "countersign",
    "copy",
    "urge",
)
KINDS: dict[Any, Any] = {"assignment": Assignment, "report": Report, "package": Package}


@dataclass(frozen=True, slots=True)
class Deal:
    """One knock at the door."""

    act: str
    data: Mapping[str, Any]
    door: Door

    def __str__(self) -> str:
        by = "时钟" if self.door.author is None else f"{self.door.author}"
        return f"{self.door.now:%m-%d %H:%M} {by} {self.act} {self.data}"


@dataclass
class Dealer:
    """`wild`: how often a value is one that breaks programs. `names` are read once, ids as they are at every deal."""

    year: Year
    random: Random
    now: datetime
    wild: float = 0.03
    offices: tuple[str, ...] = ()
    _drawn: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.year.rows
        self.offices = tuple(row.code for row in rows(Office))
        self.persons = {row.id: row.code for row in rows(Person)}
        self.posts = [row.code for row in rows(Post)]
        self.holders = {row.post_id: row.person_id for row in rows(Holding)}
        hosts = (Role.ASSESSMENT_OFFICE.value, Role.UNIT_OFFICE.value)
        self.desks = [self.holders[row.id] for row in rows(Post) if row.role in hosts and row.id in self.holders]
        self.units = [row.code for row in rows(Unit)]
        self.windows = [(row.assessment_id, row.code, row.occasion) for row in rows(Window)]
        self.targets = [row.name for row in rows(Target)]

    def deal(self, *, act: str | None = None) -> Deal:
        entry = registry()[act or self.random.choice([*sorted(registry().keys() - LEFT_OUT), *OFTEN * 3])]
        self._drawn = {}
        data = self._model(entry.data)
        return Deal(entry.name, data, self._door(data))

    # who

    def _door(self, data: Mapping[str, Any]) -> Door:
        draw = self.random.random()
        concerned = self._concerned(data)
        by = None if draw < 0.05 else self._person()
        if concerned and draw > 0.4:
            by = self.random.choice(concerned)
        if draw > 0.94:
            return Door(now=self.now, by=by, paper=self._paper())
        if draw > 0.88:
            return Door(now=self.now, by=by, entered_for=self._person())
        return Door(now=self.now, by=by)

    def _concerned(self, data: Mapping[str, Any]) -> list[int]:
        """Who owes something about what the act is told of, and the desks that may do most."""
        kind, number = data.get("kind"), data.get("id")
        for name in ("report", "assignment", "package"):
            kind, number = (name, data[name]) if isinstance(data.get(name), int) else (kind, number)
        if not isinstance(kind, str) or not isinstance(number, int) or abs(number) > 9999:
            return self.desks
        query = select(Obligation.c.post_id).where(Obligation.c.subject_id == number, Obligation.c.settled_at.is_(None))
        with self.year.database.read() as tx:
            posts = list(tx.scalars(query.where(Obligation.c.subject_kind == kind))) if kind in KINDS else []
        return [self.holders[post] for post in posts if post in self.holders] * 2 + self.desks

    def _person(self) -> int:
        """Mostly somebody; sometimes nobody whom we know."""
        return int(self.random.choice([*self.persons, *self.persons, *self.persons, 4711]))

    def _paper(self) -> PaperSignature:
        signed = self.now - timedelta(hours=self.random.choice((-30, 0, 1, 24)))
        scan = self.random.choice([None, self._id(EvidenceVersion), 4711])
        return PaperSignature(leader=self._person(), signed_at=signed, words=self._words(), scan=scan)

    # what

    def _model(self, model: type[BaseModel]) -> dict[str, Any]:
        told = {}
        for name, info in model.model_fields.items():
            if info.is_required() or self.random.random() < 0.5:
                told[name] = self._value(name, info.annotation, of=model.__name__)
        return told

    def _value(self, name: str, annotation: Any, *, of: str = "") -> Any:
        if self.random.random() < self.wild:
            return self.random.choice(HOSTILE)
        known = NAMED.get(f"{of}.{name}") or NAMED.get(name)
        return known(self) if known is not None else self._of_kind(name, annotation)

    def _of_kind(self, name: str, annotation: Any) -> Any:
        """By the type alone, for whatever has no name that is known here."""
        kind = next((each for each in members(annotation) if each is not type(None)), str)
        if get_origin(kind) in (tuple, list):
            inner = get_args(kind)[0]
            return [self._value(name, inner) for _ in range(self.random.choice((0, 1, 1, 2)))]
        if get_origin(kind) is dict:
            return {self.random.choice([*self.targets, "没有"]): self._number() for _ in range(2)}
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self._model(kind)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self.random.choice([each.value for each in kind])
        return OF_KIND.get(kind, Dealer._words)(self)

    def _words(self) -> str:
        return self.random.choice(SENSE)

    def _number(self) -> str:
        return str(Decimal(self.random.randrange(0, 20000)) / self.random.choice((1, 2, 10, 100)))

    def _day(self) -> str:
        return (self.now.date() + timedelta(days=self.random.randrange(-40, 300))).isoformat()

    def _moment(self) -> str:
        return (self.now + timedelta(hours=self.random.randrange(-300, 40))).isoformat()

    def _id(self, table: Any) -> int:
        """Mostly one that is there; sometimes none."""
        with self.year.database.read() as tx:
            ids = list(tx.scalars(select(table.c.id)))
        return int(self.random.choice([*ids, *ids, *ids, 4711]))

    def _about(self, wanted: str) -> Any:
        """Kind and id of a thing that may be reviewed, drawn together; most likely one that somebody waits for."""
        if not self._drawn:
            kind = self.random.choice(sorted(KINDS))
            number = self._id(KINDS[kind])
            with self.year.database.read() as tx:
                asked = tx.execute(
                    select(Review.c.subject_kind, Review.c.subject_id).where(Review.c.closed_at.is_(None))
                ).all()
            if asked and self.random.random() < 0.7:
                kind, number = self.random.choice(asked)
            self._drawn = {"kind": kind, "id": number}
        return self._drawn[wanted]

    def _window(self, place: int) -> Any:
        if "window" not in self._drawn:
            self._drawn["window"] = self.random.choice(self.windows)
        return self._drawn["window"][place]

    def _people(self) -> list[dict[str, Any]]:
        code = self.random.choice([*self.persons.values(), "新来的"])
        person = {"office": self.random.choice(self.offices), "person": code, "name": self._words()}
        return [{**person, "post": self.random.choice(self.posts), "begins_on": self._day()}]


Draw = Callable[[Dealer], Any]

OF_KIND: dict[Any, Draw] = {
    int: lambda dealer: dealer.random.choice((1, 2, 3, 4711)),
    Decimal: Dealer._number,
    date: Dealer._day,
    datetime: Dealer._moment,
    bool: lambda dealer: dealer.random.random() < 0.5,
}


def _id_of(table: Any) -> Draw:
    return lambda dealer: dealer._id(table)


def _one_of(name: str) -> Draw:
    return lambda dealer: dealer.random.choice([*getattr(dealer, name), "没有"])


NAMED: dict[str, Draw] = {
    "kind": lambda dealer: dealer._about("kind"),
    "id": lambda dealer: dealer._about("id"),
    "version": lambda dealer: dealer.random.choice((None, None, None, 0, 1, 2)),
    "assignment": _id_of(Assignment),
    "assignments": lambda dealer: [dealer._id(Assignment)],
    "report": _id_of(Report),
    "package": _id_of(Package),
    "Missing.items": lambda dealer: [dealer._id(PackageItem)],
    "item": _id_of(PackageItem),
    "Line.item": lambda dealer: dealer.random.choice((None, None, dealer._id(Item))),
    "Line.target": _id_of(Target),
    "Share.item": _id_of(Item),
    "ItemData.id": lambda dealer: dealer.random.choice((None, None, dealer._id(Item))),
    "MilestoneData.id": lambda _dealer: None,
    "Part.evidence": lambda dealer: [dealer._id(EvidenceVersion)],
    "row": _id_of(ReportRow),
    "evidence": _id_of(Evidence),
    "scan": _id_of(EvidenceVersion),
    "attachment": _id_of(EvidenceVersion),
    "obligation": _id_of(Obligation),
    "assessment": _id_of(Assessment),
    "window": lambda dealer: dealer._window(1),
    "occasion": lambda dealer: dealer._window(2),
    "people": Dealer._people,
    "office": lambda dealer: dealer.random.choice(dealer.offices),
    "unit": _one_of("units"),
    "post": _one_of("posts"),
    "instead_of": _one_of("posts"),
    "leader": _one_of("posts"),
    "person": lambda dealer: dealer.random.choice([*dealer.persons.values(), "没有"]),
    "substitute": lambda dealer: dealer.random.choice([*dealer.persons.values(), "没有"]),
    "responsible": lambda dealer: dealer.random.choice([*dealer.persons.values(), "没有"]),
    "officers": lambda dealer: [dealer.random.choice([*dealer.persons.values()])],
    "target": lambda dealer: dealer.random.choice([*dealer.targets, "没有"]),
    "to": lambda dealer: dealer.random.choice(("draft", "head", "leader", "panel", "没有")),
    "hash": lambda dealer: f"{dealer.random.randrange(10):064d}",
    "size": lambda dealer: dealer.random.choice((1, 2048)),
    "media_type": lambda _dealer: "application/pdf",
    "file_name": lambda _dealer: "台账.pdf",
    "Channel.target": lambda _dealer: "json://localhost/box",
    "year": lambda dealer: dealer.random.choice((2019, 2020, 2026)),
}


def data_models() -> list[tuple[str, type[Data]]]:
    """Every act that is dealt, with what it is told."""
    return [(name, entry.data) for name, entry in sorted(registry().items()) if name not in LEFT_OUT]
