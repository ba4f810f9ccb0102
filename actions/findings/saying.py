"""Whom a finding is told to, and in which words; one message for a unit, however many there are (O12)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from actions.context import Act
from actions.findings.contents import say_finding
from actions.findings.loading import kind_for
from actions.published import Published
from actions.subjects import Subject
from actions.telling import Told
from config.obligations import ObligationKind
from models.findings import contents_of
from states.finding import ANSWERERS, FindingFacts
from states.rules import Await
from states.subjects import SubjectFacts, SubjectKind

SEEN_BY = Await(ObligationKind.OBJECTION, ANSWERERS)


def whole_text(act: Act, subject: Subject[FindingFacts]) -> str:
    """The finding as its unit reads it: nothing of who wrote it or who told of it (O26)."""
    kind = kind_for(subject.published, subject.row.kind)
    return say_finding(kind, dict(contents_of(act.tx, subject.id)[-1]._mapping))


def listed(texts: Sequence[str]) -> str:
    return "\n".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))


def posts_of_unit(act: Act, unit_id: int) -> tuple[int, ...]:
    """Who in the unit looks through what is told it."""
    code = act.directory.units[unit_id].code
    facts = SubjectFacts(kind=SubjectKind.FINDING, office=act.office_id, lead_unit=code)
    return tuple(act.directory.post_ids[post] for post in act.directory.seating.owing(SEEN_BY, facts))


def tell_unit(
    act: Act,
    published: Published,
    unit_id: int,
    code: str,
    key: str,
    words: Mapping[str, Any],
    *,
    while_open: int | None = None,
) -> None:
    tell_posts(
        act,
        published,
        posts_of_unit(act, unit_id),
        code,
        key,
        {"unit": act.directory.units[unit_id].name, **words},
        while_open=while_open,
    )


def tell_posts(
    act: Act,
    published: Published,
    posts: Iterable[int],
    code: str,
    key: str,
    words: Mapping[str, Any],
    *,
    while_open: int | None = None,
) -> None:
    for post in dict.fromkeys(posts):
        told = Told(
            code=code,
            key=f"{code}:{key}:{post}",
            post_id=post,
            words=words,
            overrides=published.texts,
            wanted_while=while_open,
        )
        act.tell(told)


def tell_registrar(act: Act, subject: Subject[FindingFacts], code: str, key: str, words: Mapping[str, Any]) -> None:
    """Whoever registered it learns what became of it; not if it was he himself who did it."""
    person = subject.row.drafted_by
    if person is not None and person != act.person_id and person in act.directory.persons:
        texts = subject.published.texts
        act.tell(Told(code=code, key=f"{code}:{key}", person_id=person, words=words, overrides=texts))
