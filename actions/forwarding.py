"""转发稿 (O12): texts to paste into a group, complete by themselves; nothing is written and nobody is told by them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal, or_, select

from actions.calendars import calendar_of
from actions.directory import Directory, directory_of
from actions.wording import say_last_moment
from config.errors import KaoheError
from config.letters import LetterKind
from config.obligations import ObligationKind
from config.zone import SHANGHAI
from documents.messages import Text, compose
from models.journal import Journal
from models.letters import Letter, LetterUnit
from models.obligations import OPEN, Obligation
from models.pleas import PENDING, Plea
from models.scoping import visible
from models.texts import Before
from states.forwarding import SECRET, Group, Matter, grouped, is_secret, left_out, say_distance, silence_on
from states.permissions import scope
from states.subjects import SubjectKind
from workdays.calendar import WorkCalendar
from workdays.wording import say_day

NAMED = 12
"""So many units are named in one line; more are counted."""

BETWEEN = "："
"""In a title, between the window and the task."""

REPORTED = frozenset({ObligationKind.REPORT, ObligationKind.FIGURE})
# their titles name the task, not what is to be done with it
ALIKE = frozenset(
    {ObligationKind.SIGN, ObligationKind.BREAKDOWN, ObligationKind.CO_UNIT_PART, ObligationKind.ACKNOWLEDGEMENT}
)


class NothingToForward(KaoheError):
    """There is nothing to say in a group, or it may not be said there."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A text to paste. `left_out`: why something is not in it, and how many things; `groups`: what it speaks of."""

    title: str
    text: str
    left_out: tuple[tuple[str, int], ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which open things: of a kind, of a window (`monthly/2019-06`), only the late, of one unit (by its id)."""

    kind: ObligationKind | None = None
    window: str | None = None
    only_late: bool = False
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """From where it is written: an office at a moment, and what the asker may see."""

    tx: Connection
    office_id: int
    now: datetime
    person_id: int | None = None

    @property
    def directory(self) -> Directory:
        return directory_of(self.tx, self.office_id, day=self.now.astimezone(SHANGHAI).date())

    @property
    def calendar(self) -> WorkCalendar:
        return calendar_of(self.tx, self.office_id)

    def seen(self, kind: SubjectKind) -> tuple[ColumnElement[bool], ...]:
        """Without a person the console sees everything."""
        if self.person_id is None:
            return ()
        return (visible(scope(self.directory.actor(self.person_id), kind), kind),)

    def compose(self, code: str, **words: object) -> Text:
        return compose(code, overrides={}, office=self.directory.office_name, **words)


def forward_open(desk: Desk, wanted: Wanted, *, listed: int | None = None) -> Forwarded | None:
    """Who has not done it yet, in one text; None where nobody is behind.

    `listed`: where more than so many are told of all units, what a post owes alike is counted instead.
    """
    matters = _told(desk, wanted, listed)
    groups = grouped(each for each in matters if silence_on(each) is None)
    if not groups:
        return None
    text = _of_unit(desk, wanted.unit, groups) if _is_digest(wanted) else _of_groups(desk, groups)
    return Forwarded(text.subject, text.body, left_out(matters), groups)


def _is_digest(wanted: Wanted) -> bool:
    return wanted.unit is not None and wanted.kind is None and wanted.window is None and not wanted.only_late


def _told(desk: Desk, wanted: Wanted, listed: int | None) -> list[Matter]:
    if listed is not None and wanted.unit is None:
        alike = list(_matters(desk, wanted, _alike))
        spoken = sum(each.count for each in alike if silence_on(each) is None)
        if not spoken or spoken > listed:
            return alike
    return list(_matters(desk, wanted, _each))


def _matters(desk: Desk, wanted: Wanted, how: Callable[..., Select[Any]]) -> Iterator[Matter]:
    """In the order in which they were opened."""
    conditions = [OPEN, Obligation.c.office_id == desk.office_id, Obligation.c.opened_at <= desk.now]
    if wanted.kind is not None:
        conditions.append(Obligation.c.kind == wanted.kind.value)
    if wanted.window is not None:
        conditions += [Obligation.c.period == wanted.window, Obligation.c.kind.in_([kind.value for kind in REPORTED])]
    if wanted.only_late:
        conditions.append(Obligation.c.due_at < desk.now)
    if wanted.unit is not None:
        conditions.append(Obligation.c.unit_id == wanted.unit)
    directory = desk.directory
    # ordered here: asked for the order, SQLite reads all that there ever was in it, to find the few that are open
    rows = desk.tx.execute(how(*conditions, *desk.seen(SubjectKind.OBLIGATION))).all()
    for row in sorted(rows, key=lambda each: int(each.id)):
        if wanted.unit is not None or not directory.units[row.unit_id].is_host:  # the office does not call on itself
            yield _matter(directory, row, pleads=bool(row.pleads), count=row.many)


def _each(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(*_TOLD, _PLEADS, literal(1).label("many")).where(*conditions)


def _alike(*conditions: ColumnElement[bool]) -> Select[Any]:
    """What a post owes alike in one row, with its first title; what may not be said is apart from what may."""
    about = case(
        (Obligation.c.kind.in_([kind.value for kind in ALIKE]), ""),
        (Obligation.c.kind.in_([kind.value for kind in REPORTED]), Before(Obligation.c.title, BETWEEN)),
        else_=Obligation.c.title,
    )
    secret = or_(*(Obligation.c.title.contains(word) for word in SECRET))
    found = select(*_TOLD, _PLEADS, about.label("about"), secret.label("secret")).where(*conditions).subquery()
    same = [found.c[name] for name in ("kind", "about", "unit_id", "post_id", "due_at", "pleads")]
    first = func.min(found.c.id).label("id"), func.min(found.c.title).label("title")
    return select(*first, *same, func.count().label("many")).group_by(*same, found.c.secret)


def _matter(directory: Directory, row: Any, *, pleads: bool = False, count: int = 1) -> Matter:
    unit, post, kind = directory.units[row.unit_id], directory.posts[row.post_id], ObligationKind(row.kind)
    return Matter(
        kind=kind,
        about=_about(row, kind),
        title=row.title,
        unit=unit.shown,
        position=unit.position,
        post=post.title,
        role=post.role,
        due_at=row.due_at,
        pleads=pleads,
        id=row.id,
        unit_code=unit.code,
        count=count,
    )


_TOLD = (
    Obligation.c.id,
    Obligation.c.kind,
    Obligation.c.title,
    Obligation.c.unit_id,
    Obligation.c.post_id,
    Obligation.c.due_at,
)
_PLEADS = Obligation.c.id.in_(select(Plea.c.obligation_id).where(Plea.c.state == PENDING)).label("pleads")


def _about(row: Any, kind: ObligationKind) -> str:
    """What it is for all who owe it: the window, the kind of work, or what was given out."""
    if kind in REPORTED:
        return str(row.title).partition(BETWEEN)[0]
    return kind.label if kind in ALIKE else str(row.title)


def _of_groups(desk: Desk, groups: Sequence[Group]) -> Text:
    group = groups[0]
    if len(groups) > 1 or group.due_at is None:
        title = groups[0].about if len({each.about for each in groups}) == 1 else "尚未办结事项"
        return desk.compose("forward_list", title=title, list=_numbered(_line(desk, each) for each in groups))
    return desk.compose(
        "forward_late" if desk.now > group.due_at else "forward_missing",
        title=group.about,
        due=say_last_moment(group.due_at),
        left=say_distance(group.due_at, now=desk.now, calendar=desk.calendar),
        units=_named(group.units),
        count=len(group.units),
    )


def _line(desk: Desk, group: Group) -> str:
    return f"{group.about}，{_when(desk, group)}：{_named(group.units)}{len(group.units)}家"


def _when(desk: Desk, group: Group) -> str:
    if group.due_at is None:
        return "期限待定"
    far = say_distance(group.due_at, now=desk.now, calendar=desk.calendar)
    asked = "应于" if desk.now > group.due_at else "请于"
    return f"{asked}{say_last_moment(group.due_at)}（{far}）"


def _of_unit(desk: Desk, unit: int | None, groups: Sequence[Group]) -> Text:
    """Each thing with the post that has it: a unit finds its own people."""
    lines = [f"{_named_alone(each)}，{_when(desk, group)}，{each.post}" for group in groups for each in group.matters]
    shown = desk.directory.units[unit].shown if unit is not None else ""
    return desk.compose("forward_unit", unit=shown, count=len(lines), list=_numbered(lines))


def _named_alone(matter: Matter) -> str:
    """Where the title does not say what is to be done with it, the kind does."""
    return f"{matter.kind.label}“{matter.title}”" if matter.kind in ALIKE else f"“{matter.title}”"


def _numbered(lines: Iterable[str]) -> str:
    return "".join(f"\n{place}. {line}" for place, line in enumerate(lines, start=1))


def _named(units: Sequence[str]) -> str:
    return "、".join(units[:NAMED]) + ("等" if len(units) > NAMED else "")


# letters, notices, changed dates


def forward_letter(desk: Desk, number: int) -> Forwarded:
    """A letter that has reached its units: that it is there and by when to sign for it, never what it says of them."""
    row = desk.tx.execute(
        select(Letter.t).where(
            Letter.c.id == number, Letter.c.office_id == desk.office_id, *desk.seen(SubjectKind.LETTER)
        )
    ).one_or_none()
    if row is None:
        raise NothingToForward(f"没有编号为 {number} 的文书，或无权查看，请先运行 kaohe letters 查看编号")
    kind = LetterKind(row.kind)
    if row.delivered_at is None:
        raise NothingToForward(f"{kind.label}“{row.title}”还没有送达，不能先在群里说")
    if kind is LetterKind.TALK:
        raise NothingToForward("约谈只通知本单位，不在群里说")
    if is_secret(row.title):
        raise NothingToForward(f"{kind.label}的标题含有涉密或内部字样，不在群里说")
    is_circular = kind is LetterKind.CIRCULAR
    text = desk.compose(
        "forward_circular" if is_circular else "forward_letter",
        title=row.title,
        what=kind.label,
        number=f"（{row.number}）" if row.number else "",
        units=_named(_unsigned(desk, row)),
        date=say_day(row.delivered_at.date(), year=False),
        verb="送达",
        due=_sign_by(desk, row),
    )
    return Forwarded(text.subject, text.body)


def _unsigned(desk: Desk, row: Any) -> tuple[str, ...]:
    query = select(LetterUnit.t).where(LetterUnit.c.letter_id == row.id).order_by(LetterUnit.c.position)
    parts = desk.tx.execute(query).all()
    waiting = [part for part in parts if part.acknowledged_at is None]
    if not waiting:
        raise NothingToForward("各收文单位都已签收，不需要再说")
    return tuple(desk.directory.units[part.unit_id].shown for part in waiting)


def _sign_by(desk: Desk, row: Any) -> str:
    query = select(Obligation.c.due_at).where(
        OPEN,
        Obligation.c.subject_kind == SubjectKind.LETTER.value,
        Obligation.c.subject_id == row.id,
        Obligation.c.kind == ObligationKind.ACKNOWLEDGEMENT.value,
    )
    due = min((due for due in desk.tx.scalars(query) if due is not None), default=None)
    if due is None:
        return ""
    return f"，最迟{say_last_moment(due)}（{say_distance(due, now=desk.now, calendar=desk.calendar)}）"


def forward_notice(desk: Desk) -> Forwarded:
    """The latest notice to units, as it was sent."""
    row = _latest(desk, ("announce",))
    if row is None:
        raise NothingToForward("还没有发过通知")
    if is_secret(f"{row.after['subject']}{row.after['text']}"):
        raise NothingToForward("通知含有涉密或内部字样，不在群里说")
    directory = desk.directory
    units = tuple(directory.unit(code).shown for code in row.after["units"] if code in directory.unit_ids)
    text = desk.compose("forward_notice", title=row.after["subject"], units=_named(units), text=_with_reply(row.after))
    return Forwarded(text.subject, text.body)


def _with_reply(told: Any) -> str:
    due = told.get("due_at")
    asked = f"请于{say_last_moment(datetime.fromisoformat(due))}回复。" if due else ""
    return f"{told['text']}{'' if told['text'].endswith('。') or not asked else '。'}{asked}"


def forward_dates(desk: Desk) -> Forwarded:
    """The latest change of the working calendar, with the dates that it moved."""
    row = _latest(desk, ("override_days", "announce_year"))
    if row is None:
        raise NothingToForward("工作日历还没有调整过")
    those = OPEN, Obligation.c.id.in_(row.after["moved"]), Obligation.c.due_at.is_not(None)
    query = select(*_TOLD).where(*those, *desk.seen(SubjectKind.OBLIGATION)).order_by(Obligation.c.id)
    rows = [one for one in desk.tx.execute(query) if not desk.directory.units[one.unit_id].is_host]
    matters = [_matter(desk.directory, one) for one in rows]
    groups = grouped(each for each in matters if silence_on(each) is None)
    if not groups:
        raise NothingToForward("这次调整没有改变各单位的时限")
    lines = (f"{each.about}：{say_last_moment(each.due_at)}" for each in groups if each.due_at is not None)
    text = desk.compose("forward_dates", reason=f"“{row.after['source']}”", list=_numbered(lines))
    return Forwarded(text.subject, text.body)


def _latest(desk: Desk, acts: Sequence[str]) -> Any:
    """The last line of the journal about the office itself with one of these acts."""
    query = select(Journal.t).where(
        Journal.c.subject_kind == SubjectKind.OFFICE.value,
        Journal.c.subject_id == desk.office_id,
        Journal.c.act.in_(acts),
    )
    return desk.tx.execute(query.order_by(Journal.c.id.desc()).limit(1)).one_or_none()
