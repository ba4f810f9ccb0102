"""Real servers on loopback: an SMTP server that behaves as the mailbox's name says."""

import asyncio
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from config.zone import SHANGHAI
from notifiers.adapter import AppriseNotifier

SENDER = "office@example.cn"


@dataclass
class PostOffice:
    """Recipients named here are refused; `quiet` ones are taken and then the line goes dead; `slow` ones wait."""

    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    connections: int = 0
    lines: list[SMTP] = field(default_factory=list)
    dawdling: int = 0

    # aiosmtpd looks for these names and passes all of these arguments.
    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        name = address.partition("@")[0]
        if name in self.refused and not self.refused[name].startswith("DATA "):
            return self.refused[name]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        (to,) = envelope.rcpt_tos
        name = to.partition("@")[0]
        if name == "quiet":
            assert server.transport is not None
            server.transport.close()
        if name == "slow":
            await self.dawdle()
        if name in self.refused:
            return self.refused[name].removeprefix("DATA ")
        self.raw.append(envelope.content)
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.letters.append((to, parsed))
        return f"250 taken as {len(self.letters)}"

    async def dawdle(self) -> None:
        self.dawdling += 1
        try:
            await asyncio.sleep(0.8)
        finally:
            self.dawdling -= 1


class Counting(Controller):
    """Counts the connections, so that a test can see whether they are kept."""

    def factory(self) -> Any:
        self.handler.connections += 1
        protocol = super().factory()
        self.handler.lines.append(protocol)
        return protocol


@dataclass
class MailServer:
    office: PostOffice
    controller: Controller

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.controller.port}"

    def target(self, to: str, **query: str) -> str:
        more = "".join(f"&{key}={value}" for key, value in query.items())
        return f"mailto://{self.address}?from={SENDER}&to={to}@example.cn{more}"

    def stop(self) -> None:
        while self.office.dawdling:
            time.sleep(0.05)
        asyncio.run_coroutine_threadsafe(self.hang_up(), self.controller.loop).result()
        self.controller.stop()

    async def hang_up(self) -> None:
        for line in self.office.lines:
            if line.transport is not None:
                line.transport.abort()  # a TLS line would wait half a minute for the other side to say goodbye
        await asyncio.sleep(0.1)  # lines that the other side broke off, too


NOON = datetime(2019, 5, 9, 12, 0, tzinfo=SHANGHAI)


def noon() -> datetime:
    return NOON


def free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
        return port


def mail_server_of(office: PostOffice, *, port: int = 0, **options: Any) -> MailServer:
    controller = Counting(office, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.start()
    office.connections -= 1  # starting knocks at its own door once
    return MailServer(office, controller)


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = mail_server_of(PostOffice())
    yield server
    server.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    options = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(["openssl", "req", *options, *subject], check=True, capture_output=True)
    return cert, key


@pytest.fixture
def server_tls(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def opened_by(user: str, password: str) -> Any:
    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        # handled=False: aiosmtpd itself says 535.
        return AuthResult(success=(data.login, data.password) == (user.encode(), password.encode()), handled=False)

    return authenticate


@pytest.fixture
def notifier() -> Iterator[AppriseNotifier]:
    notifier = AppriseNotifier(clock=noon)
    yield notifier
    notifier.close()
