"""What a system sends: one JSON object. A number with a point stays the text that it was: no float touches it."""

import json
from typing import Any, NoReturn

from fastapi import Request

from web.api.problems import Problem

LARGEST = 4 * 1024 * 1024


async def body_of(request: Request) -> dict[str, Any]:
    """Raises `Problem` for anything else."""
    told = request.headers.get("Content-Type", "")
    if told.partition(";")[0].strip().lower() != "application/json":
        raise Problem(415, "内容的格式不对", "请用 Content-Type: application/json 送来一个 JSON 对象")
    sent = bytearray()
    async for part in request.stream():
        sent += part
        if len(sent) > LARGEST:
            raise Problem(413, "内容太大", f"一次最多 {LARGEST // 1024 // 1024} MB，请分几次送")
    try:
        found = json.loads(sent, parse_float=str, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Problem(400, "内容不是 JSON", "请送来一个 JSON 对象，用 UTF-8 编码") from None
    if not isinstance(found, dict):
        raise Problem(400, "内容不是 JSON 对象", "最外层要写成 {…}")
    return found


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)
