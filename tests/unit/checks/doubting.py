"""What `check` says of a text."""

from typing import Any

from checks.checking import check
from config.loading import load_scheme, locate
from workdays.calendar import WorkCalendar


def raised_by(text: str, calendar: WorkCalendar) -> list[dict[str, Any]]:
    loaded = load_scheme(text)
    return [
        {
            "at": f"{(place := locate(loaded.source, doubt.pointer)).line}:{place.column}",
            "pointer": doubt.pointer,
            "severity": doubt.severity.value,
            "says": doubt.sentence,
            "advises": doubt.suggestion,
        }
        for doubt in check(loaded.scheme, calendar=calendar)
    ]


def sentences(text: str, calendar: WorkCalendar) -> list[str]:
    return [doubt["says"] for doubt in raised_by(text, calendar)]
