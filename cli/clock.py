"""The clock is read here, once per command, and handed down."""

from datetime import datetime

from config.errors import KaoheError
from config.zone import SHANGHAI


class BadMoment(KaoheError):
    """What was typed is no moment."""


def read_clock() -> datetime:
    return datetime.now(SHANGHAI)


def moment_of(text: str) -> datetime:
    """`2019-05-13T17:00`, `2019-05-13 17:00` or `2019-05-13` (its first moment); without a zone it is Shanghai's."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadMoment(f"“{text}”不是时刻，写作 2019-05-13T17:00 或 2019-05-13") from None
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)


def as_of(text: str | None) -> datetime:
    return moment_of(text) if text else read_clock()
