"""Rules as a scheme writes them, read by the same types."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from config.deadlines import DeadlineRule
from config.zone import SHANGHAI

_RULE: TypeAdapter[DeadlineRule] = TypeAdapter(DeadlineRule)


def rule(kind: str, **fields: Any) -> DeadlineRule:
    return _RULE.validate_python({"kind": kind, **fields})


def at(text: str) -> datetime:
    """A wall-clock moment in Shanghai: `2019-05-13 17:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


LAST = {"kind": "last_workday", "of": "month"}
