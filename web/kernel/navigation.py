"""Where one can go from a desk: the home of each role, and the pages beside it, in groups, with what waits there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from config.labels import Labelled
from config.obligations import ObligationKind
from config.roles import Role
from states.subjects import SubjectKind

if TYPE_CHECKING:
    from web.kernel.visit import Visit

FEW = 7
"""Up to so many entries are taken in at a glance and stand without headings."""

Owed = Mapping[tuple[str, str], int]
"""How many things a desk owes now, by the kind of thing and of duty."""


class Group(Labelled):
    """What an entry belongs to, in the order of the navigation. The first has no heading: where everybody begins."""

    OWN = "own", "我的工作"
    HANDLING = "handling", "办理"
    ASSESSING = "assessing", "考核"
    SUPERVISING = "supervising", "督查"
    STATISTICS = "statistics", "统计"
    SETTINGS = "settings", "设置"


@dataclass(frozen=True, slots=True)
class Waits:
    """What is counted beside an entry: duties about such things, or of such kinds. Neither named: all that is owed."""

    about: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def count(self, owed: Owed) -> int:
        return sum(number for (about, kind), number in owed.items() if self._holds(about, kind))

    def _holds(self, about: str, kind: str) -> bool:
        return (not self.about or about in self.about) and (not self.kinds or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation. `home`: it is where these roles begin; the first such entry counts.

    `where`: at which desks of these roles it is of use; everywhere, unless it says otherwise.
    """

    label: str
    href: str
    roles: frozenset[Role]
    group: Group = Group.OWN
    home: bool = False
    waits: Waits | None = None
    where: "Callable[[Visit], bool] | None" = None

    def is_for(self, visit: "Visit") -> bool:
        return bool(self.roles & visit.at.roles) and (self.where is None or self.where(visit))

    def counted(self, owed: Owed) -> int:
        return self.waits.count(owed) if self.waits is not None else 0


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as the layout draws it."""

    label: str
    href: str
    active: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of a group. Without a label they stand without heading; settings are folded until one is there."""

    label: str
    items: tuple[Shown, ...]
    is_folded: bool = False

    @property
    def count(self) -> int:
        return sum(item.count for item in self.items)


@dataclass(frozen=True, slots=True)
class Navigation:
    """Of all rooms."""

    items: tuple[NavItem, ...]

    def of(self, visit: "Visit") -> Sequence[Section]:
        """What the desk offers, where it begins first; where it is among them, the most particular entry is lit."""
        if visit.desk is None:
            return ()
        offered = self._offered(visit)
        path = visit.request.url.path
        within = [item.href for item in offered if path == item.href or path.startswith(f"{item.href}/")]
        lit = max(within, key=len, default=None)
        owed = visit.owed if any(item.waits for item in offered) else {}
        shown = [
            (item.group, Shown(visit.words.say(item.label, "page"), item.href, item.href == lit, item.counted(owed)))
            for item in offered
        ]
        if len(shown) <= FEW:
            return [Section("", tuple(item for _, item in shown))] if shown else []
        groups = ((group, [item for its, item in shown if its is group]) for group in Group)
        return [_section(group, items, visit) for group, items in groups if items]

    def _offered(self, visit: "Visit") -> list[NavItem]:
        home = self.home_of(visit)
        mine = [item for item in self.items if item.is_for(visit)]
        offered = list({item.href: item for item in reversed(mine)}.values())[::-1]  # 兼岗 may offer a page twice
        first = [replace(item, group=Group.OWN) for item in offered if item.href == home]
        return [*first, *(item for item in offered if item.href != home)]

    def home_of(self, visit: "Visit") -> str:
        """Where the chosen desk begins."""
        if visit.desk is None:
            return "/"
        own = [item.href for item in self.items if item.home and visit.desk.role in item.roles]
        granted = [item.href for item in self.items if item.home and item.roles & visit.desk.roles]
        return next(iter(own or granted), "/")


def _section(group: Group, items: Sequence[Shown], visit: "Visit") -> Section:
    is_folded = group is Group.SETTINGS and not any(item.active for item in items)
    return Section("" if group is Group.OWN else visit.words(group.label), tuple(items), is_folded)


def nav(
    label: str, href: str, *wanted: Role, group: Group = Group.OWN, home: bool = False, waits: Waits | None = None,
    where: "Callable[[Visit], bool] | None" = None,
) -> NavItem:  # fmt: skip
    return NavItem(label, href, frozenset(wanted), group, home, waits, where)


def waits_for(*about: SubjectKind | str, kinds: Iterable[ObligationKind] = ()) -> Waits:
    return Waits(frozenset(str(each) for each in about), frozenset(kind.value for kind in kinds))
