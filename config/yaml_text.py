"""The events of a YAML text: what stands in it, one thing after the other, and where."""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml import events as exact

# Each thing as either of the two readers calls it.
ALIAS = exact.AliasEvent, yaml.AliasEvent
DOCUMENT = exact.DocumentStartEvent, yaml.DocumentStartEvent
MAPPING_END = exact.MappingEndEvent, yaml.MappingEndEvent
SCALAR = exact.ScalarEvent, yaml.ScalarEvent
SEQUENCE = exact.SequenceStartEvent, yaml.SequenceStartEvent
SEQUENCE_END = exact.SequenceEndEvent, yaml.SequenceEndEvent

# libyaml reads YAML 1.1: with tabs, anchors, aliases, tags, directives or odd line ends it may tell another story, or
# other places, than the reader of YAML 1.2, which is twenty times slower. Both agree on what is as plain as this.
_PLAIN = re.compile(r"[^\t\r\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff&*!\\]*\n")
_DISPUTED = re.compile(r"^(?:%|---|\.\.\.)|[|>][-+0-9]*#", re.MULTILINE)
_QUICK = getattr(yaml, "CSafeLoader", None)


def events_of(text: str) -> Iterator[Any]:
    """By YAML 1.2. Where the text is none, raises the MarkedYAMLError of ruamel once that place is reached."""
    return iter(_quick(text) or exactly(text))


def exactly(text: str) -> Iterator[Any]:
    """By the reader of YAML 1.2, whatever the text."""
    events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
    return events


def _quick(text: str) -> list[Any] | None:
    """None where the slow reader has to be asked; what is wrong with a text is always told by that one."""
    if _QUICK is None or not _PLAIN.fullmatch(text) or _DISPUTED.search(text):
        return None
    try:
        events = list(yaml.parse(text, Loader=_QUICK))
    except yaml.YAMLError:
        return None
    return None if any(_is_empty(event) for event in events) else events


def _is_empty(event: Any) -> bool:
    """A value that is not written at all; the two readers place it differently."""
    return isinstance(event, SCALAR) and event.value == "" and not event.style
