"""三员分立: where an office keeps roles apart, nobody holds, or stands in for, two of them."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select

from actions.context import Act
from config.roles import Role
from models.assessments import Assessment


def kept_apart(act: Act) -> frozenset[Role]:
    """What the newest year of the office keeps apart; nothing where no year was published."""
    newest = select(Assessment.c.id).where(Assessment.c.office_id == act.office_id)
    year = act.tx.scalar(newest.order_by(Assessment.c.year.desc(), Assessment.c.id.desc()).limit(1))
    return frozenset() if year is None else frozenset(act.published(year).scheme.policy.separate)


def together(act: Act, people: Mapping[str, tuple[int | None, Iterable[int]]]) -> Iterator[str]:
    """Why not, by what a person is called: his id if he has one, and the posts that he is to act from besides."""
    apart = kept_apart(act)
    if not apart:
        return
    for called, (person, posts) in people.items():
        held = [post for post, holders in act.directory.holders.items() if person is not None and person in holders]
        standing = [act.directory.posts[post] for post in (*held, *posts)]
        roles = {role for post in standing for role in (post.role, *post.grants) if role in apart}
        if len(roles) > 1:
            labels = "、".join(role.label for role in Role if role in roles)
            yield f"本单位实行三员分立，“{called}”不能同时担任{labels}"
