"""Apprise behind one door: one target is one Apprise URL is one answer."""

import logging

from notifiers.mail import Mailbox, MailPost
from notifiers.masking import masked, scrubbed
from notifiers.outages import Outages
from notifiers.webhook import Hook, HookPost
from states.transport import Answer, Message, Refused, Sent, Unsure

LOG = logging.getLogger(__name__)


class AppriseNotifier:
    """Never raises, never calls sent what was refused."""

    def __init__(self) -> None:
        # Importing Apprise costs a third of a second; only who really sends pays it.
        from notifiers import channels  # noqa: PLC0415

        self._channels = channels
        outages = Outages()
        self._mail = MailPost(outages=outages)
        self._hooks = HookPost(outages=outages)

    def send(self, message: Message, target: str) -> Answer:
        answer = self._answer(message, target)
        LOG.info(
            "%s: %s",
            type(answer).__name__,
            masked(target),
            extra={"action": "message_sent" if isinstance(answer, Sent) else "message_not_sent", "key": message.key},
        )
        return answer

    def close(self) -> None:
        """Gives back this thread's connections."""
        self._mail.close()
        self._hooks.close()

    def _answer(self, message: Message, target: str) -> Answer:
        try:
            channel = self._channels.channel_of(target)
        except self._channels.BadTarget as bad:
            return Refused(str(bad), permanent=True)
        except Exception as error:  # noqa: BLE001 -- a URL that breaks a plugin is a bad URL, not the end of a batch
            return Refused(f"通道地址无法识别：{masked(target)}（{type(error).__name__}）", permanent=True)
        try:
            return self._carry(message, channel)
        except Exception as error:  # noqa: BLE001 -- one channel's fault must not stop the others
            LOG.error(  # noqa: TRY400 -- a traceback would show the target with its password
                "channel failed: %s",
                scrubbed(repr(error), target=target),
                extra={"action": "channel_failed", "target": masked(target)},
            )
            return Unsure(f"通道出错，不知是否送出：{type(error).__name__}")

    def _carry(self, message: Message, channel: object) -> Answer:
        match channel:
            case Mailbox():
                return self._mail.send(message, channel)
            case Hook():
                return self._hooks.send(message, channel)
            case self._channels.OwnChannel():
                return channel.carry(message, channel.target)
            case self._channels.Service():
                return channel.send(message)
        raise TypeError(type(channel).__name__)
