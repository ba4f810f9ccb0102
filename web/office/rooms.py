"""The pages of the office's home, in the order of its navigation."""

from web.kernel.pages import Pages
from web.letters import numbers, papers
from web.letters import pages as letters
from web.office import announcing, desk, lamps, ledger, lightening, many, receiving, summarising, verifying

ROOMS: tuple[Pages, ...] = (
    desk.pages,
    receiving.pages,
    verifying.pages,
    letters.pages,
    numbers.pages,
    papers.pages,
    lamps.pages,
    summarising.pages,
    announcing.pages,
    ledger.pages,
    lightening.pages,
    many.pages,
)
