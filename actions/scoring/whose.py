"""Who may record what for scoring: the office, the unit that assesses by it, the unit that owes the number.

Nobody records what his own unit is assessed by (R1.8).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from actions.context import Act
from actions.guarding import decide
from actions.published import Published
from actions.scoring.sheets import Line, said_to_people
from config.readings import assignments_of, scored_by
from config.same import Same
from config.scheme import Scheme
from config.scoring.catalogue import FigureBounds
from config.scoring.stored import CHOSEN
from config.scoring.uses import SLOTS, Used, indicators_using
from config.stages import By
from states.subjects import SubjectFacts, SubjectKind

LISTS = {
    "figures": "figures",
    "answers": "scoring.answers",
    "ratings": "scoring.ratings",
    "imported": "scoring.sources",
    "moments": "scoring.moments",
    "judgements": SLOTS,
}
"""Which list of the scheme a sort of facts speaks of; targets and exemptions speak of an indicator itself."""


NAMED = 3
"""So many of the facts that are refused for the same reason are named, and the rest counted."""


def may_record(act: Act, published: Published, lines: Sequence[Line]) -> Iterator[str]:
    """Why the author may not record some of them; nothing where he may record all."""
    whose = Whose(published.scheme, act.office_id)
    barred: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        for reason in against(act, whose, published.scheme, line):
            barred[reason].append(said_to_people(published.scheme, line))
    for reason, named in barred.items():
        more = f"等{len(named)}条" if len(named) > NAMED else ""
        yield f"{'、'.join(named[:NAMED])}{more}：{reason}"


def against(act: Act, whose: "Whose", scheme: Scheme, line: Line) -> list[str]:
    """What keeps the author from recording this one."""
    facts = whose.facts(line)
    decision = decide(act, "record_facts", facts)
    reserved = line.sort == "figures" and decision.ok
    return [*decision.reasons, *(_reserved(act, scheme.scoring.bounds.get(line.code), facts) if reserved else ())]


class Whose:
    """Whose business a fact is, for the table of rights."""

    def __init__(self, scheme: Scheme, office_id: int) -> None:
        self._office_id = office_id
        self.using = _using(Same(scheme))
        self._sources = {figure.code: figure.source or "" for figure in scheme.figures}
        self._assessors: dict[str, frozenset[str]] = {}
        for task in assignments_of(scheme):
            known = self._assessors.get(task.indicator, frozenset())
            self._assessors[task.indicator] = known | frozenset(task.assessors)
        self._judged_above = scored_by(scheme) is By.SUPERIOR

    def facts(self, line: Line) -> SubjectFacts:
        about = LISTS.get(line.sort)
        used = self.using.get((about, line.code), frozenset()) if about else frozenset({line.code})
        return SubjectFacts(
            kind=SubjectKind.FACT,
            office=self._office_id,
            lead_unit="" if line.peer or line.sort == CHOSEN else line.unit,
            assessors=frozenset(unit for code in used for unit in self._assessors.get(code, ())),
            source_unit=self._sources.get(line.code, "") if line.sort == "figures" else "",
            judged_by_superior=self._judged_above,
        )


@lru_cache(maxsize=16)
def _using(same: Same) -> Mapping[Used, frozenset[str]]:
    """Rules are walked once for a version of the scheme."""
    return indicators_using(same.scheme)


def _reserved(act: Act, bounds: FigureBounds | None, facts: SubjectFacts) -> Iterator[str]:
    """A figure may be kept for certain seats."""
    if bounds is None or not bounds.recorded_by:
        return
    allowed = {post for group in act.directory.seating.groups(bounds.recorded_by, facts) for post in group}
    if not any(seat.post in allowed for seat in act.actor.seats):
        roles = "、".join(ref.role.label for ref in bounds.recorded_by)
        yield f"由{roles}登记"
