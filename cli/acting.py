"""`kaohe act`: any act, through the registry."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from actions.acts import Conflict, Done, Refused, Registered
from actions.doors import Door
from actions.evidence.taking import take_in
from actions.performing import perform
from actions.registry import registry
from cli.clock import read_clock
from cli.data import read_data
from cli.groups import WRONG, fail
from cli.opening import opened
from cli.people import person_named
from cli.speaking import answer, page
from config.errors import KaoheError
from config.settings import read_settings
from documents.evidence_stores import store_of

SCHEMA = "kaohe.act/1"
MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class NoSuchAct(KaoheError):
    """Nothing is registered under this name."""


class NoFileWanted(KaoheError):
    """A file was given to an act that takes none."""


def run(name: str, *, person: str, data: str | None, file: str | None, as_json: bool) -> int:
    entry = find(name)
    told, now, settings = read_data(data), read_clock(), read_settings()
    with opened(settings) as database:
        door = Door(now=now, by=person_named(database, person))
        if file:
            taken = partial(take_in, database, store_of(settings), whose=told, door=door)
            told |= kept(entry, file, taken)
        try:
            done = perform(database, entry.name, told, door=door)
        except Refused as refused:
            return refusal(entry, refused, as_json=as_json)
    if as_json:
        answer(SCHEMA, {"ok": True, "act": entry.name, "at": now, **told_of(done)})
    else:
        show_done(done)
    return 0


def kept(entry: Registered, file: str, take: Callable[..., dict[str, object]]) -> dict[str, object]:
    """The bytes are kept first; what the act is told of them is what the store found."""
    fields = ("hash", "size", "media_type", "file_name")
    if any(name not in entry.data.model_fields for name in fields):
        raise NoFileWanted(f"“{entry.label}”不收材料文件，请去掉 --file")
    with Path(file).open("rb") as stream:
        return take(stream, name=Path(file).name)


def find(name: str) -> Registered:
    """By name, or by the Chinese label."""
    acts = registry()
    by_label = [entry for entry in acts.values() if entry.label == name]
    if name in acts or len(by_label) == 1:
        return acts.get(name) or by_label[0]
    close = get_close_matches(name, [*acts, *(entry.label for entry in acts.values())], n=3, cutoff=0.62)
    meant = f"，是不是 {'、'.join(close)}" if close else ""
    raise NoSuchAct(f"没有办理事项“{name}”{meant}。kaohe act --list 列出全部。")


def refusal(entry: Registered, refused: Refused, *, as_json: bool) -> int:
    """Every reason, and that nothing was changed."""
    if as_json:
        lost_a_race = isinstance(refused, Conflict)
        answer(SCHEMA, {"ok": False, "act": entry.name, "reasons": list(refused.reasons), "may_repeat": lost_a_race})
        return WRONG
    if len(refused.reasons) == 1:
        return fail(f"暂不能{refused.act}：{refused.reasons[0]}")
    return fail("\n".join([f"暂不能{refused.act}：", *numbered(refused.reasons)]))


def numbered(reasons: tuple[str, ...]) -> list[str]:
    marks = [*MARKS, *(f"（{number}）" for number in range(len(MARKS) + 1, len(reasons) + 1))]
    return [f"  {mark} {reason}" for mark, reason in zip(marks, reasons, strict=False)]


def told_of(done: Done) -> dict[str, object]:
    return {"summary": done.summary, "ids": dict(done.ids), "details": dict(done.details)}


def show_done(done: Done) -> None:
    console = page()
    console.print(done.summary, soft_wrap=True)
    if done.ids and len(done.ids) <= len(MARKS):
        console.print("  ".join(f"{name}={number}" for name, number in done.ids.items()), soft_wrap=True)
