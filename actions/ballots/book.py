"""What is known of a round: whom it rates, by whom, which paper came back, and what was typed of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from config.scoring.catalogue import BallotRules
from config.scoring.words import BlankBallot, Recusal
from models.ballots import BUNDLES, ENTRIES, GROUPS, UNITS
from models.units import Unit
from states.balloting.facts import GroupCount
from states.balloting.tallies import Difference, Tally, TallyTerms, differences, total

FIRST, SECOND, PAPER = "first", "second", "paper"
Lines = Mapping[str, Tally]
"""What an entry says, by the unit's code."""


@dataclass(frozen=True)
class Bundle:
    """A bundle of paper, and what was typed of it."""

    row: Any
    group: str
    entries: Mapping[str, Any]

    @property
    def shown(self) -> str:
        return f"{self.group or '全体'}第{self.row.number}包"

    def lines(self, reading: str) -> Lines:
        return lines_of(self.entries[reading].content)

    @property
    def is_whole(self) -> bool:
        return FIRST in self.entries and SECOND in self.entries

    @cached_property
    def apart(self) -> tuple[str, ...]:
        """The units of which the two entries say different things."""
        return tuple(dict.fromkeys(each.unit for each in self.differences))

    @cached_property
    def differences(self) -> list[Difference]:
        return differences(self.lines(FIRST), self.lines(SECOND)) if self.is_whole else []

    @property
    def is_disputed(self) -> bool:
        return bool(self.differences) and PAPER not in self.entries

    @property
    def is_settled(self) -> bool:
        return self.is_whole and not self.is_disputed

    @property
    def standing(self) -> Lines:
        """What counts: what the paper says where somebody looked, else what two persons typed alike."""
        return self.lines(PAPER if PAPER in self.entries else FIRST)

    def with_entry(self, reading: str, content: Mapping[str, Any], person: int | None) -> "Bundle":
        """As it will be with this entry."""
        return Bundle(self.row, self.group, {**self.entries, reading: Supposed(content, person)})


@dataclass(frozen=True, slots=True)
class Supposed:
    """An entry that is not written yet."""

    content: Mapping[str, Any]
    entered_by: int | None


@dataclass(frozen=True)
class Book:
    """One round with everything below it. `typed_by`: whoever typed any of it, what was typed anew included."""

    rule: BallotRules
    terms: TallyTerms
    units: tuple["Rated", ...]
    groups: tuple[Any, ...]
    bundles: tuple[Bundle, ...]
    typed_by: frozenset[int] = frozenset()

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(row.code for row in self.units)

    def bundle(self, group: str, number: int) -> Bundle | None:
        return next((one for one in self.bundles if (one.group, one.row.number) == (group, number)), None)

    def with_bundle(self, changed: Bundle) -> "Book":
        bundles = tuple(changed if one.row.id == changed.row.id else one for one in self.bundles)
        return replace(self, bundles=bundles)

    @property
    def is_settled(self) -> bool:
        return bool(self.bundles) and all(one.is_settled for one in self.bundles)

    def totals(self, group_id: int) -> dict[str, Tally]:
        """What the settled bundles of a group come to, by unit."""
        standing = [one.standing for one in self.bundles if one.row.group_id == group_id and one.is_settled]
        return {code: total(lines[code] for lines in standing if code in lines) for code in self.codes}

    def counts(self) -> tuple[GroupCount, ...]:
        return tuple(self._counts())

    def _counts(self) -> Iterator[GroupCount]:
        for row in self.groups:
            avoided = {code: tally.recused for code, tally in self.totals(row.id).items() if tally.recused}
            yield GroupCount(
                name=row.name,
                roster=row.roster,
                issued=row.issued,
                returned=row.returned,
                bundled=sum(one.row.ballots for one in self.bundles if one.row.group_id == row.id),
                avoids=dict(row.avoids),
                avoided=avoided,
            )


def book_of(tx: Connection, round_row: Any) -> Book:
    """Everything below a round."""
    told = {"b_round": round_row.id}
    units, groups = tx.execute(UNITS, told).all(), tx.execute(GROUPS, told).all()
    named = select(Unit.c.id, Unit.c.code).where(Unit.c.id.in_([row.unit_id for row in units]))
    codes = dict(tx.execute(named).tuples().all())
    names = {row.id: row.name for row in groups}
    typed = tx.execute(ENTRIES, told).all()
    entries: dict[int, dict[str, Any]] = {}
    for entry in typed:
        if entry.replaced_at is None:
            entries.setdefault(entry.bundle_id, {})[entry.reading] = entry
    rule = BallotRules.model_validate(round_row.rule["ballots"])
    return Book(
        rule=rule,
        terms=terms_of(rule, round_row.rule),
        units=tuple(Rated(row.id, row.unit_id, codes[row.unit_id]) for row in units),
        groups=tuple(groups),
        bundles=tuple(
            Bundle(row, names[row.group_id], entries.get(row.id, {})) for row in tx.execute(BUNDLES, told).all()
        ),
        typed_by=frozenset(entry.entered_by for entry in typed if entry.entered_by is not None),
    )


@dataclass(frozen=True, slots=True)
class Rated:
    """A unit that a round rates."""

    id: int
    unit_id: int
    code: str


def terms_of(rule: BallotRules, told: Mapping[str, Any]) -> TallyTerms:
    return TallyTerms(
        grades=rule.grades,
        least=Decimal(told["least"]),
        most=Decimal(told["most"]),
        avoids=rule.recusal is not Recusal.NONE,
        blank_is_invalid=rule.blank is BlankBallot.INVALID,
    )


def lines_of(content: Mapping[str, Any]) -> dict[str, Tally]:
    """Tallies as they were written by `content_of`."""
    return {code: tally_of(line) for code, line in content.items()}


def tally_of(line: Mapping[str, Any]) -> Tally:
    return Tally(
        votes=dict(line["votes"]),
        scores=tuple(Decimal(score) for score in line["scores"]),
        invalid=line["invalid"],
        abstained=line["abstained"],
        recused=line["recused"],
    )


def content_of(tally: Tally) -> dict[str, Any]:
    return {
        "votes": dict(tally.votes),
        "scores": list(tally.scores),
        "invalid": tally.invalid,
        "abstained": tally.abstained,
        "recused": tally.recused,
    }
