"""An office with everything that rules may speak of, and facts about it drawn at random, from few numbers."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st

from config.loading import load_scheme
from config.scheme import Scheme
from config.scoring.words import Absence, FindingState, LateIn, Missing
from scoring.facts import (
    AnswerFact,
    ExemptFact,
    Facts,
    FigureFact,
    FindingFact,
    ImportedFact,
    JudgementFact,
    Known,
    MomentFact,
    RatingFact,
    ScoreGiven,
    TargetFact,
)
from tests.unit.scoring.office import SCHEME

Terms = st.SearchStrategy[Any]

UNITS = ("a", "b", "c", "d", "外县", "office")
"""Three counties with a peer outside, a district that is also a county, and an office that is in no group."""
YEARS = ("2017", "2018", "2019")
MORE = """\
  findings:
    - {code: absent, name: 未参加, attributes: {level: [省, 市]}}
    - {code: late, name: 迟报}
  answers: [{code: grade, name: 等次, one_of: [优, 良, 差]}]
  ratings: [{code: leaders, name: 领导评价, groups: [甲, 乙]}]
  sources: [{code: poll, name: 电话调查}]
  moments: [{code: report, name: 报告}]
  missing: MISSING
  rules:
    named: {kind: gap, actual: rate, target: 3}
    judged: {kind: judgement, slot: effort, least: 0, most: 5}
  indicators:
    - {indicator: one, of: rate}
    - {indicator: left, of: done, groups: 县}
    - {indicator: left, of: {kind: rule, rule: judged}}
    - {indicator: bare, of: plan, groups: 县}
    - {indicator: right, of: {kind: ratio, part: done, whole: plan}}
"""


@cache
def scheme(missing: Missing = Missing.REFUSE) -> Scheme:
    return load_scheme(text_of(missing)).scheme


def text_of(missing: Missing = Missing.REFUSE) -> str:
    """The office of the guide with everything that rules may speak of."""
    text = SCHEME.replace("units: [a, b, c]}", "units: [a, b, c], outside: [外县]}")
    text = text.replace("units: [d]}", "units: [d, a]}")
    text = text.replace(
        "stages:",
        "  - code: parent\n    title: 上级\n    leads: a\n    children:\n"
        "      - {code: left, title: 左, points: 3, leads: a}\n"
        "      - {code: right, title: 右, points: 2, leads: a}\n"
        "      - {code: bare, title: 无, segments: [{code: s1, title: 片段, points: 1, leads: a}]}\nstages:",
    )
    return text + MORE.replace("MISSING", missing.value)


VALUES = st.sampled_from(["0", "0.5", "1", "2", "3", "100", "-1"]).map(Fraction)


def _perhaps(strategy: Terms, most: int) -> Terms:
    return st.lists(strategy, max_size=most)


def _unit() -> Terms:
    return st.sampled_from(UNITS)


@st.composite
def facts(draw: Callable[[Any], Any]) -> Facts:
    """Something about most units; some absent, some only reported."""
    figures = []
    for unit in UNITS[:5]:
        for code in ("done", "plan", "rate"):
            for period in draw(
                st.sampled_from([("2019",), ("2019",), ("2018", "2019"), YEARS, (), ("2019-Q1", "2019-03")])
            ):
                value, how = draw(VALUES), draw(st.integers(0, 9))
                absence = draw(st.sampled_from(list(Absence))) if how == 0 else None
                reported = value if how in (1, 2) else None
                verified = value if how > 2 else None
                figures.append(FigureFact(unit, code, period, reported, verified, absence))
    return Facts(
        figures=figures,
        targets=draw(_perhaps(st.builds(TargetFact, _unit(), st.just("one"), st.just("完成数"), VALUES), 2)),
        findings=draw(findings()),
        answers=draw(
            _perhaps(st.builds(AnswerFact, _unit(), st.just("grade"), st.sampled_from(["优", "良", "差"])), 5)
        ),
        ratings=draw(_perhaps(ratings(), 4)),
        judgements=draw(
            _perhaps(st.builds(JudgementFact, _unit(), st.just("effort"), VALUES, st.sampled_from(["好", ""])), 5)
        ),
        imported=draw(_perhaps(st.builds(ImportedFact, _unit(), st.just("poll"), VALUES), 4)),
        moments=draw(_perhaps(moments(), 4)),
        exempt=draw(
            _perhaps(
                st.builds(
                    ExemptFact, _unit(), st.sampled_from(["one", "left", "right"]), st.sampled_from(list(Absence))
                ),
                2,
            )
        ),
        chosen=draw(st.sampled_from([{}, {"reading": "x"}])),
    )


@st.composite
def findings(draw: Any) -> list[FindingFact]:
    one = st.builds(
        FindingFact,
        st.just(""),
        _unit(),
        st.sampled_from(["absent", "late"]),
        st.dates(date(2018, 11, 1), date(2019, 12, 31)),
        times=st.integers(1, 4).map(Fraction),
        problem=st.sampled_from(["", "P", "Q"]),
        person=st.sampled_from(["", "x"]),
        attributes=st.sampled_from([{}, {"level": "省"}, {"level": "市"}]),
        state=st.sampled_from(
            [FindingState.CONFIRMED, FindingState.CONFIRMED, FindingState.CHANGED, FindingState.TOLD]
        ),
        is_excused=st.sampled_from([False, False, True]),
        is_rectified=st.booleans(),
    )
    drawn = draw(st.lists(one, max_size=10))
    numbers = draw(st.sampled_from([100, 100, 2]))  # the same number twice is the same finding
    return [
        FindingFact(
            f"{n % numbers}",
            f.unit,
            f.kind,
            f.on,
            f.times,
            f.problem,
            f.person,
            f.attributes,
            f.state,
            f.is_excused,
            f.is_rectified,
        )
        for n, f in enumerate(drawn)
    ]


def ratings() -> Terms:
    given = st.lists(st.builds(ScoreGiven, st.sampled_from(["甲", "乙"]), VALUES), max_size=4).map(tuple)
    cast = st.fixed_dictionaries(
        {}, optional={"甲": st.dictionaries(st.sampled_from(["优", "良", "怪"]), st.integers(0, 3), max_size=2)}
    )
    few = st.sampled_from([{}, {"甲": 1}])
    return st.builds(RatingFact, _unit(), st.just("leaders"), given, votes=cast, invalid=few, abstained=few)


@st.composite
def moments(draw: Any) -> MomentFact:
    due = datetime(2019, 5, 13, 9, tzinfo=UTC)
    hours = draw(st.sampled_from([None, -5, 0, 1, 30]))
    done = None if hours is None else due + timedelta(hours=hours)
    return MomentFact(draw(_unit()), "report", due, done, Known())


def lateness(due: datetime, done: datetime, unit: LateIn) -> Fraction:
    return Fraction((done - due) // timedelta(minutes=1), 60 if unit is LateIn.HOURS else 1440)
