"""What a visitor is told when a page cannot be shown. Each says what happened and what to do."""

from dataclasses import dataclass, field

from config.errors import KaoheError


@dataclass
class Turned(KaoheError):
    """A visit that goes no further: the status of the answer, its heading, and what to say."""

    status: int
    heading: str
    reasons: tuple[str, ...] = field(default_factory=tuple)

    def __str__(self) -> str:
        return "；".join((self.heading, *self.reasons))


def not_found(what: str = "页面") -> Turned:
    """What does not exist, and what may not be known to exist, look the same."""
    return Turned(404, f"没有找到这个{what}", ("可能已经移走，或者不在您可以查看的范围内",))


def not_yours(who: str) -> Turned:
    return Turned(403, "您现在的岗位不能打开这一页", (f"可以打开的是：{who}",))


def badly_asked(*reasons: str) -> Turned:
    return Turned(400, "这个请求不完整", reasons)
