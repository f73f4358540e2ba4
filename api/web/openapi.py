"""The OpenAPI document says what is true: refusals are problem documents, here and in every route."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from api.authority import Action
from api.identity.asking import COOKIE
from api.identity.guarding import Guard
from api.web.problems import Problem

SCHEMES = {
    "key": {"type": "http", "scheme": "bearer", "description": "A machine's key."},
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "Of somebody who has signed in."},
}


def describe(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    """The document with our own schema of refusals instead of FastAPI's of validation errors, and with who may ask."""
    opened = [
        (route.path, method.lower())
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute) and Guard(Action.OPEN) in [one.dependency for one in route.dependencies]
        for method in route.methods or ()
    ]
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = made()
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas |= problem.pop("$defs", {}) | {"Problem": problem}
            document["components"]["securitySchemes"] = SCHEMES
            document["security"] = [{name: []} for name in SCHEMES]
            for path, method in opened:
                document["paths"][path][method]["security"] = []
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
