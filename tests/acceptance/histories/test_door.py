"""Bad data at the door of every act: a clear refusal in Chinese, or the act is done whole; never a traceback."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from actions.acts import Refused
from actions.doors import Door, PaperSignature
from actions.performing import perform
from tests.acceptance.histories.dealing import Deal, Dealer, data_models
from tests.acceptance.histories.history import History, is_chinese
from tests.acceptance.histories.words import HOSTILE
from tests.acceptance.lifecycle.people import People
from tests.integration.actions.year import Year, at
from tests.profiles import FULL
from tests.years import BOTH, POSTGRES, SQLITE, PublishedYears

NOW = at("2019-04-10 10:00")
ACTS = [name for name, _ in data_models()]
TRIES = {SQLITE: 8, POSTGRES: 4}
"""Of every act, on each database; `make faults` tries every value in every place."""


@dataclass(slots=True)
class Standing:
    """A year in which much has happened already, and all that it held when it was last read."""

    year: Year
    held: dict[str, Any] | None = None

    def read(self) -> None:
        """What a test has read at its end, the next need not read again at its beginning: nothing happens between."""
        self.held = self.held or self.year.dump()

    def changed(self) -> None:
        self.held = None

    def is_as_it_was(self) -> bool:
        before, self.held = self.held, None
        self.held = self.year.dump()
        return before is None or self.held == before


@pytest.fixture(scope="module", params=BOTH)
def standing(
    request: pytest.FixtureRequest, published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Standing]:
    with ExitStack() as keep:
        folder, when = tmp_path_factory.mktemp("door"), "2019-03-26 09:00"
        year = published_years.copy("five-steps", when=when, on=request.param, folder=folder, keep=keep, durable=False)
        history, random = History(year, "five-steps", at(when)), Random(7)  # noqa: S311 -- a dealer, no cipher
        while history.now < NOW:
            history.step(random)
        yield Standing(year)


@pytest.mark.faults
@pytest.mark.parametrize("act", ACTS)
def test_any_data_is_refused_clearly_or_taken_whole(standing: Standing, act: str) -> None:
    """Every value that breaks programs, in every place of what an act is told."""
    year, random = standing.year, Random(act)  # noqa: S311 -- a dealer, no cipher
    dealer = Dealer(year, random, NOW, wild=0)
    tried = TRIES[SQLITE if year.database.is_sqlite else POSTGRES]
    for value in HOSTILE if FULL else random.choices(HOSTILE, k=tried):
        tries = list(broken(dealer.deal(act=act), value))
        for deal in tries if FULL else [random.choice(tries)]:
            standing.read()
            reasons = refusal(year, deal)
            assert reasons != (), deal
            assert [reason for reason in reasons or () if not is_chinese(reason)] == [], deal
            if not reasons:
                standing.changed()
    assert standing.is_as_it_was()


def refusal(year: Year, deal: Deal) -> tuple[str, ...] | None:
    """The reasons, or None where it was done."""
    try:
        perform(year.database, deal.act, deal.data, door=deal.door)
    except Refused as refused:
        return refused.reasons
    return None


def broken(deal: Deal, value: Any) -> Iterator[Deal]:
    """A plausible deal, with a value that breaks programs in place of one of its own anywhere."""
    for path in paths_of(deal.data):
        yield Deal(deal.act, replaced(deal.data, path, value), deal.door)
    yield Deal(deal.act, {**deal.data, "没有的项": value}, deal.door)
    yield Deal(deal.act, value, deal.door)


def paths_of(data: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield (*above, key)
        yield from paths_of(value, (*above, key))


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    key, *rest = path
    if isinstance(data, list):
        return [replaced(each, tuple(rest), value) if number == key else each for number, each in enumerate(data)]
    return {name: replaced(each, tuple(rest), value) if name == key else each for name, each in data.items()}


@pytest.mark.parametrize("act", ACTS)
def test_nobody_and_no_paper_open_a_door(standing: Standing, act: str) -> None:
    """Persons whom nobody knows, clerks without a right, papers without a scan: no act asks less of them."""
    year = standing.year
    dealer = Dealer(year, Random(act), NOW, wild=0)  # noqa: S311 -- a dealer, no cipher
    officer, leader = year.persons["water_officer"], year.persons["mayor"]
    stranger = 4711
    paper = PaperSignature(leader=leader, signed_at=NOW, words="同意", scan=4711)
    doors = (
        Door(now=NOW, by=stranger),
        Door(now=NOW, by=officer, entered_for=stranger),
        Door(now=NOW, by=stranger, entered_for=officer),
        Door(now=NOW, by=stranger, paper=paper),
        Door(now=NOW, by=officer, paper=paper),
        Door(now=NOW, by=None, paper=paper),
        Door(now=NOW, by=None, entered_for=leader),
    )
    standing.read()

    for door in doors:
        with pytest.raises(Refused) as refused:
            perform(year.database, act, dealer.deal(act=act).data, door=door)
        assert [reason for reason in refused.value.reasons if not is_chinese(reason)] == []

    assert standing.is_as_it_was()


@pytest.mark.closes("O03", "O17")
@pytest.mark.parametrize("on", BOTH)
def test_typing_for_somebody_is_not_deciding_for_him(
    published_years: PublishedYears, keep: ExitStack, tmp_path: Path, on: str
) -> None:
    """A clerk may type what others wrote, and record what others signed; neither in place of the other."""
    when = "2019-03-26 09:00"
    year = published_years.copy("five-steps", when=when, on=on, folder=tmp_path, keep=keep, durable=False)
    people = People(year, "five-steps", at(when), agreeable=True)
    people.busy = (number,) = (year.assignment("沿线征收"),)
    people.bring("assignment", number, to="review:head")
    clerk, head = year.persons["assessment_desk"], year.persons["land_head"]
    scan = people.scanned(people.of_code("assessment_desk"), "签批件")
    sheet = PaperSignature(leader=head, signed_at=people.now, words="同意", scan=scan)
    typed, signed = (Door(now=people.now, by=clerk, entered_for=head), Door(now=people.now, by=clerk, paper=sheet))
    about = {"kind": "assignment", "id": number}

    assert refusal(year, Deal("approve", about, typed)) == (
        "代录只限填写和报送；审核、审批要由本人办理，或凭签批件作线下签批补录",
    )
    draft = {"assignment": number, "items": []}
    assert "线下签批补录只限审核、审批、签订和认定；填写和报送要由本人办理，或作代录" in (
        refusal(year, Deal("save_breakdown", draft, signed)) or ()
    )
    by_himself = Door(now=people.now, by=head, paper=sheet)
    assert len(refusal(year, Deal("approve", about, by_himself)) or ()) == 1
    assert refusal(year, Deal("approve", about, signed)) is None
    assert people.of("assignment", number).state == "review:countersign"
