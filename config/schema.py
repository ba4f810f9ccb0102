"""The JSON schema of a scheme: what an editor completes and underlines from."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from config.scheme import Scheme

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Plain(GenerateJsonSchema):
    """Descriptions are Chinese and complete; titles made of English field names would only hide them."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 -- pydantic's signature
        return False

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> dict[str, Any]:
        bounds = {"minimum": schema.get("ge"), "maximum": schema.get("le")}
        known = {key: float(value) for key, value in bounds.items() if value is not None}
        return {"anyOf": [{"type": "number", **known}, {"type": "string", "pattern": r"^[-+]?\d+(\.\d+)?$"}]}


def scheme_schema() -> dict[str, Any]:
    return {"$schema": DIALECT, **Scheme.model_json_schema(schema_generator=_Plain)}


def schema_text() -> str:
    """The file as it stands in docs/."""
    return json.dumps(scheme_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
