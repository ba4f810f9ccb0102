"""登记上级、第三方结果: one source's results for many units at once, with its document, date and version."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.scoring.recording import Recording, basis_of, take_in
from actions.scoring.telling import tell_of_results
from config.scoring.factsheet import Period


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
    sheet = Recording(facts={"imported": entries}, reason=reason, **source)
    changed = take_in(act, sheet)
    result = next(each for each in published.scheme.scoring.sources if each.code == changed[0].code)
    count = tell_of_results(act, published, changed, document=basis_of(sheet))
    return Done(
        f"已登记“{result.name}”（{data.version}）{len(changed)}家",
        ids={"assessment": data.assessment},
        details={"recorded": len(changed), "told": count},
    )


def _without_blanks(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}
