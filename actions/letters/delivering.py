"""Who gets a letter: its units at once and whole; the leaders beside them as a copy, in words for leaders (O10)."""

from collections.abc import Iterable, Mapping
from typing import Any

from actions.climbing import posts_of
from actions.context import Act
from actions.leaders import with_liaison
from actions.letters.reading import units_of
from actions.letters.wording import issuer_of, kind_of_letter
from actions.subjects import Subject
from actions.telling import Told
from actions.wording import say_last_moment
from config.letters import LetterKind
from config.obligations import ObligationKind
from models.reviews import Copy
from models.writing import insert_new
from states.subjects import SubjectFacts, SubjectKind

NOTICE = "约谈通知书"


def send_to_units(act: Act, subject: Subject[Any]) -> None:
    """The whole text, urgent, to the posts that the scheme names in each unit; at least to whoever signs for it."""
    for each in units_of(act, subject.id):
        code = act.directory.units[each.unit_id].code
        owing = [
            row
            for row in act.obligations.about(SubjectKind.LETTER.value, subject.id)
            if row.kind == ObligationKind.ACKNOWLEDGEMENT and row.unit_id == each.unit_id
        ]
        due = min((row.due_at for row in owing if row.due_at is not None), default=None)
        words = {"due": say_last_moment(due) if due is not None else "近日"}
        posts = dict.fromkeys((*_seats_of(act, subject, code), *(row.post_id for row in owing)))
        for post in posts:
            _tell(act, subject, "letter_delivered", post, each.unit_id, words)


def _seats_of(act: Act, subject: Subject[Any], unit: str) -> tuple[int, ...]:
    """Seats of the addressed units, asked for one of them."""
    seats = subject.published.scheme.letters.to(LetterKind(subject.row.kind))
    about = SubjectFacts(kind=SubjectKind.LETTER, office=act.office_id, lead_unit=unit, co_units=frozenset({unit}))
    codes = {code for group in act.directory.seating.groups(seats, about) for code in group}
    return tuple(post.id for post in act.directory.standing if post.code in codes)


def send_copies(act: Act, subject: Subject[Any]) -> None:
    """抄送: a leader reads it himself and his 联络员 knows of it; both may look at it from then on."""
    seats = subject.published.scheme.letters.copies(LetterKind(subject.row.kind))
    unit = act.directory.units[subject.row.unit_id]
    posts = posts_of(act, seats, unit=unit.code)
    _note(act, subject, posts)
    for number in posts:
        words = {"reader": act.directory.posts[number].title, "issuer": issuer_of(act, subject)}
        for place in with_liaison(act.directory, number):
            _tell(act, subject, "letter_copied", place, unit.id, words, to=number)


def _note(act: Act, subject: Subject[Any], posts: Iterable[int]) -> None:
    rows = [
        {
            "office_id": act.office_id,
            "subject_kind": SubjectKind.LETTER.value,
            "subject_id": subject.id,
            "post_id": post,
            "copied_by": act.person_id,
            "copied_at": act.now,
        }
        for post in posts
    ]
    insert_new(act.tx, Copy.t, rows, unique=("subject_kind", "subject_id", "post_id"))


def send_word(act: Act, subject: Subject[Any], code: str, *, words: Mapping[str, Any]) -> None:
    """A short message to every unit that the letter has reached."""
    for each in units_of(act, subject.id):
        if each.delivered_at is not None:
            for post in _seats_of(act, subject, act.directory.units[each.unit_id].code):
                _tell(act, subject, code, post, each.unit_id, words)


def _tell(
    act: Act, subject: Subject[Any], code: str, post: int, unit: int, words: Mapping[str, Any], *, to: int | None = None
) -> None:
    act.tell(
        Told(
            code=code,
            key=f"{code}:{subject.id}:{subject.row.version}:{to or post}",
            post_id=post,
            words={
                "what": NOTICE if subject.row.kind == LetterKind.TALK else kind_of_letter(subject),
                "number": subject.row.number,
                "title": subject.title,
                "unit": act.directory.units[unit].name,
                "text": subject.row.issued_text,
                **words,
            },
            overrides=subject.published.texts,
            urgent=True,
        )
    )
