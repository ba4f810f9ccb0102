"""`kaohe publish`: a year begins."""

from collections.abc import Sequence

from actions.acts import Refused
from actions.checkup import Remark
from actions.doors import Door
from actions.performing import find_act, perform
from checks.doubt import Severity
from cli.acting import refusal, show_done, told_of
from cli.checking import as_json as remark_told
from cli.checking import look, said
from cli.clock import read_clock
from cli.groups import WRONG, fail
from cli.opening import opened
from cli.people import person_named
from cli.speaking import answer, progress

SCHEMA = "kaohe.publish/1"


def run(name: str, *, person: str | None, as_json: bool) -> int:
    loaded, remarks = look(name)
    errors = [each for each in remarks if each.severity is Severity.ERROR]
    if loaded is None or errors:  # refused before any database is touched
        return _refused(errors, as_json=as_json)
    now = read_clock()
    told = {"text": loaded.source.text, "name": loaded.source.name}
    with opened(makes_tables=True) as database:
        door = Door(now=now, by=person_named(database, person))
        try:
            with progress("发布考核方案"):
                done = perform(database, "publish", told, door=door)
        except Refused as refused:
            return refusal(find_act("publish"), refused, as_json=as_json)
    if as_json:
        answer(SCHEMA, {"ok": True, "scheme": loaded.scheme.scheme, "hash": loaded.hash, "at": now, **told_of(done)})
    else:
        show_done(done)
    return 0


def _refused(errors: Sequence[Remark], *, as_json: bool) -> int:
    if as_json:
        answer(SCHEMA, {"ok": False, "errors": [remark_told(each) for each in errors]})
        return WRONG
    return fail("\n".join([*(str(said(each)) for each in errors), f"{len(errors)} 处错误，什么也没有发布。"]))
