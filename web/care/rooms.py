"""The pages of care."""

from web.care import journal
from web.care import pages as care
from web.kernel.pages import Pages

ROOMS: tuple[Pages, ...] = (care.pages, journal.pages)
