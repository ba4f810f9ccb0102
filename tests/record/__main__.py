"""`python -m tests.record docs` writes docs/coverage.md; `check` exits 1 when it is out of date."""

import sys
from pathlib import Path

from tests.record.collecting import collect
from tests.record.page import page

COVERAGE = Path(__file__).parents[2] / "docs" / "coverage.md"


def main(what: str) -> int:
    fresh = page(collect())
    if what == "docs":
        COVERAGE.write_text(fresh, encoding="utf-8")
        return 0
    if not COVERAGE.exists() or COVERAGE.read_text(encoding="utf-8") != fresh:
        sys.stderr.write("docs/coverage.md is out of date: run `make docs` and commit it.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
