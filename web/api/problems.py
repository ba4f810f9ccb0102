"""What went wrong, as RFC 9457 has it: `application/problem+json`, in Chinese, with every reason."""

import logging
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

log = logging.getLogger("kaohe.web")
MEDIA_TYPE = "application/problem+json"


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


def answer(problem: Problem) -> Response:
    return JSONResponse(problem.told, problem.status, problem.headers, media_type=MEDIA_TYPE)


def say_problems(app: FastAPI) -> None:
    """Whatever goes wrong is said in one form."""

    @app.exception_handler(KaoheError)
    def known(_request: Request, error: KaoheError) -> Response:
        return answer(problem_of(error))

    @app.exception_handler(RequestValidationError)
    def asked_wrongly(_request: Request, error: RequestValidationError) -> Response:
        return answer(Problem(400, "参数不对", *_reasons(error.errors())))

    @app.exception_handler(HTTPException)
    def nowhere(_request: Request, error: HTTPException) -> Response:
        title = {404: "没有这个接口", 405: "这个接口不接受这样的请求"}.get(error.status_code, "这个请求没有办成")
        return answer(Problem(error.status_code, title, headers=error.headers))

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        number = secrets.token_hex(4)
        log.error("request %s %s failed, shown as %s", request.method, request.url.path, number, exc_info=error)
        return answer(Problem(500, "出错了，这一步没有办成", f"请把编号 {number} 告诉系统管理员"))


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
