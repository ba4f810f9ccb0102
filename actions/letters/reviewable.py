"""How the verbs of review find a letter: its signature is the last step of its chain."""

from actions.context import Act
from actions.letters.facts import contents_of
from actions.letters.loading import letter_of
from actions.letters.reading import units_of, versions_of
from actions.reviewing.gathering import extended
from actions.reviewing.kinds import Content, Reviewable, Shared, register
from actions.subjects import Subject
from states.letters.facts import LetterFacts
from states.subjects import SubjectKind


def _facts(act: Act, subject: Subject[LetterFacts], shared: Shared) -> LetterFacts:
    return extended(LetterFacts, shared, **contents_of(act, subject))


def _content(act: Act, subject: Subject[LetterFacts]) -> Content:
    """The wording, whom it goes to, by when it has to be answered."""
    latest = versions_of(act, subject.id)[-1]
    return {
        "title": latest.title,
        "body": latest.body,
        "basis": latest.basis,
        "reply": subject.row.reply,
        "units": [act.directory.units[each.unit_id].name for each in units_of(act, subject.id)],
    }


LETTERS = register(
    Reviewable(kind=SubjectKind.LETTER, load=letter_of, facts=_facts, content=_content, edits="edit_letter")
)
