"""The pages as one application. Every route is made from a declared page, so each has a rule who may open it."""

from collections.abc import Iterable

from fastapi import FastAPI
from starlette.convertors import register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from web.api.app import create_api
from web.kernel.access import Public
from web.kernel.errors import Turned, not_found
from web.kernel.headers import SecurityHeaders
from web.kernel.hosts import OwnHosts, names_of
from web.kernel.navigation import Navigation
from web.kernel.numbered import Key
from web.kernel.pages import Page, Pages
from web.kernel.rendering import STATIC, Renderer
from web.kernel.serving import answer, down, endpoint_of
from web.kernel.surroundings import Surroundings
from web.rooms import ROOMS


def create_app(surroundings: Surroundings) -> FastAPI:
    """The application; whoever serves it closes the database afterwards."""
    register_url_convertor("int", Key())  # before any route is made
    renderer = Renderer(Navigation(tuple(item for room in ROOMS for item in room.navigation)))
    app = FastAPI(title="kaohe", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.surroundings, app.state.renderer = surroundings, renderer
    app.state.pages = tuple(all_pages(ROOMS))
    for page in app.state.pages:
        app.add_route(page.path, endpoint_of(page, surroundings, renderer), methods=[page.method], name=page.name)
    app.state.api = create_api(surroundings)
    app.mount("/api", app.state.api, name="api")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    settings = surroundings.settings
    app.add_middleware(OwnHosts, names=names_of(settings))
    app.add_middleware(SecurityHeaders, is_https=settings.is_https)
    if settings.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.proxies)
    _say_nicely(app, surroundings, renderer)
    return app


def all_pages(rooms: Iterable[Pages]) -> Iterable[Page]:
    for room in rooms:
        yield from room.found


def _say_nicely(app: FastAPI, surroundings: Surroundings, renderer: Renderer) -> None:
    """What no page answers for is told in the same words as everything else."""

    @app.exception_handler(Exception)
    def say_down(request: Request, error: Exception) -> Response:
        return down(renderer, request, error)

    @app.exception_handler(HTTPException)
    def say(request: Request, error: HTTPException) -> Response:
        turned = {
            400: Turned(413, "提交的内容太多", ("一个填写框最多1MB，一次最多50个文件；也可能是网络中断，没有传完",)),
            404: not_found(),
            405: Turned(405, "这个地址不接受这样的请求"),
        }.get(error.status_code, Turned(error.status_code, "这个请求没有办成"))

        def handler(_visit: object, **_parameters: object) -> Response:
            raise turned

        page = Page(request.url.path, "GET", Public(), handler)
        return answer(page, surroundings, renderer, request, None)
