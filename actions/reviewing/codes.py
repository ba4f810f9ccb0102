"""短码: printed on a 呈批单, typed in again when it comes back, with a letter that catches a slip of the pen."""

import re
from dataclasses import dataclass

from states.subjects import SubjectKind

LETTERS = {SubjectKind.ASSIGNMENT: "A", SubjectKind.REPORT: "R", SubjectKind.PACKAGE: "P"}
KINDS = {letter: kind for kind, letter in LETTERS.items()}
CHECKS = "ACDEFHJKLMNPRTUVWXY"  # none that a pen makes like another
CODE = re.compile(r"([ARP])(\d{1,9})-(\d{1,4})([A-Z])")


@dataclass(frozen=True, slots=True)
class SheetOf:
    """What a sheet is about, and for which presentation it was printed."""

    kind: SubjectKind
    id: int
    round: int

    @property
    def code(self) -> str:
        """P12-1H."""
        plain = f"{LETTERS[self.kind]}{self.id}-{self.round}"
        return plain + _check(plain)


def _check(plain: str) -> str:
    return CHECKS[sum(place * ord(letter) for place, letter in enumerate(plain, start=1)) % len(CHECKS)]


def sheet_of(typed: str) -> SheetOf | None:
    """What a typed code names; nothing where a letter or a digit is wrong."""
    found = CODE.fullmatch(re.sub(r"\s", "", typed).upper().replace("—", "-").replace("－", "-"))
    if found is None or _check(found[0][:-1]) != found[4]:
        return None
    return SheetOf(KINDS[found[1]], int(found[2]), int(found[3]))
