"""What can be reviewed: each kind says how it is loaded, what its machine is told, and what it holds.

A use-case package registers its kind once (`register(Reviewable(…))`); the verbs find it here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from actions.context import Act
from actions.subjects import Subject
from config.errors import KaoheError
from states.facts import ReviewFacts
from states.subjects import SubjectKind

F = TypeVar("F", bound=ReviewFacts)
Content = Mapping[str, Any]
Shared = dict[str, Any]
"""What every `ReviewFacts` is told, as keyword arguments."""


def _all_of(content: Content) -> Any:
    return content


def _only_that(_act: Act, _subject: Subject[Any], before: Content, after: Content) -> Sequence[str]:
    return () if before == after else ("内容有改动",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewable(Generic[F]):
    """One kind of reviewable thing.

    `load` locks the row. `facts` adds to the shared facts what the kind's own guards ask for. `content` is the whole as
    it stands, kept as a snapshot at every submission; `figures` the part of it whose change makes the reviewers look
    again. `edits` is the right of those who write it. `says` tells a reader what differs between two contents (W12).
    """

    kind: SubjectKind
    load: Callable[[Act, int], Subject[F]]
    facts: Callable[[Act, Subject[F], Shared], F]
    content: Callable[[Act, Subject[F]], Content]
    edits: str
    figures: Callable[[Content], Any] = _all_of
    says: Callable[[Act, Subject[F], Content, Content], Sequence[str]] = _only_that


_KINDS: dict[SubjectKind, Reviewable[Any]] = {}


def register(reviewable: Reviewable[F]) -> Reviewable[F]:
    if reviewable.kind in _KINDS:
        raise KaoheError(f"the kind {reviewable.kind!r} is registered twice")
    _KINDS[reviewable.kind] = reviewable
    return reviewable


def subject_of(act: Act, kind: SubjectKind, subject_id: int) -> Subject[Any]:
    """Any reviewable thing, locked for this act."""
    return kind_of(act, kind).load(act, subject_id)


def kind_of(act: Act, kind: SubjectKind) -> Reviewable[Any]:
    """The kind by its code. Raises `Refused` where such a thing is not reviewed."""
    if kind not in _KINDS:
        raise act.refused(f"“{kind.label}”不在送审范围内，可以办理的有：{'、'.join(each.label for each in _KINDS)}")
    return _KINDS[kind]
