"""The draft: its text, the place in the paper of each value, and what a person still has to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from config.pointers import pointer_of
from config.problems import SchemeProblem
from documents.notices.paper import Paper
from documents.notices.passages import Span, Told

_QUOTE = 200


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was read, but that a scheme could take only with a decision."""

    sentence: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """`cites` are JSON pointers into `text`; `missing` are the errors that loading it still gives."""

    text: str
    cites: Mapping[str, tuple[Span, ...]]
    missing: tuple[SchemeProblem, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing


NOTICE = "notice"


@dataclass
class Pen:
    """Writes values into the data of the draft and remembers where each comes from."""

    paper: Paper
    cites: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def put(self, data: dict[str, Any], at: tuple[str | int, ...], key: str, told: Told[Any] | None) -> None:
        if told is not None:
            data[key] = told.value
            self.cites[pointer_of((*at, key))] = told.spans

    def cite(self, at: tuple[str | int, ...], told: Told[Any]) -> None:
        self.cites[pointer_of(at)] = told.spans

    def leave(self, sentence: str, *told: Told[Any]) -> None:
        self.left_out.append(LeftOut(sentence, tuple(span for each in told for span in each.spans)))

    def basis(self, told: Told[Any]) -> dict[str, Any]:
        """The first line of what the paper says, letter for letter."""
        start, end = told.spans[0]
        lines = (line.strip() for line in self.paper.text[start:end].splitlines())
        quote = next((line for line in lines if line), "")[:_QUOTE].strip()
        clause = str(self.paper.place_of(start))
        return {"document": NOTICE, **({"clause": clause} if clause else {}), "quote": quote}
