"""What the clock does about one shortfall: look, draft the paper that its rung asks for, or put it on its list.

A paper is only ever drafted: its desk reads, edits and signs it. Nothing is served on the unit here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.citing import since_found, why_drafted
from actions.climbing import TO_LEADERS, Climbed, posts_of
from actions.context import Act
from actions.ladders import ladder_of, standing_of
from actions.leaders import with_liaison
from actions.letters.drafting import draft
from actions.letters.rungs import ACTS
from actions.published import Published
from actions.shortfalls.following import close_shortfall
from actions.shortfalls.ladders import basis_of, look_at
from actions.shortfalls.tracking import Tracked, stated, tracked_of
from actions.telling import Told
from config.ladders import Ladder, Rung, RungAct
from config.roles import LEADERS
from models.shortfalls import ShortfallRung, record_shortfall_looks
from models.writing import insert_rows
from states.ladder import Look
from states.shortfall import ShortfallEnd
from states.subjects import SubjectKind
from workdays.wording import say_day

PAPERS = {act: kind for kind, act in ACTS.items()}
MESSAGES = {
    RungAct.TELL_RESPONSIBLE: "shortfall_told",
    RungAct.PRESENT_TO_LEADER: "shortfall_presented",
    RungAct.LIST_IN_CIRCULAR: "shortfall_listed",
    RungAct.LIST_FOR_STUDY: "shortfall_listed",
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """A shortfall that was looked at, with its ladder and the figures as they stand."""

    row: Any
    ladder: Ladder
    look: Look
    tracked: Tracked


def climb_shortfalls(act: Act, rows: Sequence[Any]) -> Climbed:
    """Look at each of these due shortfalls of one office, and do what its ladder asks for."""
    tracked = _tracked(act, rows)
    seen = [_seen(act, row, found) for row in rows if (found := tracked.get((row.assignment_id, row.target_id)))]
    for row in rows:
        if (row.assignment_id, row.target_id) not in tracked:
            close_shortfall(act, row, ShortfallEnd.ADJUSTED)  # its target is no number any more
    for each in seen:
        if each.look.rung is not None:
            _take(act, each, each.look.rung)
    record_shortfall_looks(act.tx, [_change(each) for each in seen])
    return Climbed(looked=len(rows), climbed=sum(each.look.rung is not None for each in seen))


def _tracked(act: Act, rows: Sequence[Any]) -> dict[tuple[int, int], Tracked]:
    """The figures of all of them, year by year."""
    found: dict[tuple[int, int], Tracked] = {}
    for year in dict.fromkeys(row.assessment_id for row in rows):
        tasks = {row.assignment_id for row in rows if row.assessment_id == year}
        for each in tracked_of(act.tx, act.published(year).scheme, tasks, today=act.now.date()):
            found[each.assignment_id, each.target_id] = each
    return found


def _seen(act: Act, row: Any, tracked: Tracked) -> _Seen:
    ladder = ladder_of(row)
    return _Seen(row, ladder, look_at(act, act.published(row.assessment_id), ladder, standing_of(row)), tracked)


def _change(each: _Seen) -> dict[str, Any]:
    standing = each.look.standing
    return {
        "b_id": each.row.id,
        "b_version": each.row.version,
        "rung": standing.rung,
        "rung_taken_at": standing.rung_taken_at,
        "standing": standing.as_json(),
        "next_look_at": each.look.next_look_at,
    }


def _take(act: Act, each: _Seen, rung: Rung) -> None:
    published = act.published(each.row.assessment_id)
    letter = _draft(act, each, rung) if rung.act in PAPERS and not each.look.again else None
    if rung.act in MESSAGES:
        _tell(act, published, each, rung)
    taken = {
        "office_id": act.office_id,
        "shortfall_id": each.row.id,
        "rung": rung.code,
        "act": rung.act.value,
        "again": each.look.again,
        "taken_at": act.now,
        "letter_id": letter,
    }
    insert_rows(act.tx, ShortfallRung.t, [taken])
    act.record(
        SubjectKind.SHORTFALL.value,
        each.row.id,
        act=f"ladder.{rung.act.value}",
        assessment_id=each.row.assessment_id,
        after={"shortfall_id": each.row.id, "rung": rung.code, "again": each.look.again, "letter_id": letter},
        basis=each.ladder.basis.clause if each.ladder.basis else "",
    )


def _draft(act: Act, each: _Seen, rung: Rung) -> int:
    light = each.tracked.latest
    return draft(
        act,
        kind=PAPERS[rung.act],
        assessment_id=each.row.assessment_id,
        unit_id=each.row.unit_id,
        shortfall_id=each.row.id,
        rung=rung.code,
        reply=rung.reply,
        words={
            "subject": each.row.title,
            **stated(light),
            "basis": basis_of(each.ladder),
            "assignment_id": each.row.assignment_id,
        },
        occasion=since_found(each.row, rung, each.look, now=act.now, calendar=act.calendar),
        why=_why(act, each, rung),
    )


def _why(act: Act, each: _Seen, rung: Rung) -> str:
    return why_drafted(each.row, each.ladder, rung, each.look, now=act.now, calendar=act.calendar)


def _tell(act: Act, published: Published, each: _Seen, rung: Rung) -> None:
    unit = act.directory.units[each.row.unit_id]
    for post_id in posts_of(act, rung.audience, unit=unit.code):
        for place in with_liaison(act.directory, post_id):
            act.tell(
                Told(
                    code=_code(act, post_id, rung.act),
                    key=f"{rung.code}:shortfall:{each.row.id}:{each.look.again}",
                    post_id=place,
                    words={**_words(act, each, rung), "reader": act.directory.posts[post_id].title},
                    overrides=published.texts,
                    urgent=rung.urgent,
                    why=_why(act, each, rung),
                )
            )


def _code(act: Act, post_id: int, rung: RungAct) -> str:
    """A leader is reported to whatever the rung does to others (O10)."""
    is_leader = act.directory.posts[post_id].role in LEADERS
    return MESSAGES[RungAct.PRESENT_TO_LEADER if is_leader and rung is RungAct.TELL_RESPONSIBLE else rung]


def _words(act: Act, each: _Seen, rung: Rung) -> Mapping[str, Any]:
    light = each.tracked.latest
    return {
        "unit": act.directory.units[each.row.unit_id].shown,
        "subject": each.row.title,
        "source": light.source,
        "as_of": light.until,
        "fact": light.fact,
        "list": rung.label,
        "done": _done(each),
    }


def _done(each: _Seen) -> str:
    """What was done before this rung: 已于9月20日（周五）拟预警提示单。"""
    if each.row.rung == 0 or each.row.rung_taken_at is None:
        return ""
    before = each.ladder.rungs[each.row.rung - 1]
    told = TO_LEADERS.get(before.act, before.act.label)
    return f"已于{say_day(each.row.rung_taken_at.date(), year=False)}{told}。"
