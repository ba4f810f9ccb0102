"""What makes a shortfall, what keeps it, what ends it; every criterion by itself."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.ladders import Ladder
from config.shortfalls import Criterion, Position
from states.lights import Aim, Explained, Figure
from states.pace import Even, Light
from states.shortfall import Course, Peers, Step, entry_of, first_met, is_among_last, judge, last_places
from tests.profiles import cases

AIM = Aim(name="就业", unit="人", value=Decimal(1200), plan=Even())
TODAY = date(2019, 12, 31)
LADDER = Ladder.model_validate({"label": "欠账", "for_shortfalls": True})

# of the 100 people a month that are due: 绿 all of them, 黄 95, 红 80; an upper case letter is verified
SHARES = {"g": "1", "y": "0.95", "r": "0.8"}


def course(months: str, *, times: int = 1, partial: bool = False, peers: Peers | None = None) -> Course:
    """`rrG`: two red months and a green one that was verified; `-` is a month without a figure."""
    found = [
        _light(month, mark, partial and month == len(months)) for month, mark in enumerate(months, 1) if mark != "-"
    ]
    return Course(periods=found, times_opened=times, rank=lambda _position: peers)


def _light(month: int, mark: str, partial: bool) -> Explained:
    value = Decimal(SHARES[mark.lower()]) * 100 * month
    day = date(2019, month, monthrange(2019, month)[1])
    verified = value if mark.isupper() else None
    figure = Figure(
        period=f"2019-{month:02}", as_of=day, reported=value, verified=verified, is_verified=mark.isupper(),
        is_partial=partial, report_id=month,
    )  # fmt: skip
    return Explained(AIM, figure, TODAY)


@pytest.mark.parametrize(
    ("months", "step"),
    [
        ("", Step.NOTHING), ("g", Step.NOTHING), ("y", Step.NOTHING), ("r", Step.OPEN), ("R", Step.OPEN),
        ("rg", Step.NOTHING), ("gr", Step.OPEN),
    ],
)  # fmt: skip
def test_red_figure_opens_it_reported_or_verified(months: str, step: Step) -> None:
    assert judge(course(months), LADDER, is_open=False).step is step


def test_month_that_was_reported_before_its_end_opens_nothing() -> None:
    assert judge(course("r", partial=True), LADDER, is_open=False).step is Step.NOTHING
    assert judge(course("rg", partial=True), LADDER, is_open=False).step is Step.OPEN


@pytest.mark.parametrize(
    ("months", "step"),
    [
        ("r", Step.STAY), ("ry", Step.STAY), ("rY", Step.STAY),
        ("rg", Step.HOLD), ("rG", Step.CLOSE),
        ("rGr", Step.STAY), ("rGg", Step.CLOSE), ("Grg", Step.HOLD), ("", Step.STAY),
    ],
)  # fmt: skip
def test_open_one_is_closed_only_by_a_verified_figure_at_pace(months: str, step: Step) -> None:
    assert judge(course(months), LADDER, is_open=True).step is step


def test_the_figure_that_closed_it_is_named() -> None:
    judged = judge(course("rGg"), LADDER, is_open=True)
    assert judged.by is not None
    assert judged.by.figure is not None
    assert judged.by.figure.period == "2019-02"


@pytest.mark.parametrize(
    ("criterion", "met", "unmet"),
    [
        ({"light": "red"}, "r", "y"),
        ({"light": "yellow"}, "y", "g"),
        ({"amount_over": 19}, "r", "y"),
        ({"rate_over": 5}, "r", "y"),
        ({"rate_over": 19, "measured": "of_due"}, "r", "y"),
        ({"rate_over": "1.6", "measured": "points"}, "r", "y"),
        ({"light": "red", "months_running": 2}, "grr", "rgr"),
        ({"light": "yellow", "months_running": 3}, "yry", "gyr"),
        ({"months_running": 2}, "rr", "yr"),
        ({"months_in_all": 2}, "rgr", "ggr"),
        ({"light": "yellow", "months_in_all": 3}, "ygygr", "ygggr"),
        ({"amount_over": 100, "light": "red"}, "ggggggr", "gggr"),
    ],
)
def test_criterion_opens_it(criterion: dict[str, Any], met: str, unmet: str) -> None:
    rule = Criterion.model_validate(criterion)
    assert first_met((rule,), course(met)) == rule
    assert first_met((rule,), course(unmet)) is None


def test_month_without_a_report_neither_counts_nor_breaks_a_run() -> None:
    """Late is not lagging (O05)."""
    rule = Criterion.model_validate({"light": "red", "months_running": 2})
    assert first_met((rule,), course("r-r")) is rule
    assert first_met((rule,), course("-r-")) is None


@pytest.mark.parametrize(
    ("position", "own", "others", "among"),
    [
        ({"last": 1}, 5, [6, 7], True),
        ({"last": 1}, 6, [5, 7], False),
        ({"last": 2}, 6, [5, 7], True),
        ({"last": 1}, 5, [5, 7], False),  # 并列取前
        ({"last": 1, "ties": "worse"}, 5, [5, 7], True),
        ({"last": 1}, 5, [6], False),  # 少于三家不排
        ({"last": 1, "at_least": 2}, 5, [6], True),
        ({"last_percent": 20}, 1, range(2, 8), True),  # 7家的20%是1.4
        ({"last_percent": 20}, 2, [1, *range(3, 8)], False),
        ({"last_percent": 20, "rounding": "up"}, 2, [1, *range(3, 8)], True),
    ],
)
def test_position_among_peers(position: dict[str, Any], own: int, others: Sequence[int], among: bool) -> None:
    peers = Peers(Decimal(own), [Decimal(other) for other in others])
    assert is_among_last(Position.model_validate(position), peers) is among


def test_position_opens_and_keeps_what_is_at_pace_and_waits_for_everybody() -> None:
    ladder = LADDER.model_copy(update={"opens_when": (Criterion.model_validate({"position": {"last": 1}}),)})
    last = Peers(Decimal(1), [Decimal(2), Decimal(3)])
    assert judge(course("g", peers=last), ladder, is_open=False).step is Step.OPEN
    assert judge(course("G", peers=last), ladder, is_open=True).step is Step.STAY
    assert judge(course("g", peers=None), ladder, is_open=False).step is Step.NOTHING
    opened_by = ladder.opens_when[0]
    assert judge(course("G", peers=None), ladder, is_open=True, opened_by=opened_by).step is Step.STAY
    first = Peers(Decimal(3), [Decimal(2), Decimal(1)])
    assert judge(course("G", peers=first), ladder, is_open=True, opened_by=opened_by).step is Step.CLOSE


def test_rung_is_entered_directly_by_months_or_by_how_often() -> None:
    rungs = [
        {"code": code, "act": act, "label": code, "after": {"n": n}, "audience": ["department_head"], **more}
        for code, act, n, more in (
            ("warning", "draft_warning", 0, {}),
            ("order", "draft_supervision", 10, {"enters_when": [{"light": "red", "months_running": 3}]}),
            ("talk", "propose_talk", 20, {"enters_when": [{"light": "red", "times_opened": 3}]}),
        )
    ]
    ladder = Ladder.model_validate({"label": "欠账", "for_shortfalls": True, "rungs": rungs})
    assert [entry_of(ladder, course(months)) for months in ("r", "rr", "rrr", "rrg")] == [0, 0, 1, 0]
    assert [entry_of(ladder, course("r", times=times)) for times in (1, 2, 3)] == [0, 0, 2]


@given(months=st.text(alphabet="gyrGYR", max_size=10))
@settings(max_examples=cases(200, full=5000))
def test_course_of_a_year_closes_only_on_verified_figures_at_pace(months: str) -> None:
    """Month by month: it opens on red alone; nothing closes it but a verified green with no behind after it."""
    is_open = False
    for end in range(1, len(months) + 1):
        seen = course(months[:end])
        judged = judge(seen, LADDER, is_open=is_open)
        latest = seen.finished[-1]
        if judged.step is Step.OPEN:
            assert not is_open
            assert latest.light is Light.RED
        if judged.step is Step.CLOSE:
            assert judged.by is not None
            assert not judged.by.reading.is_hollow
            after = months[:end][int(judged.by.as_of.month) - 1 :]
            assert set(after) <= set("gG")
        if judged.step is Step.HOLD:
            assert latest.light is Light.GREEN
            assert latest.reading.is_hollow
        is_open = judged.step in (Step.OPEN, Step.STAY, Step.HOLD)
        assert is_open or judged.step in (Step.NOTHING, Step.CLOSE)


def test_places_of_a_share() -> None:
    assert last_places(Position.model_validate({"last_percent": 10}), 30) == 3
