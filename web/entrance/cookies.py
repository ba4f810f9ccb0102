"""The cookie of a session: no script reads it, no other site sends it along; over https nothing else carries it."""

from starlette.responses import Response

from web.kernel.entering import SESSION_COOKIE


def keep_secret(response: Response, secret: str) -> Response:
    """Until the browser is closed; when it is over, the server decides."""
    response.set_cookie(SESSION_COOKIE, secret, httponly=True, samesite="lax")
    return response


def forget_secret(response: Response) -> Response:
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax")
    return response
