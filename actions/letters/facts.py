"""What the machine of a letter is told: what it says, what is still open, what stands behind an answer."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.facts import circumstances
from actions.letters.reading import units_of, versions_of
from actions.subjects import Subject
from config.letters import LetterKind, NumberKind
from models.evidence import Evidence, EvidenceVersion
from models.letters import Letter
from models.reports import Report
from models.shortfalls import Shortfall
from models.units import Succession
from models.writing import find_row
from states.chain import step_of
from states.letters.facts import LetterFacts
from states.report import ReportState
from states.shortfall import ShortfallEnd

PROVEN = frozenset({ShortfallEnd.CAUGHT_UP, ShortfallEnd.ADJUSTED})
"""How a shortfall ends by a verified figure: the proof with which its letters end."""


def facts_of(act: Act, subject: Subject[LetterFacts], *, words: str = "", **more: Any) -> LetterFacts:
    """The facts with which a letter's machine is asked outside a review."""
    return LetterFacts(**circumstances(act, subject, words=words), **{**contents_of(act, subject), **more})


def contents_of(act: Act, subject: Subject[LetterFacts]) -> dict[str, Any]:
    """What it says by now, whether its signature is next, who has not acknowledged it."""
    row, chain = subject.row, subject.chain
    latest = versions_of(act, subject.id)[-1]
    numbering = subject.published.scheme.letters.numbering(LetterKind(row.kind))
    units = act.directory.units
    return {
        "has_text": bool(latest.title.strip() and latest.body.strip()),
        "has_basis": bool(latest.basis.strip()),
        "signs": chain is not None and step_of(subject.state) == chain.steps[-1].code,
        "reply_is_open": (row.reply or {}).get("kind") == "at_issue",
        "moot": moot_for(act, row),
        "lacks_number": numbering.kind is NumberKind.EXTERNAL and not row.number,
        "pending": frozenset(
            units[each.unit_id].code for each in units_of(act, subject.id) if each.acknowledged_at is None
        ),
    }


def moot_for(act: Act, row: Any) -> str:
    """Why nobody asks for it any more: the shortfall that it was drafted for, or that its origin was, is over."""
    query = select(Shortfall.c.outcome, Shortfall.c.title).where(
        Shortfall.c.id == shortfall_behind(act, row), Shortfall.c.closed_at.is_not(None)
    )
    over = act.tx.execute(query).one_or_none()
    return say_over(over.title, ShortfallEnd(over.outcome)) if over is not None else ""


def say_over(title: str, outcome: ShortfallEnd) -> str:
    return f"“{title}”的欠账已了结（{outcome.label}）"


def shortfall_behind(act: Act, row: Any) -> int | None:
    """An order that a person made of a warning stands for the same shortfall, and a talk made of that order too."""
    while row is not None and row.shortfall_id is None and row.origin_id is not None:
        row = find_row(act.tx, Letter.t, row.origin_id)
    return row.shortfall_id if row is not None else None


def is_kept(act: Act, version: int | None) -> bool:
    """Whether a document is in this office's store."""
    if version is None:
        return False
    kept = select(EvidenceVersion.c.id).where(
        EvidenceVersion.c.id == version, EvidenceVersion.c.office_id == act.office_id
    )
    return act.tx.execute(kept).first() is not None


def is_verified_report(act: Act, report: int | None, *, unit_id: int | None = None) -> bool:
    """Whether a report was verified; of this unit, or of one that it goes on for, where one is named."""
    if report is None:
        return False
    query = select(Report.c.id).where(
        Report.c.id == report, Report.c.office_id == act.office_id, Report.c.state == ReportState.VERIFIED.value
    )
    before = select(Succession.c.from_unit_id).where(Succession.c.to_unit_id == unit_id)
    own = (Report.c.unit_id == unit_id) | Report.c.unit_id.in_(before)
    found = query if unit_id is None else query.where(own)
    return act.tx.execute(found).first() is not None


def is_caught_up(act: Act, shortfall_id: int | None) -> bool:
    """Whether a verified figure closed the shortfall behind it."""
    if shortfall_id is None:
        return False
    closed = select(Shortfall.c.id).where(Shortfall.c.id == shortfall_id, Shortfall.c.outcome.in_(PROVEN))
    return act.tx.execute(closed).first() is not None


def materials_of(act: Act, numbers: Iterable[int]) -> list[Any]:
    """These pieces of evidence, kept by the office. Raises `Refused` naming those that are not there."""
    wanted = list(dict.fromkeys(numbers))
    query = select(Evidence.t).where(
        Evidence.c.id.in_(wanted), Evidence.c.office_id == act.office_id, Evidence.c.withdrawn_at.is_(None)
    )
    found = {row.id: row for row in act.tx.execute(query)}
    missing = [f"没有编号为 {number} 的印证材料" for number in wanted if number not in found]
    if missing:
        raise act.refused(*missing)
    return [found[number] for number in wanted]
