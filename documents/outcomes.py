"""A worked-out year as it is kept: places, grades, awards with their reasons, and every total with its tree.

What is kept is enough to set it up again: what was published is shown, printed and compared from its own pages, never
worked out anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from config.basis import Basis
from config.scheme import Scheme
from config.scoring.words import RoundMode
from documents.scores import as_tree
from scoring.awarding import Awarded, Graded, Winner
from scoring.differing import awards_of, grade_of, place_of
from scoring.numbers import plain
from scoring.outcome import Outcome
from scoring.standings import Applied, Placed, Standing, Total
from scoring.worked import How, Record, Sign, Truth, Worked


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One unit's total."""

    result: str
    unit: str
    points: str | None
    place: int | None
    grade: str
    awards: tuple[str, ...]
    reasons: tuple[str, ...]
    explanation: dict[str, Any] | None


def lines_of(outcome: Outcome, scheme: Scheme) -> Iterator[Line]:
    """In the order of the totals, then the official one."""
    for code, totals in outcome.results.items():
        for unit, total in totals.items():
            worked = total.worked
            yield Line(
                result=code,
                unit=unit,
                points=None if total.value is None else plain(total.value),
                place=place_of(outcome, code, unit),
                grade=grade_of(outcome, code, unit),
                awards=awards_of(outcome, unit),
                reasons=total.reasons,
                explanation=None if worked is None else as_tree(worked, scheme),
            )


def as_document(outcome: Outcome) -> dict[str, Any]:
    """All but the totals, which stand in their lines."""
    return {
        "period": outcome.period,
        "standings": {code: _standing_document(one) for code, one in outcome.standings.items()},
        "grades": {
            code: [{"unit": one.unit, "grade": one.grade, "because": list(one.because)} for one in graded]
            for code, graded in outcome.grades.items()
        },
        "awards": {code: _award_document(one) for code, one in outcome.awards.items()},
        "refused": {code: list(reasons) for code, reasons in outcome.refused.items()},
        "applied": {
            code: {
                unit: [{"override": each.override.code, "said": each.said} for each in total.applied]
                for unit, total in totals.items()
                if total.applied
            }
            for code, totals in outcome.results.items()
        },
    }


def _standing_document(standing: Standing) -> dict[str, Any]:
    placed = [
        {
            "unit": one.unit,
            "place": one.place,
            "points": None if one.value is None else plain(one.value),
            "tied": one.is_tied,
            "because": one.because,
        }
        for one in standing.placed
    ]
    return {"placed": placed, "missing": list(standing.missing)}


def _award_document(awarded: Awarded) -> dict[str, Any]:
    considered = [
        {"unit": one.unit, "place": one.place, "given": one.is_given, "open": one.is_open, "because": one.because}
        for one in awarded.considered
    ]
    return {"considered": considered, "refused": list(awarded.refused)}


# And back


def outcome_from(document: Mapping[str, Any], lines: Iterable[Line], scheme: Scheme) -> Outcome:
    """What was kept, under the rules that it was worked out by."""
    results: dict[str, dict[str, Total]] = {}
    overrides = {one.code: one for one in scheme.scoring.overrides}
    for line in lines:
        held = document["applied"].get(line.result, {}).get(line.unit, ())
        explained = None if line.explanation is None else partial(worked_from, line.explanation)
        points = None if line.points is None else Fraction(line.points)
        applied = tuple(Applied(overrides[each["override"]], each["said"]) for each in held)
        results.setdefault(line.result, {})[line.unit] = Total(line.unit, points, line.reasons, applied, explained)
    scoring, told = scheme.scoring, document["awards"]
    return Outcome(
        period=document["period"],
        results=results,
        standings={
            one.code: _standing(document["standings"][one.code], one, results[one.result])
            for one in scoring.rankings
            if one.code in document["standings"]
        },
        grades={
            code: tuple(Graded(one["unit"], one["grade"], tuple(one["because"])) for one in graded)
            for code, graded in document["grades"].items()
        },
        awards={one.code: _awarded(told[one.code], one) for one in scoring.awards if one.code in told},
        refused={code: tuple(reasons) for code, reasons in document["refused"].items()},
    )


def _standing(kept: Mapping[str, Any], ranking: Any, totals: Mapping[str, Total]) -> Standing:
    placed = tuple(
        Placed(
            one["unit"],
            one["place"],
            None if one["points"] is None else Fraction(one["points"]),
            one["tied"],
            one["because"],
        )
        for one in kept["placed"]
    )
    return Standing(ranking, placed, totals, tuple(kept["missing"]))


def _awarded(kept: Mapping[str, Any], award: Any) -> Awarded:
    considered = tuple(
        Winner(one["unit"], one["place"], one["given"], one["because"], one["open"]) for one in kept["considered"]
    )
    return Awarded(award, considered, tuple(kept["refused"]))


def worked_from(tree: Mapping[str, Any]) -> Worked:
    """The working that a tree was written from."""
    return Worked(
        value=Fraction(tree["value"]),
        how=How(tree["how"]),
        parts=tuple(map(worked_from, tree.get("parts", ()))),
        when=tuple(map(_truth, tree.get("when", ()))),
        digits=tree.get("digits", 0),
        mode=RoundMode(tree["mode"]) if "mode" in tree else None,
        label=tree.get("label", ""),
        unit=tree.get("unit", ""),
        note=tree.get("note", ""),
        basis=_basis(tree.get("basis")),
        record=_record(tree.get("record")),
    )


def _truth(tree: Mapping[str, Any]) -> Truth:
    parts = (_truth(part) if "sign" in part else worked_from(part) for part in tree.get("parts", ()))
    sign, said = Sign(tree["sign"]), tree["said"]
    if sign is Sign.RECORDED and not tree["holds"]:
        said = said.removeprefix("不是：")  # which is put before it again wherever it is said
    return Truth(tree["holds"], sign, tuple(parts), said)


def _basis(tree: Mapping[str, Any] | None) -> Basis | None:
    return None if tree is None else Basis.model_validate({name: tree[name] for name in Basis.model_fields})


def _record(tree: Mapping[str, Any] | None) -> Record | None:
    if tree is None:
        return None
    return Record(
        tree["ref"], tuple(tree["evidence"]), tree["finder"], tree["verified_by"], tree["only_reported"]
    )  # fmt: skip
