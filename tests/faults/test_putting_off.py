"""The plug is pulled while something is put off, excused, urged or let off: all of it is written, or nothing."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from models.pleas import Plea
from tests.faults.plug import PulledPlug, places, pulled_after, statements_of
from tests.integration.actions.year import Year
from tests.profiles import FULL
from tests.years import BOTH, SQLITE, PublishedYears

PUBLISHED = "2019-03-04 09:00"
OFFICER, HEAD, DESK = "farming_officer", "farming_head", "desk"
Step = tuple[str, str, str, Callable[[Year], dict[str, Any]]]


def breakdown(year: Year) -> int:
    return int(year.owed(kind="breakdown")[0].id)


def pending(year: Year) -> dict[str, Any]:
    return {"plea": year.one(Plea, state="pending").id}


def leave(year: Year) -> dict[str, Any]:
    days = {"begins_on": "2019-03-18", "ends_on": "2019-03-20"}
    return {"office": year.office, "person": OFFICER, "reason": "公差", **days}


STEPS: tuple[Step, ...] = (
    ("request_extension", OFFICER, "2019-03-14 10:00",
     lambda year: {"obligation": breakdown(year), "until": "2019-03-20", "reason": "等口径"}),
    ("grant_extension", DESK, "2019-03-14 11:00", pending),
    ("take_note", OFFICER, "2019-03-14 12:00", lambda year: {"obligation": breakdown(year)}),
    ("urge_obligations", DESK, "2019-03-14 13:00", lambda year: {"obligations": [row.id for row in year.owed()]}),
    ("approve_leave", HEAD, "2019-03-14 14:00", leave),
    ("explain_lateness", OFFICER, "2019-03-21 10:00", lambda year: {"obligation": breakdown(year), "words": "停电"}),
    ("accept_excuse", DESK, "2019-03-21 11:00", pending),
)  # fmt: skip


@pytest.mark.faults
@pytest.mark.parametrize("on", BOTH if FULL else (SQLITE,))
def test_act_that_was_pulled_out_left_nothing_behind(
    published_years: PublishedYears, keep: ExitStack, tmp_path: Path, on: str
) -> None:
    """Each act is tried until it meets no plug any more; then the next."""
    year = published_years.copy("tiny", when=PUBLISHED, on=on, folder=tmp_path, keep=keep, durable=False)
    witness = published_years.copy("tiny", when=PUBLISHED, on=on, folder=tmp_path, keep=keep, durable=False)
    for act, by, when, told in STEPS:
        with statements_of(witness.database) as counted:
            witness.do(act, by, when, **told(witness))
        data = told(year)
        before = year.dump()
        for place in places(counted.number, counted.number if FULL else 3):
            with pulled_after(place, year.database), pytest.raises(PulledPlug):
                year.do(act, by, when, **data)
            assert year.dump() == before, f"{act} left something behind at statement {place} of {counted.number}"
        year.do(act, by, when, **data)
    assert [row.standing for row in year.owed()] == [row.standing for row in witness.owed()]
