"""Which findings a rule speaks of."""

from config.scoring.measures import Match
from scoring.facts import SETTLED, FindingFact


def fits(match: Match, finding: FindingFact) -> bool:
    """Only what is confirmed and not excused counts at all."""
    return (
        finding.kind in match.finding
        and finding.state in SETTLED
        and not finding.is_excused
        and (match.since is None or finding.on >= match.since)
        and (match.until is None or finding.on <= match.until)
        and (match.rectified is None or finding.is_rectified is match.rectified)
        and all(finding.attributes.get(key) in wanted for key, wanted in match.attributes.items())
    )
