"""The link of a message, where people can open one (O12): the text is complete without it, and an SMS goes without."""

from dataclasses import replace

from notifiers.sending import Notifier
from states.transport import Answer, Message


class Linked:
    """A transport whose letters say where the thing is done. `public_url`: how people reach the pages."""

    def __init__(self, notifier: Notifier, *, public_url: str) -> None:
        self._notifier = notifier
        self._public_url = public_url

    def send(self, message: Message, target: str) -> Answer:
        return self._notifier.send(self._linked(message), target)

    def _linked(self, message: Message) -> Message:
        if not message.link:
            return message
        return replace(message, body=f"{message.body}\n办理：{self._public_url}{message.link}", link="")
