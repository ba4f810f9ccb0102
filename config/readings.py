"""What a scheme says, read out: its assignments, its windows, who sits in a seat. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from config.assessed import SHARED
from config.basis import Basis
from config.chains import Chain
from config.figures import Target
from config.indicators import Indicator, Kind, Segment
from config.ladders import Ladder
from config.obligations import ObligationKind
from config.packages import PackageRule
from config.pointers import pointer_of
from config.same import Same
from config.scheme import OfficeSeat, Scheme
from config.stages import BreakdownStage, By
from config.windows import Window


@dataclass(frozen=True, slots=True)
class PlacedIndicator:
    """An indicator in its tree: where it stands in the file, and those above it, topmost first."""

    steps: tuple[str | int, ...]
    indicator: Indicator
    above: tuple[Indicator, ...]

    @property
    def pointer(self) -> str:
        return pointer_of(self.steps)

    @property
    def is_leaf(self) -> bool:
        return not self.indicator.children

    def inherited(self, field: str) -> object:
        """The field as written here, else by the nearest indicator above that has it."""
        for each in (self.indicator, *reversed(self.above)):
            if value := getattr(each, field):
                return value
        return None


@dataclass(frozen=True, slots=True)
class PlannedAssignment:
    """What will become an assignment (指标任务): a leaf, or one segment of it, and its head lead unit (R2.6)."""

    indicator: str
    segment: str | None
    title: str
    path: tuple[str, ...]
    points: Decimal | None
    kind: str | None
    star: bool
    lead: str
    other_leads: tuple[str, ...]
    co_units: tuple[str, ...]
    leader: str | None
    assessors: tuple[str, ...]
    targets: tuple[Target, ...]
    overview: str
    acceptance: str
    basis: Basis | None
    example: bool
    pointer: str

    @property
    def code(self) -> str:
        return self.segment or self.indicator

    @property
    def scored_as(self) -> str:
        """Rules are written for an indicator, or for a segment of its own; units that share one have the same rule."""
        return self.segment if self.segment and SHARED not in self.segment else self.indicator


def indicators_of(scheme: Scheme) -> Iterator[PlacedIndicator]:
    """Every indicator, in the order of the file."""
    yield from _placed(("indicators",), scheme.indicators, ())


def _placed(
    steps: tuple[str | int, ...], indicators: tuple[Indicator, ...], above: tuple[Indicator, ...]
) -> Iterator[PlacedIndicator]:
    for place, indicator in enumerate(indicators):
        here = (*steps, place)
        yield PlacedIndicator(here, indicator, above)
        yield from _placed((*here, "children"), indicator.children, (*above, indicator))


def assignments_of(scheme: Scheme) -> tuple[PlannedAssignment, ...]:
    """One for each leaf, or for each of its segments, in the order of the file; without a lead there is none."""
    return _assignments_of(Same(scheme))


@lru_cache(maxsize=16)
def _assignments_of(same: Same) -> tuple[PlannedAssignment, ...]:
    leaves = [placed for placed in indicators_of(same.scheme) if placed.is_leaf]
    return tuple(planned for leaf in leaves for planned in _planned(leaf) if planned.lead)


def _planned(leaf: PlacedIndicator) -> Iterator[PlannedAssignment]:
    if not leaf.indicator.segments:
        yield _assignment(leaf, leaf.indicator, leaf.steps)
    for place, segment in enumerate(leaf.indicator.segments):
        yield _assignment(leaf, segment, (*leaf.steps, "segments", place))


def _assignment(leaf: PlacedIndicator, part: Indicator | Segment, steps: tuple[str | int, ...]) -> PlannedAssignment:
    indicator = leaf.indicator
    kind, assessors = leaf.inherited("kind"), leaf.inherited("assessors")
    path = (*(each.title for each in leaf.above), indicator.title)
    return PlannedAssignment(
        indicator=indicator.code,
        segment=part.code if isinstance(part, Segment) else None,
        title=part.title,
        path=(*path, part.title) if isinstance(part, Segment) and not indicator.assessed else path,
        points=part.points,
        kind=kind if isinstance(kind, str) else None,
        star=indicator.star,
        lead=part.leads[0] if part.leads else "",
        other_leads=part.leads[1:],
        co_units=part.co_units or indicator.co_units,
        leader=part.leader or indicator.leader,
        assessors=part.assessors or (assessors if isinstance(assessors, tuple) else ()),
        targets=part.targets,
        overview=indicator.overview,
        acceptance=indicator.acceptance,
        basis=part.basis or indicator.basis,
        example=indicator.example,
        pointer=pointer_of(steps),
    )


def kind_of(scheme: Scheme, assignment: PlannedAssignment) -> Kind | None:
    return scheme.kinds.get(assignment.kind) if assignment.kind else None


def chain_for(scheme: Scheme, owed: BreakdownStage | Window | PackageRule) -> Chain | None:
    """The review chain of a stage, a window or a package; a package may have none."""
    return scheme.chains[owed.chain] if owed.chain else None


def ladder_for(scheme: Scheme, kind: ObligationKind, *, named: str | None = None) -> Ladder | None:
    """The ladder that a thing names, else the first that applies to its kind; there may be none."""
    if named:
        return scheme.ladders[named]
    return next((ladder for ladder in scheme.ladders.values() if kind in ladder.applies_to), None)


def verified_by(scheme: Scheme) -> By:
    """Who judges the year: as written, else the superior where this office is the assessed one (O01)."""
    return scheme.stages.verification.by or (By.SUPERIOR if scheme.seat is OfficeSeat.ASSESSED else By.OFFICE)


def reports_verified_by(scheme: Scheme) -> By:
    """Who verifies what is reported in the course of the year: as written, else whoever judges the year."""
    return scheme.stages.verification.reports or verified_by(scheme)


def scored_by(scheme: Scheme) -> By:
    return scheme.stages.scoring.by or verified_by(scheme)
