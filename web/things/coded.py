"""What a scheme names by codes, to be chosen by its words: matters, ratings, windows, indicators, periods, steps."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from actions.ballots.paper import WHOLE
from actions.judgements.slots import slots_of
from actions.publishing.schedule import window_key
from actions.vetoes.owning import own_matters
from config.events import EVENT_NAMES
from config.scheme import Scheme
from documents.scores import say_basis
from models.assignments import Assignment
from models.ballots import BallotGroup
from models.findings import Finding
from models.indicators import Indicator, Target
from models.items import Item
from models.windows import Window
from states.subjects import SubjectKind
from web.kernel.field import Choice
from web.kernel.visit import Visit
from web.things.year import Year
from workdays.periods import periods_of

Given = Mapping[str, Sequence[str]]
Ask = Callable[[Visit, Year, Given], Sequence[Choice]]


def _listed(pick: Callable[[Scheme], Any]) -> Ask:
    """Entries of the scheme that have a code and a name or title."""

    def ask(_visit: Visit, year: Year, _given: Given) -> Sequence[Choice]:
        return [Choice(each.code, getattr(each, "name", "") or each.title) for each in pick(year.scheme)]

    return ask


def _matters(visit: Visit, year: Year, _given: Given) -> Sequence[Choice]:
    """Those in the reader's charge, with the clause that makes each a veto; else all, with whose charge each is."""
    scheme, vetoes = year.scheme, year.scheme.vetoes
    if vetoes is None:
        return []
    found = []
    for each in own_matters(visit.actor, visit.at.office_id, scheme) or vetoes.matters:
        basis = each.basis or vetoes.basis
        said = f"，依据{say_basis(basis, scheme)}" if basis is not None else ""
        found.append(Choice(each.code, f"{each.name}（{scheme.unit(each.owner).name}归口{said}）"))
    return found


def _ratings(scheme: Scheme) -> list[Any]:
    """Those whose ballots the office itself holds."""
    return [each for each in scheme.scoring.ratings if each.ballots is not None]


def _slots(_visit: Visit, year: Year, _given: Given) -> Sequence[Choice]:
    return [Choice(code, rule.label or code) for code, rule in slots_of(year.scheme).items()]


def _occasions(visit: Visit, year: Year, _given: Given) -> Sequence[Choice]:
    query = select(Window.c.code, Window.c.occasion, Window.c.title).where(
        Window.c.assessment_id == year.id, visit.sees(SubjectKind.WINDOW)
    )
    found = visit.tx.execute(query.order_by(Window.c.position, Window.c.id))
    return [Choice(window_key(row.code, row.occasion), row.title) for row in found]


def _periods(_visit: Visit, year: Year, _given: Given) -> Sequence[Choice]:
    whole = year.scheme.year
    found = (*periods_of(whole, "year"), *periods_of(whole, "quarter"), *periods_of(whole, "month"))
    return [Choice(each.code, each.label) for each in found]


def _events(_visit: Visit, _year: Year, _given: Given) -> Sequence[Choice]:
    return [Choice(code, name) for code, name in EVENT_NAMES.items()]


def _indicators(visit: Visit, year: Year, _given: Given) -> Sequence[Choice]:
    query = select(Indicator.c.code, Indicator.c.title).where(
        Indicator.c.assessment_id == year.id, visit.sees(SubjectKind.INDICATOR)
    )
    found = visit.tx.execute(query.order_by(Indicator.c.position, Indicator.c.id))
    return [Choice(row.code, f"{row.code} {row.title}") for row in found]


def _targets(visit: Visit, year: Year, given: Given) -> Sequence[Choice]:
    """Of the task that the form is about, else of the year."""
    query = select(Target.c.name).join(Indicator.t, Indicator.c.id == Target.c.indicator_id)
    query = query.where(Indicator.c.assessment_id == year.id, Target.c.ended_on.is_(None), Target.c.value.is_not(None))
    if task := number_in(given, "assignment"):
        query = query.where(Target.c.indicator_id.in_(_indicator_of(task)))
    found = visit.tx.scalars(query.where(visit.sees(SubjectKind.INDICATOR)).order_by(Target.c.id))
    return [Choice(name, name) for name in dict.fromkeys(found) if name]


def _items(visit: Visit, _year: Year, given: Given) -> Sequence[Choice]:
    query = select(Item.c.id, Item.c.content).where(
        Item.c.assignment_id == number_in(given, "assignment"), Item.c.removed_at.is_(None)
    )
    return [Choice(str(row.id), row.content) for row in visit.tx.execute(query.order_by(Item.c.position))]


def _groups(visit: Visit, year: Year, given: Given) -> Sequence[Choice]:
    """Of the ballot, else all that the scheme names."""
    if ballot := number_in(given, "ballot"):
        query = select(BallotGroup.c.name).where(BallotGroup.c.round_id == ballot).order_by(BallotGroup.c.position)
        return [Choice(name or WHOLE, name or WHOLE) for name in visit.tx.scalars(query)]
    named = dict.fromkeys(group for each in year.scheme.scoring.ratings for group in each.groups)
    return [Choice(group, group) for group in named]


def _steps(_visit: Visit, year: Year, _given: Given) -> Sequence[Choice]:
    steps = {step.code: step.label for chain in year.scheme.chains.values() for step in chain.steps}
    return [Choice("draft", "填报人"), *(Choice(code, label) for code, label in steps.items())]


CODED: tuple[tuple[re.Pattern[str], Ask], ...] = (
    (re.compile(r"^matter 哪种一票否决事项"), _matters),
    (
        re.compile(r"^rating .*编码"),
        _listed(_ratings),
    ),
    (re.compile(r"^source 哪一种结果"), _listed(lambda scheme: scheme.scoring.sources)),
    (re.compile(r"^award .*编码"), _listed(lambda scheme: scheme.scoring.awards)),
    (re.compile(r"^slot .*编码"), _slots),
    (re.compile(r"^window .*报送编码"), _listed(lambda scheme: scheme.windows)),
    (re.compile(r"^window .*这一次报送"), _occasions),
    (re.compile(r"^(period|occasion) .*(期|时期)"), _periods),
    (re.compile(r"^event .*代码"), _events),
    (re.compile(r"^figure .*编码"), _listed(lambda scheme: scheme.figures)),
    (re.compile(r"^indicator .*编码"), _indicators),
    (re.compile(r"^kinds? .*(加减分事项|哪种事项|哪些事项).*编码"), _listed(lambda scheme: scheme.scoring.findings)),
    (re.compile(r"^group 哪一组"), _groups),
    (re.compile(r"^name 哪一组"), _groups),
    (re.compile(r"^target 目标名称"), _targets),
    (re.compile(r"^item 二级指标编号"), _items),
    (re.compile(r"^to 退回到哪里"), _steps),
)
"""By the name of a field and what it says of itself; the first that fits."""


def ask_for(name: str, label: str) -> Ask | None:
    return next((ask for told, ask in CODED if told.search(f"{name} {label}")), None)


# The names of a mapping


def keys_of(
    visit: Visit, year: Year, name: str, given: Given
) -> tuple[Sequence[Choice], Mapping[str, Sequence[Choice]]]:
    """What a mapping of this name may hold; and for some of its names, what may be chosen for them."""
    if name == "attributes":
        return _attributes(visit, year, given)
    if name in ("issued", "returned", "bundles") and number_in(given, "ballot"):
        return _groups(visit, year, given), {}
    if name == "figures":
        return _targets(visit, year, given), {}
    return (), {}


def _attributes(visit: Visit, year: Year, given: Given) -> tuple[Sequence[Choice], Mapping[str, Sequence[Choice]]]:
    """As the kind of finding has them, each called by what it may be."""
    kinds = year.scheme.scoring.findings
    if number := number_in(given, "finding"):
        own = visit.tx.scalar(select(Finding.c.kind).where(Finding.c.id == number, visit.sees(SubjectKind.FINDING)))
        kinds = tuple(each for each in kinds if each.code == own)
    found: dict[str, dict[str, None]] = {}
    for kind in kinds:
        for code, values in kind.attributes.items():
            found.setdefault(code, {}).update(dict.fromkeys(values))
    keys = [Choice(code, "、".join(values)) for code, values in found.items()]
    return keys, {code: [Choice(value, value) for value in values] for code, values in found.items()}


def number_in(given: Given, name: str) -> int | None:
    value = next(iter(given.get(name, ())), "")
    return int(value) if value.isdecimal() and len(value) < 19 else None


def _indicator_of(task: int) -> Any:
    return select(Assignment.c.indicator_id).where(Assignment.c.id == task)
