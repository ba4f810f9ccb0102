"""What has been done in a year forbids some changes of it: every reason at once, each with the place in the file."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from actions.amending.standing import Standing
from checks.amended import is_before, key_of
from checks.doubt import Doubt, error, note, warning
from checks.planned import Planned, Stage
from config.pointers import pointer_of
from config.readings import PlannedAssignment, assignments_of
from config.scheme import Scheme
from models.indicators import Target
from models.items import ItemTarget
from models.obligations import Obligation
from states.assignment import AssignmentState
from states.obligations import Outcome

OVER = frozenset({AssignmentState.SCORED.value, AssignmentState.ARCHIVED.value})


def against(standing: Standing, old: Scheme, new: Scheme, plan: tuple[Planned, ...], *, since: date) -> Iterator[Doubt]:
    """`plan`: what the year lets fall due before the change."""
    yield from _units(standing, old, new)
    yield from _posts(standing, old, new)
    yield from _tasks(standing, old, new)
    yield from _windows(old, new, plan, since)


def _units(standing: Standing, old: Scheme, new: Scheme) -> Iterator[Doubt]:
    named = {unit.code for unit in new.units}
    for place, unit in enumerate(new.units):
        if unit.code in standing.ended_units:
            yield error(
                pointer_of(("units", place)),
                f"“{unit.name}”（{unit.code}）的机构变更已经登记",
                "在方案里改用承接单位的编码",
            )
        row = standing.units.get(unit.code)
        if row is not None and row.name != unit.name:
            yield error(
                pointer_of(("units", place, "name")),
                f"“{row.name}”更名为“{unit.name}”要有日期和文号",
                "先办理“机构变更”（succeed_unit），方案里写登记后的名称",
            )
    for unit in old.units:
        if unit.code not in named and unit.code in standing.units:
            yield error(
                "/units",
                f"单位“{unit.name}”（{unit.code}）已有履历，不能从方案里删去",
                "撤并、更名的，先办理“机构变更”（succeed_unit）；只是不再承担任务的，留在名单里",
            )


def _posts(standing: Standing, old: Scheme, new: Scheme) -> Iterator[Doubt]:
    named = {post.code for post in new.posts}
    for post in old.posts:
        row = standing.posts.get(post.code)
        owed = sum(one.post_id == row.id for one in standing.owed) if row is not None else 0
        if post.code not in named and owed:
            yield error(
                "/posts", f"岗位“{post.title}”还有{owed}项未办，不能撤", "先办完，或由别的岗位接办，再撤这个岗位"
            )


def _tasks(standing: Standing, old: Scheme, new: Scheme) -> Iterator[Doubt]:
    before = {(one.indicator, one.segment or ""): one for one in assignments_of(old)}
    after = {(one.indicator, one.segment or ""): one for one in assignments_of(new)}
    units = {row.id: code for code, row in standing.units.items()}
    for key, one in after.items():
        row = standing.tasks.get(key)
        if key in standing.given_up:
            yield error(one.pointer, f"“{one.title}”已经撤销，不能用同一编码再下达", "另立指标，编码不同")
        elif row is not None:
            if (lead := units.get(row.lead_unit_id)) != one.lead:
                yield error(
                    f"{one.pointer}/leads",
                    f"“{one.title}”的牵头单位不能直接换：原牵头单位“{old_name(old, lead)}”名下已有履历",
                    "单位撤并的，办理“机构变更”（succeed_unit）；改由别家牵头的，撤去这项，另立编码下达",
                )
            if row.state in OVER and key in before and _weight(before[key]) != _weight(one):
                yield error(one.pointer, f"“{one.title}”已经评分，分值和目标不能再改", "先“重新认定”，再变更方案")
            yield from _shared_targets(standing, row.indicator_id, row.segment, before.get(key), one)
    for key in before.keys() - after.keys():
        row = standing.tasks.get(key)
        if row is not None and row.state in OVER:
            yield error(before[key].pointer, f"“{before[key].title}”已经评分，不能撤销", "留在方案里")


def old_name(scheme: Scheme, code: str | None) -> str:
    """How a unit is called, else its code."""
    return next((unit.name for unit in scheme.units if unit.code == code), code or "")


def _weight(one: PlannedAssignment) -> tuple[object, ...]:
    return one.points, tuple((target.name, target.value, target.text) for target in one.targets)


def _shared_targets(
    standing: Standing, indicator_id: int, segment: str, before: PlannedAssignment | None, after: PlannedAssignment
) -> Iterator[Doubt]:
    """A number that several second-level items carry is adjusted by the act that says what each of them carries."""
    was = {target.name: target.value for target in before.targets} if before is not None else {}
    changed = [each.name for each in after.targets if each.value is not None and was.get(each.name) != each.value]
    if not [name for name in changed if was.get(name) is not None]:
        return
    query = (
        select(Target.c.name)
        .join(ItemTarget.t, ItemTarget.c.target_id == Target.c.id)
        .where(
            Target.c.indicator_id == indicator_id,
            Target.c.segment == segment,
            Target.c.ended_on.is_(None),
            Target.c.name.in_(changed),
        )
        .group_by(Target.c.id, Target.c.name)
        .having(func.count() > 1)
    )
    for name in standing.act.tx.scalars(query.order_by(Target.c.name)):
        yield error(
            f"{after.pointer}/targets",
            f"“{name}”已分解到几项二级指标，方案里说不出各项怎么分",
            "用“申请调整目标”“审批目标调整”逐项写明（request_adjustment、decide_adjustment）",
        )


def _windows(old: Scheme, new: Scheme, plan: tuple[Planned, ...], since: date) -> Iterator[Doubt]:
    """The file goes on to describe the whole year: what is past stays in it."""
    named = {window.code for window in new.windows}
    past = {each.code for each in plan if each.stage is Stage.WINDOW and is_before(each, since)}
    for window in old.windows:
        if window.code not in named and window.code in past:
            yield error(
                "/windows",
                f"报送“{window.named}”已有到期的期次，不能整个删去",
                "留着已过的期次，只把以后的月份、季度去掉",
            )


def remarks(
    standing: Standing, before: tuple[Planned, ...], after: tuple[Planned, ...], since: date
) -> Iterator[Doubt]:
    """What a careful clerk would look at once more."""
    query = select(func.max(Obligation.c.due_at)).where(
        Obligation.c.assessment_id == standing.assessment_id, Obligation.c.outcome == Outcome.DONE.value
    )
    met = standing.act.tx.scalar(query)
    last = met.astimezone(standing.act.now.tzinfo).date() if met is not None else None
    if last is not None and since <= last:
        yield note("/year", f"生效日{since}早于已办事项的期限{last}：已办的照旧，只改还没有办的", "")
    old = {key_of(each): each for each in before}
    for each in after:
        was = old.get(key_of(each))
        due, then = each.deadline.due_at, was.deadline.due_at if was is not None else None
        if due is not None and then is not None and due < then and due <= standing.act.now < then:
            yield warning(
                f"{each.pointer}/due",
                f"“{each.title}”新的期限已经过去，按补报另给日期，不算逾期",
                "或另定一个以后的日期",
            )
