"""Apprise behind one door: one target is one Apprise URL is one answer."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from notifiers.dingtalk import DingTalkRobot
from notifiers.exchange import Exchange
from notifiers.feishu import FeishuRobot
from notifiers.mail import Mailbox, MailPost
from notifiers.masking import masked, schema_of, scrubbed
from notifiers.outages import Outages
from notifiers.prefect_events import PrefectPost
from notifiers.resting import Resting
from notifiers.services import Way
from notifiers.sms import Sms
from notifiers.targets import RELAYS, BadTarget
from notifiers.webhook import Hook, HookPost
from notifiers.wecom import WeComApp, WeComRobot
from states.transport import Answer, Message, Refused, Sent, Unsure

LONGEST_ANSWER = 300

LOG = logging.getLogger(__name__)


class AppriseNotifier:
    """Never raises, never calls sent what was refused."""

    def __init__(self, *, clock: Callable[[], datetime], relays: bool = False) -> None:
        """`clock`: services that want a signature want the present in it. `relays`: strangers' servers are allowed."""
        # Importing Apprise costs a third of a second; only who really sends pays it.
        from notifiers import channels  # noqa: PLC0415

        self._channels = channels
        self._relays = relays
        outages = Outages()
        self._mail = MailPost(outages=outages)
        self._exchange = Exchange(outages=outages)
        self._hooks = HookPost(self._exchange, clock)
        self._prefect = PrefectPost(self._exchange)
        self._resting = Resting()
        self._way = Way(self._exchange, clock)

    def send(self, message: Message, target: str) -> Answer:
        answer: Answer | None = self._resting.answer(target)
        if answer is None:
            answer = _clean(self._answer(message, target), target)
            self._resting.note(target, answer)
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
        self._exchange.close()

    def _answer(self, message: Message, target: str) -> Answer:
        try:
            channel = self._channels.channel_of(target)
        except BadTarget as bad:
            return Refused(str(bad), permanent=True)
        except Exception as error:  # noqa: BLE001 -- a URL that breaks a plugin is a bad URL, not the end of a batch
            return Refused(f"通道地址无法识别：{masked(target)}（{type(error).__name__}）", permanent=True)
        relay = RELAYS.get(schema_of(target))
        if relay is not None and not self._relays:
            return Refused(
                f"{relay}是个人转发服务，消息会经过外人的服务器；确要使用，设 KAOHE_RELAYS=true", permanent=True
            )
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
            case self._channels.PrefectServer():
                return self._prefect.send(message)
            case Sms():
                return channel.send(message, self._exchange)
            case WeComApp() | WeComRobot() | DingTalkRobot() | FeishuRobot():
                return channel.send(message, self._way)
            case self._channels.OwnChannel():
                return channel.carry(message, channel.target)
            case self._channels.Service():
                return channel.send(message)
        raise TypeError(type(channel).__name__)


def _clean(answer: Answer, target: str) -> Answer:
    """Servers like to repeat what they were sent, keys included."""
    if isinstance(answer, Sent):
        return replace(answer, receipt=scrubbed(answer.receipt, target=target)[:LONGEST_ANSWER])
    return replace(answer, reason=scrubbed(answer.reason, target=target)[:LONGEST_ANSWER])
