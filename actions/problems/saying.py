"""What the unit and the reviewers learn of a problem; nothing of who found it or who told of it (O26)."""

from collections.abc import Mapping
from typing import Any

from actions.context import Act
from actions.findings.saying import posts_of_unit
from actions.leaders import desk_of
from actions.subjects import Subject
from actions.telling import Told
from actions.wording import say_last_moment
from config.obligations import ObligationKind
from states.problem import ProblemFacts, ProblemSource


def tell_unit(act: Act, subject: Subject[ProblemFacts], code: str, words: Mapping[str, Any]) -> None:
    """At its desk; what it has to answer, for as long as it has to."""
    owed = {row.post_id: row for row in _owed(act, subject, ObligationKind.REPLY)}
    for post in posts_of_unit(act, subject.row.unit_id):
        _say(act, subject, code, post, words, while_open=owed[post].id if post in owed else None)


def tell_reviewers(act: Act, subject: Subject[ProblemFacts], words: Mapping[str, Any]) -> None:
    for row in _owed(act, subject, ObligationKind.RECHECK):
        due = say_last_moment(row.due_at)
        for post, code in desk_of(act.directory, row.post_id, "problem_replied"):
            reader = {"reader": act.directory.posts[row.post_id].title, "state": f"整改情况：{words['words']}"}
            more = {} if code == "problem_replied" else {**reader, "subject": subject.title, "what": "整改复核"}
            _say(act, subject, code, post, {**words, "due": due, **more}, while_open=row.id)


def tell_end(act: Act, subject: Subject[ProblemFacts], *, how: str, words: str) -> None:
    """Only a unit that was told of it hears that it is over."""
    if subject.row.told_at is not None:
        tell_unit(act, subject, "problem_ended", {"how": how, "words": words.rstrip("。")})


def source_of(row: Any) -> str:
    """督查（县委督查室2019年第3次）."""
    label = ProblemSource(row.source).label
    return f"{label}（{row.source_body}）" if row.source_body else label


def _owed(act: Act, subject: Subject[ProblemFacts], kind: ObligationKind) -> list[Any]:
    return [row for row in act.obligations.about(subject.kind.value, subject.id) if row.kind == kind]


def _say(
    act: Act, subject: Subject[ProblemFacts], code: str, post: int, words: Mapping[str, Any], *, while_open: int | None
) -> None:
    told = Told(
        code=code,
        key=f"{code}:{subject.id}:{subject.row.version}:{post}",
        post_id=post,
        words={"unit": act.directory.units[subject.row.unit_id].name, "title": subject.title, **words},
        overrides=subject.published.texts,
        wanted_while=while_open,
    )
    act.tell(told)
