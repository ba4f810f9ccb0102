"""What follows from a figure while it is typed, in words; the same reckoning as of what is kept."""

from collections.abc import Iterator
from decimal import Decimal

from starlette.responses import JSONResponse, Response

from actions.reports.rows import derive
from actions.reports.sheets import Sheet, SheetLine
from config.figures import Measure
from states.lights import Explained
from states.saying import say_number, say_percent
from web.kernel.errors import badly_asked
from web.kernel.visit import Visit
from web.subjects.typed import Typed, figure_field, name_of


def reckoned_of(visit: Visit, sheet: Sheet) -> Response:
    """By the name of the input; answers for every line that the query names."""
    typed = Typed(dict(visit.query))
    told = dict(_reckoned(visit, sheet, typed))
    if not told:
        raise badly_asked("没有写明是哪一行的数字")
    return JSONResponse(told)


def _reckoned(visit: Visit, sheet: Sheet, typed: Typed) -> Iterator[tuple[str, dict[str, str]]]:
    for line in sheet.lines:
        name = name_of(sheet, line, figure_field(line))
        if line.asked.is_numeric and name in typed.texts:
            figure = typed.figure(name, unit=line.asked.unit)
            if name in typed.errors:
                yield name, {"error": typed.errors[name]}
            else:
                is_period = line.asked.measure is Measure.PERIOD
                yield name, said(visit, line, *((figure, None) if is_period else (None, figure)))


def said(visit: Visit, line: SheetLine, period: Decimal | None, cumulative: Decimal | None) -> dict[str, str]:
    """The other figure, 完成率, 序时进度, 差额 and the light of these figures."""
    figures = derive(period=period, cumulative=cumulative, previous=line.previous)
    other = figures.cumulative if line.asked.measure is Measure.PERIOD else figures.period
    falls = figures.cumulative is not None and line.previous is not None and figures.cumulative < line.previous
    return {
        "other": say_number(other) if other is not None else "",
        "falls": "yes" if falls else "",
        **said_light(visit, line, line.reckon(figures.period, figures.cumulative)),
    }


def said_light(visit: Visit, line: SheetLine, light: Explained | None) -> dict[str, str]:
    if light is None:
        return {"light": "none"}
    reading = light.reading
    lacks = reading.actual is not None and reading.gap != 0
    return {
        "share": say_percent(reading.share) if reading.share is not None else "",
        "pace": say_percent(light.pace) if light.pace is not None else "",
        "gap": f"{say_number(reading.gap)}{line.asked.unit}" if lacks else "",
        "light": reading.light.value,
        "label": visit.words(reading.light.label),
    }
