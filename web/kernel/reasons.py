"""Reasons as a page says them: by the labels of its fields, where acts and scripts speak of their names."""

import re

from pydantic import BaseModel

from actions.acts import Refused

# “lines第2项.row”（第几行）没有填写
NAMED = re.compile(r"“([a-z][a-z0-9_]*)((?:第\d+项|\.[a-z0-9_]+)*)”(?:（([^）]*)）)?(没有填写|不能是空文字)?")
ENTRIES = re.compile(r"第\d+项")
FIRST_WORDS = re.compile(r"[^，；：（。,;:(]+")


def reasons_of(refused: Exception) -> tuple[str, ...]:
    """Every reason of a refusal of whatever kind."""
    if not isinstance(refused, Refused):
        return (str(refused),)
    return refused.reasons if refused.asked is None else tuple(worded(refused.asked, each) for each in refused.reasons)


def worded(model: type[BaseModel], reason: str) -> str:
    """The reason with every field of the act called by its label; what is no field of it stays."""

    def label(found: re.Match[str]) -> str:
        name, place, described, is_missing = found.groups()
        field = model.model_fields.get(name)
        if field is None or not field.description:
            return found[0]
        within = f"的{_short(described)}" if "." in place and described else ""
        said = f"“{_short(field.description)}{''.join(ENTRIES.findall(place))}{within}”"
        return f"请填写{said}" if is_missing else said

    return NAMED.sub(label, reason)


def _short(description: str) -> str:
    """A description begins with the label and goes on to explain."""
    found = FIRST_WORDS.match(description)
    return found[0].strip() if found else description
