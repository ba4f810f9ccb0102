"""Which findings a rule speaks of."""

from config.scoring.measures import Match
from scoring.facts import SETTLED, FindingFact


def counts(finding: FindingFact) -> bool:
    """Only what is confirmed and not excused counts at all."""
    return finding.state in SETTLED and not finding.is_excused


def fits_all(match: Match) -> bool:
    """Whether every finding of its kinds that counts fits."""
    return not match.attributes and match.since is None and match.until is None and match.rectified is None


def fits(match: Match, finding: FindingFact) -> bool:
    return (
        finding.kind in match.finding
        and counts(finding)
        and (match.since is None or finding.on >= match.since)
        and (match.until is None or finding.on <= match.until)
        and (match.rectified is None or finding.is_rectified is match.rectified)
        and all(finding.attributes.get(key) in wanted for key, wanted in match.attributes.items())
    )
