"""How the verbs of review find a package."""

from actions.context import Act
from actions.packages.loading import contents_of, items_of, package_of
from actions.reviewing.kinds import Content, Reviewable, Shared, register
from actions.subjects import Subject
from states.package import PackageFacts
from states.subjects import SubjectKind


def _facts(act: Act, subject: Subject[PackageFacts], shared: Shared) -> PackageFacts:
    return PackageFacts(**shared, **contents_of(act, subject))


def _content(act: Act, subject: Subject[PackageFacts]) -> Content:
    """What it carries: each item with the version that it had."""
    return {
        "items": [
            {"title": item.title, "state": item.subject_state, "version": item.subject_version}
            for item in items_of(act, subject.id)
        ]
    }


PACKAGES = register(
    Reviewable(kind=SubjectKind.PACKAGE, load=package_of, facts=_facts, content=_content, edits="consolidate")
)
