"""The pages of the office's home, in the order of its navigation."""

from web.kernel.pages import Pages
from web.letters import pages as letters
from web.office import desk, verifying

ROOMS: tuple[Pages, ...] = (desk.pages, verifying.pages, letters.pages)
