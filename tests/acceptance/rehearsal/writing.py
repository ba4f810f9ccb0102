"""Writes the golden files anew: `python -m tests.acceptance.rehearsal.writing`. Read what changed before keeping it."""

import tempfile
from pathlib import Path

from tests.acceptance.rehearsal import test_clerk as clerk
from tests.acceptance.rehearsal.conftest import DIGESTS, GOLDEN, digests_of, golden, lines_of, rehearse
from tests.acceptance.rehearsal.test_falling_short import BEHAVIOUR, NAME
from tests.acceptance.rehearsal.test_falling_short import lines_of as behind
from tests.acceptance.rehearsal.test_golden import YEARS


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for scheme, behaviour in YEARS:
            told = rehearse(scheme, behaviour, home=Path(folder))
            _write(golden(scheme, behaviour), lines_of(told))
            _write(golden(scheme, behaviour, kept=DIGESTS), digests_of(told))
        told = rehearse("ningshan-2019", str(BEHAVIOUR), home=Path(folder))
        _write(GOLDEN / NAME, behind(told))
        told = rehearse(clerk.SCHEME, str(clerk.BEHAVIOUR), home=Path(folder))
        _write(GOLDEN / clerk.NAME, clerk.lines_of(told))


def _write(file: Path, lines: list[str]) -> None:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
