"""Names under which files leave: as RFC 5987 has it, and a plain one for what cannot read that."""

import re
from urllib.parse import quote

from documents.evidence_names import clean_name, extension_of

_FORBIDDEN = re.compile(r'[<>:"/\\|?*;]')
_PLAIN = re.compile(r"[^A-Za-z0-9]")


def disposition(name: str, *, inline: bool = False) -> str:
    """No path, no sign that cannot be seen, none that turns the reading round; never a device of Windows.

    A stroke is part of a title (承办/协办), so what stands before it is kept too.
    """
    said = " ".join(clean_name(_FORBIDDEN.sub(" ", name)).split()).strip(" .") or "file"
    if said.partition(".")[0].upper() in _DEVICES:
        said = f"_{said}"
    extension = _PLAIN.sub("", extension_of(said))
    plain = f"file.{extension}" if extension else "file"
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(said, safe='')}"


_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))})
