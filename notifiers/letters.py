"""A message as the bytes of an e-mail."""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from states.transport import Message

# Bare \n in the bytes makes servers answer "500 Line too long"; SMTP writes \r\n. smtplib repairs strings, not bytes.
POLICY = SMTP.clone(raise_on_defect=False)


def letter(message: Message, *, sender: Address, to: Address, headers: dict[str, str] | None = None) -> bytes:
    """Chinese names, subjects and file names encoded, line ends CRLF. Raises ValueError on what no header may hold."""
    mail = EmailMessage(policy=POLICY)
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = one_line(message.subject)
    mail["Message-ID"] = message_id(message, sender=sender, to=to)
    if message.dated is not None:
        mail["Date"] = message.dated
    # An automatic answer (out of office) to a reminder would come back to an office mailbox for ever.
    mail["Auto-Submitted"] = "auto-generated"
    if message.urgent:
        mail["Importance"] = "high"
        mail["X-Priority"] = "1"
    for name, value in (headers or {}).items():
        del mail[name]
        mail[name] = one_line(value)
    mail.set_content(message.body, cte="base64")
    _attach(mail, message)
    return bytes(mail)


def message_id(message: Message, *, sender: Address, to: Address) -> str:
    """The same message to the same mailbox keeps its id, so that mail programs show a repetition as one."""
    named = message.key or f"{message.subject}\n{message.body}"
    digest = hashlib.sha256(f"{named}\n{to.addr_spec}".encode()).hexdigest()[:32]
    return f"<{digest}@{sender.domain or 'localhost'}>"


def one_line(text: str) -> str:
    """A line break inside a header would start another header."""
    return " ".join(text.split())


def _attach(mail: EmailMessage, message: Message) -> None:
    for attachment in message.attachments:
        kind, _, detail = attachment.media_type.partition("/")
        mail.add_attachment(
            attachment.content, maintype=kind, subtype=detail or "octet-stream", filename=attachment.name
        )
