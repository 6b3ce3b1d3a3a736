"""The API's description laid out for a reader: plain rows that a template prints, no script at all."""

from __future__ import annotations

import json
from typing import Any

Schema = dict[str, Any]


def chapters(schema: Schema) -> list[dict[str, Any]]:
    """Operations by their tag, each with its parameters, answers and an example of its answer."""
    shapes = schema["components"]["schemas"]
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(
                _operation(method.upper(), path, operation, shapes)
            )
    return [{"title": tag, "operations": rows} for tag, rows in found.items()]


def _operation(method: str, path: str, operation: Schema, shapes: Schema) -> dict[str, Any]:
    answered = operation["responses"]
    done = answered.get(200) or answered.get(201) or {}
    wanted = done.get("content", {}).get("application/json", {})
    example = _example(wanted.get("schema", {}), shapes)
    return {
        "id": operation["operationId"],
        "method": method,
        "path": path,
        "title": operation["summary"],
        "text": operation.get("description", ""),
        "open": not operation.get("security"),
        "parameters": [_parameter(one) for one in operation.get("parameters", [])],
        "statuses": sorted(map(str, operation["responses"])),
        "example": json.dumps(example, ensure_ascii=False, indent=2),
    }


def _parameter(one: Schema) -> dict[str, Any]:
    schema = one["schema"]
    kinds = [schema, *schema.get("anyOf", [])]
    kind = next(
        (
            k.get("format") or k["type"]
            for k in kinds
            if k.get("type") != "null" and ("type" in k or "format" in k)
        ),
        "string",
    )
    limits = [schema.get("minimum"), schema.get("maximum")]
    return {
        "name": one["name"],
        "kind": kind,
        "required": one.get("required", False),
        "text": one.get("description") or schema.get("description", ""),
        "limits": f"{limits[0]}-{limits[1]}" if None not in limits else "",
        "fallback": schema.get("default"),
    }


def _example(shape: Schema, shapes: Schema) -> Any:
    """An example value of a schema, from its own examples where it has them."""
    if "$ref" in shape:
        return _example(shapes[shape["$ref"].rpartition("/")[2]], shapes)
    if shape.get("examples"):
        return shape["examples"][0]
    if "anyOf" in shape:
        return _example(shape["anyOf"][0], shapes)
    if shape.get("enum"):
        return shape["enum"][0]
    if shape.get("type") == "object":
        return {k: _example(v, shapes) for k, v in shape.get("properties", {}).items()}
    if shape.get("type") == "array":
        return [_example(shape["items"], shapes)]
    plain = {"integer": 1, "number": 1.5, "boolean": True}
    formats = {"date": "2026-07-15", "uuid": "019b0000-0000-7000-8000-000000000001"}
    return formats.get(shape.get("format", ""), plain.get(shape.get("type", ""), ""))
