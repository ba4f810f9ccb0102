"""How people behave in a rehearsal: all on time, nobody at all, or as a file says, unit by unit.

A file is read like a scheme: every error is told at once, with line and column and what would be right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from actions.behaving.naming import called, posts_of, strangers, units_of
from actions.behaving.timing import NEVER, ON_TIMING, Timing
from actions.behaving.written import (
    BehaviourFile,
    BehaviourRule,
    Excuse,
    Extension,
    Handling,
    LateHoliday,
    Leave,
    Matters,
)
from config.letters import LetterKind
from config.loading import read_source
from config.objections import findings_of
from config.obligations import ObligationKind
from config.problems import Finding, SchemeErrors, SchemeProblem
from config.scheme import Scheme
from config.source import Source, locate, locate_key
from config.tree import plain

M = TypeVar("M", bound=Matters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What somebody has to do, as far as a behaviour may distinguish it."""

    post: str
    kind: ObligationKind
    indicator: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How it will be done: when, with which words a reviewer first sends it back, how much of the sample is reached.

    `recorded_by` is the post through whose hands it goes (代录, 线下签批补录); `cuts` is taken off by whoever verifies.
    """

    when: Timing
    return_once: str = ""
    reaches: Decimal | None = None  # per cent
    recorded_by: str = ""
    cuts: Decimal | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Said(Generic[M]):
    """One entry of a file, with the posts of the scheme that it speaks of."""

    posts: frozenset[str]
    rule: M

    def fits(self, matter: Matter) -> bool:
        rule = self.rule
        return (
            matter.post in self.posts
            and (not rule.what or matter.kind in rule.what)
            and rule.indicator in (None, matter.indicator)
            and (not rule.period or matter.period in rule.period)
        )


@dataclass(frozen=True, slots=True)
class Away:
    """Who is on leave, by post, and from which post somebody stands in."""

    posts: frozenset[str]
    leave: Leave
    substitute: str | None


@dataclass(frozen=True, slots=True)
class Papers:
    """What becomes of letters about some units."""

    units: frozenset[str]
    rule: Handling

    def fits(self, unit: str, kind: LetterKind) -> bool:
        return unit in self.units and (not self.rule.kind or kind in self.rule.kind)


ORDINARY = Handling()


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A behaviour, ready for one scheme."""

    name: str
    otherwise: Timing
    rules: tuple[Said[BehaviourRule], ...] = ()
    leave: tuple[Away, ...] = ()
    extensions: tuple[Said[Extension], ...] = ()
    excuses: tuple[Said[Excuse], ...] = ()
    letters: tuple[Papers, ...] = ()
    holidays: tuple[LateHoliday, ...] = ()

    def conduct(self, matter: Matter) -> Conduct:
        """The first rule that fits; whoever is not spoken of does as the rest."""
        rule = next((each.rule for each in self.rules if each.fits(matter)), None)
        if rule is None:
            return Conduct(when=self.otherwise)
        return Conduct(
            when=rule.when,
            return_once=rule.return_once,
            reaches=rule.reaches,
            recorded_by=rule.recorded_by or "",
            cuts=rule.cuts,
            why=rule.why,
        )

    def speaks_of(self, matter: Matter) -> bool:
        return any(each.fits(matter) for each in self.rules)

    def signed(self, unit: str, kind: LetterKind) -> int | None:
        """How many workdays after it was drafted a letter about a unit is signed; None: it is left lying."""
        said = next((each.rule for each in self.letters if each.fits(unit, kind)), ORDINARY)
        if said.signed.kind == "never":
            return None
        return said.signed.n if said.signed.kind == "late" else ORDINARY.signed.n

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
    findings = list(strangers(written, scheme))
    problems = [
        SchemeProblem(source.name, each.spot.line, each.spot.column, each.pointer, each.sentence, each.suggestion)
        for each in faults
    ]
    if findings or problems:
        raise SchemeErrors([*problems, *(_located(source, each) for each in findings)])
    return _ready(written, scheme)


def _located(source: Source, finding: Finding) -> SchemeProblem:
    place = (locate_key if finding.at_key else locate)(source, finding.pointer)
    return SchemeProblem(
        source.name, place.line, place.column, finding.pointer, finding.sentence, finding.suggestion, place.quote
    )


def _ready(written: BehaviourFile, scheme: Scheme) -> Behaviour:
    return Behaviour(
        written.title,
        written.otherwise,
        rules=_said([_through(each, scheme) for each in written.rules], scheme),
        leave=tuple(_away(each, scheme) for each in written.leave),
        extensions=_said(written.extensions, scheme),
        excuses=_said(written.excuses, scheme),
        letters=tuple(Papers(units_of(rule.who, scheme), rule) for rule in written.letters),
        holidays=written.holidays,
    )


def _said(rules: Iterable[M], scheme: Scheme) -> tuple[Said[M], ...]:
    return tuple(Said(posts_of(rule.who, scheme), rule) for rule in rules)


def _through(rule: BehaviourRule, scheme: Scheme) -> BehaviourRule:
    """With the code of the post, however it was named."""
    return rule.model_copy(update={"recorded_by": _post(rule.recorded_by, scheme)})


def _away(leave: Leave, scheme: Scheme) -> Away:
    return Away(posts_of(leave.who, scheme), leave, _post(leave.substitute, scheme))


def _post(name: str | None, scheme: Scheme) -> str | None:
    return next(iter(called(name, scheme)), None) if name is not None else None
