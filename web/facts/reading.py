"""The list of what was recorded for scoring: of whom, what, how much, by which paper, by whom; the replaced too."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from actions.looking import look
from actions.published import published_of
from actions.scoring.sheets import Line, called
from actions.scoring.whose import Whose, against
from config.labels import Labelled
from config.scoring.stored import CHOSEN, SORTS
from config.windowing import period_label
from models.facts import SITTING, StatedFact
from models.units import Unit
from web.dealing.years import Year
from web.facts.grid import shown_to
from web.facts.kinds import choices_of, key_of, kinds_of
from web.facts.wording import said
from web.kernel.visit import Visit
from web.kernel.words import Words
from web.listing import cells
from web.listing.cells import Tone
from web.listing.filters import Choice, DayRange, Option, Search, UnitChoice
from web.listing.listing import Column, Listing, Order, Phone
from web.listing.visiting import unit_names


class Standing(Labelled):
    """Whether it counts now."""

    SITTING = "sitting", "有效"
    REPLACED = "replaced", "已被替换"


TONES = {Standing.SITTING: Tone.DONE, Standing.REPLACED: Tone.STOPPED}


@dataclass(frozen=True, slots=True)
class Told:
    """One fact in words. `may`: the reader may take it back; `kind`: where it is recorded anew."""

    row: Any
    unit: str
    what: str
    period: str
    value: str
    standing: Standing
    source: str
    may: bool
    kind: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


def label_of(sort: str) -> str:
    return "选定的读法" if sort == CHOSEN else SORTS[sort].label


def facts_listed(visit: Visit, year: Year) -> Listing:
    """The latest first: what the reader may see of one year."""
    fact = StatedFact.c
    scheme = published_of(visit.tx, year.id, day=visit.day).scheme
    units = unit_names(visit.directory)
    names = {(each.sort, each.code): each.name for each in kinds_of(scheme)}
    sorts = tuple(Option(each, label_of(each), fact.sort == each) for each in (*SORTS, CHOSEN))
    return Listing(
        title="评分事实",
        statement=select(*StatedFact.t.c)
        .join(Unit.t, Unit.c.id == fact.unit_id)
        .where(fact.assessment_id == year.id, shown_to(visit)),
        key=fact.id,
        columns=(
            Column("unit", "单位", cells.text("unit"), sort=Unit.c.position, phone=Phone.HEADING),
            Column("what", "事实", cells.text("what", note=lambda row: label_of(row.sort)), sort=fact.code),
            Column("period", "期次", cells.text("period"), sort=fact.period),
            Column("value", "内容", cells.text("value")),
            Column("source", "来源", cells.text("source", note=lambda row: row.reason)),
            Column("by", "登记岗位", cells.text("said_by")),
            Column("at", "登记时间", cells.moment("recorded_at"), sort=fact.recorded_at, descends=True),
            Column("standing", "状态", cells.word("standing", tones=TONES)),
            Column("do", "办理", cells.own(lambda _row: None), is_exported=False),
        ),
        order=Order((fact.recorded_at.desc(), Unit.c.position, fact.id), says="按登记时间排序"),
        filters=(
            Search(texts=(fact.document_no, fact.said_by), names={fact.unit_id: units}),
            UnitChoice("unit", "单位", fact.unit_id, units),
            Choice("sort", "类别", sorts),
            _named(names),
            Choice("standing", "状态", (
                Option("sitting", Standing.SITTING.label, SITTING),
                Option("replaced", Standing.REPLACED.label, fact.replaced_at.is_not(None)),
            )),
            DayRange("at", "登记时间", fact.recorded_at),
        ),
        read=_reader(visit, year),
        empty="还没有登记评分事实",
        advice="报告核验后的数自动记下；别处送来的结果、状况和时刻在这里登记。",
    )  # fmt: skip


def _named(names: Any) -> Choice:
    fact = StatedFact.c
    options = (
        Option(f"{sort}:{code}", name, (fact.sort == sort) & (fact.code == code))
        for (sort, code), name in names.items()
    )
    return Choice("what", "事实", tuple(options))


def _source(row: Any, words: Words) -> str:
    """The paper with its date, or what it was taken from."""
    dated = words("（%(day)s）", day=cells.said_day(row.dated_on, words)) if row.dated_on else ""
    return f"{row.document_no or row.content.get('ref', '')}{dated}"


def _reader(visit: Visit, year: Year) -> Any:
    act = look(visit.tx, by=visit.by, now=visit.now)
    scheme, units = act.published(year.id).scheme, visit.directory.units
    whose = Whose(scheme, act.office_id)
    choices = {code: each.label or code for code, each in choices_of(scheme).items()}
    name = cache(lambda sort, code: choices.get(code, code) if sort == CHOSEN else called(scheme, sort, code))

    def told(row: Any) -> Told:
        line = Line.of(row, units[row.unit_id].code)
        sits = row.replaced_at is None
        noted = bool(row.part) and not SORTS[row.sort].part  # by a report, which is corrected where it stands
        part = f"：{row.part}" if row.part and not noted else ""
        return Told(
            row,
            unit=row.peer or units[row.unit_id].shown,
            what=f"{name(row.sort, row.code)}{part}",
            period=visit.words.say(period_label(row.period)) if row.period else "",
            value=said(row.sort, row.code, row.content, scheme, visit.words),
            standing=Standing.SITTING if sits else Standing.REPLACED,
            source=_source(row, visit.words),
            may=sits and not noted and not against(act, whose, scheme, line),
            kind=key_of(line),
        )

    def read(_tx: Connection, rows: Sequence[Any]) -> Sequence[Told]:
        return [told(row) for row in rows]

    return read
