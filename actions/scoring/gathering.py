"""Everything that is known for scoring a year, from wherever it is kept, as of any moment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from actions.ballots.totals import ratings_as_stored
from actions.carrying.stored import carried_down, vetoes_as_stored
from actions.findings.storing import findings_as_stored
from actions.judgements.stored import judgements_as_stored
from actions.published import Published
from config.scoring.factsheet import FactSheet, FigureEntry
from config.scoring.stored import CHOSEN, SORTS
from models.evidence import Evidence, EvidenceVersion
from models.facts import stated_facts
from models.figures import FigureDefinition
from models.knowing import known_at
from models.shortfalls import PeerFigure
from models.types import Key
from models.units import Unit
from scoring.facts import Facts, FigureFact
from scoring.sheets import facts_of
from workdays.periods import Period

FIGURES = "figures"
ONLY_REPORTED = -1
"""Below what was verified, however much later it was reported."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts, and those that the rules of today would not take any more, each with its reason."""

    facts: Facts
    refused: tuple[str, ...] = ()


def facts_as_stored(tx: Connection, published: Published, *, as_of: datetime | None = None) -> Gathered:
    """What was known at `as_of` (aware); without it, what is known now."""
    rows = stated_facts(tx, published.assessment_id, as_of=as_of)
    units = _codes(tx, {row.unit_id for row in rows})
    papers = _papers(tx, {row.evidence_version_id for row in rows} - {None})
    lists: dict[str, list[dict[str, Any]]] = defaultdict(list)
    chosen: dict[str, str] = {}
    first = date(published.year, 1, 1)
    for row in rows:
        if row.sort == CHOSEN:
            chosen[row.code] = row.content["option"]
        else:
            lists[row.sort].append(_entry(row, units[row.unit_id], papers, first))
    lists[FIGURES] += _peers(tx, published, as_of)
    sheet = FactSheet.model_validate({**lists, "chosen": chosen})
    facts, refused = facts_of(sheet, published.scheme)
    figures = [*map(_beneath, facts.figures)]
    facts = replace(
        facts,
        figures=(*figures, *_of_the_year(figures, published.year)),
        findings=(*facts.findings, *findings_as_stored(tx, published.assessment_id, as_of=as_of)),
        ratings=(*facts.ratings, *ratings_as_stored(tx, published, as_of=as_of)),
        judgements=(*facts.judgements, *judgements_as_stored(tx, published, as_of=as_of)),
    )
    for more in (carried_down(tx, published, as_of=as_of), vetoes_as_stored(tx, published, as_of=as_of)):
        facts = _beside(facts, more)
    return Gathered(facts, tuple(finding.sentence for finding in refused))


def _beside(facts: Facts, more: Facts) -> Facts:
    """What is kept elsewhere is known as well as what was stated."""
    findings, imported = (*facts.findings, *more.findings), (*facts.imported, *more.imported)
    return replace(facts, findings=findings, imported=imported)


def _codes(tx: Connection, ids: set[int]) -> Mapping[int, str]:
    query = select(Unit.c.id, Unit.c.code).where(Unit.c.id.in_(bindparam("b_ids", expanding=True)))
    return dict(tx.execute(query, {"b_ids": sorted(ids)}).tuples().all())


def _papers(tx: Connection, versions: set[int]) -> Mapping[int, str]:
    """What the attachments are called."""
    query = (
        select(EvidenceVersion.c.id, Evidence.c.title)
        .join(Evidence.t, Evidence.c.id == EvidenceVersion.c.evidence_id)
        .where(EvidenceVersion.c.id.in_(bindparam("b_ids", expanding=True)))
    )
    return dict(tx.execute(query, {"b_ids": sorted(versions)}).tuples().all())


def _entry(row: Any, unit: str, papers: Mapping[int, str], first: date) -> dict[str, Any]:
    """A stored fact as the entry that it was."""
    entry = {**row.content, "unit": row.peer or unit}
    if row.sort == "nominations":
        return entry
    dated = f"（{row.dated_on.isoformat()}）" if row.dated_on is not None else ""
    source = [f"{row.document_no}{dated}"] if row.document_no else []
    attached = [papers[row.evidence_version_id]] if row.evidence_version_id in papers else []
    if row.period:
        entry["period"] = row.period
    return {
        **entry,
        "recorded_at": row.recorded_at,
        "since": row.effective_on if row.effective_on != first else None,
        "evidence": [*entry.get("evidence", ()), *source, *attached],
        "verified_by": entry.get("verified_by") or (row.said_by if entry.get("value") and row.sort == FIGURES else ""),
        "ref": entry.get("ref") or f"{SORTS[row.sort].label}第{row.id}号，{row.said_by}登记",
    }


_PEERS = (
    select(PeerFigure.t, FigureDefinition.c.code.label("figure"))
    .join(FigureDefinition.t, FigureDefinition.c.id == PeerFigure.c.figure_id)
    .where(PeerFigure.c.assessment_id == bindparam("b_year", type_=Key))
    .order_by(PeerFigure.c.id)
)


def _peers(tx: Connection, published: Published, as_of: datetime | None) -> Iterator[dict[str, Any]]:
    """What peers outside reached, of those that are members of a group."""
    members = {name for group in published.scheme.scoring.groups for name in group.outside}
    if not members:
        return
    then = known_at(as_of, recorded=PeerFigure.c.recorded_at, replaced=PeerFigure.c.replaced_at)
    known = {figure.code for figure in published.scheme.figures}
    for row in tx.execute(_PEERS.where(then), {"b_year": published.assessment_id}):
        if row.peer in members and row.figure in known:
            yield FigureEntry(
                unit=row.peer,
                figure=row.figure,
                period=Period.parse(row.period).closing,
                value=row.value,
                recorded_at=row.recorded_at,
                evidence=(f"{row.document_no}（{row.dated_on.isoformat()}）",),
                ref=f"兄弟县区的数第{row.id}号",
            ).model_dump()


def _beneath(fact: FigureFact) -> FigureFact:
    """What was only reported never hides what was verified."""
    if fact.verified is not None or fact.absence is not None:
        return fact
    return replace(fact, known=replace(fact.known, layer=ONLY_REPORTED))


def _of_the_year(figures: Sequence[FigureFact], year: int) -> Iterator[FigureFact]:
    """Where nobody told the year's number, it is that of the last period in it that was told."""
    told = {(fact.unit, fact.figure) for fact in figures if fact.period == str(year)}
    last: dict[tuple[str, str], date] = {}
    for fact in figures:
        end, about = Period.parse(fact.period).end, (fact.unit, fact.figure)
        if end.year == year and about not in told:
            last[about] = max(last.get(about, end), end)
    for fact in figures:
        if last.get((fact.unit, fact.figure)) == Period.parse(fact.period).end:
            yield replace(fact, period=str(year), known=replace(fact.known, ref=f"{fact.known.ref}（{fact.period}）"))
