"""报送前自查 of a breakdown (W16), kept or only typed: what is missing, what is doubtful, what the rules say.

The same functions that decide the act look at what nobody has saved yet, so that a page tells while one types.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from actions.assignments.contents import Breakdown, KeptItem, adds_up
from actions.assignments.facts import facts_of, written
from actions.assignments.items import ItemData
from actions.assignments.naming import Named
from actions.context import Act
from actions.subjects import Subject
from config.indicators import BreakdownField
from states.assignment import AssignmentFacts
from states.doubts import Doubt, unexplained
from states.engine import offers
from states.gates import OF_THE_WHOLE

SUBMITS = ("submit_breakdown", "resubmit")


@dataclass(frozen=True, slots=True)
class Lacking:
    """One second-level item and the fields that it still lacks."""

    number: int
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What the items carry of one numeric target. `counts`: the parts should make up the whole."""

    name: str
    unit: str
    target: Decimal
    total: Decimal
    counts: bool

    @property
    def gap(self) -> Decimal:
        return self.total - self.target


@dataclass(frozen=True, slots=True)
class Explained:
    """One doubt and the 说明 that was written to this very sentence."""

    doubt: Doubt
    words: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What speaks against handing in. `reasons`: as the rules would say it now, all at once."""

    lacking: tuple[Lacking, ...]
    lacking_of_the_whole: tuple[str, ...]
    doubts: tuple[Explained, ...]
    parts_missing: tuple[str, ...]
    parts_named: frozenset[str]
    sums: tuple[Sum, ...]
    reasons: tuple[str, ...]
    is_empty: bool = False  # nothing has been written yet

    @property
    def parts_unnamed(self) -> tuple[str, ...]:
        """Co-units whose part is neither there nor named as missing (O29)."""
        return tuple(unit for unit in self.parts_missing if unit not in self.parts_named)

    @property
    def open_doubts(self) -> tuple[Doubt, ...]:
        return unexplained((each.doubt for each in self.doubts), {each.doubt.key: each.words for each in self.doubts})


def checked(
    act: Act,
    subject: Subject[AssignmentFacts],
    breakdown: Breakdown,
    *,
    explanations: Mapping[str, str] | None = None,
    without: Sequence[str] = (),
) -> Checked:
    """The check of a breakdown, kept or typed; with 说明 and 未提供 that are typed beside it."""
    facts = written(act, subject, breakdown)
    named = {act.directory.unit(code).shown for code in without if code in act.directory.unit_ids}
    typed = {key: words for key, words in (explanations or {}).items() if words.strip()}
    facts |= {"explanations": {**facts["explanations"], **typed}, "parts_named": facts["parts_named"] | named}
    return Checked(
        lacking=tuple(_lacking(act, breakdown, facts["required"])),
        lacking_of_the_whole=tuple(
            act.spoken(field.label)
            for field in facts["required"]
            if field in OF_THE_WHOLE and field not in facts["filled"]
        ),
        doubts=tuple(Explained(doubt, facts["explanations"].get(doubt.key, "")) for doubt in facts["doubts"]),
        parts_missing=facts["parts_missing"],
        parts_named=facts["parts_named"],
        sums=tuple(_sums(breakdown)),
        reasons=_reasons(act, subject, facts),
        is_empty=not breakdown.items,
    )


def _lacking(act: Act, breakdown: Breakdown, required: Sequence[BreakdownField]) -> Iterator[Lacking]:
    for item in breakdown.items:
        fields = [act.spoken(field.label) for field in required if field not in OF_THE_WHOLE | item.filled]
        if fields:
            yield Lacking(item.number, item.title, tuple(fields))


def _sums(breakdown: Breakdown) -> Iterator[Sum]:
    for target in breakdown.targets:
        if target.value is not None:
            carried = [item.shares[target.id] for item in breakdown.items if target.id in item.shares]
            total = sum(carried, Decimal(0))
            yield Sum(target.name, target.unit, target.value, total, counts=adds_up(target))


def _reasons(act: Act, subject: Subject[AssignmentFacts], facts: Mapping[str, Any]) -> tuple[str, ...]:
    """What the machine would say to handing in; nothing, where it is not its turn."""
    told = replace(facts_of(act, subject), **facts)
    found = {each.verb: each for each in offers(subject.machine, state=subject.state, facts=told)}
    offer = next((found[verb] for verb in SUBMITS if verb in found), None)
    return tuple(map(act.spoken, offer.reasons)) if offer is not None else ()


# What is typed and not saved


def as_typed(names: Named, rows: Sequence[ItemData], said: Mapping[str, Any]) -> Breakdown:
    """The breakdown as it would be if these rows were saved; `said`: columns of the assignment written with them."""
    before = names.before
    whole = SimpleNamespace(**{**before.assignment._asdict(), **said})
    items = tuple(_typed(names, number, item) for number, item in enumerate(rows, start=1))
    return replace(before, assignment=whole, items=items)


def _typed(names: Named, number: int, item: ItemData) -> KeptItem:
    shares = {names.targets[one.target].id: one.value for one in item.shares if one.target in names.targets}
    row = SimpleNamespace(id=item.id, **names.columns(item, number - 1))
    return KeptItem(number, row, tuple(names.officers(item)), shares, item.milestones)
