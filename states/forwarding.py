"""转发稿 (O12): what may be said in a group, of whom, and how near its date is.

A group is read by everybody in it: what is secret, what one unit answers for alone, and what waits on a leader's desk
is not said there.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from config.obligations import ObligationKind as Kind
from config.roles import LEADERS, Role
from workdays.calendar import WorkCalendar
from workdays.deadline import local_day

# what many units owe alike; a revision, a rectification or a review is between two
SPOKEN = frozenset(
    {
        Kind.SIGN,
        Kind.BREAKDOWN,
        Kind.CO_UNIT_PART,
        Kind.REPORT,
        Kind.FIGURE,
        Kind.SELF_CHECK,
        Kind.DUTY,
        Kind.MILESTONE,
        Kind.TASK,
        Kind.ACKNOWLEDGEMENT,
    }
)
NEVER = datetime.max.replace(tzinfo=UTC)
SECRET = ("绝密", "机密", "秘密", "涉密", "内部")
NOT_SPOKEN, IS_SECRET, OF_LEADER, PLEADS = (
    "只与一家有关，不在群里说",
    "含有涉密或内部字样",
    "在领导处，请联络员呈送",
    "已申请延期，等候答复",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing that a unit owes. `about`: the window, or what else it is called for all; `title`: the thing itself.

    `count`: so many of a post that are alike may stand in one, with the title and the number of the first.
    """

    kind: Kind
    about: str
    title: str
    unit: str
    position: int
    post: str
    role: Role
    due_at: datetime | None
    pleads: bool = False
    id: int = 0  # the obligation's
    unit_code: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """What several units owe alike by the same moment; the units in official order (规范序列)."""

    about: str
    due_at: datetime | None
    matters: tuple[Matter, ...]

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.unit for each in self.matters))

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """How many things each unit has, by its code and name, in the same order."""
        found: Counter[tuple[str, str]] = Counter()
        for each in self.matters:
            found[each.unit_code, each.unit] += each.count
        return found

    @property
    def count(self) -> int:
        return sum(each.count for each in self.matters)


def silence_on(matter: Matter) -> str | None:
    """Why this is not said in a group; None where it may be."""
    if matter.role in LEADERS:
        return OF_LEADER
    if matter.kind not in SPOKEN:
        return NOT_SPOKEN
    if is_secret(matter.title):
        return IS_SECRET
    return PLEADS if matter.pleads else None


def is_secret(text: str) -> bool:
    return any(word in text for word in SECRET)


def grouped(matters: Iterable[Matter]) -> tuple[Group, ...]:
    """The earliest due first, the undated last."""
    found: dict[tuple[str, datetime | None], list[Matter]] = {}
    for each in sorted(matters, key=lambda one: (one.position, one.title)):
        found.setdefault((each.about, each.due_at), []).append(each)
    groups = [Group(about, due, tuple(some)) for (about, due), some in found.items()]
    return tuple(sorted(groups, key=lambda one: (one.due_at or NEVER, one.about)))


def say_distance(due_at: datetime, *, now: datetime, calendar: WorkCalendar) -> str:
    """还有3个工作日（the due day among them）, 今天到期, 已过2个工作日."""
    due, today = local_day(due_at), local_day(now)
    if now > due_at:
        days = calendar.workdays_between(due, today)
        return f"已过{days}个工作日" if days else "已过期限"
    if due == today:
        return "今天到期"
    return f"还有{calendar.workdays_between(today, due)}个工作日"


def left_out(matters: Iterable[Matter]) -> tuple[tuple[str, int], ...]:
    """Why so many are not said in a group, in the order in which they came."""
    found: Counter[str] = Counter()
    for each in matters:
        if reason := silence_on(each):
            found[reason] += each.count
    return tuple(found.items())
