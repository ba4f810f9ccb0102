"""What somebody asks for, laid before those who decide it: to answer is owed, and they are told who asks for what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.context import Act
from actions.leaders import with_liaison
from actions.obligating import Owed
from actions.telling import Told
from actions.wording import say_last_moment
from config.ladders import Ladder
from config.obligations import ObligationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """`what` is asked, about `subject`, by `unit`; `wish` says it in a sentence.

    `key`: one for each asking, so that nobody is told of it twice. `period` tells apart what is asked about one thing.
    """

    subject_kind: str
    subject_id: int
    assessment_id: int | None
    what: str
    subject: str
    unit: str
    wish: str
    reason: str
    due: datetime
    ladder: Ladder | None
    key: str
    texts: Mapping[str, str]
    period: str = ""


def lay_before(act: Act, posts: Sequence[int], laid: Laid) -> None:
    """Each of these posts may decide; its liaison officer is told too."""
    owed = [
        Owed(
            kind=ObligationKind.DECISION,
            unit_id=act.directory.posts[post].unit_id,
            post_id=post,
            subject_kind=laid.subject_kind,
            subject_id=laid.subject_id,
            period=laid.period,
            title=f"{laid.what}：{laid.subject}",
            due_at=laid.due,
            assessment_id=laid.assessment_id,
            ladder=laid.ladder,
        )
        for post in posts
    ]
    words = {
        "what": laid.what,
        "unit": laid.unit,
        "subject": laid.subject,
        "wish": laid.wish,
        "reason": laid.reason.rstrip("。"),
        "due": say_last_moment(laid.due),
    }
    for one, opened in zip(owed, act.obligations.open(owed), strict=True):
        for post in with_liaison(act.directory, one.post_id):
            told = Told(code="plea_asked", key=f"{laid.key}:{post}", post_id=post, words=words,
                        overrides=laid.texts, wanted_while=opened)  # fmt: skip
            act.tell(told)
