"""How the verbs of review find a package."""

from collections.abc import Sequence

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


def _says(_act: Act, _subject: Subject[PackageFacts], before: Content, after: Content) -> Sequence[str]:
    """Which items it carries in another version, or in another state, than it did."""
    old, new = ({item["title"]: item for item in content["items"]} for content in (before, after))
    said = [f"增加“{title}”" for title in new if title not in old]
    said += [f"去掉“{title}”" for title in old if title not in new]
    return said + [f"“{title}”有改动" for title in new if title in old and new[title] != old[title]]


PACKAGES = register(
    Reviewable(
        kind=SubjectKind.PACKAGE,
        load=package_of,
        facts=_facts,
        content=_content,
        edits="consolidate",
        says=_says,
    )
)
