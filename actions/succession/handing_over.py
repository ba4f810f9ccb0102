"""Posts of a unit that ends: in a renamed or new unit they go on, in an existing one its own posts take over."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update

from actions.context import Act
from actions.directory import UnitEntry
from models.persons import Holding
from models.posts import Charge, Post
from models.units import Unit
from models.writing import insert_rows


def hand_over_posts(
    act: Act, old: UnitEntry, heirs: Sequence[int], *, day: date, with_people: bool
) -> Mapping[int, int]:
    """End the old posts; which post of the first heir goes on for which. People move along only with a new name.

    A post without a counterpart keeps its obligations where its unit's writers are.
    """
    posts = act.tx.execute(
        select(Post.t).where(Post.c.unit_id == old.id, Post.c.ended_on.is_(None)).order_by(Post.c.position)
    ).all()
    _end(act, posts, day)
    found: dict[int, int] = {}
    for place, heir in enumerate(heirs):
        goes_on = _goes_on(act, posts, heir, old, day)
        found = goes_on if place == 0 else found
        _charge(act, old.id, heir, day)
    _end_charges(act, old.id, day)
    if with_people:
        _seat(act, found, day)
    _point_liaisons(act, found)
    return found


def _end(act: Act, posts: Sequence[Any], day: date) -> None:
    act.tx.execute(
        update(Post.t)
        .where(Post.c.id.in_([post.id for post in posts]))
        .values(ended_on=day - timedelta(days=1), version=Post.c.version + 1)
    )


def _goes_on(act: Act, posts: Sequence[Any], heir: int, old: UnitEntry, day: date) -> dict[int, int]:
    """Counterparts by role where the heir has posts of its own, else copies in the heir."""
    own = act.tx.execute(
        select(Post.t).where(Post.c.unit_id == heir, Post.c.ended_on.is_(None)).order_by(Post.c.position)
    ).all()
    if own:
        by_role = {post.role: post.id for post in reversed(own)}
        return {post.id: by_role.get(post.role, own[0].id) for post in posts}
    code = act.tx.execute(select(Unit.c.code).where(Unit.c.id == heir)).scalar_one()
    copies = [_copy(post, heir, _renamed(post.code, old.code, code), day) for post in posts]
    return dict(zip((post.id for post in posts), insert_rows(act.tx, Post.t, copies), strict=True))


def _renamed(post: str, old: str, new: str) -> str:
    """`farming_head` of `farming` becomes `agriculture_head` of `agriculture`; with the same unit code it stays."""
    return post.replace(old, new, 1) if old in post else (post if old == new else f"{new}-{post}")


def _copy(post: Any, unit_id: int, code: str, day: date) -> dict[str, Any]:
    return {
        "office_id": post.office_id,
        "unit_id": unit_id,
        "code": code,
        "title": post.title,
        "role": post.role,
        "position": post.position,
        "grants": post.grants,
        "liaison_post_id": post.liaison_post_id,
        "began_on": day,
        "version": 0,
    }


def _charge(act: Act, old_id: int, heir: int, day: date) -> None:
    """Whoever was in charge of the old unit is in charge of the new one, unless somebody already is."""
    standing = select(Charge.c.id).where(Charge.c.unit_id == heir, Charge.c.ended_on.is_(None))
    if act.tx.scalars(standing).first() is not None:
        return
    leaders = act.tx.execute(select(Charge.t).where(Charge.c.unit_id == old_id, Charge.c.ended_on.is_(None))).all()
    rows = [
        {"office_id": row.office_id, "post_id": row.post_id, "unit_id": heir, "began_on": day, "version": 0}
        for row in leaders
    ]
    insert_rows(act.tx, Charge.t, rows)


def _end_charges(act: Act, old_id: int, day: date) -> None:
    act.tx.execute(
        update(Charge.t)
        .where(Charge.c.unit_id == old_id, Charge.c.ended_on.is_(None))
        .values(ended_on=day - timedelta(days=1), version=Charge.c.version + 1)
    )


def _seat(act: Act, posts: Mapping[int, int], day: date) -> None:
    """The holders go on in the new posts; their time in the old ones ends the day before."""
    held = act.tx.execute(select(Holding.t).where(Holding.c.post_id.in_(posts), Holding.c.ends_on.is_(None))).all()
    act.tx.execute(
        update(Holding.t)
        .where(Holding.c.id.in_([row.id for row in held]), Holding.c.begins_on < day)
        .values(ends_on=day - timedelta(days=1), version=Holding.c.version + 1)
    )
    rows = [
        {
            "office_id": row.office_id,
            "person_id": row.person_id,
            "post_id": posts[row.post_id],
            "begins_on": day,
            "document_no": row.document_no,
            "recorded_at": act.now,
            "version": 0,
        }
        for row in held
    ]
    insert_rows(act.tx, Holding.t, rows)


def _point_liaisons(act: Act, posts: Mapping[int, int]) -> None:
    for old, new in posts.items():
        act.tx.execute(update(Post.t).where(Post.c.liaison_post_id == old).values(liaison_post_id=new))
