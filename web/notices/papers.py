"""What a page holds of the papers that a notice gives: nothing of the notice itself is kept between two clicks."""

from dataclasses import dataclass
from datetime import date

from documents.letters.model import LETTERS, AnyLetter, Sheet
from documents.notices.papers import DATES, breakdown_of, chart_of, dates_of
from documents.notices.reading import Reading

BREAKDOWN, DATED = "breakdown", "dates"


@dataclass(frozen=True, slots=True)
class Held:
    """Both papers as texts for the form; empty where the notice gives none."""

    breakdown: str
    dates: str


def held(reading: Reading) -> Held:
    dates = dates_of(reading)
    return Held(
        LETTERS.dump_json(breakdown_of(reading)).decode() if reading.indicators else "",
        DATES.dump_json(dates).decode() if dates is not None and dates.entries else "",
    )


def held_paper(kind: str, text: str, *, as_of: date) -> AnyLetter:
    """Raises ValueError where the text is not what the page held."""
    if kind == DATED:
        return chart_of(DATES.validate_json(text), as_of=as_of)
    letter = LETTERS.validate_json(text)
    if not isinstance(letter, Sheet) or letter.drawing:
        raise ValueError("not the table of a notice")
    return letter
