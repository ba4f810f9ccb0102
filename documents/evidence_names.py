"""Names of uploaded files: what is kept of them, and which of them must not come in at all."""

import re
import unicodedata

LONGEST = 200
HEAD, SHORT = 1_000, 30
"""Where a mark of secrecy stands in a text: on a short line of its own, at its head."""

_TRADITIONAL = str.maketrans("絕機內資", "绝机内资")
_MARK = re.compile(r"(绝密|机密|秘密)[-_·.（(【\[]*★|★[-_·.）)】\]]*(绝密|机密|秘密)|内部资料")


def clean_name(name: str) -> str:
    """The last part of the path that a browser may have sent, without characters that cannot be seen.

    Reversing marks are dropped too: with them `报告\u202efdp.exe` would be read as a PDF.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(each for each in last if unicodedata.category(each) not in ("Cc", "Cf", "Cs")).strip()
    return _shortened(seen)


def _shortened(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    if len(name) <= LONGEST or not dot:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1]}.{extension}"


def extension_of(name: str) -> str:
    """In lower case, without the dot; empty when there is none."""
    stem, _, extension = name.rpartition(".")
    return extension.lower() if stem else ""


def secret_mark(name: str) -> str | None:
    """The mark in a name by which a classified or internal document betrays itself (O13).

    The bare word does not count: 「保守秘密承诺书」 is a usual title; 「机密★10年」 is not.
    """
    folded = unicodedata.normalize("NFKC", name).translate(_TRADITIONAL)
    found = _MARK.search("".join(each for each in folded if not each.isspace() and unicodedata.category(each) != "Cf"))
    return found.group() if found else None


def mark_at_head(text: str) -> str | None:
    """The mark that a document bears at its head. A sentence that speaks of secrets bears none."""
    lines = (line for line in text[:HEAD].splitlines() if len(line.strip()) <= SHORT)
    return next((mark for line in lines if (mark := secret_mark(line))), None)
