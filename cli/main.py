"""`kaohe`: what may be typed. The order of these imports is the order in which help lists the headings."""

from cli.app import app

# isort: off
from cli.commands import schemes
from cli.commands import year
from cli.commands import service
from cli.commands import care

__all__ = ["app", "care", "schemes", "service", "year"]
