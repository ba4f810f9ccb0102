"""离职、调岗: a person's posts go over to others in one go, and nobody leaves while something open would be nobody's.

Obligations are owed by posts, so nothing is rewritten. The newcomer is told once what lies on the desk, and nothing of
what was there before (A12, A18, A19).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import Connection, or_, select, update

from actions.acts import Data, Done, act
from actions.apart import together
from actions.context import Act
from actions.desks import tell_desks
from actions.directory import Directory
from actions.guarding import allow
from actions.people import directory_changed, enter_office, newcomers, person_id
from config.obligations import ObligationKind
from models.obligations import open_obligations_of
from models.persons import Holding, Person, Substitution
from models.writing import insert_rows
from states.actors import Decision
from states.subjects import SubjectFacts, SubjectKind

Text = Annotated[str, Field(min_length=1)]


class Move(Data):
    """Who goes on in one post."""

    post: Text = Field(description="岗位编码")
    to: Text = Field(description="接任者的人员编码（登录名）")
    name: str = Field(default="", description="接任者姓名；新来的人必写")


class HandOver(Data):
    """A person's posts, and who goes on in each."""

    office: Text = Field(description="考核主体编码")
    person: Text = Field(description="移交人的人员编码")
    effective_on: date = Field(description="何日起由接任者担任")
    moves: tuple[Move, ...] = Field(default=(), description="各岗位由谁接任")
    leaves: bool = Field(default=False, description="是否离职：其余岗位一并免去，不再登录")
    document_no: str = Field(default="", description="任免文号")


class Leaver(Data):
    """Who is not to sign in any more."""

    office: Text = Field(description="考核主体编码")
    person: Text = Field(description="人员编码")
    reason: Text = Field(description="原因")


@act("hand_over", label="移交岗位", data=HandOver)
def hand_over(act: Act, data: HandOver) -> Done:
    """离职、调岗时把岗位一次移交给接任者；有未办结事项而没有接任者的，不能离职。"""
    person, decision = _enter(act, data)
    posts = act.directory.post_ids
    moves = {posts[one.post]: one for one in data.moves if one.post in posts}
    held = held_by(act.directory, person)
    reasons = [*_wrong_moves(act, data, person, held), *_wrong_day(act, data.effective_on, person, held)]
    reasons += _not_apart(act, moves)
    going = held if data.leaves else [post for post in held if post in moves]
    if data.leaves:
        reasons += _unowned(act.tx, act.directory, person, [post for post in going if post not in moves])
        reasons += _elsewhere(act, person)
    if reasons:
        raise act.refused(*reasons)
    _end(act, person, going, data.effective_on)
    taken = _seat(act, data, moves)
    if data.leaves:
        _leave(act, person, data.effective_on)
    directory_changed(act)
    _record(act, data, person, going=going, taken=taken, decision=decision)
    tell_desks(act, [post for post in moves if post in going], occasion="岗位待办", words="岗位由您接任")
    left = "，已离职，不再登录" if data.leaves else ""
    return Done(f"已移交{len(taken)}个岗位{left}", ids={"person": person})


@act("deactivate_person", label="停用人员", data=Leaver)
def deactivate_person(act: Act, data: Leaver) -> Done:
    """停用一个人：免去岗位，不再登录；还有未办结事项而岗位没有别人的，先移交。"""
    told = HandOver(office=data.office, person=data.person, effective_on=act.now.date(), leaves=True)
    person, decision = _enter(act, told)
    held = held_by(act.directory, person)
    reasons = [*_unowned(act.tx, act.directory, person, held), *_elsewhere(act, person)]
    if act.person_id == person:
        reasons.append("不能停用本人，请由别的管理员办理")
    if act.tx.scalar(select(Person.c.left_on).where(Person.c.id == person)) is not None:
        reasons.append(f"“{data.person}”已经停用")
    if reasons:
        raise act.refused(*reasons)
    _end(act, person, held, act.now.date())
    _leave(act, person, act.now.date())
    directory_changed(act)
    after = {"left_on": act.now.date(), "post_ids": held}
    act.record(SubjectKind.PERSON.value, person, after=after, reason=data.reason, decision=decision)
    return Done(f"已停用“{data.person}”", ids={"person": person})


def _enter(act: Act, data: HandOver) -> tuple[int, Decision]:
    office_id = enter_office(act, data.office)
    decision = allow(act, "manage_people", SubjectFacts(kind=SubjectKind.OFFICE, office=office_id))
    person = person_id(act, data.person)
    if person not in act.directory.persons:
        raise act.refused(f"“{data.person}”不在本考核主体任职")
    return person, decision


def held_by(directory: Directory, person: int) -> list[int]:
    """The posts that a person holds today, in official order."""
    return [post.id for post in directory.standing if person in directory.holders.get(post.id, ())]


@dataclass(frozen=True, slots=True)
class OpenDuties:
    """What a post of somebody still owes, by kind, and whether another would go on with it."""

    post: int
    title: str
    by_kind: Mapping[str, int]
    others: int

    @property
    def count(self) -> int:
        return sum(self.by_kind.values())

    @property
    def said(self) -> str:
        """进展报送2项、指标分解1项."""
        return "、".join(f"{kind}{number}项" for kind, number in self.by_kind.items())


def open_duties(tx: Connection, directory: Directory, person: int, posts: Iterable[int]) -> list[OpenDuties]:
    """Every open duty of these posts of a person, by kind."""
    wanted = [*posts]
    rows = open_obligations_of(tx, wanted)
    return [
        OpenDuties(
            post,
            directory.posts[post].title,
            Counter(ObligationKind(row.kind).label for row in rows if row.post_id == post),
            sum(holder != person for holder in directory.holders.get(post, ())),
        )
        for post in wanted
    ]


def _unowned(tx: Connection, directory: Directory, person: int, posts: Iterable[int]) -> Iterator[str]:
    """A19: what would be nobody's."""
    for duties in open_duties(tx, directory, person, posts):
        if duties.count and not duties.others:
            yield f"“{duties.title}”还有{duties.count}项未办结（{duties.said}），这个岗位没有别人，请先指定接任者"


def _elsewhere(act: Act, person: int) -> Iterator[str]:
    """Whoever leaves signs in nowhere any more: that is not for one office to decide where another counts on him."""
    query = select(Holding.c.id).where(
        Holding.c.person_id == person,
        Holding.c.office_id != act.office_id,
        or_(Holding.c.ends_on.is_(None), Holding.c.ends_on >= act.now.date()),
    )
    if act.tx.execute(query.limit(1)).first() is not None:
        yield "此人在其他考核主体也有任职，请由那里先移交；在本考核主体的岗位可以移交，不勾选离职"


def _not_apart(act: Act, moves: Mapping[int, Move]) -> Iterator[str]:
    """三员分立, for everybody who goes on in a post."""
    given: dict[str, list[int]] = {}
    for post, one in moves.items():
        given.setdefault(one.to, []).append(post)
    ids = dict(act.tx.execute(select(Person.c.code, Person.c.id).where(Person.c.code.in_(given))).tuples().all())
    yield from together(act, {code: (ids.get(code), posts) for code, posts in given.items()})


def _wrong_moves(act: Act, data: HandOver, person: int, held: list[int]) -> Iterator[str]:
    told: set[str] = set()
    codes = [one.to for one in data.moves]
    names = dict(act.tx.execute(select(Person.c.code, Person.c.name).where(Person.c.code.in_(codes))).tuples().all())
    if not data.moves and not data.leaves:
        yield "没有写哪个岗位由谁接任"
    for one in data.moves:
        if act.directory.post_ids.get(one.post) not in held:
            yield f"“{one.post}”不是“{data.person}”现在担任的岗位"
        if one.post in told:
            yield f"岗位“{one.post}”写了两遍"
        told.add(one.post)
        if one.to == data.person:
            yield f"“{one.post}”的接任者不能是本人"
        if one.to not in names and not one.name.strip():
            yield f"“{one.to}”是新来的人，要写明姓名"
        if one.name and names.get(one.to, one.name) != one.name:
            yield f"人员编码“{one.to}”已用于另一姓名，“{one.name}”请换一个编码"
    if person == act.person_id and data.leaves:
        yield "本人离职请由别的管理员办理"


def _wrong_day(act: Act, day: date, person: int, held: list[int]) -> Iterator[str]:
    if day > act.now.date():
        yield "移交日期还没有到，请在移交之日办理"
    query = select(Holding.c.begins_on, Holding.c.post_id).where(
        Holding.c.person_id == person,
        Holding.c.post_id.in_(held),
        or_(Holding.c.ends_on.is_(None), Holding.c.ends_on >= day),
    )
    for begins_on, post in act.tx.execute(query).tuples():
        if begins_on >= day:
            yield f"“{act.directory.posts[post].title}”自{begins_on}起才任职，移交日期要在这以后"


def _end(act: Act, person: int, posts: Iterable[int], day: date) -> None:
    """The last day is the one before; who was appointed today has been here today."""
    last = day - timedelta(days=1)
    mine = (Holding.c.person_id == person, Holding.c.post_id.in_([*posts]))
    open_ended = or_(Holding.c.ends_on.is_(None), Holding.c.ends_on > last)
    raised = {"version": Holding.c.version + 1}
    act.tx.execute(
        update(Holding.t).where(*mine, open_ended, Holding.c.begins_on <= last).values(ends_on=last, **raised)
    )
    fresh = (Holding.c.begins_on == day, open_ended)
    act.tx.execute(update(Holding.t).where(*mine, *fresh).values(ends_on=day, **raised))


def _seat(act: Act, data: HandOver, moves: Mapping[int, Move]) -> dict[int, int]:
    """Who goes on, by post; somebody who holds the post already simply goes on holding it."""
    ids = newcomers(act, [(one.to, one.name) for one in moves.values()])
    taken = {post: ids[one.to] for post, one in moves.items()}
    rows = [
        {
            "office_id": act.office_id,
            "person_id": one,
            "post_id": post,
            "begins_on": data.effective_on,
            "ends_on": None,
            "document_no": data.document_no,
            "recorded_at": act.now,
            "version": 0,
        }
        for post, one in taken.items()
        if one not in act.directory.holders.get(post, ())
    ]
    insert_rows(act.tx, Holding.t, rows)
    return taken


def _leave(act: Act, person: int, day: date) -> None:
    """He signs in no more, and stands in for nobody any more, nor anybody for him."""
    act.tx.execute(update(Person.t).where(Person.c.id == person).values(left_on=day, version=Person.c.version + 1))
    his = or_(Substitution.c.person_id == person, Substitution.c.substitute_id == person)
    standing = (Substitution.c.office_id == act.office_id, Substitution.c.begins_on < day)
    open_ended = or_(Substitution.c.ends_on.is_(None), Substitution.c.ends_on >= day)
    ended: dict[str, Any] = {"ends_on": day - timedelta(days=1), "version": Substitution.c.version + 1}
    act.tx.execute(update(Substitution.t).where(his, *standing, open_ended).values(**ended))


def _record(
    act: Act, data: HandOver, person: int, *, going: list[int], taken: Mapping[int, int], decision: Decision
) -> None:
    after = {
        "effective_on": data.effective_on,
        "leaves": data.leaves,
        "to": {str(key): one for key, one in taken.items()},
    }
    act.record(
        SubjectKind.PERSON.value,
        person,
        before={"post_ids": going},
        after=after,
        basis=data.document_no,
        decision=decision,
    )
    for post, one in taken.items():
        act.record(SubjectKind.PERSON.value, one, after={"post_id": post, "from": person}, decision=decision)
