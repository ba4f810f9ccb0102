"""Names of uploaded files: what is kept of them, and which of them must not come in at all."""

import re
import unicodedata

LONGEST = 200

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
