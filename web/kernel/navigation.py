"""Where one can go from a desk: the home of each role, and the pages beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.roles import Role

if TYPE_CHECKING:
    from web.kernel.visit import Visit


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation. `home`: it is where these roles begin; the first such entry counts."""

    label: str
    href: str
    roles: frozenset[Role]
    home: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as the layout draws it."""

    label: str
    href: str
    active: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Navigation:
    items: tuple[NavItem, ...]

    def of(self, visit: "Visit") -> Sequence[Shown]:
        """What the desk offers, where it begins first; where it is among them, the most particular entry is lit."""
        if visit.desk is None:
            return ()
        mine = [item for item in self.items if item.roles & visit.desk.roles]
        offered = list({item.href: item for item in reversed(mine)}.values())[::-1]  # 兼岗 may offer a page twice
        home = self.home_of(visit)
        offered.sort(key=lambda item: item.href != home)
        path = visit.request.url.path
        within = [item.href for item in offered if path == item.href or path.startswith(f"{item.href}/")]
        lit = max(within, key=len, default=None)
        return [Shown(visit.words(item.label), item.href, active=item.href == lit) for item in offered]

    def home_of(self, visit: "Visit") -> str:
        """Where the chosen desk begins."""
        if visit.desk is None:
            return "/"
        own = [item.href for item in self.items if item.home and visit.desk.role in item.roles]
        granted = [item.href for item in self.items if item.home and item.roles & visit.desk.roles]
        return next(iter(own or granted), "/")


def nav(label: str, href: str, *wanted: Role, home: bool = False) -> NavItem:
    return NavItem(label, href, frozenset(wanted), home)
