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
