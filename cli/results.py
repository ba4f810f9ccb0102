"""`kaohe result`: how far a year's result has come, its tables, and one unit's page, as far as the reader may see."""

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from actions.results.papers import opinion_letters
from actions.results.reading import View, read_result
from actions.running import year_called
from cli.clock import as_of, moment_of
from cli.opening import opened
from cli.people import person_named
from cli.schemes import read_scheme
from cli.score_pages import unit_called
from cli.speaking import Page, answer, page
from cli.stored_scores import NoYear
from config.zone import SHANGHAI
from documents.results import BY_POINTS, IN_ORDER, Head, name_of, printed, sheet, table
from documents.scores import as_tree
from scoring.differing import Differs, Standing
from scoring.numbers import plain
from scoring.standings import Total

SCHEMA = "kaohe.result/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed."""

    scheme: str
    person: str | None
    period: str
    unit: str | None
    version: int | None
    since: str | None
    by_points: bool
    plain: bool
    letters: bool
    moment: str | None


def run(asked: Asked, *, as_json: bool) -> int:
    now = as_of(asked.moment)
    code = read_scheme(asked.scheme).scheme.scheme
    with opened() as database:
        person_id = person_named(database, asked.person)
        with database.read() as tx:
            year = year_called(tx, code, day=now.date())
            if year is None:
                raise NoYear(f"数据库里没有按方案“{code}”发布的年度")
            since = moment_of(asked.since) if asked.since else None
            view = read_result(
                tx, year, now=now, person_id=person_id, period=asked.period, version=asked.version, since=since
            )
    unit = unit_called(view.scheme, asked.unit)
    if as_json:
        answer(SCHEMA, told(view, unit))
    elif asked.letters:
        _letters(page(), view)
    elif unit is not None:
        _sheet(page(), view, unit)
    else:
        _whole(page(), view, by_points=asked.by_points, plainly=asked.plain)
    return 0


def head_of(view: View) -> Head:
    return Head(
        title=view.title,
        state=view.state,
        worked_at=view.worked_at,
        version=view.version,
        document_no=view.document_no,
        digest=view.digest,
    )


def _sheet(console: Page, view: View, unit: str) -> None:
    if not any(unit in totals for totals in view.outcome.results.values()):
        console.print(f"{view.scheme.unit(unit).name}的得分公布前只有它自己和考核办看得到。")
        return
    console.print(sheet(view.outcome, view.scheme, unit, head_of(view)), soft_wrap=True, end="")
    for line in _changes(view, unit):
        console.print(line, soft_wrap=True)


def _letters(console: Page, view: View) -> None:
    letters = [f"{each.text.subject}\n\n{each.text.body}" for each in opinion_letters(view)]
    console.print("\n\n——\n\n".join(letters) or "现在没有等候回复的征求意见函。", soft_wrap=True)


def _whole(console: Page, view: View, *, by_points: bool, plainly: bool) -> None:
    title = view.title if view.document_no == "" else f"{view.title}（{view.document_no}）"
    for code in view.outcome.results:
        rows = table(view.outcome, view.scheme, code, by_points=by_points)
        if plainly:
            # tabs are to stay tabs, so past the page
            sys.stdout.write(printed(rows, f"{title}　{name_of(view.scheme, code)}", by_points=by_points))
            continue
        console.print(
            f"{title}　{name_of(view.scheme, code)}（{BY_POINTS if by_points else IN_ORDER}）", soft_wrap=True
        )
        drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for heading in (*(("名次",) if by_points else ()), "单位", "得分", "等次", "评定", "说明"):
            drawn.add_column(heading, overflow="fold", no_wrap=heading in ("名次", "得分"))
        for row in rows:
            cells = (*((row.place,) if by_points else ()), row.unit, row.points, row.grade, row.awards, row.said)
            drawn.add_row(*map(Text, cells))
        console.print(drawn)
    if plainly:
        return
    for line in (*_standing(view), *_changes(view, None)):
        console.print(line, soft_wrap=True)


def _standing(view: View) -> Iterator[str]:
    which = f"第{view.version}稿" if view.version is not None else "未定稿，按现在登记的事实计算"
    due = f"，{_day(view.due_at)}止" if view.due_at is not None else ""
    number = f"（result={view.result}）" if view.result is not None else ""
    yield f"\n现在：{view.state or '还没有开始办理'}{due}；{which}{number}"
    if not view.sight.everything:
        yield "公布前只看得到本单位的得分" + ("和名次" if view.sight.places else "")
    if view.requests_end_at is not None:
        yield f"申请复核：{_day(view.requests_end_at)}止"
    for each in view.replies:
        said = "没有答复" if each.replied_at is None else "有异议" if each.agrees is False else "已答复"
        words = f"：{each.words}" if each.words and each.agrees is False else ""
        answered = f"；答复：{each.answer}" if each.answer else ""
        yield f"  {each.step}　{each.body}　{said}{words}{answered}（reply={each.reply}）"
    for request in view.requests:
        yield f"  复核　{request.unit}　{request.state}（request={request.request}）"


def _changes(view: View, unit: str | None) -> Iterator[str]:
    for each in view.changed:
        if unit is None or each.unit == unit:
            yield f"{view.scheme.unit(each.unit).name}：{_stands(each.before)} → {_stands(each.after)}"
            for move in each.because:
                yield f"  {' › '.join(move.path[1:]) or move.path[0]}：{_number(move.before)} → {_number(move.after)}"


def _stands(standing: Standing) -> str:
    place = f"，第{standing.place}名" if standing.place is not None else ""
    return f"{_number(standing.points)}{place}"


def _number(value: Any) -> str:
    return "（没有）" if value is None else plain(value)


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d}"


# For programs


def told(view: View, unit: str | None) -> dict[str, Any]:
    return {
        "title": view.title,
        "result": view.result,
        "state": view.state,
        "due_at": view.due_at,
        "version": view.version,
        "worked_at": view.worked_at,
        "digest": view.digest,
        "document_no": view.document_no,
        "requests_end_at": view.requests_end_at,
        "sees": "everything" if view.sight.everything else "own_places" if view.sight.places else "own",
        "results": {
            code: [_told_total(view, total, unit) for one, total in totals.items() if unit in (None, one)]
            for code, totals in view.outcome.results.items()
        },
        "places": {
            code: [{"unit": one.unit, "place": one.place} for one in standing.placed if unit in (None, one.unit)]
            for code, standing in view.outcome.standings.items()
        },
        "awards": {code: list(awarded.winners) for code, awarded in view.outcome.awards.items()},
        "grades": {
            code: {one.unit: one.grade for one in graded} for code, graded in view.outcome.grades.items()
        },
        "changed": [_changed(view, each) for each in view.changed if unit in (None, each.unit)],
        "replies": [asdict(each) for each in view.replies],
        "requests": [asdict(each) for each in view.requests],
    }  # fmt: skip


def _told_total(view: View, total: Total, unit: str | None) -> dict[str, Any]:
    """With its tree where one unit was asked for."""
    worked = total.worked if unit is not None else None
    return {
        "unit": total.unit,
        "name": view.scheme.unit(total.unit).name,
        "points": None if total.value is None else plain(total.value),
        "reasons": list(total.reasons),
        "explanation": None if worked is None else as_tree(worked, view.scheme),
    }


def _changed(view: View, each: Differs) -> dict[str, Any]:
    return {
        "unit": each.unit,
        "name": view.scheme.unit(each.unit).name,
        "points": [None if one.points is None else plain(one.points) for one in (each.before, each.after)],
        "places": [each.before.place, each.after.place],
        "because": [list(move.path) for move in each.because],
    }
