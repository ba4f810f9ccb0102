"""The JSON schemas of a scheme and of a facts file: what an editor completes and underlines from."""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from config.scheme import Scheme
from config.scoring.factsheet import FactSheet

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Plain(GenerateJsonSchema):
    """Descriptions are Chinese and complete; titles made of English field names would only hide them."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 -- pydantic's signature
        return False

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> dict[str, Any]:
        bounds = {"minimum": schema.get("ge"), "maximum": schema.get("le")}
        known = {key: float(value) for key, value in bounds.items() if value is not None}
        return {"anyOf": [{"type": "number", **known}, {"type": "string", "pattern": r"^[-+]?\d+(\.\d+)?$"}]}


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": DIALECT, **model.model_json_schema(schema_generator=_Plain)}


def scheme_schema() -> dict[str, Any]:
    return schema_of(Scheme)


SCHEMAS: dict[str, type[BaseModel]] = {"scheme.schema.json": Scheme, "facts.schema.json": FactSheet}
"""The files in docs/, and what each describes."""


def schema_text(model: type[BaseModel] = Scheme) -> str:
    """The file as it stands in docs/."""
    return json.dumps(schema_of(model), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
