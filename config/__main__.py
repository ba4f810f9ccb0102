"""`python -m config docs`: writes again what docs/ takes from the models of a scheme."""

import sys
from pathlib import Path

from config.schema import SCHEMAS, schema_text
from config.tables import SCHEMES, SCORING, filled

DOCS = Path(__file__).parents[1] / "docs"


def write_docs(folder: Path) -> None:
    for name, model in SCHEMAS.items():
        (folder / name).write_text(schema_text(model), encoding="utf-8")
    for name in (SCHEMES, SCORING):
        guide = folder / name
        guide.write_text(filled(guide.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["docs"]:
        raise SystemExit("usage: python -m config docs")
    write_docs(DOCS)
