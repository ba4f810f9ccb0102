"""Posts, units, persons and targets by the words that a writer uses: a code, a name, a title, or who sits there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import select

from actions.assignments.contents import Breakdown
from actions.assignments.items import ItemData
from actions.context import Act
from config.roles import LEADERS
from models.persons import Person

Found = Mapping[str, tuple[int, ...]]


class Named:
    """What each word means. A code goes before a name; a word that several bear is told apart by its code."""

    def __init__(self, act: Act, before: Breakdown) -> None:
        self.act = act
        self.before = before
        self.targets = {target.name: target for target in before.targets}

    def about(self, before: Breakdown) -> "Named":
        """The same words for another breakdown; what was looked up is not looked up again."""
        other = Named(self.act, before)
        other.__dict__ |= {"units": self.units, "posts": self.posts, "persons": self.persons}
        return other

    @cached_property
    def units(self) -> Found:
        standing = [unit for unit in self.act.directory.units.values() if unit.stands]
        return _found([(unit.id, unit.code, (unit.name, unit.short)) for unit in standing])

    @cached_property
    def posts(self) -> Found:
        """责任领导 is a post; who writes the leader's name means the post that he holds."""
        directory = self.act.directory
        told = [(post.id, post.code, (post.title, *self._holders(post.id, post.role))) for post in directory.standing]
        return _found(told)

    def _holders(self, post_id: int, role: Any) -> list[str]:
        directory = self.act.directory
        return [directory.persons[one].name for one in directory.holders.get(post_id, ())] if role in LEADERS else []

    @cached_property
    def persons(self) -> Found:
        """Who has or had a seat in this office."""
        query = select(Person.c.id, Person.c.code, Person.c.name).where(Person.c.id.in_(self.act.directory.persons))
        return _found([(row.id, row.code, (row.name,)) for row in self.act.tx.execute(query)])

    def post(self, word: str | None) -> int | None:
        return only(self.posts, word)

    def unit(self, word: str | None) -> int | None:
        return only(self.units, word)

    def person(self, word: str | None) -> int | None:
        return only(self.persons, word)

    def officers(self, item: ItemData) -> list[int]:
        """Each once, in the order in which they were written; those whom nobody knows are left out."""
        found = (self.person(word) for word in item.officers)
        return list(dict.fromkeys(one for one in found if one is not None))

    def unknown(self, rows: Sequence[ItemData]) -> Iterator[str]:
        """Every name that nobody and nothing bears, or that several do."""
        for number, item in enumerate(rows, start=1):
            told = [
                ("责任领导", "岗位", self.posts, (item.leader,)),
                ("责任部（室）", "单位", self.units, (item.unit,)),
                ("责任人", "人员", self.persons, (item.responsible,)),
                ("承办人", "人员", self.persons, item.officers),
            ]
            for field, what, found, words in told:
                for word in words:
                    if reason := _objection(found, word, what):
                        yield f"第{number}行的{field}：{reason}"
            yield from self._wrong_shares(number, item)

    def _wrong_shares(self, number: int, item: ItemData) -> Iterator[str]:
        names = [share.target for share in item.shares]
        for name in dict.fromkeys(names):
            target = self.targets.get(name)
            if target is None:
                yield f"第{number}行：本任务没有名为“{name}”的目标"
            elif target.value is None:
                yield f"第{number}行：“{name}”不是数值目标，不分解数值"
            elif names.count(name) > 1:
                yield f"第{number}行：目标“{name}”写了{names.count(name)}遍"

    def columns(self, item: ItemData, position: int) -> dict[str, Any]:
        return {
            "position": position,
            **{name: getattr(item, name) for name in ("content", "requirement", "standard", "schedule", "due_on")},
            "leader_post_id": self.post(item.leader),
            "unit_id": self.unit(item.unit),
            "responsible_id": self.person(item.responsible),
        }


def _found(told: Iterable[tuple[int, str, Iterable[str]]]) -> Found:
    by_name: dict[str, list[int]] = defaultdict(list)
    by_code: dict[str, tuple[int, ...]] = {}
    for number, code, names in told:
        by_code[code] = (number,)
        for name in dict.fromkeys(names):
            by_name[name].append(number)
    return {name: tuple(numbers) for name, numbers in by_name.items() if name} | by_code


def only(found: Found, word: str | None) -> int | None:
    """Whom a word means, where it means one."""
    meant = found.get(word, ()) if word else ()
    return meant[0] if len(meant) == 1 else None


def _objection(found: Found, word: str | None, what: str) -> str | None:
    if not word or only(found, word) is not None:
        return None
    count = len(found.get(word, ()))
    if count > 1:
        return f"有{count}个{what}都叫“{word}”，请改写编码"
    return f"没有编码或名称为“{word}”的{what}"
