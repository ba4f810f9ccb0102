"""The pages of a year's setting up."""

from web.kernel.pages import Pages
from web.year import outlook, papers, people, rehearsing, surroundings, units
from web.year import pages as editor

ROOMS: tuple[Pages, ...] = (
    editor.pages,
    outlook.pages,
    papers.pages,
    rehearsing.pages,
    people.pages,
    units.pages,
    surroundings.pages,
)
