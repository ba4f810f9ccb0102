"""The answer is owed from the delivery where its day is known then, else from the receipt that its days count from."""

from typing import Any

from actions.context import Act
from actions.letters.reading import deadline_of
from actions.obligating import Owed
from actions.subjects import Subject
from config.obligations import ObligationKind
from states.letters.facts import LetterState
from states.subjects import SubjectKind


def owe_reply(act: Act, subject: Subject[Any]) -> None:
    """A unit that does not sign for its letter does not gain time by it."""
    received = subject.machine.states.get(LetterState.RECEIVED.value)
    deadline = deadline_of(act, subject.row)
    if received is None or received.awaits is None or deadline is None or not deadline.is_dated:
        return
    posts = (act.directory.post(code) for code in act.directory.seating.owing(received.awaits, subject.facts))
    act.obligations.open(
        [
            Owed(
                kind=ObligationKind.REPLY,
                unit_id=post.unit_id,
                post_id=post.id,
                subject_kind=SubjectKind.LETTER.value,
                subject_id=subject.id,
                title=subject.title,
                deadline=deadline,
                assessment_id=subject.published.assessment_id,
                ladder=subject.ladder_for(ObligationKind.REPLY),
            )
            for post in posts
        ]
    )
