"""What was told of a thing, and when."""

from config.zone import SHANGHAI
from tests.integration.actions.year import Year


def told_of(year: Year, title: str, kind: str) -> list[str]:
    """When messages of this kind that name the title were decided."""
    rows = [row for row in year.told(kind) if title in row.body]
    return [f"{row.created_at.astimezone(SHANGHAI):%m-%d %H:%M}" for row in rows]
