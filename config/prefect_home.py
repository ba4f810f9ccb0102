"""What the embedded Prefect server leaves in its home: where it listens, and the key to it."""

from pathlib import Path


def key_file(home: Path) -> Path:
    return home / "key"


def port_file(home: Path) -> Path:
    return home / "port"


def port_of(home: Path) -> int | None:
    """Where the embedded server of this home listens; None when none is running."""
    try:
        return int(port_file(home).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
