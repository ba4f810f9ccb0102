"""Codes with a Chinese label: files, logs and the database keep the code, persons read the label."""

from enum import StrEnum
from typing import Self

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Labelled(StrEnum):
    """A base for closed sets: `CODE = "code", "中文"`. A member is its code."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Editors show the label beside the code."""
        written = handler(schema)
        written["description"] = "；".join(f"{member.value} {member.label}" for member in cls)
        written["enumDescriptions"] = [member.label for member in cls]
        return written
