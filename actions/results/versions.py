"""Versions of a result: worked out, kept for ever, and set up again from their own pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from actions.context import Act
from actions.published import Published
from actions.results.decided import decided_in
from actions.scoring.reckoning import Reckoned, reckon
from config.scheme import Scheme
from documents.outcomes import Line, as_document, lines_of, outcome_from
from models.results import LINES, VERSION, ResultLine, ResultVersion
from models.types import canonical_json
from models.units import Unit
from models.writing import insert_rows
from scoring.facts import Facts
from scoring.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Kept:
    """A version as it stands in the books."""

    row: Any
    scheme: Scheme
    outcome: Outcome


def worked_out(
    act: Act, row: Any, *, effective: date | None = None, as_of: datetime | None = None, supposed: Facts | None = None
) -> Reckoned:
    """As it is known now, with what was decided of ties."""
    return reckon(
        act.tx,
        row.assessment_id,
        today=act.now.date(),
        effective=effective,
        as_of=as_of,
        supposed=supposed,
        period=row.period,
        decided=decided_in(row),
    )


def keep(
    act: Act, result: Any, reckoned: Reckoned, *, sort: Literal["draft", "correction"] = "draft", reason: str = "",
    basis: str = "",
) -> int:  # fmt: skip
    """Write a version; answers its number."""
    outcome, scheme = reckoned.outcome, reckoned.scheme
    lines, document = [*lines_of(outcome, scheme)], as_document(outcome)
    number = 1 + (act.tx.scalar(_last(result.id)) or 0)
    (version,) = insert_rows(act.tx, ResultVersion.t, [{
        "office_id": act.office_id,
        "result_id": result.id,
        "number": number,
        "sort": sort,
        "scheme_hash": reckoned.published.scheme_hash,
        "known_at": act.now,
        "computed_at": act.now,
        "computed_by": act.person_id,
        "reason": reason,
        "basis": basis,
        "digest": digest_of(document, lines),
        "outcome": document,
    }])  # fmt: skip
    ids = _units(act.tx, act.office_id)
    rows = [_line_row(act.office_id, version, ids[line.unit], place, line) for place, line in enumerate(lines)]
    insert_rows(act.tx, ResultLine.t, rows)
    return number


def _last(result_id: int) -> Any:
    return select(func.max(ResultVersion.c.number)).where(ResultVersion.c.result_id == result_id)


def digest_of(document: Any, lines: Sequence[Line]) -> str:
    """By which two copies of a version are told to be the same."""
    digest = sha256(canonical_json(document).encode())
    for line in lines:
        told = {name: getattr(line, name) for name in Line.__slots__}
        digest.update(canonical_json(told).encode())
    return digest.hexdigest()


def _units(tx: Connection, office_id: int) -> dict[str, int]:
    """By code, those that are no more included: what they had stands under their name."""
    query = select(Unit.c.code, Unit.c.id).where(Unit.c.office_id == office_id)
    return dict(tx.execute(query).tuples().all())


def _line_row(office_id: int, version: int, unit_id: int, place: int, line: Line) -> dict[str, Any]:
    return {
        "office_id": office_id,
        "version_id": version,
        "unit_id": unit_id,
        "position": place,
        "result_code": line.result,
        "points": line.points,
        "place": line.place,
        "grade": line.grade,
        "awards": list(line.awards),
        "reasons": list(line.reasons),
        "explanation": line.explanation,
    }


def kept_version(tx: Connection, published: Published, result_id: int, number: int) -> Kept:
    """A version set up again, under the rules that it was worked out by."""
    which = {"b_result": result_id, "b_nr": number}
    row = tx.execute(VERSION, which).one()
    rules = {edition.scheme_hash: edition.scheme for edition in published.editions}
    scheme = rules[row.scheme_hash]
    codes = {number: code for code, number in _units(tx, published.office_id).items()}
    lines = (_line(each, codes) for each in tx.execute(LINES, which))
    return Kept(row, scheme, outcome_from(row.outcome, lines, scheme))


def _line(row: Any, codes: dict[int, str]) -> Line:
    return Line(
        result=row.result_code,
        unit=codes[row.unit_id],
        points=row.points,
        place=row.place,
        grade=row.grade,
        awards=tuple(row.awards),
        reasons=tuple(row.reasons),
        explanation=row.explanation,
    )
