"""What may be recorded in a year: every kind of fact that its scheme scores by, and the boxes of one row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

from actions.scoring.sheets import Line
from config.readings import indicators_of
from config.same import Same
from config.scheme import Scheme
from config.scoring.combining import Choice as Choosing
from config.scoring.parts import parts_like
from config.scoring.pricing import Votes
from config.scoring.stored import CHOSEN, SORTS
from config.scoring.uses import figures_asked
from config.scoring.words import Absence
from web.kernel.field import Choice

VOTERS = 5
"""Boxes for what single persons gave, unless more are asked for."""
MOST_VOTERS = 60
EVERYBODY = "全体"
"""The group of those who vote where the scheme names none, as a sheet of facts calls it."""


@dataclass(frozen=True, slots=True)
class Box:
    """One column. `name` as the sheet of facts calls it; `key`: the group whose marks or votes these are, and which of
    them they are (`place`); `grade`: what is voted for, none for what is no valid vote."""

    name: str
    label: str
    kind: str = "number"
    choices: tuple[Choice, ...] = ()
    key: str = ""
    place: int = 0
    grade: str = ""
    grade_place: int = 0


ABSENCES = tuple(Choice(each.value, each.label) for each in Absence)
RESULT = (Box("value", "结果"), Box("version", "第几版、哪天的", "text"))
IN_TIME = (Box("due", "应在何时前", "moment"), Box("done", "实际何时", "moment"))
NOMINATED = (Box("count", "几个"), Box("waived", "放弃的理由", "text"))


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that is recorded of many units. `part`: which target of the indicator."""

    sort: str
    code: str
    name: str
    part: str = ""
    measured: str = ""
    boxes: tuple[Box, ...] = ()
    is_rated: bool = False  # by marks of single persons, of whom there may be more or fewer

    @property
    def key(self) -> str:
        return ":".join(filter(None, (self.sort, self.code, self.part)))

    @property
    def bands(self) -> list[tuple[str, int]]:
        """The groups over the columns of votes, with how many columns each has."""
        return [(key, len([*some])) for key, some in groupby(self.boxes, key=lambda box: box.key) if key]

    @property
    def is_voted(self) -> bool:
        return any(box.kind == "votes" for box in self.boxes)

    @property
    def has_period(self) -> bool:
        return not self.is_choice and "period" in SORTS[self.sort].entry.model_fields

    @property
    def is_choice(self) -> bool:
        return self.sort == CHOSEN

    def given(self, unit: str, period: str) -> dict[str, str]:
        """What the page knows of a row before anything is typed."""
        if self.is_choice:
            return {}
        sort = SORTS[self.sort]
        told = {"unit": unit, sort.about: self.code, "period": period if self.has_period else ""}
        return {name: value for name, value in {**told, sort.part: self.part}.items() if name and value}


def key_of(line: Line) -> str:
    """The kind of a stored fact."""
    return Kind(line.sort, line.code, "", line.part).key


def kinds_of(scheme: Scheme, *, voters: int = VOTERS) -> tuple[Kind, ...]:
    """In the order of the lists of a sheet. What the office votes on itself is counted and sealed elsewhere (O30)."""
    return _kinds_of(Same(scheme), voters)


@lru_cache(maxsize=32)
def _kinds_of(same: Same, voters: int) -> tuple[Kind, ...]:
    return tuple(_listed(same.scheme, voters))


def _listed(scheme: Scheme, voters: int) -> Iterator[Kind]:
    yield from _figures(scheme)
    yield from _targets(scheme)
    for answer in scheme.scoring.answers:
        said = tuple(Choice(each, each) for each in answer.one_of)
        yield Kind("answers", answer.code, answer.name, boxes=(Box("said", "状况", "choice", said),))
    voted = grades_of(scheme)
    for rating in scheme.scoring.ratings:
        if rating.ballots is not None:
            continue
        if grades := voted.get(rating.code):
            boxes = tuple(_votes(rating.groups, grades))
            yield Kind("ratings", rating.code, rating.name, measured="票", boxes=boxes)
        else:
            boxes = tuple(_marks(rating.groups, voters))
            yield Kind("ratings", rating.code, rating.name, boxes=boxes, is_rated=True)
    for source in _recorded_here(scheme):
        yield Kind("imported", source.code, source.name, measured=source.unit, boxes=RESULT)
    for moment in scheme.scoring.moments:
        yield Kind("moments", moment.code, moment.name, boxes=IN_TIME)
    for nomination in scheme.scoring.nominations:
        yield Kind("nominations", nomination.code, nomination.name, measured="个", boxes=NOMINATED)
    yield from _exempt(scheme)
    yield from _choices(scheme)


def choices_of(scheme: Scheme) -> dict[str, Choosing]:
    """Each that the office chooses, by its code."""
    return _choices_of(Same(scheme))


@lru_cache(maxsize=16)
def _choices_of(same: Same) -> dict[str, Choosing]:
    found = (each for _, each in parts_like(Choosing, same.scheme.scoring))
    return {each.choice: each for each in found if each.chooses == "office"}


def _choices(scheme: Scheme) -> Iterator[Kind]:
    """Readings that the text leaves to the office: told once, of the whole year."""
    for code, each in choices_of(scheme).items():
        options = tuple(Choice(option.code, option.label or option.code) for option in each.options)
        yield Kind(CHOSEN, code, each.label or code, boxes=(Box("option", "选定的读法", "choice", options),))


def _figures(scheme: Scheme) -> Iterator[Kind]:
    asked = figures_asked(scheme)
    boxes = (Box("value", "认定值"), Box("absent", "没有数的原因", "choice", ABSENCES))
    for figure in scheme.figures:
        if figure.code in asked:
            yield Kind("figures", figure.code, figure.name, measured=figure.unit, boxes=boxes)


def _exempt(scheme: Scheme) -> Iterator[Kind]:
    scored = {rule.indicator for rule in scheme.scoring.indicators}
    for placed in indicators_of(scheme):
        if placed.is_leaf and placed.indicator.code in scored:
            boxes = (Box("absent", "为什么不考", "choice", ABSENCES),)
            yield Kind("exempt", placed.indicator.code, placed.indicator.title, boxes=boxes)


def _targets(scheme: Scheme) -> Iterator[Kind]:
    for placed in indicators_of(scheme):
        for target in placed.indicator.targets:
            if target.value is not None:
                name = f"{placed.indicator.title}：{target.name}"
                boxes = (Box("value", "目标值"),)
                yield Kind("targets", placed.indicator.code, name, target.name, target.unit, boxes)


def _recorded_here(scheme: Scheme) -> Iterator[Any]:
    """Not what comes down from the superior: it is written where its document is recorded."""
    carried = scheme.carried_down.source if scheme.carried_down is not None else None
    return (source for source in scheme.scoring.sources if source.code != carried)


def grades_of(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """What is voted for, by the rating, the best first: a kept scheme knows no order of names."""
    found: dict[str, dict[str, Decimal]] = {}
    for _, part in parts_like(Votes, scheme.scoring):
        found.setdefault(part.ballot, {}).update(part.grades)
    return {rating: tuple(sorted(grades, key=lambda each: -grades[each])) for rating, grades in found.items()}


def _marks(groups: Sequence[str], voters: int) -> Iterator[Box]:
    """One box for each person who gave a mark: who that was is written nowhere."""
    for place, group in enumerate(groups or ("",)):
        for _ in range(voters):
            yield Box("groups" if group else "scores", group or "打分", "marks", key=group, place=place)


def _votes(groups: Sequence[str], grades: Sequence[str]) -> Iterator[Box]:
    """How many voted for what, group by group: no vote is a person's (O30)."""
    for place, group in enumerate(groups or (EVERYBODY,)):
        for grade_place, grade in enumerate(grades):
            yield Box("votes", grade, "votes", key=group, place=place, grade=grade, grade_place=grade_place)
        for name, label in (("invalid", "无效票"), ("abstained", "弃权票")):
            yield Box(name, label, "votes", key=group, place=place)
