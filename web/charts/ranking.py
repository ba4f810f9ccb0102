"""Places over the months: one line for each unit, the first place on top. Only where places may be shown (O27)."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.charts.chart import SERIES, Chart, Json, Options, Size, Table, hint, plain
from web.kernel.words import Words

SYMBOLS = ("circle", "rect", "triangle", "diamond")
DASHES = ("solid", "dashed", "dotted")


@dataclass(frozen=True, slots=True)
class Runner:
    """A unit with its place at each time; None: it had none. `points` are its points as they are shown."""

    label: str
    places: tuple[int | None, ...]
    points: tuple[str, ...] = ()
    is_own: bool = False


def ranking_chart(runners: Sequence[Runner], *, title: str, times: Sequence[str], head: str, words: Words) -> Chart:
    """`times`: what each place belongs to, as 1月; the runners in the order of the table."""
    return Chart(
        title=title,
        says=_says(runners, times, words),
        table=Table((head, *times), tuple((each.label, *_cells(each, words)) for each in runners)),
        options=_options(runners, times, words),
        size=Size.TALLER if len(runners) > 16 else Size.TALL,  # lines closer than that are not told apart
        is_empty=not any(place for each in runners for place in each.places),
    )


def _cells(runner: Runner, words: Words) -> list[str]:
    return [_said(runner, number, words) for number in range(len(runner.places))]


def _said(runner: Runner, number: int, words: Words) -> str:
    place = runner.places[number]
    if place is None:
        return "—"
    said = words("第%(place)d名", place=place)
    return f"{said}（{runner.points[number]}）" if runner.points else said


def _says(runners: Sequence[Runner], times: Sequence[str], words: Words) -> str:
    last = max(
        (number for each in runners for number, place in enumerate(each.places) if place is not None), default=None
    )
    if last is None:
        return words("尚无名次。")
    first = "、".join(each.label for each in runners if each.places[last] == 1)
    risen = [
        (each.label, before - now)
        for each in runners
        if last and (before := each.places[last - 1]) is not None and (now := each.places[last]) is not None
    ]
    told = words("按得分排序。%(time)s第1名：%(first)s。", time=times[last], first=first or "—")
    label, most = max(risen, key=lambda pair: pair[1], default=("", 0))
    return told + (words("比上期上升最多：%(unit)s（%(places)d位）。", unit=label, places=most) if most > 0 else "")


def _options(runners: Sequence[Runner], times: Sequence[str], words: Words) -> Options:
    worst = max((place for each in runners for place in each.places if place is not None), default=1)
    return {
        "grid": {"left": 10, "right": 120, "top": 20, "bottom": 10, "containLabel": True},
        "tooltip": {"trigger": "item"},
        "xAxis": {"type": "category", "data": [plain(each) for each in times], "boundaryGap": False},
        "yAxis": {
            "type": "value",
            "inverse": True,
            "min": 1,
            "max": max(worst, 2),
            "interval": 1 if worst <= 25 else 5,  # numbers closer than that lie upon each other
            "splitLine": {"show": False},
        },
        "series": [_series(number, each, times, words) for number, each in enumerate(runners)],
    }


def _series(number: int, runner: Runner, times: Sequence[str], words: Words) -> Json:
    """Told apart by symbol and dash too, for a copier in black and white."""
    return {
        "name": plain(runner.label),
        "type": "line",
        "symbol": SYMBOLS[number % len(SYMBOLS)],
        "symbolSize": 9,
        "lineStyle": {
            "width": 4 if runner.is_own else 2,
            "type": DASHES[number // len(SERIES) % len(DASHES)],
            "color": SERIES[number % len(SERIES)],
        },
        "itemStyle": {"color": SERIES[number % len(SERIES)]},
        "emphasis": {"focus": "series"},
        "endLabel": {"show": True, "distance": 10, **hint(runner.label)},
        "data": [
            {"value": place, "tooltip": hint(f"{runner.label}\n{time} {_said(runner, at, words)}")}
            if place is not None
            else None
            for at, (time, place) in enumerate(zip(times, runner.places, strict=True))
        ],
    }
