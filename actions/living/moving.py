"""What the files of the demonstration say, moved to the year that is played."""

import re

from config.sample import in_year
from config.schemes import DEMONSTRATION


def moved(name: str, year: int, *, own: int) -> str:
    """A file that was written for the year `own`: its dates, periods and the years of its document numbers."""
    written = in_year((DEMONSTRATION / name).read_text(encoding="utf-8"), year, own=own)
    return re.sub(r"〔(\d{4})〕", lambda said: f"〔{int(said[1]) - own + year}〕", written)
