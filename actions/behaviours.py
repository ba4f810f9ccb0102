"""How people behave in a rehearsal: all on time, nobody at all, or as a file says, unit by unit.

A file is read like a scheme: every error is told at once, with line and column and what would be right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from config.entry import Code, Count, Entry, Many, Text
from config.faults import fault
from config.ladders import SpanUnit
from config.loading import read_source
from config.objections import findings_of
from config.obligations import ObligationKind
from config.pointers import pointer_of
from config.policy import Percent
from config.problems import Finding, SchemeErrors, SchemeProblem
from config.readings import assignments_of
from config.roles import UNHELD, Role
from config.scheme import Scheme
from config.source import Source, locate, locate_key
from config.tree import plain
from config.windows import PeriodCode

_LATE = re.compile(r"\+?\s*(?P<n>\d+)\s*(?P<unit>workdays?|days?|hours?)(\s+late)?")
_LATE_ZH = re.compile(r"(晚|迟)\s*(?P<n>\d+)\s*(?P<unit>个工作日|天|个?小时)")
_UNITS = {
    "workday": SpanUnit.WORKDAYS,
    "day": SpanUnit.DAYS,
    "hour": SpanUnit.HOURS,
    "个工作日": SpanUnit.WORKDAYS,
    "天": SpanUnit.DAYS,
    "小时": SpanUnit.HOURS,
    "个小时": SpanUnit.HOURS,
}
_PLAIN = {"on-time": "on_time", "按时": "on_time", "从不": "never", "不办": "never", "催后": "after_urge"}
_WAYS = "on_time（按时）、never（不办）、after_urge（催后）、+2 workdays late（晚2个工作日）"


class Timing(Entry):
    """何时办。写成一句话即可：on_time、never、after_urge、+2 workdays late。"""

    kind: Literal["on_time", "never", "after_urge", "late"] = Field(description="怎样办")
    n: Count = Field(default=0, description="晚多少")
    unit: SpanUnit = Field(default=SpanUnit.WORKDAYS, description="时间单位")

    @model_validator(mode="before")
    @classmethod
    def _in_words(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        words = value.strip()
        if (kind := _PLAIN.get(words, words)) in ("on_time", "never", "after_urge"):
            return {"kind": kind}
        found = _LATE.fullmatch(words) or _LATE_ZH.fullmatch(words)
        if found is None:
            raise fault(f"看不懂“{value}”是何时办", suggestion=f"可以写：{_WAYS}")
        return {"kind": "late", "n": int(found["n"]), "unit": _UNITS[found["unit"].removesuffix("s")]}


ON_TIMING = Timing(kind="on_time")
NEVER = Timing(kind="never")


class BehaviourRule(Entry):
    """一条：谁、什么事、何时办。没有写的条件不限；几条都合的，写在前面的算数。"""

    who: Many[Text] = Field(default=(), description="单位、岗位或角色的编码或名称；不写则所有人")
    what: Many[ObligationKind] = Field(default=(), description="哪种应办事项；不写则所有事项")
    indicator: Code | None = Field(default=None, description="只说哪一项指标（或片段）")
    period: PeriodCode | None = Field(default=None, description="只说哪一期，如 2019-06")
    when: Timing = Field(default=ON_TIMING, description=f"何时办：{_WAYS}")
    return_once: str = Field(default="", description="审核时头一次退回修改的理由；重新送来就同意")
    reaches: Percent | None = Field(default=None, description="报的数是示例的百分之几，如 80；不写则照示例")


class BehaviourFile(Entry):
    """各单位在全年模拟运行中的表现。"""

    title: Text = Field(description="名称，如 康复部拖延")
    otherwise: Timing = Field(default=ON_TIMING, description="没有写到的怎样办")
    rules: Many[BehaviourRule] = Field(default=(), description="各条")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What somebody has to do, as far as a behaviour may distinguish it."""

    post: str
    kind: ObligationKind
    indicator: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How it will be done: when, with which words a reviewer first sends it back, how much of the sample is reached."""

    when: Timing
    return_once: str = ""
    reaches: Decimal | None = None  # per cent


@dataclass(frozen=True, slots=True)
class _Rule:
    posts: frozenset[str]
    rule: BehaviourRule

    def fits(self, matter: Matter) -> bool:
        rule = self.rule
        return (
            matter.post in self.posts
            and (not rule.what or matter.kind in rule.what)
            and rule.indicator in (None, matter.indicator)
            and rule.period in (None, matter.period)
        )


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A behaviour, ready for one scheme."""

    name: str
    otherwise: Timing
    rules: tuple[_Rule, ...] = ()

    def conduct(self, matter: Matter) -> Conduct:
        """The first rule that fits; whoever is not spoken of does as the rest."""
        rule = next((each.rule for each in self.rules if each.fits(matter)), None)
        if rule is None:
            return Conduct(when=self.otherwise)
        return Conduct(when=rule.when, return_once=rule.return_once, reaches=rule.reaches)

    @property
    def is_silent(self) -> bool:
        """Whether nobody ever does anything."""
        return not self.rules and self.otherwise == NEVER


ON_TIME = Behaviour("on-time", ON_TIMING)
SILENT = Behaviour("silent", NEVER)
SHIPPED = {each.name: each for each in (ON_TIME, SILENT)}


def find_behaviour(name_or_path: str | Path, scheme: Scheme) -> Behaviour:
    """`on-time`, `silent`, or the path of a file. Raises `SchemeErrors` with every problem of the file."""
    if (shipped := SHIPPED.get(str(name_or_path))) is not None:
        return shipped
    path = Path(name_or_path)
    if not path.is_file():
        raise SchemeErrors([_not_there(str(name_or_path))])
    return read_behaviour(path, scheme)


def _not_there(name: str) -> SchemeProblem:
    return SchemeProblem(
        name, 1, 1, "", f"找不到表现“{name}”：它不是 on-time 或 silent，也不是一个文件的路径", "检查拼写和路径"
    )


def read_behaviour(text_or_path: str | Path, scheme: Scheme, *, name: str = "") -> Behaviour:
    """A path is read, a str is the text itself. Raises `SchemeErrors` with every problem."""
    source, faults = read_source(
        text_or_path, name=name or (str(text_or_path) if isinstance(text_or_path, Path) else "表现")
    )
    data = plain(source.root)
    try:
        written = BehaviourFile.model_validate(data)
    except ValidationError as error:
        findings = list(findings_of(error, BehaviourFile, data))
        raise SchemeErrors([_located(source, each) for each in findings]) from error
    findings = list(_strangers(written, scheme))
    problems = [
        SchemeProblem(source.name, each.spot.line, each.spot.column, each.pointer, each.sentence, each.suggestion)
        for each in faults
    ]
    if findings or problems:
        raise SchemeErrors([*problems, *(_located(source, each) for each in findings)])
    return Behaviour(
        written.title, written.otherwise, tuple(_Rule(_posts_of(rule, scheme), rule) for rule in written.rules)
    )


def _located(source: Source, finding: Finding) -> SchemeProblem:
    place = (locate_key if finding.at_key else locate)(source, finding.pointer)
    return SchemeProblem(
        source.name, place.line, place.column, finding.pointer, finding.sentence, finding.suggestion, place.quote
    )


def _strangers(written: BehaviourFile, scheme: Scheme) -> Iterator[Finding]:
    """Names that the scheme does not know."""
    callable_names = [name for names in (_units(scheme), _posts(scheme), _roles(scheme)) for name in names]
    codes = [each.code for each in assignments_of(scheme)]
    for place, rule in enumerate(written.rules):
        for number, who in enumerate(rule.who):
            if not _called(who, scheme):
                pointer = pointer_of(("rules", place, "who", number))
                yield Finding(pointer, f"方案里没有叫“{who}”的单位、岗位或角色", _nearest(who, callable_names))
        if rule.indicator is not None and rule.indicator not in codes:
            pointer = pointer_of(("rules", place, "indicator"))
            yield Finding(pointer, f"方案里没有指标任务“{rule.indicator}”", _nearest(rule.indicator, codes))


def _nearest(word: str, names: list[str]) -> str:
    found = get_close_matches(word, names, n=1, cutoff=0.5)
    return f"是不是“{found[0]}”？" if found else "写方案里的编码或名称"


def _posts_of(rule: BehaviourRule, scheme: Scheme) -> frozenset[str]:
    if not rule.who:
        return frozenset(post.code for post in scheme.posts)
    return frozenset(code for who in rule.who for code in _called(who, scheme))


def _called(who: str, scheme: Scheme) -> frozenset[str]:
    """The posts that a word means: of a post itself, of a unit all, of a role all."""
    for names in (_posts(scheme), _units(scheme), _roles(scheme)):
        if who in names:
            return names[who]
    return frozenset()


def _posts(scheme: Scheme) -> dict[str, frozenset[str]]:
    return {word: frozenset({post.code}) for post in scheme.posts for word in (post.title, post.code)}


def _units(scheme: Scheme) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for unit in scheme.units:
        posts = frozenset(post.code for post in scheme.posts if post.unit == unit.code)
        found |= {word: posts for word in (unit.code, unit.name, unit.short, *unit.aliases) if word}
    return found


def _roles(scheme: Scheme) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    words = {term.value: word for term, word in scheme.terms.items()}
    for role in Role:
        posts = frozenset(post.code for post in scheme.posts if post.role is role)
        if posts and role not in UNHELD:
            found |= dict.fromkeys((role.value, role.label, words.get(role.value, role.label)), posts)
    return found
