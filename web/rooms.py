"""Every room with pages; the order is that of the navigation."""

from web.entrance import pages as entrance
from web.entrance import resetting, single_sign_on
from web.front import pages as front
from web.kernel import acting
from web.kernel.pages import Pages
from web.reviewing import pages as reviewing

ROOMS: tuple[Pages, ...] = (
    front.pages,
    entrance.pages,
    resetting.pages,
    single_sign_on.pages,
    acting.pages,
    reviewing.pages,
)
