"""登记上级、第三方结果: one source's results for many units at once, with its document, date and version."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.published import Published
from actions.scoring.recording import Recording, take_in
from actions.telling import Told
from config.obligations import ObligationKind
from config.scheme import Scheme
from config.scoring.catalogue import ImportedResult
from config.scoring.factsheet import Period
from config.scoring.measures import FromSource
from config.scoring.reach import parts_used, units_scored
from states.rules import Await
from states.seating import WRITERS
from states.subjects import SubjectFacts, SubjectKind


class Results(Data):
    """一个来源对一批单位的结果."""

    assessment: int = Field(description="考核年度编号")
    source: str = Field(description="哪一种结果（编码或名称）")
    values: dict[str, Decimal] = Field(min_length=1, description="各单位的结果：单位编码或名称到数")
    version: str = Field(min_length=1, description="第几版、哪天的，如 第二次、复核后")
    period: Period | None = Field(default=None, description="哪一期；不写则全年")
    document_no: str = Field(min_length=1, description="来源文件的字号或名称")
    dated_on: date = Field(description="来源文件日期；不得早于已登记的")
    scan: int | None = Field(default=None, description="附件：印证材料版本编号")
    reason: str = Field(default="", description="说明；不写则以新的版本为准")


@act("record_results", label="登记上级、第三方结果", data=Results)
def record_results(act: Act, data: Results) -> Done:
    """登记一个来源对一批单位的结果，写明文件、日期、版本；后来的替换先前的，先前的留存，并告知有关单位。"""
    published = act.published(data.assessment)
    told = {"source": data.source, "version": data.version, "period": data.period}
    entries = [{"unit": unit, "value": value, **_without_blanks(told)} for unit, value in data.values.items()]
    source = data.model_dump(include={"assessment", "document_no", "dated_on", "scan"})
    reason = data.reason.strip() or f"以{data.version}为准"
    changed = take_in(act, Recording(facts={"imported": entries}, reason=reason, **source))
    result = next(each for each in published.scheme.scoring.sources if each.code == changed[0].code)
    values = {line.unit: line.content["value"] for line in changed if not line.peer}
    count = _tell(act, published, data, result, values)
    return Done(
        f"已登记“{result.name}”（{data.version}）{len(changed)}家",
        ids={"assessment": data.assessment},
        details={"recorded": len(changed), "told": count},
    )


def _without_blanks(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}


def _tell(act: Act, published: Published, data: Results, result: ImportedResult, values: Mapping[str, Any]) -> int:
    """The units themselves, and those that take over another's result (E26); how many units."""
    said = {unit: f"{value}{result.unit}（{data.version}）" for unit, value in values.items()}
    followed = dependents_of(published.scheme, result.code)
    here = act.directory.unit_ids
    for unit, text in [*said.items()]:
        name = act.directory.unit(unit).shown
        said |= {
            each: f"以{name}的为准，{text}" for each in followed.get(unit, ()) if each not in values and each in here
        }
    document = f"{data.document_no}（{data.dated_on.isoformat()}）"
    for unit, text in said.items():
        for post in _posts(act, unit):
            act.tell(
                Told(
                    code="result_recorded",
                    key=f"result_recorded:{data.assessment}:{result.code}:{data.period or ''}:{data.version}:{post}",
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
