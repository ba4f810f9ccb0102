"""Facts: what is known about each unit, with who says so and since when. Periods are written 2019, 2019-Q1, 2019-05."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from config.scoring.words import Absence, FindingState
from scoring.worked import Record

SETTLED = (FindingState.CONFIRMED, FindingState.CHANGED)


@dataclass(frozen=True, slots=True)
class Known:
    """What every fact says about itself. `since` is when it takes effect (C12), `recorded_at` when it was written."""

    recorded_at: datetime | None = None
    since: date | None = None
    evidence: tuple[str, ...] = ()
    finder: str = ""
    verified_by: str = ""
    ref: str = ""
    layer: int = 0  # what is supposed lies over what is known

    def record(self, said: str, *, is_only_reported: bool = False) -> Record:
        return Record(self.ref or said, self.evidence, self.finder, self.verified_by, is_only_reported)


class Timed(Protocol):
    @property
    def known(self) -> Known: ...


@dataclass(frozen=True, slots=True)
class FigureFact:
    """上报值 and 认定值 of a figure for a period; or why there is none."""

    unit: str
    figure: str
    period: str
    reported: Fraction | None = None
    verified: Fraction | None = None
    absence: Absence | None = None
    known: Known = Known()


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A target that differs from the scheme's: given to one unit, or adjusted since a day."""

    unit: str
    indicator: str
    target: str
    value: Fraction
    known: Known = Known()


@dataclass(frozen=True, slots=True)
class FindingFact:
    """One finding (加减分事项)."""

    ref: str
    unit: str
    kind: str
    on: date
    times: Fraction = Fraction(1)
    problem: str = ""
    person: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    state: FindingState = FindingState.CONFIRMED
    is_excused: bool = False
    is_rectified: bool = False
    known: Known = Known()


@dataclass(frozen=True, slots=True)
class AnswerFact:
    unit: str
    answer: str
    said: str
    period: str = ""
    known: Known = Known()


@dataclass(frozen=True, slots=True)
class ScoreGiven:
    """One rater's score; who the rater is stays out of the facts."""

    group: str
    score: Fraction


@dataclass(frozen=True, slots=True)
class RatingFact:
    """Scores given, or votes counted (O30): {group: {grade: votes}}, with the invalid and the blank ones apart.

    `shown_from`: of a group with fewer valid ones nothing is told, and nothing is scored by it alone.
    """

    unit: str
    rating: str
    scores: tuple[ScoreGiven, ...] = ()
    votes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    invalid: Mapping[str, int] = field(default_factory=dict)
    abstained: Mapping[str, int] = field(default_factory=dict)
    shown_from: int = 0
    known: Known = Known()


@dataclass(frozen=True, slots=True)
class JudgementFact:
    unit: str
    slot: str
    points: Fraction
    reason: str
    proposed_by: str = ""
    confirmed_by: str = ""
    period: str = ""
    known: Known = Known()


@dataclass(frozen=True, slots=True)
class ImportedFact:
    unit: str
    source: str
    value: Fraction
    version: str = ""
    period: str = ""
    known: Known = Known()


@dataclass(frozen=True, slots=True)
class MomentFact:
    """Due and done; `done` is None while it is not done."""

    unit: str
    moment: str
    due: datetime
    done: datetime | None
    known: Known = Known()


@dataclass(frozen=True, slots=True)
class ExemptFact:
    """A unit that is not assessed on an indicator."""

    unit: str
    indicator: str
    absence: Absence
    known: Known = Known()


T = TypeVar("T", bound=Timed)


@dataclass(frozen=True, slots=True)
class Facts:
    figures: Sequence[FigureFact] = ()
    targets: Sequence[TargetFact] = ()
    findings: Sequence[FindingFact] = ()
    answers: Sequence[AnswerFact] = ()
    ratings: Sequence[RatingFact] = ()
    judgements: Sequence[JudgementFact] = ()
    imported: Sequence[ImportedFact] = ()
    moments: Sequence[MomentFact] = ()
    exempt: Sequence[ExemptFact] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)

    def with_more(self, more: "Facts") -> "Facts":
        """These facts and others written after them: what is said of the same thing replaces what was said before."""
        names = ("figures", "targets", "findings", "answers", "ratings", "judgements", "imported", "moments", "exempt")
        joined = {name: (*getattr(self, name), *map(_supposed, getattr(more, name))) for name in names}
        return Facts(**joined, chosen={**self.chosen, **more.chosen})

    def seen(self, *, as_of: datetime | None = None, effective: date | None = None) -> "Facts":
        """Only what had been recorded by `as_of` (an aware moment) and is in effect on `effective`."""
        if as_of is None and effective is None:
            return self
        return replace(
            self,
            figures=tuple(_seen(self.figures, as_of, effective)),
            targets=tuple(_seen(self.targets, as_of, effective)),
            findings=tuple(_seen(self.findings, as_of, effective)),
            answers=tuple(_seen(self.answers, as_of, effective)),
            ratings=tuple(_seen(self.ratings, as_of, effective)),
            judgements=tuple(_seen(self.judgements, as_of, effective)),
            imported=tuple(_seen(self.imported, as_of, effective)),
            moments=tuple(_seen(self.moments, as_of, effective)),
            exempt=tuple(_seen(self.exempt, as_of, effective)),
        )


def _supposed(fact: Any) -> Any:
    return replace(fact, known=replace(fact.known, layer=fact.known.layer + 1))


def _seen(facts: Iterable[T], as_of: datetime | None, effective: date | None) -> Iterable[T]:
    for fact in facts:
        known = fact.known
        if as_of is not None and known.recorded_at is not None and known.recorded_at > as_of:
            continue
        if effective is not None and known.since is not None and known.since > effective:
            continue
        yield fact
