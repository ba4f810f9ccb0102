"""Every room with pages; the order is that of the navigation."""

from web.entrance import pages as entrance
from web.entrance import resetting, single_sign_on
from web.front import pages as front
from web.indicators import pages as indicators
from web.kernel import acting
from web.kernel.pages import Pages
<<<<<<< HEAD
from web.leader import pages as leader
from web.office import rooms as office
from web.reviewing import pages as reviewing
from web.year import rooms as year

ROOMS: tuple[Pages, ...] = (
    front.pages,
    entrance.pages,
    resetting.pages,
    single_sign_on.pages,
    acting.pages,
    leader.pages,
    indicators.pages,
    reviewing.pages,
    *office.ROOMS,
    *year.ROOMS,
)
=======
from web.officer import pages as officer
from web.subjects import pages as subjects

ROOMS: tuple[Pages, ...] = (front.pages, officer.pages, subjects.pages, acting.pages)
>>>>>>> 354ba5e (我的待办 and the page of reports: all of a window on one page, drafts kept, evidence for several at once, one button)
