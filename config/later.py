"""A type that is named before it is defined: a rule is made of rules.

Models that hold it are not built when they are defined, but once, by the first that needs them all.
"""

from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema

_DEFINED: dict[str, Any] = {}


class Later:
    """Marks an annotation `Any` whose type is defined under this name, later."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def expected(self) -> Any:
        return _DEFINED[self.name]

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(self.expected)


def define(name: str, expected: Any) -> None:
    _DEFINED[name] = expected
