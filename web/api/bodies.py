"""What a system sends: one JSON object. A number with a point stays the text that it was: no float touches it."""

import json
import re
from typing import Any, NoReturn

from fastapi import Request

from web.api.problems import Problem

LARGEST = 4 * 1024 * 1024
DEEPEST = 32
HALVES = re.compile("[\ud800-\udfff]")


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
    if not _is_keepable(found):
        raise Problem(400, "内容不能保存", f"层次最多 {DEEPEST} 层，文字里不能有半个字符")
    return found


def _is_keepable(found: Any) -> bool:
    """No deeper than anything of ours, and nothing in it that cannot be written down again."""
    level = [found]
    for _ in range(DEEPEST):
        inner = [each for node in level for each in (node.items() if isinstance(node, dict) else node)]
        flat = [each for pair in inner for each in (pair if isinstance(pair, tuple) else (pair,))]
        if any(HALVES.search(each) for each in flat if isinstance(each, str)):
            return False
        level = [each for each in flat if isinstance(each, dict | list)]
        if not level:
            return True
    return False


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)
