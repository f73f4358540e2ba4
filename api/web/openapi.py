"""The OpenAPI document says what is true: refusals are problem documents, here and in every route."""

from typing import Any

from fastapi import FastAPI

from api.web.problems import Problem


def describe(app: FastAPI) -> None:
    """The document with our own schema of refusals instead of FastAPI's of validation errors."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = made()
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas |= problem.pop("$defs", {}) | {"Problem": problem}
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
