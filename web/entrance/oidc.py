"""Single sign-on by OpenID Connect: the code flow with PKCE, state and nonce.

The provider says who somebody is; whether that person serves here is for our own roster to say. Needs the extra
`kaohe[oidc]`. What the browser must bring back stands in a cookie of its own until it does.
"""

import base64
import json
import logging
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Self

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from config.errors import KaoheError
from config.settings import Settings

log = logging.getLogger("kaohe.web")

RETURN = "/sign-in/oidc/return"
SCOPE = "openid profile"
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Only what the provider alone can sign: never `none`, never a secret that we hold too."""

PATIENCE = 5.0
LEEWAY = 60


class SignOnFailed(KaoheError):
    """The provider did not answer, or what it answered does not hold."""


@dataclass(frozen=True, slots=True)
class Handshake:
    """What was agreed at the start, known to this browser and to us."""

    state: str
    nonce: str
    verifier: str
    to: str

    @classmethod
    def begin(cls, to: str) -> Self:
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), to)

    def kept(self) -> str:
        return base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode("ascii")

    @classmethod
    def read(cls, kept: str | None) -> Self | None:
        try:
            told = json.loads(base64.urlsafe_b64decode((kept or "").encode()))
            return cls(**told) if all(isinstance(value, str) for value in told.values()) else None
        except (ValueError, TypeError, AttributeError):
            return None


@dataclass(slots=True)
class Provider:
    """The authority that an office trusts. What it tells of itself is read once, its keys again when they change."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str
    home: str
    _told: dict[str, Any] | None = None
    _keys: KeySet | None = None

    def leave_for(self, handshake: Handshake) -> str:
        """Where the browser is sent."""
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self._document()["authorization_endpoint"],
                state=handshake.state,
                nonce=handshake.nonce,
                code_verifier=handshake.verifier,
            )
        return str(url)

    def who(self, handshake: Handshake, *, code: str, now: datetime) -> str:
        """The person's code, by the provider's signed word. Raises `SignOnFailed`."""
        try:
            with self._client() as client:
                told = client.fetch_token(
                    self._document()["token_endpoint"], code=code, code_verifier=handshake.verifier
                )
                claims = self._claims(str(told.get("id_token", "")), handshake, now=now)
                if self.claim not in claims and "userinfo_endpoint" in self._document():
                    claims |= self._more(client, claims["sub"])
        except (OAuthError, JoseError, httpx2.HTTPError, ValueError, KeyError) as error:
            raise _failed(error) from error
        name = claims.get(self.claim)
        if not isinstance(name, str) or not name:
            raise SignOnFailed(f"统一身份认证没有给出“{self.claim}”，不知道您是谁，请与系统管理员联系")
        return name

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            self.client_id, self.client_secret, scope=SCOPE, redirect_uri=f"{self.home}{RETURN}",
            code_challenge_method="S256", timeout=PATIENCE,
        )  # fmt: skip

    def _document(self) -> dict[str, Any]:
        if self._told is None:
            told = _read(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            if told.get("issuer") != self.issuer:
                raise SignOnFailed("统一身份认证自报的签发者与设置的不同，请系统管理员核对 KAOHE_OIDC_ISSUER")
            self._told = told
        return self._told

    def _claims(self, token: str, handshake: Handshake, *, now: datetime) -> dict[str, Any]:
        claims = self._decoded(token).claims
        wanted = jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client_id},
            nonce={"essential": True, "value": handshake.nonce},
            exp={"essential": True},
            sub={"essential": True},
        )
        wanted.validate(claims)
        if claims.get("azp", self.client_id) != self.client_id:
            raise ValueError("the token was issued to another client")
        return claims

    def _decoded(self, token: str) -> jwt.Token:
        try:
            return jwt.decode(token, self._published_keys(), algorithms=SIGNATURES)
        except (JoseError, ValueError):
            self._keys = None  # the provider may have changed its keys since they were read
            return jwt.decode(token, self._published_keys(), algorithms=SIGNATURES)

    def _published_keys(self) -> KeySet:
        if self._keys is None:
            self._keys = KeySet.import_key_set(_read(self._document()["jwks_uri"]))  # type: ignore[arg-type]
        return self._keys

    def _more(self, client: OAuth2Client, subject: str) -> dict[str, Any]:
        told = client.get(self._document()["userinfo_endpoint"]).raise_for_status().json()
        if told.get("sub") != subject:
            raise ValueError("the provider speaks of somebody else")
        return dict(told)


@lru_cache(maxsize=8)
def provider_of(settings: Settings) -> Provider:
    """Raises `SignOnFailed` where it is not set up."""
    if not settings.oidc_issuer or not settings.public_url:
        raise SignOnFailed("没有设置统一身份认证，请用人员编码和密码登录")
    return Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        claim=settings.oidc_claim,
        home=settings.public_url,
    )


def _read(url: str) -> dict[str, Any]:
    try:
        return dict(httpx2.get(url, timeout=PATIENCE).raise_for_status().json())
    except (httpx2.HTTPError, ValueError) as error:
        raise _failed(error) from error


def _failed(error: Exception) -> SignOnFailed:
    """The reason is for the log: it may hold what a visitor should not read."""
    log.warning("single sign-on failed: %s", error, extra={"action": "single_sign_on"})
    return SignOnFailed("统一身份认证没有应答，或者答复不可信，请重新登录；仍然不行的，请与系统管理员联系")
