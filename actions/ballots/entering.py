"""双录: two persons type every bundle without seeing each other's; a third settles by the paper where they differ."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.assignments.several import hear_all
from actions.ballots.book import FIRST, PAPER, SECOND, Bundle, content_of
from actions.ballots.loading import ballot_of, facts_of
from actions.ballots.paper import group_named
from actions.context import Act
from actions.firing import fire
from actions.subjects import Subject
from config.entry import Count
from models.ballots import BallotEntry
from models.writing import insert_rows
from states.balloting.facts import BallotFacts
from states.balloting.tallies import Tally, faults

NEXT = {"what": "监票"}
"""What the witness is asked for, when it is his turn."""

SAID = {FIRST: "第一遍", SECOND: "第二遍"}


class Line(Data):
    """一包票上对一个单位评了什么，只有数。"""

    votes: dict[str, Count] = Field(default_factory=dict, description="等次到票数；打分的不写")
    scores: tuple[Decimal, ...] = Field(default=(), description="各张的分数，按票的次序；投票的不写")
    invalid: Count = Field(default=0, description="无效")
    abstained: Count = Field(default=0, description="弃权")
    recused: Count = Field(default=0, description="回避")

    @property
    def tally(self) -> Tally:
        return Tally(**self.model_dump())


class Typed(Data):
    """录一包票."""

    ballot: int = Field(description="投票、打分的编号")
    group: str = Field(default="全体", description="哪一组")
    bundle: int = Field(default=1, description="第几包")
    lines: dict[str, Line] = Field(min_length=1, description="被评单位编码到各项的数，每个单位都要写")


class Settled(Data):
    """按纸质票核定差异."""

    ballot: int = Field(description="投票、打分的编号")
    group: str = Field(default="全体", description="哪一组")
    bundle: int = Field(default=1, description="第几包")
    lines: dict[str, Line] = Field(min_length=1, description="两遍不一致的单位，按纸质票各是多少")
    words: str = Field(min_length=1, description="核对情况，如 逐张核对，第一遍把第7张漏录")


class Rejected(Data):
    """一包退回重录."""

    ballot: int = Field(description="投票、打分的编号")
    group: str = Field(default="全体", description="哪一组")
    bundle: int = Field(default=1, description="第几包")
    words: str = Field(min_length=1, description="为什么重录")


@act("enter_bundle", label="录票", data=Typed)
def enter_bundle(act: Act, data: Typed) -> Done:
    """录入一包票；同一包由两人各录一遍，第二遍录完即列出差异。"""
    subject = ballot_of(act, data.ballot)
    bundle = _bundle(act, subject, data.group, data.bundle)
    lines = {code: line.tally for code, line in data.lines.items()}
    reading, barred = _reading(act, bundle)
    after = bundle.with_entry(reading, _content(lines), act.person_id)
    reasons = [*barred, *_faults(act, subject, bundle, lines)]
    words = f"{bundle.shown}{SAID[reading]}"
    facts = facts_of(act, subject, book=subject.place.with_bundle(after), words=words)
    hear_all(act, subject, "enter_bundle", facts, reasons)
    fire(act, subject, "enter_bundle", facts, words=NEXT)
    _write(act, bundle, reading, lines)
    return _answer(act, subject, after, reading)


@act("settle_difference", label="核定差异", data=Settled)
def settle_difference(act: Act, data: Settled) -> Done:
    """两遍录入不一致的，由第三人对照纸质票核定。"""
    subject = ballot_of(act, data.ballot)
    bundle = _bundle(act, subject, data.group, data.bundle)
    told = {code: line.tally for code, line in data.lines.items()}
    reasons = list(_not_in_question(act, subject, bundle, told))
    lines = {**(bundle.lines(FIRST) if bundle.is_whole else {}), **told}
    reasons += _faults(act, subject, bundle, lines) if bundle.is_whole else []
    after = bundle.with_entry(PAPER, _content(lines), act.person_id)
    facts = facts_of(act, subject, book=subject.place.with_bundle(after), words=data.words)
    hear_all(act, subject, "settle_difference", facts, reasons)
    fire(act, subject, "settle_difference", facts, words=NEXT)
    _write(act, bundle, PAPER, lines, words=data.words)
    return Done(f"“{subject.title}”{bundle.shown}的差异已按纸质票核定", ids={"ballot": subject.id})


@act("reject_bundle", label="退回重录", data=Rejected)
def reject_bundle(act: Act, data: Rejected) -> Done:
    """一包票的录入不算，重新录两遍；写明理由。"""
    subject = ballot_of(act, data.ballot)
    bundle = _bundle(act, subject, data.group, data.bundle)
    empty = [] if bundle.entries else [f"{bundle.shown}还没有录"]
    facts = facts_of(act, subject, words=data.words)
    hear_all(act, subject, "reject_bundle", facts, empty)
    fire(act, subject, "reject_bundle", facts)
    _replace(act, bundle)
    return Done(f"“{subject.title}”{bundle.shown}退回重录", ids={"ballot": subject.id})


def _bundle(act: Act, subject: Subject[BallotFacts], group: str, number: int) -> Bundle:
    name = group_named(act, subject, group)
    found: Bundle | None = subject.place.bundle(name, number)
    if found is None:
        raise act.refused(f"“{subject.title}”{name or '全体'}没有第{number}包")
    return found


def _reading(act: Act, bundle: Bundle) -> tuple[str, list[str]]:
    """Which entry it is, and what speaks against it. Until the second is in, one may type his own anew."""
    first = bundle.entries.get(FIRST)
    reading = FIRST if first is None or (SECOND not in bundle.entries and first.entered_by == act.person_id) else SECOND
    if act.person_id is None:
        return reading, ["录票要由具体的人办理"]
    if bundle.is_whole:
        return SECOND, [f"{bundle.shown}已经录满两遍" + ("，请由第三人核定差异" if bundle.is_disputed else "")]
    return reading, []


def _faults(act: Act, subject: Subject[BallotFacts], bundle: Bundle, lines: Mapping[str, Tally]) -> Iterator[str]:
    book, names = subject.place, _names(act, subject)
    yield from (f"“{code}”不是被评单位" for code in lines if code not in names)
    yield from (f"没有录{name}" for code, name in names.items() if code not in lines)
    for code, tally in lines.items():
        if code in names:
            yield from faults(names[code], tally, ballots=bundle.row.ballots, terms=book.terms)


def _names(act: Act, subject: Subject[BallotFacts]) -> dict[str, str]:
    """What the rated units are called, by their codes."""
    return {row.code: act.directory.units[row.unit_id].shown for row in subject.place.units}


def _not_in_question(
    act: Act, subject: Subject[BallotFacts], bundle: Bundle, told: Mapping[str, Tally]
) -> Iterator[str]:
    if not bundle.is_disputed:
        yield f"{bundle.shown}没有待核定的差异"
        return
    known = _names(act, subject)
    names = {code: known[code] for code in bundle.apart}
    yield from (f"没有核定{name}" for code, name in names.items() if code not in told)
    yield from (f"“{code}”两遍一致，不用核定" for code in told if code not in names)
    if act.person_id in {entry.entered_by for entry in bundle.entries.values()}:
        yield f"您录过{bundle.shown}，差异要由第三人核定"


def _content(lines: Mapping[str, Tally]) -> dict[str, Any]:
    return {code: content_of(tally) for code, tally in lines.items()}


def _write(act: Act, bundle: Bundle, reading: str, lines: Mapping[str, Tally], *, words: str = "") -> None:
    _replace(act, bundle, reading)
    row = {
        "office_id": act.office_id,
        "bundle_id": bundle.row.id,
        "reading": reading,
        "content": _content(lines),
        "words": words,
        "entered_at": act.now,
        "entered_by": act.person_id,
    }
    insert_rows(act.tx, BallotEntry.t, [row])


def _replace(act: Act, bundle: Bundle, reading: str | None = None) -> None:
    sitting = [BallotEntry.c.bundle_id == bundle.row.id, BallotEntry.c.replaced_at.is_(None)]
    if reading is not None:
        sitting.append(BallotEntry.c.reading == reading)
    act.tx.execute(update(BallotEntry.t).where(*sitting).values(replaced_at=act.now))


def _answer(act: Act, subject: Subject[BallotFacts], bundle: Bundle, reading: str) -> Done:
    """What differs is told when both are in, and nothing of the first before."""
    said = f"“{subject.title}”{bundle.shown}{SAID[reading]}已录"
    names = _names(act, subject)
    found = [str(replace(each, unit=names[each.unit])) for each in bundle.differences]
    if found:
        said += f"，两遍有{len(found)}处不一致，请由第三人对照纸质票核定：{'；'.join(found)}"
    elif reading == SECOND:
        said += "，两遍一致"
    return Done(said, ids={"ballot": subject.id}, details={"differences": found})
