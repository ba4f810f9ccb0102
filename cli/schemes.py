"""The scheme that a command was told to read, and the calendar to read it with."""

from pathlib import Path

from config.errors import KaoheError
from config.loading import Loaded, load_scheme
from config.schemes import find_scheme


class NotPublished(KaoheError):
    """No version of this scheme runs."""


class WouldOverwrite(KaoheError):
    """The file is there already."""


def path_of(name: str) -> Path:
    return find_scheme(name)


def read_scheme(name: str) -> Loaded:
    """Raises SchemeErrors with every error, SchemeNotFound where there is nothing to read."""
    path = find_scheme(name)
    return load_scheme(path, name=shown_path(path))


def shown_path(path: Path) -> str:
    """As short as it stays clear: relative to where the command was typed, if it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
