"""What is kept closed in the database: addresses of channels carry passwords and tokens.

The key stays outside the database, so that a copy of the database alone opens nothing. A connection carries the vault
of its database, as it carries its other options.
"""

import base64
from collections.abc import Callable
from functools import cached_property

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection

from config.errors import KaoheError

VAULT = "kaohe_vault"
"""The execution option under which a connection carries its vault."""

PURPOSE = b"kaohe channel addresses"  # the installation's key serves other purposes too; each has its own
PLAIN = "://"  # what was stored before addresses were closed; the letters of a closed one never hold it


class NoKey(KaoheError):
    """The database was opened without the installation's key."""


class WrongKey(KaoheError):
    """What was closed with another key."""


class Vault:
    """Closes and opens short texts. The key is fetched when it is first needed: looking must not make one."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        self._key = key

    @cached_property
    def _box(self) -> Fernet:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(self._key())
        return Fernet(base64.urlsafe_b64encode(derived))

    def close(self, text: str) -> str:
        return self._box.encrypt(text.encode()).decode("ascii")

    def open(self, closed: str) -> str:
        """Raises WrongKey."""
        if PLAIN in closed:
            return closed
        try:
            return self._box.decrypt(closed).decode()
        except (InvalidToken, ValueError):
            raise WrongKey("渠道地址解不开：密钥不是登记时的那一把，请取回原来的 secret.key") from None


def is_closed(text: str) -> bool:
    return PLAIN not in text


def keyless() -> bytes:
    raise NoKey("没有提供本机密钥，不能读写渠道地址")


def vault_of(connection: Connection) -> Vault:
    vault: Vault = connection.get_execution_options()[VAULT]
    return vault
