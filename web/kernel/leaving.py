"""What somebody had typed when he was turned away: a page that says why not gives it back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from web.kernel.guarding import is_ours
from web.kernel.local import local_path
from web.kernel.pages import Posted
from web.kernel.visit import Visit

SECRET = re.compile(r"password|secret|token", re.IGNORECASE)
TYPED = re.compile(r"[\u3400-\u9fff\s]")
"""Codes and numbers are what the form told of itself; people write Chinese, or several words."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """`texts` as they were typed; `place` where the form stood."""

    texts: tuple[str, ...]
    place: str


def left_behind(visit: Visit, posted: Posted) -> LeftBehind | None:
    """None for a form of another site: nobody else's words are shown on a page of ours."""
    if not is_ours(visit):
        return None
    path = visit.request.url.path
    place = local_path(posted.get("_back")) or ("" if path.startswith("/do/") else path)
    return LeftBehind(tuple(_texts(posted.inputs)), place)


def _texts(inputs: Iterable[tuple[str, str]]) -> Iterable[str]:
    told = (value.strip() for name, value in inputs if name[:1] != "_" and not SECRET.search(name))
    return dict.fromkeys(value for value in told if TYPED.search(value))
