"""Routes. A room declares its pages here: each with the rule who may open it, so that none can be forgotten.

    pages = Pages()

    @pages.get("/todo", access=roles(Role.OFFICER))
    def todo(visit: Visit) -> Response: ...

The parameters of the path are handed over by name. A handler reads; what changes anything goes through `POST /do/…`,
or is declared with `pages.post` and receives what was sent as `Posted`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from web.kernel.access import Access
from web.kernel.navigation import NavItem

Handler = Callable[..., Response]


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form sent: its inputs in their order, and its files."""

    inputs: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, UploadFile], ...] = ()

    @classmethod
    def of(cls, form: FormData) -> "Posted":
        items = form.multi_items()
        return cls(
            tuple((name, value) for name, value in items if isinstance(value, str)),
            tuple((name, value) for name, value in items if not isinstance(value, str)),
        )

    def get(self, name: str, default: str = "") -> str:
        """The last input of this name."""
        return next((value for each, value in reversed(self.inputs) if each == name), default)

    def all(self, name: str) -> list[str]:
        return [value for each, value in self.inputs if each == name]


@dataclass(frozen=True, slots=True)
class Page:
    """One route. `even_with_due_password`: open to who has still to change a one-time password."""

    path: str
    method: str
    access: Access
    handler: Handler
    even_with_due_password: bool = False
    checks_origin: bool = True

    @property
    def name(self) -> str:
        return f"{self.handler.__module__.removeprefix('web.')}.{self.handler.__name__}"


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one room, and where they stand in the navigation."""

    navigation: Sequence[NavItem] = ()
    found: list[Page] = field(default_factory=list)

    def get(self, path: str, *, access: Access, **options: Any) -> Callable[[Handler], Handler]:
        return self._page(path, "GET", access, options)

    def post(self, path: str, *, access: Access, **options: Any) -> Callable[[Handler], Handler]:
        return self._page(path, "POST", access, options)

    def _page(self, path: str, method: str, access: Access, options: dict[str, Any]) -> Callable[[Handler], Handler]:
        def declare(handler: Handler) -> Handler:
            self.found.append(Page(path, method, access, handler, **options))
            return handler

        return declare
