"""Writes the golden files anew: `python -m tests.acceptance.rehearsal.writing`. Read what changed before keeping it."""

import tempfile
from pathlib import Path

from tests.acceptance.rehearsal.conftest import golden, lines_of, rehearse
from tests.acceptance.rehearsal.test_golden import YEARS


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for scheme, behaviour in YEARS:
            told = rehearse(scheme, behaviour, home=Path(folder))
            golden(scheme, behaviour).write_text("\n".join(lines_of(told)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
