"""退回修改 as whoever has to mend it sees it: the very sentence, by whom and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from actions.assignments.cells import name_of
from actions.context import Act
from models.journal import Journal
from states.course import RETURNS
from states.rules import verb_of
from states.subjects import SubjectKind

LATEST = 20


@dataclass(frozen=True, slots=True)
class SentBack:
    """The last return."""

    words: str
    post: str
    person: str
    at: datetime


def sent_back(act: Act, kind: SubjectKind, number: int) -> SentBack | None:
    query = select(Journal.t).where(Journal.c.subject_kind == kind.value, Journal.c.subject_id == number)
    lines = act.tx.execute(query.order_by(Journal.c.id.desc()).limit(LATEST))
    line = next((line for line in lines if verb_of(line.act) in RETURNS), None)
    if line is None:
        return None
    post = act.directory.posts.get(line.post_id)
    person = name_of(act.directory, line.person_id)
    return SentBack(line.reason, post.title if post is not None else "", person, line.effective_at)
