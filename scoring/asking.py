"""What a rule may ask while it is being worked out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Protocol

from config.scoring.measures import Match
from config.scoring.section import Scoring
from config.scoring.words import LateIn
from scoring.facts import (
    AnswerFact,
    FigureFact,
    FindingFact,
    ImportedFact,
    JudgementFact,
    MomentFact,
    RatingFact,
)
from scoring.grouped import Grouped
from scoring.refusals import Unscored, together
from scoring.worked import Truth, Worked


@dataclass(frozen=True, slots=True)
class Case:
    """Who is being scored, for which period, on which indicator."""

    unit: str
    period: str
    indicator: str = ""

    def of(self, unit: str) -> "Case":
        return replace(self, unit=unit)

    def at(self, period: str) -> "Case":
        return replace(self, period=period)

    def under(self, indicator: str) -> "Case":
        return replace(self, indicator=indicator)


class Ask(Protocol):
    """The book of one scoring: rules are put to it, facts are looked up in it."""

    @property
    def scoring(self) -> Scoring: ...
    @property
    def effective(self) -> date | None: ...

    def worked(self, term: Any, case: Case) -> Worked: ...
    def holds(self, condition: Any, case: Case) -> Truth: ...
    def score(self, indicator: str, case: Case) -> Worked: ...
    def is_met(self, indicators: Sequence[str], case: Case) -> Truth: ...

    def figure(self, code: str, case: Case) -> FigureFact | None: ...
    def target(self, name: str, case: Case) -> Worked: ...
    def own_figure(self, case: Case) -> str: ...
    def own_points(self, case: Case) -> Worked: ...
    def findings(self, match: Match, case: Case) -> tuple[FindingFact, ...]: ...
    def answer(self, code: str, case: Case) -> AnswerFact | None: ...
    def rating(self, code: str, case: Case) -> RatingFact | None: ...
    def judgement(self, slot: str, case: Case) -> JudgementFact | None: ...
    def imported(self, source: str, case: Case) -> ImportedFact | None: ...
    def moment(self, code: str, case: Case) -> MomentFact | None: ...
    def chosen(self, choice: str) -> str | None: ...

    def members(self, group: str | None, case: Case) -> tuple[str, ...]: ...
    def in_group(self, term: Any, group: str | None, case: Case) -> Grouped: ...
    def is_in(self, group: str, unit: str) -> bool: ...
    def lateness(self, due: datetime, done: datetime, unit: LateIn) -> Fraction: ...

    def unit_name(self, unit: str) -> str: ...
    def figure_name(self, code: str) -> tuple[str, str]: ...
    def finding_name(self, kind: str) -> tuple[str, str]: ...


def each(ask: Ask, terms: Sequence[Any], case: Case) -> tuple[Worked, ...]:
    """Every part, or all the reasons why some have none."""
    done, refused = [], []
    for term in terms:
        try:
            done.append(ask.worked(term, case))
        except Unscored as refusal:
            refused.append(refusal)
    if refused:
        raise together(refused)
    return tuple(done)
