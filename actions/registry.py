"""All acts. Importing a use-case module registers its acts; this module imports them all."""

from actions import days, duties, events, people
from actions.acts import REGISTERED, Registered
from actions.evidence import keeping, using
from actions.packages import gathering
from actions.packages import reviewable as packages
from actions.publishing import publishing
from actions.reports import correcting, filling, submitting, verifying
from actions.reports import reviewable as reports
from actions.reviewing import asking, deciding, returning

USE_CASES = (
    publishing,
    people,
    events,
    duties,
    days,
    filling,
    submitting,
    verifying,
    correcting,
    keeping,
    using,
    gathering,
    reports,
    packages,
    deciding,
    returning,
    asking,
)


def registry() -> dict[str, Registered]:
    """Every act by name."""
    return REGISTERED
