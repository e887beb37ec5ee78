"""A pydantic model as the JSON schema that servers can hold an answer to."""

import json
from functools import cache
from typing import Any

from pydantic import BaseModel

_KEPT = frozenset({"type", "enum", "const", "description", "items", "anyOf", "properties"})
"""What strict mode takes everywhere; lengths, bounds, formats, patterns, titles and defaults are not among it."""


@cache
def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of ``model`` for strict mode: closed objects, every key required, nothing referred to.

    The caller must not change it. Raises ``ValueError`` for a model that contains itself, which cannot be written out.
    """
    schema = model.model_json_schema()
    return _plain(schema, schema.get("$defs", {}), ())


@cache
def schema_text(model: type[BaseModel]) -> str:
    """Return the schema as it is counted, and shown to a model whose server cannot enforce it."""
    return json.dumps(strict_schema(model), ensure_ascii=False, separators=(",", ":"))


def field_names(schema: dict[str, Any]) -> frozenset[str]:
    """Return the names of all fields in ``schema``: words of ours, which a message may repeat."""
    names = set(schema.get("properties", ()))
    parts = [*schema.get("properties", {}).values(), *schema.get("anyOf", ()), schema.get("items", {})]
    return frozenset(names.union(*(field_names(part) for part in parts if part)))


def _plain(schema: dict[str, Any], definitions: dict[str, Any], within: tuple[str, ...]) -> dict[str, Any]:
    if reference := schema.get("$ref"):
        name = reference.rpartition("/")[2]
        if name in within:
            raise ValueError(f"{name} contains itself")
        return _plain(definitions[name], definitions, (*within, name))
    plain = {key: value for key, value in schema.items() if key in _KEPT}
    if "const" in plain:
        plain["enum"] = [plain.pop("const")]
    if "items" in plain:
        plain["items"] = _plain(plain["items"], definitions, within)
    if "anyOf" in plain:
        plain["anyOf"] = [_plain(each, definitions, within) for each in plain["anyOf"]]
    if plain.get("type") == "object":
        return plain | _closed(plain.get("properties", {}), definitions, within)
    return plain


def _closed(
    properties: dict[str, Any], definitions: dict[str, Any], within: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "properties": {name: _plain(each, definitions, within) for name, each in properties.items()},
        "required": list(properties),
        "additionalProperties": False,
    }
