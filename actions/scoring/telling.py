"""Who is told that a result of another procedure was recorded: its units, and those that take it over (E26)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from actions.context import Act
from actions.published import Published
from actions.scoring.sheets import Line
from actions.telling import Told
from config.obligations import ObligationKind
from config.scheme import Scheme
from config.scoring.measures import FromSource
from config.scoring.reach import parts_used, units_scored
from states.rules import Await
from states.seating import WRITERS
from states.subjects import SubjectFacts, SubjectKind


def tell_of_results(act: Act, published: Published, lines: Sequence[Line], *, document: str) -> int:
    """Of what was just recorded; how many units. What is about peers outside is nobody's to be told."""
    fresh: defaultdict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for line in lines:
        if line.sort == "imported" and not line.peer:
            version = line.content.get("version", "")
            fresh[line.code, line.period, version][line.unit] = line.content["value"]
    return sum(
        _tell(act, published, code, values, period=period, version=version, document=document)
        for (code, period, version), values in fresh.items()
    )


def _tell(
    act: Act, published: Published, source: str, values: dict[str, str], *, period: str, version: str, document: str
) -> int:
    result = next(each for each in published.scheme.scoring.sources if each.code == source)
    which = f"（{version}）" if version else ""
    said = {unit: f"{value}{result.unit}{which}" for unit, value in values.items()}
    followed = dependents_of(published.scheme, source)
    for unit, text in [*said.items()]:
        name = act.directory.unit(unit).shown
        said |= {
            each: f"以{name}的为准，{text}"
            for each in followed.get(unit, ())
            if each not in values and each in act.directory.unit_ids
        }
    for unit, text in said.items():
        edition = version or f"{act.now.isoformat()}/{text}"  # without a version each time is one
        for post in _posts(act, unit):
            act.tell(
                Told(
                    code="result_recorded",
                    key=f"result_recorded:{published.assessment_id}:{source}:{period}:{edition}:{post}",
                    post_id=act.directory.post_ids[post],
                    words={
                        "subject": result.name,
                        "unit": act.directory.unit(unit).shown,
                        "result": text,
                        "document": document,
                    },
                    overrides=published.texts,
                )
            )
    return len(said)


def _posts(act: Act, unit: str) -> Iterable[str]:
    """Who writes for the unit."""
    subject = SubjectFacts(kind=SubjectKind.FACT, office=act.office_id, lead_unit=unit)
    return act.directory.seating.owing(Await(ObligationKind.REPORT, WRITERS), subject)


def dependents_of(scheme: Scheme, source: str) -> dict[str, tuple[str, ...]]:
    """Who takes over whose result: by the unit that it is of, those whose rule reads it there."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for rule in scheme.scoring.indicators:
        for part in parts_used(scheme, rule.of):
            if isinstance(part, FromSource) and part.source == source and part.of is not None:
                found[part.of] |= {unit: None for unit in units_scored(scheme, rule) if unit != part.of}
    return {unit: tuple(others) for unit, others in found.items()}
