"""Recurring duties of a year (D10, D12): each occasion is an obligation of a post, or of a seat in every lead unit."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from actions.climbing import posts_of
from actions.context import Act
from actions.obligating import Owed
from actions.publishing.catalogue import Codes
from actions.publishing.late_start import ruling_on
from checks.planned import Planned, Stage
from config.obligations import ObligationKind
from config.readings import assignments_of
from config.scheme import Scheme
from config.windows import Duty as DutyRule
from models.duties import Duty
from models.writing import insert_rows

Asked = tuple[str, str, int]
"""A duty, one of its occasions, the post that owes it."""


def owe_duties(
    act: Act, scheme: Scheme, plan: Iterable[Planned], codes: Codes, *, known: Mapping[str, int] | None = None,
    asked: Collection[Asked] = (),
) -> list[Owed]:  # fmt: skip
    """Write the duties, and every occasion of them. `known`: the ids of those that stand already.

    `asked`: what was asked of whom before.
    """
    posts = {rule.code: tuple(posts_for(act, scheme, rule, codes)) for rule in scheme.duties}
    ids = _tell_duties(act, scheme, posts, codes, known or {})
    owed = [
        each
        for one in plan
        if one.stage is Stage.DUTY
        for each in _owed(act, scheme, one, posts[one.code], ids, codes)
        if (one.code, one.occasion, each.post_id) not in asked
    ]
    act.obligations.open(owed)
    return owed


def posts_for(act: Act, scheme: Scheme, rule: DutyRule, codes: Codes) -> Iterator[int]:
    if rule.post is not None:
        yield codes.posts[rule.post]
    elif rule.seat is not None:
        for unit in dict.fromkeys(one.lead for one in assignments_of(scheme)):
            yield from posts_of(act, (rule.seat,), unit=unit)


def _tell_duties(
    act: Act, scheme: Scheme, posts: Mapping[str, tuple[int, ...]], codes: Codes, known: Mapping[str, int]
) -> dict[str, int]:
    """The duty itself is one row, whoever owes it; the first post stands for it."""
    owned = [rule for rule in scheme.duties if posts[rule.code] and rule.code not in known]
    rows = [
        {
            "office_id": codes.office_id,
            "assessment_id": codes.assessment_id,
            "code": rule.code,
            "title": rule.title,
            "unit_id": act.directory.posts[posts[rule.code][0]].unit_id,
            "post_id": posts[rule.code][0],
            "position": place,
            "rule": rule.model_dump(mode="json"),
            "version": 0,
        }
        for place, rule in enumerate(owned)
    ]
    return {**known, **dict(zip((rule.code for rule in owned), insert_rows(act.tx, Duty.t, rows), strict=True))}


def _owed(
    act: Act, scheme: Scheme, planned: Planned, posts: Iterable[int], ids: dict[str, int], codes: Codes
) -> Iterator[Owed]:
    """What a duty asked for before the year was published is not asked for again (O25)."""
    ruling = ruling_on(planned.deadline.due_at, scheme.policy, now=act.now, calendar=act.calendar)
    for post_id in dict.fromkeys(posts):
        yield Owed(
            kind=planned.kind or ObligationKind.DUTY,
            unit_id=act.directory.posts[post_id].unit_id,
            post_id=post_id,
            subject_kind="duty",
            subject_id=ids[planned.code],
            period=planned.occasion,
            title=planned.title,
            deadline=planned.deadline,
            exempt=ruling.backfilled or ruling.exempt,
            assessment_id=codes.assessment_id,
            opens_at=planned.opens_at,
            ladder=scheme.ladders[planned.ladder] if planned.ladder else None,
        )
