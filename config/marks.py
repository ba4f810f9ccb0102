"""What the JSON schema of a scheme says beyond the types: short forms and Chinese labels."""

from collections.abc import Sequence

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class OneOrMany:
    """A list whose single item may stand without the list around it."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        written = handler(schema)
        return {"anyOf": [written, written["items"]]} if "items" in written else written


class AlsoText:
    """A value that may also be written as a plain text."""

    def __init__(self, description: str = "", *, enum: Sequence[str] = (), pattern: str = "") -> None:
        said = {"description": description, "enum": [*enum], "pattern": pattern}
        self.written = {"type": "string", **{key: value for key, value in said.items() if value}}

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), self.written]}
