"""全年模拟运行: a draft's whole year with a moving clock: who would be told what in each month, what silence costs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from starlette.responses import Response

from actions.acts import Refused
from actions.doors import Door
from actions.performing import perform
from actions.rehearsing.asking import LOST, SILENT_FOR
from actions.rehearsing.starting import start_run
from models.drafts import RehearsalRun, SchemeDraft
from web.kernel.errors import not_found
from web.kernel.pages import Pages, Posted
from web.kernel.visit import Visit
from web.year.access import OFFICE, demand
from web.year.reading import Draft, draft_of, runs_of

pages = Pages()
SHOWN = 200
"""How many messages a page of one month shows."""

EXAMPLE = "title: 几家拖两天\nrules:\n  - {who: officer, what: report, when: 晚2个工作日}\n"


@pages.get("/year/drafts/{draft:int}/rehearse", access=OFFICE)
def rehearsals(visit: Visit, draft: int) -> Response:
    return _asked(visit, draft_of(visit, draft))


def _asked(visit: Visit, draft: Draft, *, refused: Refused | None = None, typed: str = "") -> Response:
    return visit.page(
        "year/rehearse.html",
        status=422 if refused else 200,
        draft=draft,
        runs=runs_of(visit, draft.id),
        refused=refused,
        typed=typed,
        example=EXAMPLE,
    )


@pages.post("/year/drafts/{draft:int}/rehearse", access=OFFICE)
def begin(visit: Visit, posted: Posted, draft: int) -> Response:
    """The act puts it down; the process plays it."""
    found = draft_of(visit, draft)
    chosen, written = posted.get("behaviour", "on-time"), posted.get("written")
    told = {"draft": found.id, "behaviour": written if chosen == "written" else chosen}
    try:
        done = perform(visit.surroundings.database, "rehearse_draft", told, door=Door(now=visit.now, by=visit.by))
    except Refused as refused:
        return _asked(visit, found, refused=refused, typed=written)
    start_run(visit.surroundings.settings, done.ids["rehearsal"])
    return visit.redirect(f"/year/rehearsals/{done.ids['rehearsal']}")


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the played year."""

    code: str
    label: str
    messages: int
    rungs: int


class Played:
    """A played year as it was kept."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.months = _months(told)

    def of(self, code: str, name: str) -> list[dict[str, Any]]:
        """What happened in a month, with real moments."""
        found = [each for each in self.told[name] if each["at"][:7] == code]
        return [{**each, "at": datetime.fromisoformat(each["at"])} for each in found]

    @property
    def silence(self) -> dict[str, Any] | None:
        silence: dict[str, Any] | None = self.told["silence"]
        return silence

    @property
    def busiest(self) -> int:
        """The most that arrives with one person on one day."""
        days = Counter((each["person"], each["at"][:10]) for each in self.told["arrivals"])
        return max(days.values(), default=0)

    @property
    def persons(self) -> list[tuple[str, int, int]]:
        """Each person with how many messages were for him, and how many times his telephone rang."""
        decided = Counter(each["person"] for each in self.told["messages"])
        arrived = Counter(each["person"] for each in self.told["arrivals"])
        return [(person, number, arrived[person]) for person, number in decided.items()]


def _months(told: dict[str, Any]) -> Sequence[Month]:
    """From the first to the last, none left out."""
    messages = Counter(each["at"][:7] for each in told["messages"])
    rungs = Counter(each["at"][:7] for each in told["rungs"])
    first, last = told["begins_at"][:7], max([told["ends_at"][:7], *messages, *rungs])
    found, year, month = [], int(first[:4]), int(first[5:])
    while (code := f"{year}-{month:02}") <= last:
        found.append(Month(code, f"{year}年{month}月", messages[code], rungs[code]))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


@pages.get("/year/rehearsals/{run:int}", access=OFFICE)
def rehearsal(visit: Visit, run: int) -> Response:
    """How far it is, or what it answered; a page that is asked anew until it is done."""
    demand(visit, "draft_scheme")
    row = _run_of(visit, run)
    if row.state != "done" or row.result is None:
        lost = row.state == "running" and visit.now - row.beat_at > SILENT_FOR
        return visit.page("year/running.html", run=row, lost=lost, why=LOST)
    if visit.wants_part:  # the page that waited for it gives way to the one that shows it
        return Response(status_code=204, headers={"HX-Redirect": visit.request.url.path})
    played = Played(row.result)
    chosen = next((each for each in played.months if each.code == visit.query.get("month")), played.months[0])
    who = visit.query.get("who", "")
    messages = [each for each in played.of(chosen.code, "messages") if who in ("", each["person"])]
    return visit.page(
        "year/played.html",
        run=row,
        played=played,
        chosen=chosen,
        who=who,
        messages=messages[:SHOWN],
        more=max(len(messages) - SHOWN, 0),
        rungs=played.of(chosen.code, "rungs"),
        refusals=played.of(chosen.code, "refusals"),
    )


def _run_of(visit: Visit, run: int) -> Any:
    query = (
        select(RehearsalRun.t, SchemeDraft.c.title)
        .join(SchemeDraft.t, SchemeDraft.c.id == RehearsalRun.c.draft_id)
        .where(RehearsalRun.c.id == run, RehearsalRun.c.office_id == visit.at.office_id)
    )
    row = visit.tx.execute(query).one_or_none()
    if row is None:
        raise not_found("模拟运行")
    return row
