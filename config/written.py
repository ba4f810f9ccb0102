"""A value as a scheme writes it on one line, so that it is read back as the very same value."""

import json
import re
from decimal import Decimal
from typing import Any

from config.tree import scalar_value

# What means something to YAML, wherever it stands; a colon or a dash only in some places, but quotes never hurt.
_SPECIAL = re.compile(r"""[:#,\[\]{}&*!|>'"%@`?\\\x00-\x1f\x7f-\xa0\u2028\u2029]""")
_LEADING = re.compile(r"[-?=~<]")
_LINES = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\u007f", "\xa0": "\\u00a0"}


def written(value: Any) -> str:
    """A list or a mapping in brackets; quoted enough to stand in brackets itself."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(str(key))}: {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(written(each) for each in value) + "]"
    return _text(str(value))


def _text(text: str) -> str:
    if text and text == text.strip() and scalar_value(text) == text and isinstance(scalar_value(text), str) \
            and not _SPECIAL.search(text) and not _LEADING.match(text):  # fmt: skip
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(_LINES.get(letter, letter) for letter in quoted)
