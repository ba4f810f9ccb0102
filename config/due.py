"""A due moment as a scheme writes it: a rule, simply a date with or without an hour, or the words of the notice."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from config.deadlines import AS_DATE, AS_WORDS, DATE_PATTERN, DeadlineRule
from config.faults import fault
from config.phrases.doubting import PhraseRefused
from config.phrases.phrase import read_phrase

_DATE = re.compile(DATE_PATTERN)
_CHINESE = re.compile("[一-鿿]")
_INNER = ("anchor", "default")


def written_due(value: Any) -> Any:
    """`2019-05-13 17:00` stands for `{kind: on, date: 2019-05-13, cutoff: "17:00"}`; words for what they say.

    Both may also stand inside a rule: as anchor, as general rule, as a month's exception.
    """
    return _written(value, ())


def _written(value: Any, at: tuple[str | int, ...]) -> Any:
    if isinstance(value, Mapping):
        return {key: _inner(key, part, (*at, key)) for key, part in value.items()}
    if not isinstance(value, str):
        return value
    if _CHINESE.search(value):
        return _said(value, at)
    parts = _DATE.fullmatch(value.strip())
    if parts is None:
        return {"kind": "on", "date": value}
    written = {"kind": "on", "date": parts[1]}
    return written if parts[2] is None else {**written, "cutoff": parts[2]}


def _inner(key: Any, part: Any, at: tuple[str | int, ...]) -> Any:
    if key == "months" and isinstance(part, Mapping):
        return {month: _written(inner, (*at, month)) for month, inner in part.items()}
    return _written(part, at) if key in _INNER else part


def _said(words: str, at: tuple[str | int, ...]) -> DeadlineRule:
    try:
        return read_phrase(words)
    except PhraseRefused as refused:
        raise fault(refused.sentence, at=at, suggestion=refused.advice) from None


Due = Annotated[DeadlineRule, BeforeValidator(written_due), AS_DATE, AS_WORDS]
