"""Which transport an installation uses."""

from collections.abc import Callable
from datetime import datetime

from config.settings import Settings
from notifiers.adapter import AppriseNotifier
from notifiers.folder import FolderNotifier
from notifiers.linking import Linked
from notifiers.sending import Notifier


def notifier_of(settings: Settings, *, clock: Callable[[], datetime]) -> Notifier:
    """`KAOHE_DELIVERY=folder` keeps everything on this machine, as the demonstration does."""
    notifier: Notifier = (
        FolderNotifier(settings.outbox)
        if settings.delivery == "folder"
        else AppriseNotifier(clock=clock, relays=settings.relays)
    )
    return Linked(notifier, public_url=settings.public_url) if settings.public_url else notifier
