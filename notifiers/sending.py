"""One target is one Apprise URL is one answer."""

from states.transport import Notifier

__all__ = ["Notifier"]
