"""E-mail over SMTP connections that are kept: one per account and thread."""

import contextlib
import re
import select
import smtplib
import socket
import ssl
import threading
from dataclasses import dataclass, field
from email.headerregistry import Address
from enum import StrEnum
from functools import lru_cache

from notifiers.letters import letter
from notifiers.outages import Outages
from states.transport import Answer, Message, Refused, Sent, Unsure

OK = 250
FORWARDED = 251
START_INPUT = 354
CLOSING = 421
PERMANENT = 500
TROUBLE = (OSError, smtplib.SMTPException)
LINE_START_DOT = re.compile(rb"(?m)^\.")


class Security(StrEnum):
    PLAIN = "insecure"
    STARTTLS = "starttls"
    TLS = "ssl"


@dataclass(frozen=True, slots=True)
class Account:
    """Where letters are posted and as whom. Seconds for the time-outs."""

    host: str
    port: int
    security: Security = Security.PLAIN
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    verify: bool = True
    connect_timeout: float = 10.0
    read_timeout: float = 60.0


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One recipient, reached through one account."""

    account: Account
    sender: Address
    to: Address
    headers: tuple[tuple[str, str], ...] = ()


class MailPost:
    """Posts letters. Safe for several threads: each has its own connections."""

    def __init__(self, *, outages: Outages | None = None) -> None:
        self._kept = threading.local()
        self._outages = outages or Outages()

    def send(self, message: Message, mailbox: Mailbox) -> Answer:
        try:
            content = letter(message, sender=mailbox.sender, to=mailbox.to, headers=dict(mailbox.headers))
        except (ValueError, UnicodeError) as error:
            return Refused(f"信件无法写成：{error}", permanent=True)
        if (why := self._outages.reason(mailbox.account)) is not None:
            return Refused(why, permanent=False)
        return self._post(content, mailbox)

    def close(self) -> None:
        """Says goodbye on this thread's connections."""
        for smtp in self._connections().values():
            with contextlib.suppress(*TROUBLE):
                smtp.quit()
        self._connections().clear()

    def _post(self, content: bytes, mailbox: Mailbox) -> Answer:
        """A kept connection that the server had given up is replaced once: nothing of the letter has left by then."""
        account = mailbox.account
        kept = self._still_open(account)
        if kept is not None:
            with contextlib.suppress(*TROUBLE):
                return self._deliver(kept, content, mailbox)
            self._drop(account)
        try:
            fresh = self._open(account)
        except (*TROUBLE, ValueError) as error:  # ValueError: a password that smtplib cannot encode
            return self._unreachable(account, error)
        try:
            return self._deliver(fresh, content, mailbox)
        except TROUBLE as error:
            self._drop(account)
            return Refused(f"发信前连接中断：{told(error)}", permanent=False)

    def _deliver(self, smtp: smtplib.SMTP, content: bytes, mailbox: Mailbox) -> Answer:
        """Raises only while nothing of the letter has left."""
        refusal = _address(smtp, mailbox)
        if refusal is not None:
            return refusal
        try:
            smtp.send(_dotted(content))
            code, words = smtp.getreply()
        except TROUBLE as error:
            self._drop(mailbox.account)
            if is_timeout(error):
                self._outages.note(mailbox.account, "邮件服务器刚才没有及时答复，稍后再试")
            return Unsure(f"信件已发出，服务器未答复即断开：{told(error)}")
        if code == CLOSING:
            self._drop(mailbox.account)
        return Sent(_sentence(code, words)) if code == OK else _refusal(code, words)

    def _unreachable(self, account: Account, error: Exception) -> Refused:
        why = f"无法使用邮件服务器 {account.host}:{account.port}：{told(error)}"
        self._outages.note(account, why)
        return Refused(why, permanent=False)

    def _connections(self) -> dict[Account, smtplib.SMTP]:
        connections: dict[Account, smtplib.SMTP] | None = getattr(self._kept, "connections", None)
        if connections is None:
            connections = self._kept.connections = {}
        return connections

    def _still_open(self, account: Account) -> smtplib.SMTP | None:
        """The kept connection, unless the server has closed it or said something unasked (421, good night)."""
        smtp = self._connections().get(account)
        if smtp is None:
            return None
        if smtp.sock is None or select.select([smtp.sock], [], [], 0)[0]:
            self._drop(account)
            return None
        return smtp

    def _open(self, account: Account) -> smtplib.SMTP:
        smtp = _connected(account)
        try:
            if account.security is Security.STARTTLS:
                smtp.starttls(context=tls_context(verify=account.verify))
            if account.user and account.password:
                smtp.login(account.user, account.password)
        except BaseException:
            smtp.close()
            raise
        if smtp.sock is not None:
            smtp.sock.settimeout(account.read_timeout)
        self._connections()[account] = smtp
        self._outages.clear(account)
        return smtp

    def _drop(self, account: Account) -> None:
        smtp = self._connections().pop(account, None)
        if smtp is not None:
            smtp.close()


@lru_cache(maxsize=2)
def tls_context(*, verify: bool) -> ssl.SSLContext:
    """Made once: loading the trusted certificates costs 36 ms, which is longer than posting a letter."""
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def is_timeout(error: Exception) -> bool:
    """smtplib hides a time-out inside "unexpectedly closed"."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def told(error: Exception) -> str:
    """What went wrong, in one line fit for the ledger."""
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return _sentence(error.smtp_code, words if isinstance(words, bytes) else str(words).encode())
    if is_timeout(error):
        return "等待超时"
    return " ".join(str(error).split()) or type(error).__name__


def _connected(account: Account) -> smtplib.SMTP:
    timeout = account.connect_timeout
    if account.security is Security.TLS:
        context = tls_context(verify=account.verify)
        return smtplib.SMTP_SSL(account.host, account.port, own_name(), timeout=timeout, context=context)
    return smtplib.SMTP(account.host, account.port, own_name(), timeout=timeout)


@lru_cache(maxsize=1)
def own_name() -> str:
    """How we greet a server. smtplib would ask the name service, which may be slow or absent on an intranet."""
    name = socket.gethostname()
    return name if "." in name else "[127.0.0.1]"


def _address(smtp: smtplib.SMTP, mailbox: Mailbox) -> Refused | None:
    """Envelope and leave to write. None: the server waits for the letter."""
    smtp.ehlo_or_helo_if_needed()
    steps = (
        (f"MAIL FROM:<{mailbox.sender.addr_spec}>", {OK}),
        (f"RCPT TO:<{mailbox.to.addr_spec}>", {OK, FORWARDED}),
        ("DATA", {START_INPUT}),
    )
    for command, welcome in steps:
        code, words = smtp.docmd(command)
        if code == CLOSING:
            raise smtplib.SMTPServerDisconnected(_sentence(code, words))
        if code not in welcome:
            _start_over(smtp)
            return _refusal(code, words)
    return None


def _start_over(smtp: smtplib.SMTP) -> None:
    """The next letter begins clean. A server that does not let go is left; its refusal stands all the same."""
    try:
        smtp.rset()
    except TROUBLE:
        smtp.close()


def _refusal(code: int, words: bytes) -> Refused:
    """5xx: will be refused again. 4xx: later may do (greylisting, a full mailbox)."""
    return Refused(f"邮件服务器拒收：{_sentence(code, words)}", permanent=code >= PERMANENT)


def _dotted(content: bytes) -> bytes:
    """A line that starts with a dot would end the letter; the closing dot does."""
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return LINE_START_DOT.sub(b"..", ended) + b".\r\n"


def _sentence(code: int, words: bytes) -> str:
    return f"{code} {' '.join(words.decode('utf-8', 'replace').split())}".strip()
