"""The papers of a notice, as the page holds them between two clicks."""

from datetime import date

import pytest

from documents.letters.model import LETTERS
from documents.notices.papers import DATES, breakdown_of, chart_of, dates_of
from tests.unit.documents.notices.test_papers import read
from web.notices.papers import DATED, held, held_paper


def test_what_a_page_holds_comes_back_as_it_was() -> None:
    reading = read("five-steps.txt")
    kept = held(reading)
    assert held_paper("breakdown", kept.breakdown, as_of=date(2019, 4, 1)) == breakdown_of(reading)
    dates = dates_of(reading)
    assert dates == DATES.validate_json(kept.dates)
    assert held_paper(DATED, kept.dates, as_of=date(2019, 4, 1)).name == "工作日历挂图"


def test_nothing_else_is_drawn_for_a_page() -> None:
    dates = dates_of(read("five-steps.txt"))
    assert dates is not None
    drawn = LETTERS.dump_json(chart_of(dates, as_of=date(2019, 4, 1))).decode()
    for forged in (drawn, "", "{}", "[]"):
        with pytest.raises(ValueError, match=r"(?s).+"):
            held_paper("breakdown", forged, as_of=date(2019, 4, 1))
