"""Every room with pages; the order is that of the navigation."""

from web.api import pages as connections
from web.assessing import pages as assessing
from web.ballots import pages as ballots
from web.books import pages as books
from web.care import rooms as care
from web.dealing import findings, matters, months, notices, opinions, papers, results, trying
from web.department import pages as department
from web.entrance import pages as entrance
from web.entrance import resetting, single_sign_on
from web.facts import pages as facts
from web.front import pages as front
from web.handbooks import pages as handbooks
from web.indicators import pages as indicators
from web.judgements import pages as judgements
from web.kernel import acting
from web.kernel.pages import Pages
from web.leader import pages as leader
from web.notices import pages as notice_reading
from web.office import rooms as office
from web.officer import pages as officer
from web.overseeing import pages as overseeing
from web.reviewing import pages as reviewing
from web.screen import pages as screen
from web.subjects import pages as subjects
from web.unit_office import pages as unit_office
from web.year import rooms as year

ROOMS: tuple[Pages, ...] = (
    front.pages,
    entrance.pages,
    resetting.pages,
    single_sign_on.pages,
    acting.pages,
    *office.ROOMS,
    officer.pages,
    department.pages,
    unit_office.pages,
    subjects.pages,
    books.pages,
    leader.pages,
    indicators.pages,
    assessing.pages,
    findings.pages,
    matters.pages,
    facts.pages,
    results.pages,
    notices.pages,
    trying.pages,
    ballots.pages,
    judgements.pages,
    opinions.pages,
    papers.pages,
    months.pages,
    overseeing.pages,
    reviewing.pages,
    screen.pages,
    *year.ROOMS,
    notice_reading.pages,
    *care.ROOMS,
    connections.pages,
    handbooks.pages,
)
