"""The text of a letter: composed from what is known when it is drafted, and whole when it is signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.published import Published
from config.letters import LetterKind
from documents.messages import compose

VERIFIED, REPORTED = "经核", "据单位上报"


@dataclass(frozen=True, slots=True)
class Wording:
    """A title and a body, and the basis that the letter cites."""

    title: str
    body: str
    basis: str


def compose_letter(published: Published, kind: LetterKind, facts: Mapping[str, Any], *, unit: str) -> Wording:
    """The draft. `facts` are those that `drafting.draft` asks for."""
    words = {
        "unit": unit,
        "standing": VERIFIED if facts.get("verified") else REPORTED,
        "before": "",
        **facts,
    }
    text = compose(f"letter_{kind.value}", overrides=published.texts, **words)
    return Wording(text.subject, text.body, str(facts.get("basis", "")))
