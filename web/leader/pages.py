"""`/leader`: three lines, what waits, what lags."""

from starlette.responses import Response

from config.letters import LetterKind
from config.roles import Role
from states.pace import Light
from web.kernel.access import roles
from web.kernel.navigation import nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.leader.reading import listed, survey
from web.leader.waiting import waiting

LEADERS = (Role.LEADER_IN_CHARGE, Role.PRINCIPAL_LEADER, Role.COMMITTEE)

pages = Pages(
    navigation=[
        nav("领导呈阅", "/leader", *LEADERS, home=True),
        nav("分管指标", "/leader/indicators", *LEADERS),
    ]
)


@pages.get("/leader", access=roles(*LEADERS))
def leader(visit: Visit) -> Response:
    """Only the lagging and the waiting."""
    waits = waiting(visit)
    return visit.page("leader/home.html", survey=survey(visit), waits=waits, Light=Light, LetterKind=LetterKind)


@pages.get("/leader/indicators", access=roles(*LEADERS))
def indicators(visit: Visit) -> Response:
    """All that the leader answers for, those on pace too."""
    return visit.page("leader/indicators.html", listed=listed(visit))
