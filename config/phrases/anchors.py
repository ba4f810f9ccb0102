"""What a count starts from: an event (收到通知), another deadline in quotes, or a day."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from config.entry import CODE_PATTERN
from config.events import EVENT_WORDS
from config.phrases.doubting import Doubt
from config.phrases.scanning import Scanner
from config.phrases.text import Found, same_spelling

_QUOTED = re.compile(r"“(?P<name>[^”]*)”")
_TAIL = r"(?=之日|[次当][日天]起|以?后|之后|起|之?前|以前|的?提前|满\d)"
_STRANGE = re.compile(
    r"(?P<name>[^\d,;。()“”]{2,20}?)(?:之日起?|以?后|之后|起|之?前|以前)"
    r"(?:的?第?\d|提前|[一二三四五六七八九十第及立尽])"
)
_NEAREST = 3


def words_of(events: Mapping[str, str]) -> dict[str, str]:
    """Every word for an event, in one spelling, to its code. A name counts before what else it is called."""
    told = {same_spelling(word): code for code in events for word in EVENT_WORDS.get(code, ())}
    return told | {same_spelling(name): code for code, name in events.items()}


def take_event(scanner: Scanner, events: Mapping[str, str]) -> str | None:
    """The code of the event that stands here, by its name; in quotes also by its code."""
    words = words_of(events)
    known = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if known and (found := scanner.take(re.compile(rf"(?:{known}){_TAIL}"))):
        return words[found[0]]
    if found := scanner.take(_QUOTED):
        if code := _named(found["name"], words):
            return code
        raise unknown_event(found.span(), found["name"], events)
    return None


def strange_event(scanner: Scanner, events: Mapping[str, str]) -> Doubt | None:
    """Words from which something is counted, and nobody knows them."""
    found = scanner.sees(_STRANGE)
    return unknown_event(found.span("name"), found["name"], events) if found else None


def sees_phrase(scanner: Scanner, events: Mapping[str, str]) -> Found | None:
    """The words in quotes that stand here, where they name no event: then they are a deadline of their own."""
    found = scanner.sees(_QUOTED)
    return found if found and _named(found["name"], words_of(events)) is None else None


def code_of(name: str, events: Mapping[str, str]) -> str | None:
    """The event that a name in quotes means."""
    return None if "“" in name or "”" in name else _named(name, words_of(events))


def _named(name: str, words: Mapping[str, str]) -> str | None:
    """A name that is known, or a code as a program writes it."""
    if code := words.get(same_spelling(name)):
        return code
    return name if re.fullmatch(CODE_PATTERN, name) else None


def unknown_event(span: tuple[int, int], name: str, events: Mapping[str, str]) -> Doubt:
    nearest = sorted(events.values(), key=lambda known: -SequenceMatcher(None, known, name).ratio())[:_NEAREST]
    return Doubt(*span, "是不认识的事件", instead=tuple(f"“{each}”" for each in nearest))
