"""Which transport an installation uses."""

from config.settings import Settings
from notifiers.adapter import AppriseNotifier
from notifiers.folder import FolderNotifier
from notifiers.sending import Notifier


def notifier_of(settings: Settings) -> Notifier:
    """`KAOHE_DELIVERY=folder` keeps everything on this machine, as the demonstration does."""
    return FolderNotifier(settings.outbox) if settings.delivery == "folder" else AppriseNotifier()
