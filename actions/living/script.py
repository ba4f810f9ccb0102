"""What nobody owes and somebody does all the same: single acts at their moments, typed, played by the same clockwork.

A value that begins with @ names a thing: `@year`, `@assignment:B4`, `@report:B4:2025-03`, the first line of a task's
reports, `@item:B4` and `@target:B4`, or what an earlier entry brought about, `@dust.problem`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import partial
from io import BytesIO
from typing import Any

from pydantic import Field, ValidationError

from actions.performing import find_act
from actions.playing.cast import Player
from actions.playing.errands import Errand
from actions.playing.figures import evidence_text
from actions.playing.hours import RECORDING, at, next_working
from actions.playing.reporting import asked_of
from actions.playing.stage import Stage
from config.deadlines import ClockTime, Day
from config.entry import Code, Entry, Many
from config.errors import KaoheError
from config.loading import read_source
from config.tree import plain

YEAR = "assessment"


class ScriptError(KaoheError):
    """A script that does not say what it must."""


class Deed(Entry):
    """一件事：哪天、哪个岗位、办什么。遇休息日顺延。"""

    on: Day = Field(description="哪一天")
    hour: ClockTime | None = Field(default=None, description="几点；不写则14:30")
    who: Code = Field(description="岗位")
    act: Code | None = Field(default=None, description="办理事项；不写则只存材料")
    data: dict[str, Any] = Field(default_factory=dict, description="填的内容；考核年度编号不必写")
    paper: str = Field(default="", description="先存一份材料，题名；data 里用 @paper 引用它的版本、@material 引用它")
    keep: str = Field(default="", description="以后用哪个名字引用它")


class Script(Entry):
    """一年里另外发生的事。"""

    deeds: Many[Deed] = Field(description="各件事，按先后")


def read_script(text: str, *, name: str) -> Script:
    source, faults = read_source(text, name=name)
    if faults:
        raise ScriptError(f"{name}：" + "；".join(fault.sentence for fault in faults))
    try:
        return Script.model_validate(plain(source.root))
    except ValidationError as error:
        places = (".".join(map(str, each["loc"])) + f"：{each['msg']}" for each in error.errors())
        raise ScriptError(f"{name} 读不懂：" + "；".join(places)) from error


@dataclass(slots=True)
class Performance:
    """A script on its stage, and what it has brought about so far."""

    stage: Stage
    script: Script
    _kept: dict[str, Mapping[str, int]] = field(default_factory=dict)

    def errands(self) -> Iterator[Errand]:
        """What lies before the year was published was never done here."""
        for deed in self.script.deeds:
            moment = at(deed.on, time.fromisoformat(deed.hour) if deed.hour else RECORDING)
            if moment >= self.stage.begins_at:
                yield Errand(
                    next_working(moment, moment.timetz().replace(tzinfo=None), calendar=self.stage.calendar),
                    deed.who,
                    partial(self._do, deed),
                )

    def _do(self, deed: Deed, by: Player, now: datetime) -> None:
        own = {} if not deed.paper else self._paper(deed, by, now)
        try:
            data = self._told(deed.data, own)
        except KeyError:
            return  # it goes on from something that was not done here
        ids: Mapping[str, int] = own
        if deed.act is not None:
            if YEAR in find_act(deed.act).data.model_fields:
                data.setdefault(YEAR, self.stage.assessment_id)
            done = self.stage.do(deed.act, data, by=by, now=now)
            ids = done.ids if done is not None else {}
        if deed.keep and ids:
            self._kept[deed.keep] = ids

    def _paper(self, deed: Deed, by: Player, now: datetime) -> Mapping[str, int]:
        """A made-up document of the player's own unit."""
        scheme = self.stage.scheme
        unit = next(post.unit for post in scheme.posts if post.code == deed.who)
        about = {"office": scheme.office.code, "unit": unit, "title": deed.paper}
        text = evidence_text(deed.paper, scheme.title, now.date())
        done = self.stage.keep_file(BytesIO(text), name=f"{deed.paper}.txt", told=about, by=by, now=now)
        return {"paper": done.ids["version"], "material": done.ids["evidence"]} if done is not None else {}

    def _told(self, value: Any, own: Mapping[str, int]) -> Any:
        """Raises KeyError where a name stands for nothing."""
        if isinstance(value, Mapping):
            return {key: self._told(each, own) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self._told(each, own) for each in value]
        return self._named(value[1:], own) if isinstance(value, str) and value.startswith("@") else value

    def _named(self, name: str, own: Mapping[str, int]) -> int:
        kind, _, rest = name.partition(":")
        places = self.stage.places
        if name == "year":
            return self.stage.assessment_id
        if kind == "assignment":
            return places.assignment(rest)
        if kind in ("item", "target"):
            line = asked_of(self.stage, places.assignment(rest))[0]
            return {"item": line.item_id, "target": line.target_id}[kind] or 0
        if kind == "report":
            task, _, period = rest.partition(":")
            return {
                (places.assignments[each.assignment_id].code, each.period): number
                for number, each in places.reports.items()
            }[task, period]
        if name in own:
            return own[name]
        kept, _, key = name.partition(".")
        return self._kept[kept][key]
