"""Results of another procedure come in versions: a later one takes the place of an earlier one, never the reverse."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from actions.scoring.sheets import Line
from config.scheme import Scheme

IMPORTED = "imported"


def out_of_order(
    scheme: Scheme, lines: Sequence[Line], standing: Sequence[Any], *, dated_on: date | None
) -> Iterator[str]:
    """What speaks against these lines beside those that they are to take the place of."""
    names = {source.code: source.name for source in scheme.scoring.sources}
    units = {unit.code: unit.short or unit.name for unit in scheme.units}
    before = {Line.key_of(row): row for row in standing if row.sort == IMPORTED}
    for line in lines:
        row = before.get(line.key)
        if row is None or row.content == line.content:
            continue
        what = f"{line.peer or units.get(line.unit, line.unit)}“{names.get(line.code, line.code)}”"
        version, known = line.content.get("version", ""), row.content.get("version", "")
        if row.dated_on is not None and (dated_on is None or dated_on < row.dated_on):
            by = "没有日期的" if dated_on is None else f"{dated_on.isoformat()}的"
            yield f"{what}已按{row.dated_on.isoformat()}的文件登记，不能由{by}文件替换"
        if version and version == known:
            yield f"{what}的“{version}”已经登记为{row.content['value']}，更正的请写新的版本"
