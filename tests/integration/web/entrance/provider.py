"""An OpenID provider over real HTTP, as small as one can be: it signs whatever the test wants it to say."""

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

CLIENT, SECRET = "kaohe", "a secret of the two of us"


@dataclass
class Authority:
    """`says` overrides claims, `algorithm` the signature; `asked` holds what the token endpoint was sent."""

    server: HTTPServer
    now: datetime
    says: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))
    published: ECKey | None = None
    asked: dict[str, list[str]] = field(default_factory=dict)
    begun: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        answers = {
            "/.well-known/openid-configuration": lambda _: _json(self.document),
            "/keys": lambda _: _json(KeySet([self.published or self.key]).as_dict(private=False)),
            "/token": self._token,
            "/me": lambda _: _json({"sub": "7", **self.more}),
        }
        for path, answer in answers.items():
            self.server.expect_request(path).respond_with_handler(answer)

    @property
    def issuer(self) -> str:
        return self.server.url_for("").rstrip("/")

    @property
    def document(self) -> dict[str, str]:
        ends = {"authorization": "authorize", "token": "token", "userinfo": "me"}
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/keys",
            **{f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in ends.items()},
        }

    def agree(self, url: str) -> dict[str, str]:
        """The person says yes on the provider's page: what it sends back with the browser."""
        assert url.startswith(f"{self.issuer}/authorize?")
        self.begun = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        return {"code": "a-code", "state": self.begun["state"]}

    def _token(self, request: Request) -> Response:
        self.asked = {name: request.form.getlist(name) for name in request.form}
        verifier = self.asked["code_verifier"][0].encode()
        challenge = urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
        authorization = request.authorization
        known = authorization is not None and (authorization.username, authorization.password) == (CLIENT, SECRET)
        if challenge != self.begun["code_challenge"] or self.asked["code"] != ["a-code"] or not known:
            return Response('{"error": "invalid_grant"}', status=400, content_type="application/json")
        return _json({"access_token": "x", "token_type": "Bearer", "id_token": self._signed()})

    def _signed(self) -> str:
        moment = int(self.now.timestamp())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "7", "iat": moment, "exp": moment + 300,
            "nonce": self.begun["nonce"], "preferred_username": "farming_head",
        } | self.says  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "ES256", "kid": str(self.key.kid)}, claims, self.key)


def _json(value: Any) -> Response:
    return Response(json.dumps(value), content_type="application/json")
