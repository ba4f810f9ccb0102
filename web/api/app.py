"""The application of `/api`: its routes, its own document, nothing from elsewhere."""

from functools import partial
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from actions.registry import registry
from web.api.problems import say_problems
from web.api.routes import router
from web.api.shapes import Trouble
from web.kernel.surroundings import Surroundings

VERSION = "1"
REF = "#/components/schemas/{model}"
DESCRIPTION = (
    "目标责任考核的接口，供其他业务系统读取应办事项、进展报告和已公布的考核结果，登记数据和加减分事项。"
    "令牌由系统管理员发放，只能看到、办理它所代表的人员可以看到、办理的，并且只在令牌的权限以内。"
    "时刻一律是北京时间（+08:00）；精确的数写成文字，如 \"12.50\"，以免失真。"
)  # fmt: skip


def create_api(surroundings: Surroundings) -> FastAPI:
    api = FastAPI(
        title="目标责任考核接口",
        version=VERSION,
        description=DESCRIPTION,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    api.state.surroundings = surroundings
    api.include_router(router)
    say_problems(api)
    api.openapi = partial(document, api)  # type: ignore[method-assign]
    return api


def document(api: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with what each act is told as the act's own model says it."""
    if api.openapi_schema is None:
        found = get_openapi(
            title=api.title, version=api.version, description=api.description, routes=api.routes,
            servers=[{"url": "/api"}],
        )  # fmt: skip
        schemas = found["components"]["schemas"]
        schemas["Trouble"] = Trouble.model_json_schema(ref_template=REF)
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        for operation in _operations(found):
            said = operation["responses"]
            if "application/json" in said.get("422", {}).get("content", {}):
                del said["422"]  # what the framework would say; we answer 400
            if act := operation.pop("x-act", None):
                schemas |= _told(act)
        api.openapi_schema = found
    return api.openapi_schema


def _operations(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in found["paths"].values() for operation in path.values()]


def _told(act: str) -> dict[str, Any]:
    schema = registry()[act].data.model_json_schema(ref_template=REF)
    return {**schema.pop("$defs", {}), act: schema}
