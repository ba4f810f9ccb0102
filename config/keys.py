"""The installation's secret key: made on first use, readable by its owner alone."""

import contextlib
import os
import secrets
from pathlib import Path

from config.settings import Settings

LENGTH = 32


def secret_key(settings: Settings) -> bytes:
    """The same 32 bytes for every process of an installation, however many start at the same moment."""
    if not settings.secret_file.exists():
        settings.prepare()
        _write_once(settings.secret_file, secrets.token_hex(LENGTH))
    return bytes.fromhex(settings.secret_file.read_text(encoding="ascii"))


def _write_once(path: Path, text: str) -> None:
    """The first writer wins, and nobody ever reads half of it."""
    mine = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
    with contextlib.suppress(FileExistsError):
        os.link(mine, path)
    mine.unlink()
