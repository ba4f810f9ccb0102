"""The day that a phrase names, if one stands here."""

from config.phrases import dated, relative
from config.phrases.drafts import Draft
from config.phrases.scanning import Scanner


def take_day(scanner: Scanner) -> Draft | None:
    """None where no day is named. Raises Doubt where it cannot be one day."""
    for pattern, read in (*dated.READERS, *relative.READERS):
        if found := scanner.take(pattern):
            return read(found)
    return None
