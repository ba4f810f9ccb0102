"""Secrets that machines keep: of a browser's session, of another system's token."""

import hashlib
import secrets

SECRET_BYTES = 32


def new_secret() -> str:
    """256 bits, in letters that a cookie and a header may hold."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of_secret(secret: str) -> str:
    """A secret of 256 random bits needs no slow hash: nobody can guess what to try."""
    return hashlib.sha256(secret.encode()).hexdigest()
