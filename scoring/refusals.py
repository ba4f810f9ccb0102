"""Why there is no score: something has to be decided first, or there is nothing to look at."""

from collections.abc import Sequence

from config.errors import KaoheError
from config.scoring.words import Absence


class Unscored(KaoheError):
    """No points until these are settled; all reasons at once, each a Chinese sentence."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(dict.fromkeys(reasons))
        super().__init__("；".join(self.reasons))


class NoData(Unscored):
    """Nothing to look at, which a rule may provide for (C8)."""

    def __init__(self, reasons: Sequence[str], because: Absence = Absence.NO_DATA) -> None:
        super().__init__(reasons)
        self.because = because


def together(refusals: Sequence[Unscored]) -> Unscored:
    """Several refusals as one; nothing to look at only where that is the reason of all of them."""
    reasons = [reason for refusal in refusals for reason in refusal.reasons]
    absent = [refusal for refusal in refusals if isinstance(refusal, NoData)]
    if len(absent) == len(refusals):
        return NoData(reasons, absent[0].because)
    return Unscored(reasons)
