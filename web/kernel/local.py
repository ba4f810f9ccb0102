"""Paths of this site: whoever is sent on is sent to a page of ours, whatever a form or a link says."""

import re
from urllib.parse import urlsplit

STRANGE = re.compile(r"[\x00-\x20\\\x7f]")


def local_path(path: str | None) -> str | None:
    """The path, where it is one of this site; None for anything that leads elsewhere."""
    if not path or not path.startswith("/") or path.startswith("//") or STRANGE.search(path):
        return None
    parts = urlsplit(path)
    return None if parts.scheme or parts.netloc else path
