"""Persons, the posts they hold and their substitutes. Every change raises the office's directory version."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.apart import together
from actions.context import Act
from actions.desks import tell_desks
from actions.guarding import allow
from actions.recounting import look_anew_at
from actions.telling import Told
from models.persons import Holding, Person, Substitution
from models.posts import Post
from models.units import Office
from models.writing import insert_rows
from states.subjects import SubjectFacts, SubjectKind
from workdays.wording import say_day

Text = Annotated[str, Field(min_length=1)]


class Appointment(Data):
    """One person in one post from a day on."""

    office: Text = Field(description="考核主体编码")
    person: Text = Field(description="人员编码（登录名）")
    name: Text = Field(description="姓名")
    post: Text = Field(description="岗位编码")
    begins_on: date = Field(description="何日起任")
    ends_on: date | None = Field(default=None, description="何日止（含）；在任的不写")
    document_no: str = Field(default="", description="任职文号")


class Appointments(Data):
    """A roster: all or nothing."""

    office: Text = Field(description="考核主体编码")
    people: tuple[Appointment, ...] = Field(min_length=1, description="任职名单")


@act("appoint", label="登记任职", data=Appointments)
def appoint(act: Act, data: Appointments) -> Done:
    """登记人员和任职（一次可登记整份名册）。"""
    office_id = enter_office(act, data.office)
    allow(act, "manage_people", SubjectFacts(kind=SubjectKind.OFFICE, office=office_id))
    posts = dict(
        act.tx.execute(select(Post.c.code, Post.c.id).where(Post.c.office_id == office_id, Post.c.ended_on.is_(None)))
        .tuples()
        .all()
    )
    faults = [f"没有编码为“{one.post}”的岗位（{one.name}）" for one in data.people if one.post not in posts]
    faults += _faults(act, data.people, posts)
    faults += _not_apart(act, data.people, posts)
    if faults:
        raise act.refused(*faults)
    ids = newcomers(act, [(one.person, one.name) for one in data.people])
    holdings = [
        {
            "office_id": office_id,
            "person_id": ids[one.person],
            "post_id": posts[one.post],
            "begins_on": one.begins_on,
            "ends_on": one.ends_on,
            "document_no": one.document_no,
            "recorded_at": act.now,
            "version": 0,
        }
        for one in data.people
    ]
    rows = insert_rows(act.tx, Holding.t, holdings)
    directory_changed(act)
    for holding_id, row in zip(rows, holdings, strict=True):
        act.record(SubjectKind.PERSON, row["person_id"], after={"post_id": row["post_id"], "holding_id": holding_id})
    taken = [posts[one.post] for one in data.people if one.begins_on <= act.now.date()]
    tell_desks(act, taken, occasion="岗位待办", words="岗位由您担任")
    return Done(f"已登记任职{len(rows)}人次", ids=ids)


def _not_apart(act: Act, people: tuple[Appointment, ...], posts: Mapping[str, int]) -> Iterator[str]:
    """三员分立, for everybody on the roster with all that it gives him."""
    given: dict[str, list[int]] = {}
    for one in people:
        ended = one.ends_on is not None and one.ends_on < act.now.date()
        if one.post in posts and not ended:
            given.setdefault(one.person, []).append(posts[one.post])
    ids = dict(act.tx.execute(select(Person.c.code, Person.c.id).where(Person.c.code.in_(given))).tuples().all())
    yield from together(act, {code: (ids.get(code), taken) for code, taken in given.items()})


def _faults(act: Act, people: tuple[Appointment, ...], posts: Mapping[str, int]) -> Iterator[str]:
    """What no directory could hold: a term that ends before it begins, one told twice, a code with two names."""
    codes = {one.person for one in people}
    names = dict(act.tx.execute(select(Person.c.code, Person.c.name).where(Person.c.code.in_(codes))).tuples().all())
    told = set(
        act.tx.execute(
            select(Person.c.code, Holding.c.post_id, Holding.c.begins_on)
            .join(Holding.t, Holding.c.person_id == Person.c.id)
            .where(Person.c.code.in_(codes))
        ).tuples()
    )
    for one in people:
        if one.ends_on is not None and one.ends_on < one.begins_on:
            yield f"“{one.name}”任职的止日早于起日"
        if names.setdefault(one.person, one.name) != one.name:
            yield f"人员编码“{one.person}”已用于另一姓名，“{one.name}”请换一个编码"
        term = (one.person, posts.get(one.post, 0), one.begins_on)
        if term in told:
            yield f"“{one.name}”自{one.begins_on.isoformat()}起任“{one.post}”已经登记过"
        told.add(term)


def newcomers(act: Act, people: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Ids by code of people given by code and name; persons who are new are added in the order of the roster."""
    codes = {code for code, _ in people}
    known = dict(act.tx.execute(select(Person.c.code, Person.c.id).where(Person.c.code.in_(codes))).tuples().all())
    fresh = list({code: name for code, name in people if code not in known}.items())
    rows = [
        {"code": code, "name": name, "position": place, "preferences": {}, "created_at": act.now, "version": 0}
        for place, (code, name) in enumerate(fresh)
    ]
    return known | dict(zip((code for code, _ in fresh), insert_rows(act.tx, Person.t, rows), strict=True))


class StandIn(Data):
    """代理 (AB角)."""

    office: Text = Field(description="考核主体编码")
    person: Text = Field(description="被代理人编码")
    substitute: Text = Field(description="代理人编码")
    begins_on: date = Field(description="何日起（含）")
    ends_on: date | None = Field(default=None, description="何日止（含）")
    post: str | None = Field(default=None, description="只代理这个岗位；不写则全部岗位")
    reason: str = Field(default="", description="原因，如 外出学习")
    asks: bool = Field(default=False, description="是否须代理人接受后才生效")


@act("appoint_substitute", label="指定代理人", data=StandIn)
def appoint_substitute(act: Act, data: StandIn) -> Done:
    """指定代理人（AB角）；代理期间记录为受托办理。"""
    office_id = enter_office(act, data.office)
    told = [(code, person_id(act, code)) for code in (data.person, data.substitute)]
    person, substitute = (number for _, number in told)
    allow(act, "appoint_substitute", SubjectFacts(kind=SubjectKind.PERSON, office=office_id, person=person))
    reasons = [f"“{code}”不在本考核主体任职" for code, number in told if number not in act.directory.persons]
    if person == substitute:
        reasons.append("本人不能代理本人")
    if data.ends_on is not None and data.ends_on < data.begins_on:
        reasons.append("代理的止日早于起日")
    if data.post is not None and data.post not in act.directory.post_ids:
        reasons.append(f"没有编码为“{data.post}”的岗位")
    reasons += stand_in_apart(act, data.substitute, person=person, substitute=substitute)
    if reasons:
        raise act.refused(*reasons)
    row = {
        "office_id": office_id,
        "person_id": person,
        "substitute_id": substitute,
        "post_id": act.directory.post_ids[data.post] if data.post else None,
        "begins_on": data.begins_on,
        "ends_on": data.ends_on,
        "reason": data.reason,
        "asks": data.asks,
        "recorded_at": act.now,
        "recorded_by": act.person_id,
        "version": 0,
    }
    (substitution_id,) = insert_rows(act.tx, Substitution.t, [row])
    directory_changed(act)
    act.record(SubjectKind.PERSON, person, after={"substitute_id": substitute, "begins_on": data.begins_on})
    if data.asks:
        _ask_substitute(act, data, person, substitute, substitution_id)
    return Done("已征求代理人意见" if data.asks else "已指定代理人", ids={"substitution": substitution_id})


def stand_in_apart(act: Act, code: str, *, person: int, substitute: int) -> Iterator[str]:
    """Whoever stands in acts from the other's posts beside his own."""
    taken = [post for post, holders in act.directory.holders.items() if person in holders]
    yield from together(act, {code: (substitute, taken)})


def _ask_substitute(act: Act, data: StandIn, person: int, substitute: int, number: int) -> None:
    until = f"至{say_day(data.ends_on)}" if data.ends_on else ""
    words = {
        "who": act.directory.persons[person].name,
        "span": f"自{say_day(data.begins_on)}起{until}",
        "reason": data.reason or "未写明",
        "number": number,
    }
    act.tell(Told(code="substitute_asked", key=f"substitute:{number}", person_id=substitute, words=words))


def enter_office(act: Act, code: str) -> int:
    """The office by code, entered."""
    office_id = act.tx.execute(select(Office.c.id).where(Office.c.code == code)).scalar_one_or_none()
    if office_id is None:
        raise act.refused(f"没有编码为“{code}”的考核主体，请先发布年度方案")
    act.enter(office_id)
    return int(office_id)


def person_id(act: Act, code: str) -> int:
    found: Any = act.tx.execute(select(Person.c.id).where(Person.c.code == code)).scalar_one_or_none()
    if found is None:
        raise act.refused(f"没有编码为“{code}”的人员")
    return int(found)


def directory_changed(act: Act) -> None:
    """Whoever reads the directory from now on reads it anew; what stood still for want of a person may go on."""
    before = act.directory
    act.tx.execute(update(Office.t).where(Office.c.id == act.office_id).values(version=Office.c.version + 1))
    act.look_up_again()
    look_anew_at(act, [post for post in act.directory.holders if before.away(post) != act.directory.away(post)])
