"""`kaohe`: what may be typed. The order of these imports is the order in which help lists the headings."""

import gc

from cli.app import app

# isort: off
from cli.commands import schemes
from cli.commands import year
from cli.commands import papers
from cli.commands import service
from cli.commands import care
from cli.commands import archives

__all__ = ["app", "archives", "care", "papers", "schemes", "service", "year"]

# A command loads some hundred thousand objects that live as long as it does: looking through them again and again
# while they are loaded takes a fifth of its start.
gc.set_threshold(100_000, 50, 100)
