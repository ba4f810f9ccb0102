"""The ids that a test may claim to close."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

IDS_FILE = Path(__file__).with_name("ids.yaml")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing the product is held to; `room` is the folder where it lives or will live."""

    id: str
    room: str
    chinese: str
    english: str
    not_built: str | None = None


@cache
def asked_for() -> dict[str, Asked]:
    rows = YAML(typ="safe").load(IDS_FILE)
    return {key: Asked(key, *row) for key, row in rows.items()}
