"""What lies on a desk, told at once: when a year is issued, and when somebody takes a post.

Nothing of the past: only what is open, in one message a post, the same things of one date in one line (A12).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.publishing.schedule import window_key
from actions.telling import Told
from actions.wording import say_request
from config.obligations import ObligationKind
from config.roles import LEADERS
from config.terms import speak
from models.obligations import OPEN, Obligation
from models.windows import Window
from states.shortening import SCREEN, fitting
from states.window import WindowState

NAMED = 200
"""Characters of names in one line; a desk has few kinds of work at once."""

LISTED = SCREEN - 150


def tell_desks(act: Act, posts: Iterable[int], *, occasion: str, words: str) -> None:
    """Tell the holders of these posts what they owe now; occasion and words say why they are told."""
    by_post: dict[int, list[Any]] = defaultdict(list)
    for row in _open(act, set(posts)):
        by_post[row.post_id].append(row)
    for post_id, rows in by_post.items():
        is_leader = act.directory.posts[post_id].role in LEADERS
        act.tell(
            Told(
                code="desk_of_leader" if is_leader else "desk",
                key=f"desk:{post_id}:{act.now:%Y%m%d%H%M%S}",
                post_id=post_id,
                words={
                    "occasion": occasion,
                    "words": words,
                    "reader": act.directory.posts[post_id].title,
                    "count": len(rows),
                    "due": say_request(rows[0]),
                    "list": _listed(act, rows, "时限" if is_leader else "请于"),
                },
                wanted_while=rows[0].id,
                or_while=tuple(row.id for row in rows[1:]),
            )
        )


def _open(act: Act, posts: set[int]) -> list[Any]:
    """What is owed now. What waits for its window is told when the window opens."""
    query = select(Obligation.t).where(OPEN, Obligation.c.post_id.in_(posts), Obligation.c.opened_at <= act.now)
    rows = act.tx.execute(query.order_by(Obligation.c.due_at.nulls_last(), Obligation.c.id)).all()
    closed = _not_open(act)
    return [row for row in rows if (row.assessment_id, row.period) not in closed]


def _not_open(act: Act) -> set[tuple[int, str]]:
    query = select(Window.c.assessment_id, Window.c.code, Window.c.occasion).where(
        Window.c.office_id == act.office_id, Window.c.state == WindowState.NOT_OPEN.value
    )
    return {(row.assessment_id, window_key(row.code, row.occasion)) for row in act.tx.execute(query)}


def _listed(act: Act, rows: Sequence[Any], by: str) -> str:
    """指标分解3项，请于5月13日（周一）17:00前办结：… Before a leader: 审批决定1项，时限5月13日（周一）下班前：…"""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        own = act.published(row.assessment_id).own if row.assessment_id else ()
        groups[speak(ObligationKind(row.kind).label, own), say_request(row)].append(row.title)
    end = "办结" if by == "请于" else ""
    lines = [f"{kind}{len(titles)}项，{by}{due}{end}：{_named(titles)}" for (kind, due), titles in groups.items()]
    shown = fitting(lines, room=LISTED)
    rest = f"\n另有{len(lines) - len(shown)}类，见应办清单。" if len(shown) < len(lines) else ""
    return "".join(f"\n{place}. {line}" for place, line in enumerate(shown, start=1)) + rest


def _named(titles: Sequence[str]) -> str:
    shown = fitting(titles, room=NAMED)
    return "、".join(f"“{title}”" for title in shown) + ("等" if len(shown) < len(titles) else "")
