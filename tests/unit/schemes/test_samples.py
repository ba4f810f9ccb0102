"""The sample years fit the schemes that they play."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from actions.demonstrating import SAMPLES
from config.figures import Measure
from config.indicators import BreakdownField
from config.readings import PlannedAssignment, assignments_of, indicators_of, kind_of
from config.roles import Role
from config.sample import Sample, SampleBreakdown, SampleError, SampleItem, five_of, load_sample
from config.scheme import Scheme
from config.schemes import find_sample, shipped
from states.doubts import copied_text
from tests.unit.schemes.reading import shipped_scheme

PLAYED = [name for name in shipped() if find_sample(name) is not None]


def test_the_years_of_the_demonstration_have_a_sample() -> None:
    assert set(SAMPLES) <= set(PLAYED)


def sample_of(name: str) -> Sample:
    path = find_sample(name)
    assert path is not None
    return load_sample(path)


def played(name: str) -> Iterator[tuple[Scheme, PlannedAssignment, SampleBreakdown]]:
    scheme, sample = shipped_scheme(name), sample_of(name)
    for assignment in assignments_of(scheme):
        yield scheme, assignment, sample.breakdown(assignment.code)


def items_of(name: str) -> list[SampleItem]:
    return [item for each in sample_of(name).breakdowns for item in each.items]


@pytest.mark.parametrize("name", PLAYED)
def test_every_assignment_is_broken_down_and_nothing_else_is(name: str) -> None:
    scheme, sample = shipped_scheme(name), sample_of(name)
    assert sample.scheme == scheme.scheme
    assert sorted(each.assignment for each in sample.breakdowns) == sorted(each.code for each in assignments_of(scheme))


@pytest.mark.parametrize("name", PLAYED)
def test_shares_add_up_to_the_target(name: str) -> None:
    """R0.11, E39."""
    off = [
        (assignment.code, target.name)
        for _, assignment, breakdown in played(name)
        for target in assignment.targets
        if target.value is not None
        and sum((item.share or Decimal(0) for item in breakdown.items if item.target == target.name), Decimal(0))
        != target.value
    ]
    assert off == []


@pytest.mark.parametrize("name", PLAYED)
def test_items_carry_only_targets_of_their_indicator(name: str) -> None:
    strange = [
        (assignment.code, item.target)
        for _, assignment, breakdown in played(name)
        for item in breakdown.items
        if item.target and item.target not in {target.name for target in assignment.targets}
    ]
    assert strange == []


@pytest.mark.parametrize("name", PLAYED)
def test_cumulative_figures_never_fall_and_end_at_the_target(name: str) -> None:
    measures = {target.measure for _, assignment, _ in played(name) for target in assignment.targets}
    assert measures == {Measure.CUMULATIVE}
    falling = [item.content for item in items_of(name) if list(item.monthly) != sorted(item.monthly)]
    short = [item.content for item in items_of(name) if item.share is not None and item.monthly[-1] < item.share]
    assert (falling, short) == ([], [])


@pytest.mark.parametrize("name", PLAYED)
def test_a_partial_figure_lies_between_the_month_before_and_its_own_end(name: str) -> None:
    odd = [
        item.content
        for item in items_of(name)
        for period, value in item.partial.items()
        if not item.monthly[int(period[5:]) - 2] <= value <= item.monthly[int(period[5:]) - 1]
    ]
    assert odd == []


@pytest.mark.parametrize("name", PLAYED)
def test_every_item_has_its_five(name: str) -> None:
    """R0.9, R2.3: person, duty, standard, progress, time limit."""
    missing = [
        (assignment.code, item.content)
        for scheme, assignment, breakdown in played(name)
        for item in breakdown.items
        if not all(five_of(scheme, assignment, item).values())
    ]
    assert missing == []


@pytest.mark.parametrize("name", PLAYED)
def test_what_a_kind_or_a_star_asks_for_is_there(name: str) -> None:
    """R0.12, R2.1."""
    missing: list[tuple[str, str]] = []
    for scheme, assignment, breakdown in played(name):
        kind = kind_of(scheme, assignment)
        given = {
            *breakdown.more,
            *([BreakdownField.OVERVIEW] if breakdown.overview else []),
            *([BreakdownField.ACCEPTANCE] if breakdown.acceptance else []),
        }
        asked = {*(kind.requires if kind else ()), *(scheme.stages.breakdown.star_requires if assignment.star else ())}
        missing.extend((assignment.code, field.value) for field in sorted(asked - given))
    assert missing == []


def test_the_sample_table_of_the_notice_is_indicator_one() -> None:
    """R0.11, R0.13, D07: three items that sum to 50,000, and a milestone that was past when the notice came."""
    first = sample_of("shanxi-cjr-2019").breakdown("T1")
    assert [item.share for item in first.items] == [2000, 42000, 6000]
    milestone = first.items[0].milestones[0]
    assert (milestone.title, milestone.due_on, milestone.done_on) == (
        "出台实施方案",
        date(2019, 3, 20),
        date(2019, 3, 18),
    )


def test_several_persons_may_hold_one_post() -> None:
    """R0.9: two names in one cell."""
    scheme, sample = shipped_scheme("shanxi-cjr-2019"), sample_of("shanxi-cjr-2019")
    roster = sample.roster(scheme)
    assert [person.name for person in roster if "rehabilitation_officer" in person.posts] == [
        "康复部承办人甲",
        "康复部承办人乙",
    ]
    assert {post for person in roster for post in person.posts} == {post.code for post in scheme.posts}


def test_a_department_of_its_own_brings_its_own_people() -> None:
    """基础工作: led by 机关党委, with a part for 办公室."""
    scheme, sample = shipped_scheme("shanxi-cjr-2019"), sample_of("shanxi-cjr-2019")
    (assignment,) = (each for each in assignments_of(scheme) if each.code == "C1.2.2-1")
    assert five_of(scheme, assignment, sample.breakdown("C1.2.2-1").items[1]) == {
        Role.LEADER_IN_CHARGE: ("leader_rehabilitation",),
        Role.RESPONSIBLE_PERSON: ("general_office_responsible",),
        Role.OFFICER: ("general_office_officer",),
    }


@pytest.mark.parametrize(
    ("month", "said"),
    [
        (1, "摸底登记符合条件的儿童和疑似残疾人，核对上年结转对象"),
        (2, "摸底登记符合条件的儿童和疑似残疾人，核对上年结转对象"),
        (3, "实施方案已印发，资金计划下达到市县，定点机构开始接收"),
    ],
)
def test_a_month_without_a_note_repeats_the_last_one(month: int, said: str) -> None:
    assert sample_of("shanxi-cjr-2019").breakdown("T1").note(month) == said


@pytest.mark.parametrize("name", PLAYED)
def test_verdicts_speak_of_indicators_and_give_no_more_points_than_there_are(name: str) -> None:
    points = {placed.indicator.code: placed.indicator.points for placed in indicators_of(shipped_scheme(name))}
    known = {*points, *(each.code for each in assignments_of(shipped_scheme(name)))}
    verdicts = sample_of(name).verdicts
    assert [each.indicator for each in verdicts if each.indicator not in known] == []
    assert [each.indicator for each in verdicts if each.points and each.points > (points[each.indicator] or 0)] == []


def test_the_provinces_points_cover_the_hundred() -> None:
    """R0.1: the verdicts stand where the points do, and leave no part unscored."""
    scheme, sample = shipped_scheme("shanxi-cjr-2019"), sample_of("shanxi-cjr-2019")
    points = {placed.indicator.code: placed.indicator.points or Decimal(0) for placed in indicators_of(scheme)}
    assert sum(points[each.indicator] for each in sample.verdicts) == 100
    assert sum(each.points or Decimal(0) for each in sample.verdicts) == Decimal("99.0")


def test_a_sample_that_lacks_a_breakdown_says_which() -> None:
    with pytest.raises(SampleError) as caught:
        sample_of("shanxi-cjr-2019").breakdown("T9")
    assert str(caught.value) == "示例数据里没有指标任务“T9”的分解"


def test_a_sample_with_eleven_months_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.yaml"
    path.write_text(
        "scheme: tiny\npublished_on: 2019-03-04\nbreakdowns:\n  - assignment: A1\n    evidence: 台账\n"
        "    notes: {1: 开工}\n    items:\n      - {content: 建设, requirement: 够数, standard: 验收, schedule: 按月,\n"
        "         due_on: 2019-12-31, target: 建成面积, share: 800, monthly: [1, 2, 3]}\n",
        encoding="utf-8",
    )
    with pytest.raises(SampleError, match="“建设”的 monthly 要写 12 个数，写了 3 个"):
        load_sample(path)


@pytest.mark.parametrize("name", PLAYED)
def test_no_item_copies_its_indicator(name: str) -> None:
    """R0.10: the sample is what a good breakdown looks like, so nothing in it needs a 说明."""
    texts = {placed.indicator.code: placed.indicator for placed in indicators_of(shipped_scheme(name))}
    copied = [
        (assignment.code, item.content)
        for scheme, assignment, breakdown in played(name)
        for item in breakdown.items
        for parent in (assignment.title, texts[assignment.indicator].title, texts[assignment.indicator].text)
        if copied_text(parent, item.content, limits=scheme.policy.copied_text, about=item.content)
    ]
    assert copied == []
