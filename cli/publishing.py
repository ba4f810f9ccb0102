"""`kaohe publish`: a year begins."""

from actions.acts import Refused
from actions.doors import Door
from actions.performing import find_act, perform
from cli.acting import refusal, show_done, told_of
from cli.clock import read_clock
from cli.opening import opened
from cli.people import person_named
from cli.schemes import read_scheme
from cli.speaking import answer, progress

SCHEMA = "kaohe.publish/1"


def run(name: str, *, person: str | None, as_json: bool) -> int:
    loaded = read_scheme(name)  # an unreadable scheme is refused before any database is touched
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
