"""What reaches a leader, and as what (O10): he is reported to and never urged.

What is laid before him comes in 呈阅 words; what merely waits on his desk reminds whoever keeps it.
"""

from collections.abc import Iterator

from actions.directory import Directory, PostEntry
from config.roles import LEADERS, Role

LAID, WAITS = "laid_before_leader", "waiting_on_desk"
# who keeps the desk of a leader without a 联络员: the first of these that the house has
KEEPERS = (Role.UNIT_OFFICE, Role.LIAISON, Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD)


def keepers_of(directory: Directory, post: PostEntry) -> tuple[int, ...]:
    """Who keeps a leader's desk: his 联络员, else the office of the house; nobody keeps anyone else's."""
    if post.role not in LEADERS:
        return ()
    if post.liaison_id is not None:
        return (post.liaison_id,)
    host = directory.host
    found = (directory.posts_of(host.id, role) for role in KEEPERS) if host is not None else iter(())
    kept = next((posts for posts in found if posts), ())
    return tuple(each.id for each in kept if each.role not in LEADERS)


def with_liaison(directory: Directory, post_id: int) -> tuple[int, ...]:
    """A leader is reported to himself, his 联络员 copied."""
    post = directory.posts[post_id]
    copied = post.role in LEADERS and post.liaison_id is not None
    return (post_id, post.liaison_id) if copied and post.liaison_id is not None else (post_id,)


def desk_of(directory: Directory, post_id: int, code: str) -> Iterator[tuple[int, str]]:
    """Where a message goes that asks a post for something, and as what."""
    post = directory.posts[post_id]
    if post.role not in LEADERS:
        yield post_id, code
        return
    yield post_id, LAID
    for place in keepers_of(directory, post):
        yield place, WAITS
