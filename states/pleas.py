"""What a unit may ask for about a thing that it owes: more time (延期), or that a reason for being late is accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from config.labels import Labelled
from config.obligations import ObligationKind
from workdays.deadline import instant
from workdays.wording import say_moment


class PleaKind(Labelled):
    """申请的种类。"""

    EXTENSION = "extension", "延期申请"
    EXCUSE = "excuse", "情况说明"


class PleaState(Labelled):
    """申请的状态。"""

    PENDING = "pending", "待答复"
    GRANTED = "granted", "已同意"
    REFUSED = "refused", "未同意"
    LAPSED = "lapsed", "未答复，已失效"
    WITHDRAWN = "withdrawn", "已撤回"
    MOOT = "moot", "事项已办结，不需答复"


# who is asked for an answer gives it, or hands it on: these are never put off
ANSWERS = frozenset({ObligationKind.REVIEW, ObligationKind.OPINION, ObligationKind.DECISION})


@dataclass(frozen=True, slots=True)
class Fed:
    """What an obligation feeds, by its title, and the last moment at which it may come in for that."""

    title: str
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A new due moment that somebody asks for, or grants."""

    kind: ObligationKind
    due_at: datetime | None
    wanted: datetime
    now: datetime
    feeds: Fed | None = None
    granted_before: int = 0
    at_most: int = 1


def against(wish: Wish) -> Iterator[str]:
    """Every reason why this due moment cannot be given (O24)."""
    if wish.kind in ANSWERS:
        yield f"{wish.kind.label}不延期；本人不能办理的，请转办或指定代理人"
    if wish.due_at is None:
        yield "这件事还没有期限，不需要延期"
    elif instant(wish.wanted) <= instant(wish.due_at):
        yield f"新的期限要晚于现在的期限（{say_moment(wish.due_at)}）"
    if instant(wish.wanted) <= instant(wish.now):
        yield "新的期限要晚于现在"
    if wish.feeds is not None and instant(wish.wanted) > instant(wish.feeds.latest):
        yield f"“{wish.feeds.title}”等着用，最迟{say_moment(wish.feeds.latest)}，不能延到这以后"
    if wish.granted_before >= wish.at_most:
        yield f"这件事已经延期{wish.granted_before}次，不能再延"
