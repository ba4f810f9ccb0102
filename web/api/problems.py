"""What went wrong, as RFC 9457 has it: `application/problem+json`, with every reason, in the language asked for."""

import logging
import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from actions.acts import Conflict, Refused
from actions.performing import Busy
from config.errors import KaoheError
from states.sessions import Language
from web.kernel.words import Words

log = logging.getLogger("kaohe.web")
MEDIA_TYPE = "application/problem+json"
LANGUAGES = {Language.CHINESE: "zh-CN", Language.ENGLISH: "en"}
WANTED = re.compile(r"(?:^|,)\s*(en|zh)\b[^,;]*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?")


class Problem(KaoheError):
    """One answer that is not what was asked for."""

    def __init__(self, status: int, title: str, *reasons: str, headers: Mapping[str, str] | None = None) -> None:
        self.status, self.title, self.reasons, self.headers = status, title, reasons, dict(headers or {})
        super().__init__("；".join((title, *reasons)))

    @property
    def told(self) -> dict[str, Any]:
        return {"type": "about:blank", "title": self.title, "status": self.status, "reasons": list(self.reasons)}


def problem_of(error: KaoheError) -> Problem:
    """What an act says, as an answer."""
    match error:
        case Problem():
            return error
        case Conflict():
            return Problem(409, f"暂不能{error.act}", *error.reasons)
        case Refused():
            return Problem(422, f"暂不能{error.act}", *error.reasons)
        case Busy():
            return Problem(503, "系统正忙", str(error), headers={"Retry-After": "5"})
    return Problem(400, "这个请求不完整", str(error))


def answer(request: Request, problem: Problem) -> Response:
    """In the language that is asked for. What is kept for a repeated request is the Chinese."""
    language = asked_for(request.headers.get("accept-language", ""))
    words = Words(language)
    reasons = [words.say(reason) for reason in problem.reasons]
    told = {**problem.told, "title": words.say(problem.title), "reasons": reasons}
    headers = {**problem.headers, "Content-Language": LANGUAGES[language], "Vary": "Accept-Language"}
    return JSONResponse(told, problem.status, headers, media_type=MEDIA_TYPE)


def asked_for(accepted: str) -> Language:
    """Of `Accept-Language`: English where it is wanted more than Chinese; Chinese where nothing is said."""
    weights: dict[str, float] = {}
    for tag, weight in WANTED.findall(accepted.lower()):
        weights[tag] = max(weights.get(tag, 0.0), float(weight or 1))
    return Language.ENGLISH if weights.get("en", 0.0) > weights.get("zh", 0.0) else Language.CHINESE


def say_problems(app: FastAPI) -> None:
    """Whatever goes wrong is said in one form."""

    @app.exception_handler(KaoheError)
    def known(request: Request, error: KaoheError) -> Response:
        return answer(request, problem_of(error))

    @app.exception_handler(RequestValidationError)
    def asked_wrongly(request: Request, error: RequestValidationError) -> Response:
        return answer(request, Problem(400, "参数不对", *_reasons(error.errors())))

    @app.exception_handler(HTTPException)
    def nowhere(request: Request, error: HTTPException) -> Response:
        title = {404: "没有这个接口", 405: "这个接口不接受这样的请求"}.get(error.status_code, "这个请求没有办成")
        return answer(request, Problem(error.status_code, title, headers=error.headers))

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        number = secrets.token_hex(4)
        log.error("request %s %s failed, shown as %s", request.method, request.url.path, number, exc_info=error)
        return answer(request, Problem(500, "出错了，这一步没有办成", f"请把编号 {number} 告诉系统管理员"))


KINDS = {
    "missing": "没有填写",
    "enum": "不在可选的值里",
    "int_parsing": "要写整数",
    "date_from_datetime_parsing": "要写日期，如 2019-09-18",
    "date_parsing": "要写日期，如 2019-09-18",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "string_too_long": "太长",
    "string_pattern_mismatch": "写法不对",
}


def _reasons(errors: Sequence[Any]) -> Sequence[str]:
    return [f"“{error['loc'][-1]}”{KINDS.get(error['type'], '写得不对')}" for error in errors]
