"""What came down from the superior, and the vetoes in force, as facts for scoring: now, or as of any moment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection

from actions.carrying.papers import say_paper
from actions.carrying.sharing import say_points
from actions.published import Published
from config.readings import assignments_of
from config.scheme import Scheme
from config.zone import SHANGHAI
from models.carried import shares_known
from models.vetoes import vetoes_in_force
from scoring.facts import Facts, FindingFact, ImportedFact, Known

NONE = "没有上级加减分"


def carried_down(tx: Connection, published: Published, *, as_of: datetime | None = None) -> Facts:
    """One imported result a unit, neither doubled nor converted: that is the scheme's rule. A unit without any has 0.

    What the negative list cost is besides on record as a finding, where the scheme says as which.
    """
    scheme = published.scheme
    if scheme.carried_down is None:
        return Facts()
    by_unit: defaultdict[str, list[Any]] = defaultdict(list)
    for row in shares_known(tx, published.assessment_id, as_of=as_of):
        by_unit[row.unit].append(row)
    units = dict.fromkeys((*_units(scheme), *by_unit))
    imported = [_sum(scheme, unit, by_unit.get(unit, ()), scheme.carried_down.source) for unit in units]
    return Facts(imported=imported, findings=tuple(_listed(scheme, by_unit)))


def vetoes_as_stored(tx: Connection, published: Published, *, as_of: datetime | None = None) -> Facts:
    """Only what the committee brought into force, and has not lifted."""
    rows = vetoes_in_force(tx, published.assessment_id, as_of=as_of)
    return Facts(findings=[_vetoed(row) for row in rows])


def _units(scheme: Scheme) -> Iterator[str]:
    for group in scheme.scoring.groups:
        yield from group.units
    for task in assignments_of(scheme):
        yield from (task.lead, *task.other_leads, *task.co_units)


def _sum(scheme: Scheme, unit: str, rows: Sequence[Any], source: str) -> ImportedFact:
    known = Known(
        recorded_at=max((row.recorded_at for row in rows), default=None),
        evidence=tuple(_say(row) for row in rows),
        verified_by=scheme.superior.name if rows and scheme.superior is not None else "",
        ref="；".join(dict.fromkeys(_version(row) for row in rows)) or NONE,
    )
    version = "；".join(dict.fromkeys(_version(row) for row in rows))
    return ImportedFact(unit, source, sum((Fraction(row.points) for row in rows), Fraction(0)), version, known=known)


def _version(row: Any) -> str:
    """市考〔2020〕3号（2020-01-08）第2版."""
    again = f"第{row.ordinal}版" if row.ordinal > 1 else ""
    return f"{say_paper(row.document_no, row.dated_on)}{again}"


def _say(row: Any) -> str:
    return f"{_version(row)}：“{row.upstream}”{say_points(row.whole)}，分担{say_points(row.points)}"


def _listed(scheme: Scheme, by_unit: Mapping[str, Sequence[Any]]) -> Iterator[FindingFact]:
    kind = scheme.negative_list.finding
    for unit, rows in by_unit.items() if kind is not None else ():
        for row in rows:
            if row.item_id is not None and row.points:
                known = Known(row.recorded_at, evidence=(_say(row),), ref=f"负面清单事项第{row.item_id}号")
                yield FindingFact(
                    f"{row.matter}:{unit}", unit, kind or "", row.dated_on, problem=row.matter, known=known
                )


def _vetoed(row: Any) -> FindingFact:
    paper = say_paper(row.document_no, row.dated_on)
    told = row.told_at.astimezone(SHANGHAI).date().isoformat() if row.told_at is not None else ""
    known = Known(
        recorded_at=row.recorded_at,
        evidence=tuple(filter(None, (paper, row.minutes, f"{told}告知" if told else ""))),
        finder=row.owner,
        verified_by=row.minutes,
        ref=f"一票否决第{row.id}号：{row.name}",
    )
    return FindingFact(f"veto:{row.id}", row.unit, row.finding, row.happened_on, problem=f"veto:{row.id}", known=known)
