"""What an Apprise URL means: a mailbox, a web hook, a service whose answers we read, or one that Apprise serves."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.headerregistry import Address
from functools import lru_cache
from typing import Any

import apprise
from apprise.attachment.memory import AttachMemory
from apprise.plugins.custom_json import NotifyJSON
from apprise.plugins.email import NotifyEmail

from notifiers import dingtalk, feishu, wecom
from notifiers.dingtalk import DingTalkRobot
from notifiers.feishu import FeishuRobot
from notifiers.mail import Account, Mailbox, Security
from notifiers.masking import masked, schema_of, scrubbed
from notifiers.prefect_events import SCHEMA as PREFECT
from notifiers.schemas import MISTAKEN, OWN, SMS, UNREADABLE, Carry
from notifiers.sms import Sms, sms_of
from notifiers.targets import BadTarget, query_of, seconds_of, server_at
from notifiers.webhook import Hook
from notifiers.wecom import WeComApp, WeComRobot
from states.transport import Answer, Message, Refused, Sent, Unsure

# Apprise is half typed: what comes out of it is read as it is and checked where it is used.
LogCapture: Any = apprise.LogCapture
InMemory: Any = AttachMemory

SENDER_NAME = "目标责任考核"
# A mail server may look at a letter for long before it answers; Apprise's four seconds would turn that into doubt.
MAIL_READ_TIMEOUT = 60.0

LOST_LINE = "onnection error"

# A redirection may lead anywhere, into the house's own network too.
ASSET = apprise.AppriseAsset(app_id="kaohe", app_desc="kaohe", secure_logging=True, http_redirects=False)

# Apprise writes unusable URLs into its log as they are, with their passwords. What matters of it stands in our answers.
logging.getLogger("apprise").propagate = False
logging.getLogger("apprise").addHandler(logging.NullHandler())
logging.getLogger("urllib3").setLevel(logging.INFO)  # below that it writes every path, and a path may be a token


@dataclass(frozen=True, slots=True)
class OwnChannel:
    carry: Carry
    target: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Service:
    """A service that Apprise serves itself and reports truthfully."""

    plugin: Any = field(repr=False)
    target: str = field(repr=False)

    def send(self, message: Message) -> Answer:
        kind = apprise.NotifyType.WARNING if message.urgent else apprise.NotifyType.INFO
        with LogCapture(level=logging.WARNING, fmt="%(message)s") as log:
            done = self.plugin.notify(
                title=message.subject, body=message.body, notify_type=kind, attach=_attached(message)
            )
            said = " ".join(log.getvalue().split())
        if done:  # None means "no recipient", which Apprise does not call a failure; we do
            return Sent(masked(self.target))
        reason = scrubbed(said, target=self.target) or "通道未说明原因"
        if LOST_LINE in said:  # before or after the message had left: Apprise does not say
            return Unsure(f"不知是否送出：{reason}")
        return Refused(f"发送失败：{reason}", permanent=done is None)


@dataclass(frozen=True, slots=True)
class PrefectServer:
    """Prefect's events API, wherever this installation is told that it is."""


Body = WeComApp | WeComRobot | DingTalkRobot | FeishuRobot
Channel = Mailbox | Hook | PrefectServer | Sms | Body | OwnChannel | Service

# Apprise reads the URL, we carry the message: its own plugins believe every 200, sign wrongly or know no private host.
READERS: dict[str, Callable[[Any, str], Body]] = {
    "wechat": wecom.app_of,
    "wecombot": wecom.robot_of,
    "dingtalk": dingtalk.robot_of,
    "feishu": feishu.robot_of,
    "lark": feishu.robot_of,
}


@lru_cache(maxsize=4096)
def channel_of(target: str) -> Channel:
    """Raises BadTarget."""
    schema = schema_of(target)
    if schema in UNREADABLE:
        raise BadTarget(f"{UNREADABLE[schema]}拒收时也答“成功”，本版尚不能辨别，请改用邮件、企业微信应用或 JSON 接口")
    if schema in MISTAKEN:
        raise BadTarget(f"{schema}:// 是 {MISTAKEN[schema]}")
    if schema == PREFECT:
        return PrefectServer()
    if schema in SMS:
        return sms_of(target)
    if schema in OWN:
        return OwnChannel(OWN[schema], target)
    plugin = _plugin(target)
    if isinstance(plugin, NotifyEmail):
        return _mailbox(plugin, target)
    if isinstance(plugin, NotifyJSON):
        return _hook(plugin, target)
    if schema in READERS:
        return READERS[schema](plugin, target)
    plugin.request_rate_per_sec = 0  # 5.5 s between two messages would hold up everybody behind them
    return Service(plugin, target)


def _plugin(target: str) -> Any:
    plugin = apprise.Apprise.instantiate(target, asset=ASSET, suppress_exceptions=True)
    if plugin is None:
        raise BadTarget(f"通道地址无法识别：{masked(target)}")
    return plugin


def _mailbox(plugin: Any, target: str) -> Mailbox:
    if len(plugin.targets) != 1 or plugin.cc or plugin.bcc:
        raise BadTarget(f"一个邮件通道只写一位收件人：{masked(target)}")
    account = Account(
        host=plugin.smtp_host,
        port=int(plugin.port),
        security=Security(plugin.secure_mode),
        user=plugin.user,
        password=plugin.password,
        verify=bool(plugin.verify_certificate),
        connect_timeout=float(plugin.socket_connect_timeout),
        read_timeout=seconds_of(target, "rto", otherwise=MAIL_READ_TIMEOUT),
    )
    name, sender = plugin.from_addr
    to_name, to = plugin.targets[0]
    return Mailbox(
        account,
        sender=_address(SENDER_NAME if name in {False, "", ASSET.app_id} else name, sender, target),
        to=_address(to_name or "", to, target),
        headers=tuple(plugin.headers.items()),
    )


def _address(name: str, address: str, target: str) -> Address:
    try:
        return Address(display_name=str(make_header(decode_header(name))), addr_spec=address)
    except (ValueError, LookupError) as error:
        raise BadTarget(f"邮箱地址无法使用：{masked(target)}") from error


def _hook(plugin: Any, target: str) -> Hook:
    server = server_at(target, plugin.host, plugin.port, secure=bool(plugin.secure))
    return Hook(
        server,
        path=plugin.fullpath or "/",
        method=plugin.method,
        params=tuple(plugin.params.items()),
        headers=tuple(plugin.headers.items()),
        extras=tuple(plugin.payload_extras.items()),
        user=plugin.user,
        password=plugin.password,
        secret=query_of(target).get("secret", ""),
    )


def _attached(message: Message) -> Any:
    if not message.attachments:
        return None
    attached = apprise.AppriseAttachment()
    for one in message.attachments:
        attached.add(InMemory(content=one.content, name=one.name, mimetype=one.media_type))
    return attached
