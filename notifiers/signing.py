"""Signed web hooks, as the Standard Webhooks specification has them: any of its libraries verifies ours."""

import base64
import binascii
import hmac
from datetime import datetime
from hashlib import sha256

PREFIX = "whsec_"


def signature_headers(secret: str, *, key: str, body: bytes, at: datetime) -> dict[str, str]:
    """Over the id, the second at which it is sent, and the body: nothing of them can be changed or sent again later."""
    second = str(int(at.timestamp()))
    signed = f"{key}.{second}.".encode() + body
    digest = base64.b64encode(hmac.new(key_of(secret), signed, sha256).digest()).decode()
    return {"webhook-id": key, "webhook-timestamp": second, "webhook-signature": f"v1,{digest}"}


def key_of(secret: str) -> bytes:
    """`whsec_` and Base64, or the words themselves."""
    if secret.startswith(PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()
