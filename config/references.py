"""References inside a scheme: which field names which list. Read by the loader, written as a type."""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a field whose text is the code, or the exact name, of an entry of `target`."""

    target: str
    extra: tuple[str, ...] = ()


UnitRef = Annotated[str, Reference("units")]
PostRef = Annotated[str, Reference("posts")]
ChainRef = Annotated[str, Reference("chains")]
LadderRef = Annotated[str, Reference("ladders")]
KindRef = Annotated[str, Reference("kinds")]
FigureRef = Annotated[str, Reference("figures")]
DocumentRef = Annotated[str, Reference("documents")]
IndicatorRef = Annotated[str, Reference("indicators")]
FindingRef = Annotated[str, Reference("scoring.findings")]
AnswerRef = Annotated[str, Reference("scoring.answers")]
RatingRef = Annotated[str, Reference("scoring.ratings")]
SourceRef = Annotated[str, Reference("scoring.sources")]
MomentRef = Annotated[str, Reference("scoring.moments")]
GroupRef = Annotated[str, Reference("scoring.groups")]
RuleRef = Annotated[str, Reference("scoring.rules")]
ResultRef = Annotated[str, Reference("scoring.results")]
RankingRef = Annotated[str, Reference("scoring.rankings")]
AwardRef = Annotated[str, Reference("scoring.awards")]
