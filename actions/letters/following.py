"""What follows by itself when a letter moves."""

from typing import Any

from actions.context import Act
from actions.firing import Fired
from actions.subjects import Subject
from models.letters import Letter
from models.writing import change_row
from states.obligations import Outcome
from states.subjects import SubjectKind


def follow_letter(act: Act, subject: Subject[Any], fired: Fired) -> None:
    """Nothing is owed any more about a letter that has ended."""
    if fired.move.dest.final and not fired.move.stays:
        act.obligations.settle(SubjectKind.LETTER.value, subject.id, outcome=Outcome.FREED)
        change_row(act.tx, Letter.t, subject.id, version=fired.version, values={"closed_at": act.now})
